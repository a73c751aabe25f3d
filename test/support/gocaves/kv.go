package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/couchbase/gocbcore/v9/memd"
	"github.com/couchbaselabs/gocaves/mock"
)

// features are what the server says yes to in HELLO, of what a client asks for: mutation tokens, extended errors,
// collections, durability and the like; not Snappy, and no cluster maps unasked.
var features = map[uint16]bool{
	0x01: true, 0x03: true, 0x04: true, 0x06: true, 0x07: true, 0x08: true, 0x0b: true, 0x0e: true, 0x10: true,
	0x11: true, 0x12: true, 0x14: true, 0x15: true, 0x17: true,
}

const preserveExpiryFrame = 5

type requestID struct {
	source mock.KvClient
	opaque uint32
}

// A request is a command that is not answered yet.
type request struct {
	pak   *memd.Packet
	fault *fault
}

// A kvServer stands before and behind the handlers of gocaves.
type kvServer struct {
	*options
	state    *state
	faults   *faults
	requests sync.Map // requestID to *request
}

func reply(source mock.KvClient, pak *memd.Packet, status memd.StatusCode, value []byte) {
	source.WritePacket(&memd.Packet{
		Magic: memd.CmdMagicRes, Command: pak.Command, Opaque: pak.Opaque, Status: status, Value: value,
	})
}

// closed closes a connection; gocaves panics where the client was there first.
func closed(source mock.KvClient) {
	defer func() { recover() }()
	source.Close()
}

// in is called with every packet that comes, in order within a connection.
func (k *kvServer) in(source mock.KvClient, pak *memd.Packet, next func()) {
	if pak.Magic != memd.CmdMagicReq {
		return
	}
	name := commands[pak.Command]
	if name == "" {
		name = fmt.Sprintf("0x%02x", uint8(pak.Command))
	}
	met := k.faults.next(name, ofDocuments(pak.Command), pak.Key)
	if met != nil {
		code, isCode := met.code()
		switch {
		case isCode:
			k.requests.Store(requestID{source, pak.Opaque}, &request{pak, &fault{Status: "ok", Delay: met.Delay}})
			reply(source, pak, code, nil)
			return
		case met.Status == "timeout":
			return
		case met.Status == "close":
			go closed(source)
			return
		}
	}
	k.requests.Store(requestID{source, pak.Opaque}, &request{pak, met})
	if source.AuthenticatedUserName() == "" && !beforeLogin(pak.Command) {
		reply(source, pak, memd.StatusAccessError, nil)
		return
	}
	if ofDocuments(pak.Command) {
		k.document(source, pak, next)
		return
	}
	switch pak.Command {
	case memd.CmdHello:
		k.hello(source, pak)
	case memd.CmdSASLAuth, memd.CmdSASLStep:
		k.login(source, pak)
	case memd.CmdSASLListMechs:
		reply(source, pak, memd.StatusSuccess, []byte("SCRAM-SHA512 SCRAM-SHA256 SCRAM-SHA1 PLAIN"))
	case memd.CmdSelectBucket:
		if string(pak.Key) != k.bucket {
			// What a server says to a user who may not see a bucket, be it there or not.
			reply(source, pak, memd.StatusAccessError, nil)
			return
		}
		next()
	case memd.CmdNoop:
		reply(source, pak, memd.StatusSuccess, nil)
	case memd.CmdGetClusterConfig:
		reply(source, pak, memd.StatusSuccess, k.config(k.state, source.SelectedBucketName() != ""))
	case memd.CmdCollectionsGetManifest:
		body, _ := json.Marshal(k.state.manifest())
		reply(source, pak, memd.StatusSuccess, body)
	case memd.CmdCollectionsGetID:
		k.collectionID(source, pak)
	default:
		next()
	}
}

func beforeLogin(code memd.CmdCode) bool {
	switch code {
	case memd.CmdHello, memd.CmdSASLAuth, memd.CmdSASLStep, memd.CmdSASLListMechs, memd.CmdGetErrorMap, memd.CmdNoop:
		return true
	}
	return false
}

func (k *kvServer) hello(source mock.KvClient, pak *memd.Packet) {
	var granted []byte
	for i := 0; i+1 < len(pak.Value); i += 2 {
		if features[binary.BigEndian.Uint16(pak.Value[i:])] {
			granted = append(granted, pak.Value[i:i+2]...)
		}
	}
	reply(source, pak, memd.StatusSuccess, granted)
}

func (k *kvServer) login(source mock.KvClient, pak *memd.Packet) {
	scram := source.ScramServer()
	mechanism := strings.ReplaceAll(string(pak.Key), "_", "-")
	var user string
	var out []byte
	var err error
	switch {
	case mechanism == "PLAIN" && pak.Command == memd.CmdSASLAuth:
		if parts := strings.Split(string(pak.Value), "\x00"); len(parts) == 3 && parts[2] == k.password {
			user = parts[1]
		}
	case !strings.HasPrefix(mechanism, "SCRAM-"):
		err = fmt.Errorf("no mechanism %s", mechanism)
	case pak.Command == memd.CmdSASLAuth:
		if out, err = scram.Start(pak.Value, mechanism); err == nil {
			if err = scram.SetPassword(k.password); err == nil {
				reply(source, pak, memd.StatusAuthContinue, out)
				return
			}
		}
	default:
		if out, err = scram.Step(pak.Value); err == nil {
			user = scram.Username()
		}
	}
	if err != nil || user == "" || user != k.user {
		reply(source, pak, memd.StatusAuthError, nil)
		return
	}
	source.SetAuthenticatedUserName(user)
	reply(source, pak, memd.StatusSuccess, out)
}

func (k *kvServer) collectionID(source mock.KvClient, pak *memd.Packet) {
	scope, name, found := strings.Cut(string(pak.Value), ".")
	if !found {
		reply(source, pak, memd.StatusInvalidArgs, nil)
		return
	}
	if scope == "" {
		scope = "_default"
	}
	if name == "" {
		name = "_default"
	}
	id, uid, known := k.state.collectionID(name)
	if scope != "_default" || !known {
		status := memd.StatusCollectionUnknown
		if scope != "_default" {
			status = memd.StatusScopeUnknown
		}
		reply(source, pak, status, []byte(fmt.Sprintf(`{"manifest_uid":"%x"}`, uid)))
		return
	}
	extras := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(nil, uid), id)
	source.WritePacket(&memd.Packet{
		Magic: memd.CmdMagicRes, Command: pak.Command, Opaque: pak.Opaque, Extras: extras,
	})
}

// document is what every command goes through that names a document.
func (k *kvServer) document(source mock.KvClient, pak *memd.Packet, next func()) {
	switch {
	case source.SelectedBucketName() == "":
		reply(source, pak, memd.StatusNoBucket, nil)
	case !k.state.knows(pak.CollectionID):
		_, uid, _ := k.state.collectionID("_default")
		reply(source, pak, memd.StatusCollectionUnknown, []byte(fmt.Sprintf(`{"manifest_uid":"%x"}`, uid)))
	case len(pak.Key) == 0 || len(pak.Key) > keySize:
		reply(source, pak, memd.StatusInvalidArgs, nil)
	case uint(pak.Vbucket) != vbucketOf(pak.Key):
		reply(source, pak, memd.StatusNotMyVBucket, k.config(k.state, true))
	case len(pak.Value) > documentSize && pak.Command != memd.CmdSubDocMultiMutation:
		reply(source, pak, memd.StatusTooBig, nil)
	case pak.DurabilityLevelFrame != nil && k.replicas > 0:
		reply(source, pak, memd.StatusDurabilityImpossible, nil)
	case pak.Command == memd.CmdSubDocMultiLookup:
		k.lookupIn(source, pak)
	case pak.Command == memd.CmdSubDocMultiMutation:
		k.mutateIn(source, pak)
	case pak.Command == memd.CmdGetMeta:
		k.meta(source, pak)
	default:
		k.preserveExpiry(pak)
		next()
	}
}

func (k *kvServer) preserveExpiry(pak *memd.Packet) {
	if pak.Command != memd.CmdSet && pak.Command != memd.CmdReplace || len(pak.Extras) != 8 {
		return
	}
	for _, frame := range pak.UnsupportedFrames {
		if frame.Type == preserveExpiryFrame {
			if now := k.state.get(pak.CollectionID, pak.Key); now != nil && !now.Expiry.IsZero() {
				binary.BigEndian.PutUint32(pak.Extras[4:], uint32(now.Expiry.Unix()))
			}
		}
	}
}

// meta says whether a document exists.
func (k *kvServer) meta(source mock.KvClient, pak *memd.Packet) {
	doc := k.state.get(pak.CollectionID, pak.Key)
	if doc == nil {
		reply(source, pak, memd.StatusKeyNotFound, nil)
		return
	}
	extras := binary.BigEndian.AppendUint32(nil, 0)
	extras = binary.BigEndian.AppendUint32(extras, doc.Flags)
	extras = binary.BigEndian.AppendUint32(extras, expirySeconds(doc.Expiry))
	extras = binary.BigEndian.AppendUint64(extras, doc.SeqNo)
	extras = append(extras, doc.Datatype)
	source.WritePacket(&memd.Packet{
		Magic: memd.CmdMagicRes, Command: pak.Command, Opaque: pak.Opaque, Cas: doc.Cas, Extras: extras,
	})
}

func expirySeconds(at time.Time) uint32 {
	if at.IsZero() {
		return 0
	}
	return uint32(at.Unix())
}

var mutations = map[memd.CmdCode]bool{
	memd.CmdAdd: true, memd.CmdSet: true, memd.CmdReplace: true, memd.CmdDelete: true, memd.CmdIncrement: true,
	memd.CmdDecrement: true, memd.CmdAppend: true, memd.CmdPrepend: true, memd.CmdTouch: true, memd.CmdGAT: true,
	memd.CmdSubDocMultiMutation: true,
}

// out is called with every packet before it is sent; one for which next is not called is not sent.
func (k *kvServer) out(source mock.KvClient, pak *memd.Packet, next func()) {
	found, asked := k.requests.LoadAndDelete(requestID{source, pak.Opaque})
	if !asked {
		next()
		return
	}
	req := found.(*request)
	if mutations[pak.Command] {
		if pak.Status == memd.StatusSuccess {
			k.state.touched(req.pak.CollectionID, req.pak.Key, mayExpire(req.pak))
		} else if pak.Status == memd.StatusTmpFail && req.pak.Cas != 0 && req.fault == nil {
			// gocaves takes another CAS for a temporary failure.
			pak.Status = memd.StatusKeyExists
		}
	}
	switch {
	case req.fault == nil:
		next()
	case req.fault.Status == "ambiguous":
	case req.fault.Status == "closeAfter":
		go source.Close()
	case req.fault.Delay > 0:
		time.AfterFunc(time.Duration(req.fault.Delay)*time.Millisecond, func() { source.WritePacket(pak) })
	default:
		next()
	}
}

func mayExpire(pak *memd.Packet) bool {
	for _, b := range pak.Extras {
		if b != 0 {
			return true
		}
	}
	return false
}
