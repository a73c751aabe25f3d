package mockdb

import "bytes"

// keepLatestLocked puts a document in the place of its own older version: without replicas nobody reads the history,
// and a test that writes one document a thousand times would hold it a thousand times.
func (s *Vbucket) keepLatestLocked(doc *Document) {
	for i, old := range s.documents {
		if old.CollectionID == doc.CollectionID && bytes.Equal(old.Key, doc.Key) {
			s.documents = append(s.documents[:i], s.documents[i+1:]...)
			break
		}
	}
	s.documents = append(s.documents, doc)
}

// ForgetCollection removes every document of a collection.
func (b *Bucket) ForgetCollection(collectionID uint) {
	for _, vbucket := range b.vbuckets {
		vbucket.lock.Lock()
		kept := make([]*Document, 0, len(vbucket.documents))
		for _, doc := range vbucket.documents {
			if doc.CollectionID != collectionID {
				kept = append(kept, doc)
			}
		}
		vbucket.documents = kept
		vbucket.lock.Unlock()
	}
}
