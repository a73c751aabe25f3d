package main

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/couchbase/gocbcore/v9/memd"
)

// edit applies one sub-document mutation to a JSON text, and leaves every byte alone that is not of the path. It
// answers the new text and, of a counter, the new value.
func edit(b []byte, op memd.SubDocOpType, path string, value []byte, makePath bool) ([]byte, []byte, memd.StatusCode) {
	steps, valid := parsePath(path)
	toArray := op == memd.SubDocOpArrayPushFirst || op == memd.SubDocOpArrayPushLast || op == memd.SubDocOpArrayAddUnique
	if !valid || len(steps) == 0 && !toArray {
		return nil, nil, memd.StatusSubDocPathInvalid
	}
	if op != memd.SubDocOpDelete && op != memd.SubDocOpCounter && !validValue(op, value) {
		return nil, nil, memd.StatusSubDocCantInsert
	}
	if op == memd.SubDocOpArrayInsert {
		out, status := arrayInsert(b, steps, string(value))
		return out, nil, status
	}
	p, status := findPlace(b, steps)
	found := status == memd.StatusSuccess
	if !found && status != memd.StatusSubDocPathNotFound {
		return nil, nil, status
	}
	switch op {
	case memd.SubDocOpDictAdd, memd.SubDocOpDictSet:
		if steps[len(steps)-1].indexed {
			return nil, nil, memd.StatusSubDocPathInvalid
		}
		if found && op == memd.SubDocOpDictAdd {
			return nil, nil, memd.StatusSubDocPathExists
		}
		if found {
			return splice(b, p.start, p.end, string(value)), nil, memd.StatusSuccess
		}
		out, status := addMissing(b, p, steps, string(value), makePath)
		return out, nil, status
	case memd.SubDocOpReplace:
		if found {
			return splice(b, p.start, p.end, string(value)), nil, memd.StatusSuccess
		}
	case memd.SubDocOpDelete:
		if found {
			return removeAt(b, p.siblings, p.at), nil, memd.StatusSuccess
		}
	case memd.SubDocOpCounter:
		return count(b, p, steps, found, value, makePath)
	default:
		out, status := arrayAdd(b, p, steps, found, op, string(value), makePath)
		return out, nil, status
	}
	return nil, nil, memd.StatusSubDocPathNotFound
}

// validValue: what is put into an array may be several values with commas between them.
func validValue(op memd.SubDocOpType, value []byte) bool {
	switch op {
	case memd.SubDocOpArrayPushFirst, memd.SubDocOpArrayPushLast, memd.SubDocOpArrayInsert:
		return len(value) > 0 && json.Valid([]byte("["+string(value)+"]"))
	case memd.SubDocOpArrayAddUnique:
		return json.Valid(value) && value[0] != '{' && value[0] != '['
	}
	return json.Valid(value)
}

func arrayInsert(b []byte, steps []step, value string) ([]byte, memd.StatusCode) {
	last := steps[len(steps)-1]
	if !last.indexed || last.index < 0 {
		return nil, memd.StatusSubDocPathInvalid
	}
	p, status := findPlace(b, steps[:len(steps)-1])
	if status != memd.StatusSuccess {
		return nil, status
	}
	if b[p.start] != '[' {
		return nil, memd.StatusSubDocPathMismatch
	}
	all := members(b, p.start)
	if last.index > len(all) {
		return nil, memd.StatusSubDocPathNotFound
	}
	return insertAt(b, p.start, all, last.index, value), memd.StatusSuccess
}

func arrayAdd(b []byte, p place, steps []step, found bool, op memd.SubDocOpType, value string, makePath bool) ([]byte, memd.StatusCode) {
	if !found {
		if !makePath {
			return nil, memd.StatusSubDocPathNotFound
		}
		return addMissing(b, p, steps, "["+value+"]", true)
	}
	if b[p.start] != '[' {
		return nil, memd.StatusSubDocPathMismatch
	}
	all := members(b, p.start)
	at := len(all)
	if op == memd.SubDocOpArrayPushFirst {
		at = 0
	}
	if op == memd.SubDocOpArrayAddUnique {
		for _, m := range all {
			if b[m.start] == '{' || b[m.start] == '[' {
				return nil, memd.StatusSubDocPathMismatch
			}
			if string(b[m.start:m.end]) == value {
				return nil, memd.StatusSubDocPathExists
			}
		}
	}
	return insertAt(b, p.start, all, at, value), memd.StatusSuccess
}

func count(b []byte, p place, steps []step, found bool, value []byte, makePath bool) ([]byte, []byte, memd.StatusCode) {
	delta, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil || delta == 0 {
		return nil, nil, memd.StatusSubDocBadDelta
	}
	if !found {
		text := strconv.FormatInt(delta, 10)
		out, status := addMissing(b, p, steps, text, makePath)
		return out, []byte(text), status
	}
	now, err := strconv.ParseInt(string(b[p.start:p.end]), 10, 64)
	if err != nil {
		return nil, nil, memd.StatusSubDocPathMismatch
	}
	if delta > 0 && now > math.MaxInt64-delta || delta < 0 && now < math.MinInt64-delta {
		return nil, nil, memd.StatusSubDocCantInsert
	}
	text := strconv.FormatInt(now+delta, 10)
	return splice(b, p.start, p.end, text), []byte(text), memd.StatusSuccess
}

// look answers one sub-document lookup of a JSON text.
func look(b []byte, op memd.SubDocOpType, path string) ([]byte, memd.StatusCode) {
	steps, valid := parsePath(path)
	if !valid || len(steps) == 0 && op != memd.SubDocOpGetCount {
		return nil, memd.StatusSubDocPathInvalid
	}
	p, status := findPlace(b, steps)
	if status != memd.StatusSuccess {
		return nil, status
	}
	switch op {
	case memd.SubDocOpGet:
		return b[p.start:p.end], memd.StatusSuccess
	case memd.SubDocOpExists:
		return nil, memd.StatusSuccess
	}
	if b[p.start] != '{' && b[p.start] != '[' {
		return nil, memd.StatusSubDocPathMismatch
	}
	return []byte(strconv.Itoa(len(members(b, p.start)))), memd.StatusSuccess
}
