package servers

import "net"

// Listen opens what a server of this package listens on: "kv", or the name of an HTTP server. The program sets it
// before it makes a cluster.
var Listen func(name string) (net.Listener, error)
