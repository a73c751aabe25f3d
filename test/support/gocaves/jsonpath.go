package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/couchbase/gocbcore/v9/memd"
)

// A step of a sub-document path: a key, or an index of which -1 is the last.
type step struct {
	key     string
	index   int
	indexed bool
}

// parsePath reads `a.b[0].`c.d“; false where it is no path.
func parsePath(path string) ([]step, bool) {
	var steps []step
	for i := 0; i < len(path); {
		switch path[i] {
		case '[':
			end := strings.IndexByte(path[i:], ']')
			if end < 0 {
				return nil, false
			}
			index, err := strconv.Atoi(path[i+1 : i+end])
			if err != nil || index < -1 {
				return nil, false
			}
			steps = append(steps, step{index: index, indexed: true})
			i += end + 1
		case '`':
			var key strings.Builder
			for i++; ; i++ {
				if i >= len(path) {
					return nil, false
				}
				if path[i] == '`' {
					if i+1 >= len(path) || path[i+1] != '`' {
						break
					}
					i++
				}
				key.WriteByte(path[i])
			}
			i++
			steps = append(steps, step{key: key.String()})
		default:
			end := strings.IndexAny(path[i:], ".[")
			if end < 0 {
				end = len(path) - i
			}
			if end == 0 {
				return nil, false
			}
			steps = append(steps, step{key: path[i : i+end]})
			i += end
		}
		if i < len(path) && path[i] == '.' {
			if i++; i == len(path) || path[i] == '[' {
				return nil, false
			}
		} else if i < len(path) && path[i] != '[' {
			return nil, false
		}
	}
	return steps, len(steps) <= 32
}

// A member of an object or array of a text: where its value stands, and, in an object, where its key begins.
type member struct {
	key                  string
	keyStart, start, end int
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

func stringEnd(b []byte, i int) int {
	for i++; b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// valueEnd says where the value ends that begins at i, of a text that is valid JSON.
func valueEnd(b []byte, i int) int {
	switch b[i] {
	case '"':
		return stringEnd(b, i)
	case '{', '[':
		for depth := 0; ; i++ {
			switch b[i] {
			case '"':
				i = stringEnd(b, i) - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
	}
	for i < len(b) && !strings.ContainsRune(",]} \n\t\r", rune(b[i])) {
		i++
	}
	return i
}

// members lists what the object or array holds that begins at i.
func members(b []byte, i int) []member {
	var all []member
	object := b[i] == '{'
	for i = skipSpace(b, i+1); b[i] != '}' && b[i] != ']'; {
		m := member{keyStart: i}
		if object {
			end := stringEnd(b, i)
			json.Unmarshal(b[i:end], &m.key)
			i = skipSpace(b, skipSpace(b, end)+1)
		}
		m.start = i
		m.end = valueEnd(b, i)
		all = append(all, m)
		if i = skipSpace(b, m.end); b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
	return all
}

// A place is where a path leads: to a value, or, where `missing` is below the number of steps, to the object or array
// that lacks that step.
type place struct {
	start, end int // of the value, or of the last container that there is
	siblings   []member
	at         int // its position in siblings
	missing    int
}

func findPlace(b []byte, steps []step) (place, memd.StatusCode) {
	start := skipSpace(b, 0)
	p := place{start: start, end: valueEnd(b, start), missing: len(steps)}
	for i, s := range steps {
		if s.indexed != (b[p.start] == '[') || !s.indexed && b[p.start] != '{' {
			return p, memd.StatusSubDocPathMismatch
		}
		p.siblings = members(b, p.start)
		p.at = -1
		if s.indexed {
			if p.at = s.index; p.at == -1 {
				p.at = len(p.siblings) - 1
			}
		} else {
			for k := range p.siblings {
				if p.siblings[k].key == s.key {
					p.at = k
				}
			}
		}
		if p.at < 0 || p.at >= len(p.siblings) {
			p.missing = i
			return p, memd.StatusSubDocPathNotFound
		}
		p.start, p.end = p.siblings[p.at].start, p.siblings[p.at].end
	}
	return p, memd.StatusSuccess
}

func splice(b []byte, from, to int, with string) []byte {
	out := make([]byte, 0, len(b)+len(with))
	return append(append(append(out, b[:from]...), with...), b[to:]...)
}

func quote(key string) string {
	quoted, _ := json.Marshal(key)
	return string(quoted)
}

// insertAt puts text before the member at this position of the container that begins at start.
func insertAt(b []byte, start int, all []member, at int, text string) []byte {
	switch {
	case len(all) == 0:
		return splice(b, start+1, start+1, text)
	case at >= len(all):
		end := all[len(all)-1].end
		return splice(b, end, end, ","+text)
	default:
		return splice(b, all[at].keyStart, all[at].keyStart, text+",")
	}
}

// removeAt cuts a member out, with the comma that is then one too many.
func removeAt(b []byte, all []member, at int) []byte {
	switch {
	case at > 0:
		return splice(b, all[at-1].end, all[at].end, "")
	case len(all) > 1:
		return splice(b, all[0].keyStart, all[1].keyStart, "")
	default:
		return splice(b, all[0].keyStart, all[0].end, "")
	}
}

// addMissing puts a value where the path leads to nothing; objects between are made where the caller asked for them.
func addMissing(b []byte, p place, steps []step, value string, makePath bool) ([]byte, memd.StatusCode) {
	rest := steps[p.missing:]
	if len(rest) > 1 && !makePath {
		return nil, memd.StatusSubDocPathNotFound
	}
	for i := len(rest) - 1; i >= 0; i-- {
		if rest[i].indexed {
			return nil, memd.StatusSubDocPathNotFound
		}
		if value = quote(rest[i].key) + ":" + value; i > 0 {
			value = "{" + value + "}"
		}
	}
	return insertAt(b, p.start, p.siblings, len(p.siblings), value), memd.StatusSuccess
}
