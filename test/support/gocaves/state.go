package main

import (
	"fmt"
	"hash/crc32"
	"sort"
	"sync"

	"github.com/couchbaselabs/gocaves/mock"
	"github.com/couchbaselabs/gocaves/mock/mockdb"
	"github.com/couchbaselabs/gocaves/mock/mocktime"
)

const (
	vbuckets     = 1024
	documentSize = 20 * 1024 * 1024
	keySize      = 250
)

type docKey struct {
	collection uint32
	key        string
}

// A change says that a document may differ from what it was, or that a collection is gone.
type change struct {
	sequence uint64
	doc      docKey
	dropped  string
}

// A state is what gocaves does not know of its bucket: the collections of the scope _default, and in which order
// documents changed.
type state struct {
	bucket mock.Bucket
	store  *mockdb.Bucket
	chrono *mocktime.Chrono

	lock        sync.Mutex
	collections map[string]uint32
	names       map[uint32]string
	nextID      uint32
	manifestUID uint64

	sequence uint64
	log      []change // ascending; an entry counts while it is the latest of its document
	latest   map[docKey]uint64
	expiring map[docKey]bool
}

func newState(bucket mock.Bucket, chrono *mocktime.Chrono) *state {
	return &state{
		bucket:      bucket,
		store:       bucket.Store(),
		chrono:      chrono,
		collections: map[string]uint32{"_default": 0},
		names:       map[uint32]string{0: "_default"},
		nextID:      8,
		manifestUID: 1,
		latest:      map[docKey]uint64{},
		expiring:    map[docKey]bool{},
	}
}

func (s *state) collectionID(name string) (uint32, uint64, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	id, known := s.collections[name]
	return id, s.manifestUID, known
}

func (s *state) knows(id uint32) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	_, known := s.names[id]
	return known
}

// create answers false where there is such a collection; one of the same name that was dropped had another id.
func (s *state) create(name string) (uint64, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, known := s.collections[name]; known {
		return s.manifestUID, false
	}
	s.collections[name] = s.nextID
	s.names[s.nextID] = name
	s.nextID++
	s.manifestUID++
	return s.manifestUID, true
}

func (s *state) drop(name string) (uint64, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	id, known := s.collections[name]
	if !known {
		return s.manifestUID, false
	}
	delete(s.collections, name)
	delete(s.names, id)
	for doc := range s.latest {
		if doc.collection == id {
			delete(s.latest, doc)
			delete(s.expiring, doc)
		}
	}
	s.manifestUID++
	s.sequence++
	s.log = append(s.log, change{sequence: s.sequence, dropped: name})
	s.store.ForgetCollection(uint(id))
	return s.manifestUID, true
}

type manifestCollection struct {
	UID  string `json:"uid"`
	Name string `json:"name"`
}

type manifestScope struct {
	UID         string               `json:"uid"`
	Name        string               `json:"name"`
	Collections []manifestCollection `json:"collections"`
}

type manifest struct {
	UID    string          `json:"uid"`
	Scopes []manifestScope `json:"scopes"`
}

func (s *state) manifest() manifest {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := []manifestCollection{}
	for name, id := range s.collections {
		all = append(all, manifestCollection{UID: fmt.Sprintf("%x", id), Name: name})
	}
	sort.Slice(all, func(i, k int) bool { return all[i].Name < all[k].Name })
	return manifest{
		UID:    fmt.Sprintf("%x", s.manifestUID),
		Scopes: []manifestScope{{UID: "0", Name: "_default", Collections: all}},
	}
}

// touched notes that a document was written; it is called before the writer hears of it.
func (s *state) touched(collection uint32, key []byte, mayExpire bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, known := s.names[collection]; !known {
		return
	}
	doc := docKey{collection, string(key)}
	s.touchLocked(doc)
	if mayExpire {
		s.expiring[doc] = true
	}
}

func (s *state) touchLocked(doc docKey) {
	s.sequence++
	s.latest[doc] = s.sequence
	s.log = append(s.log, change{sequence: s.sequence, doc: doc})
	if len(s.log) > 4096 && len(s.log) > 2*len(s.latest) {
		kept := make([]change, 0, len(s.latest))
		for _, c := range s.log {
			if c.dropped != "" || s.latest[c.doc] == c.sequence {
				kept = append(kept, c)
			}
		}
		s.log = kept
	}
}

// A changed is a change with the name of its collection.
type changed struct {
	change
	name string
}

// since lists what changed after a sequence, of each document the latest change only, oldest first.
func (s *state) since(after uint64) (uint64, []changed) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for doc := range s.expiring {
		now := s.get(doc.collection, []byte(doc.key))
		if now == nil {
			s.touchLocked(doc)
		}
		if now == nil || now.Expiry.IsZero() {
			delete(s.expiring, doc)
		}
	}
	from := sort.Search(len(s.log), func(i int) bool { return s.log[i].sequence > after })
	var all []changed
	for _, c := range s.log[from:] {
		if c.dropped != "" {
			all = append(all, changed{c, ""})
		} else if s.latest[c.doc] == c.sequence {
			all = append(all, changed{c, s.names[c.doc.collection]})
		}
	}
	return s.sequence, all
}

func vbucketOf(key []byte) uint {
	return uint(crc32.ChecksumIEEE(key)>>16&0x7fff) % vbuckets
}

// get answers nil where there is no such document.
func (s *state) get(collection uint32, key []byte) *mockdb.Document {
	doc, err := s.store.Get(0, vbucketOf(key), uint(collection), key)
	if err != nil || doc.IsDeleted {
		return nil
	}
	return doc
}

func (s *state) locked(doc *mockdb.Document) bool {
	return !doc.LockExpiry.IsZero() && s.chrono.Now().Before(doc.LockExpiry)
}
