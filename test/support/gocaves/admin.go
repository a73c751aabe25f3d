package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"time"

	"github.com/couchbaselabs/gocaves/mock/mockdb"
)

// An adminServer is what tests, and a query stand-in, ask beside the protocol of Couchbase.
type adminServer struct {
	state  *state
	faults *faults
	gates  map[string]*gate
}

func (a *adminServer) routes() http.Handler {
	routes := http.NewServeMux()
	for path, handle := range map[string]http.HandlerFunc{
		"/changes": a.changes, "/documents": a.documents, "/collections": a.collections, "/fault": a.fault,
		"/counts": a.counts, "/down": a.down, "/up": a.up, "/disconnect": a.disconnect, "/time": a.time,
	} {
		routes.HandleFunc(path, handle)
	}
	return routes
}

func write(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(body)
}

// changes answers `GET /changes?since=N`: {"sequence":M,"changes":[...]}, of each document what it is now, by the order
// of the last changes; {"dropped":"name","sequence":n} where a collection went with all it held.
func (a *adminServer) changes(w http.ResponseWriter, req *http.Request) {
	since, _ := strconv.ParseUint(req.URL.Query().Get("since"), 10, 64)
	sequence, all := a.state.since(since)
	w.Header().Set("Content-Type", "application/json")
	out := bufio.NewWriterSize(w, 1<<16)
	defer out.Flush()
	fmt.Fprintf(out, `{"sequence":%d,"changes":[`, sequence)
	for i, c := range all {
		if i > 0 {
			out.WriteByte(',')
		}
		if c.dropped != "" {
			fmt.Fprintf(out, `{"dropped":%s,"sequence":%d}`, quote(c.dropped), c.sequence)
			continue
		}
		fmt.Fprintf(out, `{"collection":%s,"key":%s,"sequence":%d,`, quote(c.name), quote(c.doc.key), c.sequence)
		doc := a.state.get(c.doc.collection, []byte(c.doc.key))
		switch {
		case doc == nil:
			out.WriteString(`"value":null}`)
		case !json.Valid(doc.Value):
			fmt.Fprintf(out, `"value":null,"binary":true,"cas":"%d"}`, doc.Cas)
		default:
			out.WriteString(`"value":`)
			out.Write(doc.Value)
			fmt.Fprintf(out, `,"cas":"%d"}`, doc.Cas)
		}
	}
	out.WriteString("]}\n")
}

func (a *adminServer) collections(w http.ResponseWriter, _ *http.Request) {
	now := a.state.manifest()
	names := []string{}
	for _, one := range now.Scopes[0].Collections {
		names = append(names, one.Name)
	}
	sort.Strings(names)
	write(w, map[string]any{"names": names, "manifestUid": now.UID})
}

type documentChange struct {
	Collection string          `json:"collection"`
	Key        string          `json:"key"`
	Value      json.RawMessage `json:"value"`
	Cas        string          `json:"cas"`
	Mode       string          `json:"mode"`
}

// documents applies a list of changes in order. An entry without a mode is an upsert, or with the value null a delete.
func (a *adminServer) documents(w http.ResponseWriter, req *http.Request) {
	var entries []documentChange
	if err := json.NewDecoder(req.Body).Decode(&entries); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answers := make([]map[string]any, 0, len(entries))
	for _, entry := range entries {
		cas, err := a.apply(entry)
		if err != nil {
			answers = append(answers, map[string]any{"error": err.Error()})
		} else {
			answers = append(answers, map[string]any{"ok": true, "cas": strconv.FormatUint(cas, 10)})
		}
	}
	write(w, answers)
}

type applyError string

func (e applyError) Error() string { return string(e) }

// apply answers the new CAS, or "exists", "missing", "cas", "locked", "collection".
func (a *adminServer) apply(entry documentChange) (uint64, error) {
	id, _, known := a.state.collectionID(entry.Collection)
	if !known {
		return 0, applyError("collection")
	}
	mode := entry.Mode
	if mode == "" {
		mode = "upsert"
		if len(entry.Value) == 0 || string(entry.Value) == "null" {
			mode = "delete"
		}
	}
	key := []byte(entry.Key)
	doc, err := a.state.store.Update(vbucketOf(key), uint(id), key, func(doc *mockdb.Document) (*mockdb.Document, error) {
		there := doc != nil && !doc.IsDeleted
		switch {
		case there && mode == "insert":
			return nil, applyError("exists")
		case !there && (mode == "replace" || mode == "delete" || entry.Cas != ""):
			return nil, applyError("missing")
		case there && entry.Cas != "" && entry.Cas != strconv.FormatUint(doc.Cas, 10):
			return nil, applyError("cas")
		case there && a.state.locked(doc):
			return nil, applyError("locked")
		case !there:
			doc = &mockdb.Document{VbID: vbucketOf(key), CollectionID: uint(id), Key: key}
		}
		doc.Cas = mockdb.GenerateNewCas()
		doc.LockExpiry = time.Time{}
		if mode == "delete" {
			doc.IsDeleted = true
			return doc, nil
		}
		doc.Value, doc.Flags, doc.Datatype, doc.Expiry = entry.Value, 0x02000006, 1, time.Time{} // JSON
		return doc, nil
	})
	if err != nil {
		return 0, err
	}
	a.state.touched(id, key, false)
	return doc.Cas, nil
}

// fault: POST adds one (see `fault`), GET lists those that are left, DELETE takes them back.
func (a *adminServer) fault(w http.ResponseWriter, req *http.Request) {
	switch req.Method {
	case "POST":
		var one fault
		if err := json.NewDecoder(req.Body).Decode(&one); err != nil || !a.faults.add(one) {
			http.Error(w, "no such fault", http.StatusBadRequest)
			return
		}
	case "DELETE":
		a.faults.clear()
	}
	write(w, a.faults.left())
}

// counts answers how many commands came of each name; DELETE answers it too, and starts anew.
func (a *adminServer) counts(w http.ResponseWriter, req *http.Request) {
	write(w, a.faults.counts(req.Method == "DELETE"))
}

// down refuses connections and closes all there are, until `up`: a server that restarts with its data.
func (a *adminServer) down(w http.ResponseWriter, _ *http.Request) {
	for _, g := range a.gates {
		g.down()
	}
	write(w, map[string]bool{"ok": true})
}

func (a *adminServer) up(w http.ResponseWriter, _ *http.Request) {
	for _, g := range a.gates {
		if err := g.up(); err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
	}
	write(w, map[string]bool{"ok": true})
}

func (a *adminServer) disconnect(w http.ResponseWriter, _ *http.Request) {
	for _, g := range a.gates {
		g.disconnect()
	}
	write(w, map[string]bool{"ok": true})
}

// time answers `POST /time {"advance":ms}`: expiries and locks see that much more time pass.
func (a *adminServer) time(w http.ResponseWriter, req *http.Request) {
	var step struct {
		Advance int64 `json:"advance"`
	}
	if err := json.NewDecoder(req.Body).Decode(&step); err != nil || step.Advance <= 0 {
		http.Error(w, "advance: milliseconds, more than 0", http.StatusBadRequest)
		return
	}
	a.state.chrono.TimeTravel(time.Duration(step.Advance) * time.Millisecond)
	write(w, map[string]bool{"ok": true})
}
