// Command gocaves is a Couchbase server for tests: the key-value and the management service of one node, in memory, on
// loopback ports. It is made of the library gocaves (its listeners, SCRAM, error map, documents), and adds what that
// lacks: collections, real sub-documents, mutation statuses, faults, and a feed of changes for a query stand-in.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/couchbaselabs/gocaves/mock"
	"github.com/couchbaselabs/gocaves/mock/mockimpl"
	"github.com/couchbaselabs/gocaves/mock/mockimpl/servers"
)

type options struct {
	bucket, user, password, version       string
	replicas                              uint
	kvPort, mgmtPort, queryPort           int
	advertiseKv, advertiseMgmt, adminPort int
}

func main() {
	var o options
	flag.StringVar(&o.bucket, "bucket", "fhir", "name of the one bucket")
	flag.StringVar(&o.user, "user", "gateway", "name of the one user")
	flag.StringVar(&o.password, "password", "secret", "the user's password")
	flag.StringVar(&o.version, "version", "7.6.2-3721-community", "what the management says it is")
	flag.UintVar(&o.replicas, "replicas", 0, "replicas of the bucket; there is no node for them")
	flag.IntVar(&o.kvPort, "kv-port", 0, "port of the key-value service")
	flag.IntVar(&o.mgmtPort, "mgmt-port", 0, "port of the management service")
	flag.IntVar(&o.adminPort, "admin-port", 0, "port of the tests' own requests")
	flag.IntVar(&o.advertiseKv, "advertise-kv", 0, "port in the cluster maps instead of the key-value service's")
	flag.IntVar(&o.advertiseMgmt, "advertise-mgmt", 0, "port in the cluster maps instead of the management service's")
	flag.IntVar(&o.queryPort, "query-port", 0, "port of a query service elsewhere; without it the maps name none")
	flag.Parse()
	log.SetOutput(io.Discard) // gocaves logs every packet, documents and passwords included
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(o options) error {
	gates := map[string]*gate{}
	for name, port := range map[string]int{"kv": o.kvPort, "mgmt": o.mgmtPort} {
		opened, err := openGate(port)
		if err != nil {
			return err
		}
		gates[name] = opened
	}
	servers.Listen = func(name string) (net.Listener, error) { return gates[name], nil }
	if o.advertiseKv == 0 {
		o.advertiseKv = gates["kv"].port
	}
	if o.advertiseMgmt == 0 {
		o.advertiseMgmt = gates["mgmt"].port
	}
	cluster, err := mockimpl.NewCluster(mock.NewClusterOptions{
		NumVbuckets: vbuckets,
		InitialNode: mock.NewNodeOptions{EnabledServices: []mock.ServiceType{
			mock.ServiceTypeKeyValue, mock.ServiceTypeMgmt,
		}},
	})
	if err != nil {
		return err
	}
	bucket, err := cluster.AddBucket(mock.NewBucketOptions{
		Name: o.bucket, Type: mock.BucketTypeCouchbase, NumReplicas: o.replicas,
	})
	if err != nil {
		return err
	}
	state := newState(bucket, cluster.Chrono())
	faults := &faults{seen: map[string]int{}}
	kv := &kvServer{options: &o, state: state, faults: faults}
	cluster.KvInHooks().Add(kv.in)
	cluster.KvOutHooks().Add(kv.out)
	cluster.MgmtHooks().Add((&mgmtServer{&o, state, faults}).handle)

	listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", o.adminPort))
	if err != nil {
		return err
	}
	go http.Serve(listener, (&adminServer{state, faults, gates}).routes())
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"kv": gates["kv"].port, "mgmt": gates["mgmt"].port, "admin": listener.Addr().(*net.TCPAddr).Port,
		"connectionString": fmt.Sprintf("couchbase://127.0.0.1:%d", o.advertiseKv),
	})
	io.Copy(io.Discard, os.Stdin) // until whoever started it is gone
	return nil
}
