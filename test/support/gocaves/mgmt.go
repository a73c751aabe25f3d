package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/couchbaselabs/gocaves/mock"
)

// config is the cluster map: of the bucket, or of the cluster alone.
func (o *options) config(s *state, ofBucket bool) []byte {
	services := map[string]int{"kv": o.advertiseKv, "mgmt": o.advertiseMgmt}
	if o.queryPort != 0 {
		services["n1ql"] = o.queryPort
	}
	config := map[string]any{
		"rev": 1, "revEpoch": 1,
		"nodesExt":               []any{map[string]any{"hostname": "127.0.0.1", "thisNode": true, "services": services}},
		"clusterCapabilitiesVer": []int{1, 0},
		"clusterCapabilities":    map[string]any{"n1ql": []string{"enhancedPreparedStatements"}},
	}
	if ofBucket {
		row := []int{0}
		for i := uint(0); i < o.replicas; i++ {
			row = append(row, -1)
		}
		vbucketMap := make([][]int, vbuckets)
		for i := range vbucketMap {
			vbucketMap[i] = row
		}
		config["name"] = o.bucket
		config["uuid"] = strings.ReplaceAll(s.bucket.ID(), "-", "")
		config["nodeLocator"] = "vbucket"
		config["collectionsManifestUid"] = s.manifest().UID
		config["bucketCapabilitiesVer"] = ""
		config["bucketCapabilities"] = []string{
			"collections", "durableWrite", "tombstonedUserXAttrs", "touch", "cccp", "nodesExt", "xattr", "preserve_expiry",
		}
		config["nodes"] = []any{map[string]any{
			"hostname": fmt.Sprintf("127.0.0.1:%d", o.advertiseMgmt), "ports": map[string]int{"direct": o.advertiseKv},
		}}
		config["vBucketServerMap"] = map[string]any{
			"hashAlgorithm": "CRC", "numReplicas": o.replicas, "vBucketMap": vbucketMap,
			"serverList": []string{fmt.Sprintf("127.0.0.1:%d", o.advertiseKv)},
		}
	}
	body, _ := json.Marshal(config)
	return body
}

// A mgmtServer answers the REST requests of the management service.
type mgmtServer struct {
	*options
	state  *state
	faults *faults
}

func answer(status int, body any) *mock.HTTPResponse {
	text, isText := body.([]byte)
	if !isText {
		text, _ = json.Marshal(body)
	}
	return &mock.HTTPResponse{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       bytes.NewReader(text),
	}
}

func refuse(status int, text string) *mock.HTTPResponse {
	return answer(status, map[string]any{"errors": map[string]string{"_": text}})
}

// handle answers every request: what gocaves has for them reads services that this node does not have, and fails.
func (m *mgmtServer) handle(_ mock.MgmtService, req *mock.HTTPRequest, _ func() *mock.HTTPResponse) *mock.HTTPResponse {
	if met := m.faults.next("mgmt", false, nil); met != nil {
		if met.Status == "timeout" {
			select {}
		}
		time.Sleep(time.Duration(met.Delay) * time.Millisecond)
		if status, err := strconv.Atoi(met.Status); err == nil {
			return answer(status, []byte("fault"))
		}
	}
	user, password, given := (&http.Request{Header: req.Header}).BasicAuth()
	if req.URL.Path == "/" {
		return answer(200, []byte("{}"))
	}
	if !given || user != m.user || password != m.password {
		return answer(401, []byte(""))
	}
	parts := strings.Split(strings.Trim(req.URL.Path, "/"), "/")
	if len(parts) < 4 || parts[0] != "pools" || parts[1] != "default" {
		return m.cluster(req)
	}
	if parts[3] != m.bucket {
		return answer(404, []byte("Requested resource not found.\r\n"))
	}
	switch parts[2] {
	case "b", "bs":
		return answer(200, m.config(m.state, true))
	case "buckets":
		if len(parts) == 4 {
			return answer(200, m.settings())
		}
		if parts[4] == "scopes" {
			return m.scopes(req, parts[5:])
		}
	}
	return answer(404, []byte("Requested resource not found.\r\n"))
}

func (m *mgmtServer) cluster(req *mock.HTTPRequest) *mock.HTTPResponse {
	switch req.URL.Path {
	case "/pools":
		return answer(200, map[string]any{
			"implementationVersion": m.version, "isEnterprise": true,
			"pools": []any{map[string]string{"name": "default", "uri": "/pools/default"}},
		})
	case "/pools/default":
		return answer(200, map[string]any{"name": "default", "nodes": m.nodes()})
	case "/pools/default/nodeServices":
		return answer(200, m.config(m.state, false))
	case "/pools/default/buckets":
		return answer(200, []any{m.settings()})
	}
	return answer(404, []byte("Requested resource not found.\r\n"))
}

func (m *mgmtServer) nodes() []any {
	services := []string{"kv"}
	if m.queryPort != 0 {
		services = append(services, "n1ql")
	}
	return []any{map[string]any{
		"hostname": fmt.Sprintf("127.0.0.1:%d", m.advertiseMgmt), "ports": map[string]int{"direct": m.advertiseKv},
		"services": services, "thisNode": true, "status": "healthy", "clusterMembership": "active", "version": m.version,
		"clusterCompatibility": 458752, "os": "x86_64-unknown-linux-gnu",
	}}
}

// settings are what the management of buckets says of the bucket.
func (m *mgmtServer) settings() map[string]any {
	return map[string]any{
		"name": m.bucket, "uuid": strings.ReplaceAll(m.state.bucket.ID(), "-", ""), "bucketType": "membase",
		"nodeLocator": "vbucket", "replicaNumber": m.replicas, "replicaIndex": false, "maxTTL": 0,
		"compressionMode": "passive", "evictionPolicy": "valueOnly", "conflictResolutionType": "seqno",
		"durabilityMinLevel": "none", "storageBackend": "couchstore", "collectionsManifestUid": m.state.manifest().UID,
		"quota": map[string]int{"ram": 104857600, "rawRAM": 104857600}, "nodes": m.nodes(), "controllers": map[string]any{},
		"bucketCapabilities": []string{"collections", "durableWrite", "cccp", "nodesExt", "xattr"},
	}
}

var collectionName = regexp.MustCompile(`^[A-Za-z0-9-][A-Za-z0-9_%-]{0,250}$`)

func (m *mgmtServer) scopes(req *mock.HTTPRequest, parts []string) *mock.HTTPResponse {
	if len(parts) == 0 && req.Method == "GET" {
		return answer(200, m.state.manifest())
	}
	if len(parts) < 2 || parts[1] != "collections" {
		return refuse(400, "Scopes other than _default are not supported")
	}
	if parts[0] != "_default" {
		return refuse(404, fmt.Sprintf("Scope with name %q is not found", parts[0]))
	}
	switch {
	case len(parts) == 2 && req.Method == "POST":
		form, _ := url.ParseQuery(string(req.PeekBody()))
		name := form.Get("name")
		if !collectionName.MatchString(name) {
			return answer(400, map[string]any{"errors": map[string]string{
				"name": "Can only contain characters A-Z, a-z, 0-9 and the following symbols _ - %",
			}})
		}
		uid, made := m.state.create(name)
		if !made {
			return refuse(400, fmt.Sprintf("Collection with name %q in scope \"_default\" already exists", name))
		}
		return answer(200, map[string]string{"uid": fmt.Sprintf("%x", uid)})
	case len(parts) == 3 && req.Method == "DELETE":
		uid, gone := m.state.drop(parts[2])
		if !gone {
			return refuse(404, fmt.Sprintf("Collection with name %q is not found in scope \"_default\"", parts[2]))
		}
		return answer(200, map[string]string{"uid": fmt.Sprintf("%x", uid)})
	}
	return answer(405, []byte("Method Not Allowed"))
}
