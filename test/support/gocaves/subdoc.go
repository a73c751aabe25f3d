package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math/bits"
	"strings"
	"time"

	"github.com/couchbase/gocbcore/v9/memd"
	"github.com/couchbaselabs/gocaves/mock"
	"github.com/couchbaselabs/gocaves/mock/mockdb"
)

// gocaves reads a document into Go's numbers and maps to change it, and back: the server changes the bytes of the
// path alone, and keeps the order of keys and the digits of numbers. Therefore sub-documents are done here.

type spec struct {
	op    memd.SubDocOpType
	flags memd.SubdocFlag
	path  string
	value []byte
}

// readSpecs reads the operations of a request; only those of mutations have values.
func readSpecs(b []byte, values bool) ([]spec, bool) {
	var specs []spec
	head := 4
	if values {
		head = 8
	}
	for len(b) > 0 {
		if len(b) < head {
			return nil, false
		}
		one := spec{op: memd.SubDocOpType(b[0]), flags: memd.SubdocFlag(b[1])}
		path, value := int(binary.BigEndian.Uint16(b[2:])), 0
		if values {
			value = int(binary.BigEndian.Uint32(b[4:]))
		}
		if len(b) < head+path+value {
			return nil, false
		}
		one.path = string(b[head : head+path])
		one.value = b[head+path : head+path+value]
		specs = append(specs, one)
		b = b[head+path+value:]
	}
	return specs, len(specs) > 0 && len(specs) <= 16
}

func (k *kvServer) lookupIn(source mock.KvClient, pak *memd.Packet) {
	specs, valid := readSpecs(pak.Value, false)
	if !valid {
		reply(source, pak, memd.StatusSubDocBadCombo, nil)
		return
	}
	doc := k.state.get(pak.CollectionID, pak.Key)
	if doc == nil {
		reply(source, pak, memd.StatusKeyNotFound, nil)
		return
	}
	isJSON := json.Valid(doc.Value)
	status := memd.StatusSuccess
	var body []byte
	for _, one := range specs {
		value, code := []byte(nil), memd.StatusSubDocNotJSON
		switch {
		case one.op == memd.SubDocOpGetDoc:
			value, code = doc.Value, memd.StatusSuccess
		case one.flags&memd.SubdocFlagXattrPath != 0:
			value, code = look(xattrs(doc), one.op, one.path)
		case isJSON:
			value, code = look(doc.Value, one.op, one.path)
		}
		if code != memd.StatusSuccess {
			status = memd.StatusSubDocBadMulti
		}
		body = binary.BigEndian.AppendUint16(body, uint16(code))
		body = binary.BigEndian.AppendUint32(body, uint32(len(value)))
		body = append(body, value...)
	}
	cas := doc.Cas
	if k.state.locked(doc) {
		cas = ^uint64(0)
	}
	source.WritePacket(&memd.Packet{
		Magic: memd.CmdMagicRes, Command: pak.Command, Opaque: pak.Opaque, Status: status, Cas: cas, Value: body,
	})
}

// xattrs are the extended attributes of a document as one object, with what the server says of it as $document.
func xattrs(doc *mockdb.Document) []byte {
	all := map[string]json.RawMessage{}
	for name, value := range doc.Xattrs {
		all[name] = value
	}
	crc := crc32.Checksum(doc.Value, crc32.MakeTable(crc32.Castagnoli))
	own, _ := json.Marshal(map[string]any{
		"CAS": fmt.Sprintf("0x%016x", doc.Cas), "seqno": fmt.Sprintf("0x%016x", doc.SeqNo),
		"vbucket_uuid": fmt.Sprintf("0x%016x", doc.VbUUID), "exptime": expirySeconds(doc.Expiry),
		"value_bytes": len(doc.Value), "deleted": doc.IsDeleted, "flags": doc.Flags, "datatype": []string{"json"},
		"last_modified": fmt.Sprintf("%d", doc.ModifiedTime.Unix()), "value_crc32c": fmt.Sprintf("0x%08x", crc),
	})
	all["$document"] = own
	body, _ := json.Marshal(all)
	return body
}

// A refusal ends a mutation with nothing changed.
type refusal struct {
	status memd.StatusCode
	body   []byte
}

func (r *refusal) Error() string { return fmt.Sprintf("status 0x%02x", uint16(r.status)) }

func (k *kvServer) mutateIn(source mock.KvClient, pak *memd.Packet) {
	specs, valid := readSpecs(pak.Value, true)
	if !valid {
		reply(source, pak, memd.StatusSubDocBadCombo, nil)
		return
	}
	var flags memd.SubdocDocFlag
	expiry, extras := uint32(0), pak.Extras
	if len(extras) >= 4 {
		expiry, extras = binary.BigEndian.Uint32(extras), extras[4:]
	}
	if len(extras) == 1 {
		flags = memd.SubdocDocFlag(extras[0])
	}
	var body []byte
	doc, err := k.state.store.Update(uint(pak.Vbucket), uint(pak.CollectionID), pak.Key,
		func(doc *mockdb.Document) (*mockdb.Document, error) {
			doc, err := k.writable(doc, pak, flags)
			if err != nil {
				return nil, err
			}
			doc.Cas = mockdb.GenerateNewCas()
			doc.LockExpiry = time.Time{}
			if len(pak.Extras) >= 4 && expiry != 0 {
				doc.Expiry = k.expiryTime(expiry)
			}
			body, err = applySpecs(doc, specs)
			return doc, err
		})
	var refused *refusal
	if errors.As(err, &refused) {
		reply(source, pak, refused.status, refused.body)
		return
	}
	if err != nil {
		reply(source, pak, memd.StatusInternalError, nil)
		return
	}
	token := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, doc.VbUUID), doc.SeqNo)
	source.WritePacket(&memd.Packet{
		Magic: memd.CmdMagicRes, Command: pak.Command, Opaque: pak.Opaque, Cas: doc.Cas, Extras: token, Value: body,
	})
}

func (k *kvServer) expiryTime(expiry uint32) time.Time {
	if expiry > 30*24*60*60 {
		return time.Unix(int64(expiry), 0)
	}
	return k.state.chrono.Now().Add(time.Duration(expiry) * time.Second)
}

// writable answers the document that is to be changed, or a new one.
func (k *kvServer) writable(doc *mockdb.Document, pak *memd.Packet, flags memd.SubdocDocFlag) (*mockdb.Document, error) {
	if doc == nil || doc.IsDeleted {
		if flags&(memd.SubdocDocFlagMkDoc|memd.SubdocDocFlagAddDoc) == 0 || pak.Cas != 0 {
			return nil, &refusal{status: memd.StatusKeyNotFound}
		}
		return &mockdb.Document{VbID: uint(pak.Vbucket), CollectionID: uint(pak.CollectionID), Key: pak.Key}, nil
	}
	if flags&memd.SubdocDocFlagAddDoc != 0 {
		return nil, &refusal{status: memd.StatusKeyExists}
	}
	if k.state.locked(doc) && doc.Cas != pak.Cas {
		return nil, &refusal{status: memd.StatusLocked}
	}
	if pak.Cas != 0 && doc.Cas != pak.Cas {
		return nil, &refusal{status: memd.StatusKeyExists}
	}
	return doc, nil
}

// applySpecs applies all operations or none, and answers the values that some of them have.
func applySpecs(doc *mockdb.Document, specs []spec) ([]byte, error) {
	var body []byte
	checked := false
	for i, one := range specs {
		var value []byte
		status := memd.StatusSuccess
		switch {
		case one.flags&memd.SubdocFlagXattrPath != 0:
			value, status = editXattr(doc, one)
		case one.op == memd.SubDocOpSetDoc || one.op == memd.SubDocOpAddDoc:
			doc.Value, checked = one.value, false
		case one.op == memd.SubDocOpDeleteDoc:
			doc.IsDeleted = true
		default:
			if doc.Value == nil {
				doc.Value = emptyRoot(one)
			}
			if !checked && !json.Valid(doc.Value) {
				status = memd.StatusSubDocNotJSON
				break
			}
			checked = true
			var after []byte
			if after, value, status = edit(doc.Value, one.op, one.path, one.value, one.flags&memd.SubdocFlagMkDirP != 0); status == memd.StatusSuccess {
				doc.Value = after
			}
		}
		if status != memd.StatusSuccess {
			return nil, &refusal{memd.StatusSubDocBadMulti, binary.BigEndian.AppendUint16([]byte{byte(i)}, uint16(status))}
		}
		if value != nil {
			body = binary.BigEndian.AppendUint16(append(body, byte(i)), uint16(status))
			body = append(binary.BigEndian.AppendUint32(body, uint32(len(value))), value...)
		}
	}
	if len(doc.Value) > documentSize {
		return nil, &refusal{status: memd.StatusTooBig}
	}
	return body, nil
}

func emptyRoot(one spec) []byte {
	if strings.HasPrefix(one.path, "[") || one.path == "" {
		return []byte("[]")
	}
	return []byte("{}")
}

func editXattr(doc *mockdb.Document, one spec) ([]byte, memd.StatusCode) {
	if strings.HasPrefix(one.path, "$") {
		return nil, memd.StatusSubDocXattrCannotModifyVAttr
	}
	value := one.value
	if one.flags&memd.SubdocFlagExpandMacros != 0 {
		if string(value) != `"${Mutation.CAS}"` {
			return nil, memd.StatusSubDocXattrUnknownMacro
		}
		value = []byte(fmt.Sprintf(`"0x%016x"`, bits.ReverseBytes64(doc.Cas)))
	}
	after, result, status := edit(xattrs(doc), one.op, one.path, value, one.flags&memd.SubdocFlagMkDirP != 0)
	if status != memd.StatusSuccess {
		return nil, status
	}
	all := map[string]json.RawMessage{}
	json.Unmarshal(after, &all)
	doc.Xattrs = map[string][]byte{}
	for name, attribute := range all {
		if name != "$document" {
			doc.Xattrs[name] = attribute
		}
	}
	return result, status
}
