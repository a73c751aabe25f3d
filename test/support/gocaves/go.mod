module gateway.test/gocaves

go 1.19

require (
	github.com/couchbase/gocbcore/v9 v9.0.6
	github.com/couchbaselabs/gocaves v0.0.1
)

require github.com/google/uuid v1.1.1 // indirect
