package main

import (
	"strconv"
	"sync"

	"github.com/couchbase/gocbcore/v9/memd"
)

// commands are the names that faults and counts go by: those of the SDK's methods where there is one.
var commands = map[memd.CmdCode]string{
	memd.CmdGet: "get", memd.CmdAdd: "insert", memd.CmdSet: "upsert", memd.CmdReplace: "replace",
	memd.CmdDelete: "remove", memd.CmdSubDocMultiLookup: "lookupIn", memd.CmdSubDocMultiMutation: "mutateIn",
	memd.CmdGetLocked: "getAndLock", memd.CmdUnlockKey: "unlock", memd.CmdTouch: "touch", memd.CmdGAT: "getAndTouch",
	memd.CmdIncrement: "increment", memd.CmdDecrement: "decrement", memd.CmdAppend: "append",
	memd.CmdPrepend: "prepend", memd.CmdGetMeta: "exists", memd.CmdCollectionsGetID: "collectionId",
	memd.CmdCollectionsGetManifest: "manifest", memd.CmdGetClusterConfig: "config", memd.CmdNoop: "noop",
	memd.CmdHello: "hello", memd.CmdSASLAuth: "auth", memd.CmdSASLStep: "authStep", memd.CmdSelectBucket: "selectBucket",
	memd.CmdSASLListMechs: "mechanisms", memd.CmdGetErrorMap: "errorMap",
}

// ofDocuments says whether "*" means this command.
func ofDocuments(code memd.CmdCode) bool {
	return memd.IsCommandCollectionEncoded(code)
}

var statuses = map[string]memd.StatusCode{
	"missing": memd.StatusKeyNotFound, "exists": memd.StatusKeyExists, "tooBig": memd.StatusTooBig,
	"locked": memd.StatusLocked, "notMyVbucket": memd.StatusNotMyVBucket, "access": memd.StatusAccessError,
	"authError": memd.StatusAuthError, "oom": memd.StatusOutOfMemory, "internal": memd.StatusInternalError,
	"busy": memd.StatusBusy, "tmpfail": memd.StatusTmpFail, "unknownCollection": memd.StatusCollectionUnknown,
	"durabilityImpossible": memd.StatusDurabilityImpossible, "syncWriteInProgress": memd.StatusSyncWriteInProgress,
	"syncWriteAmbiguous": memd.StatusSyncWriteAmbiguous,
}

// A fault spoils the next commands of a name.
//
// Status: one of `statuses` or a number (answered, nothing applied), "timeout" (neither applied nor answered),
// "ambiguous" (applied, not answered), "close" and "closeAfter" (the connection closes before or after it is applied),
// "ok" (applied and answered, for the sake of the delay). Of HTTP requests ("mgmt"): a number, "timeout" or "ok".
type fault struct {
	Command string `json:"command"`
	Status  string `json:"status"`
	Times   int    `json:"times"` // 0 is once, -1 always
	Skip    int    `json:"skip"`  // so many go well before
	Key     string `json:"key"`   // only documents of this key
	Delay   int    `json:"delay"` // of the answer, in milliseconds
}

type faults struct {
	lock sync.Mutex
	all  []*fault
	seen map[string]int
}

func (f *faults) add(one fault) bool {
	_, known := statuses[one.Status]
	switch one.Status {
	case "timeout", "ambiguous", "close", "closeAfter", "ok":
		known = true
	case "":
		one.Status = "ok"
		known = one.Delay > 0
	default:
		if _, err := strconv.ParseUint(one.Status, 0, 16); err == nil {
			known = true
		}
	}
	if !known || one.Command == "" {
		return false
	}
	if one.Times == 0 {
		one.Times = 1
	}
	f.lock.Lock()
	defer f.lock.Unlock()
	f.all = append(f.all, &one)
	return true
}

func (f *faults) clear() {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.all = nil
}

// left lists the faults that are still to come.
func (f *faults) left() []fault {
	f.lock.Lock()
	defer f.lock.Unlock()
	all := []fault{}
	for _, one := range f.all {
		all = append(all, *one)
	}
	return all
}

// next counts a command, and takes the fault that meets it, if any.
func (f *faults) next(command string, document bool, key []byte) *fault {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.seen[command]++
	for i, one := range f.all {
		if one.Command != command && !(one.Command == "*" && document) || one.Key != "" && one.Key != string(key) {
			continue
		}
		if one.Skip > 0 {
			one.Skip--
			continue
		}
		if one.Times > 0 {
			if one.Times--; one.Times == 0 {
				f.all = append(f.all[:i:i], f.all[i+1:]...)
			}
		}
		met := *one
		return &met
	}
	return nil
}

// counts answers how many commands came of each name, and starts anew if asked.
func (f *faults) counts(reset bool) map[string]int {
	f.lock.Lock()
	defer f.lock.Unlock()
	seen := map[string]int{}
	for name, n := range f.seen {
		seen[name] = n
	}
	if reset {
		f.seen = map[string]int{}
	}
	return seen
}

func (f *fault) code() (memd.StatusCode, bool) {
	if code, known := statuses[f.Status]; known {
		return code, true
	}
	number, err := strconv.ParseUint(f.Status, 0, 16)
	return memd.StatusCode(number), err == nil
}
