// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"strings"
	"sync"
)

// part is the concatenation header of 3GPP TS 23.040, 9.2.3.24.1 (element 00, 8-bit reference).
type part struct{ ref, total, index byte }

func (p part) header() []byte { return []byte{5, 0, 3, p.ref, p.total, p.index} }

// splitUDH separates the user data header, if there is one, and finds the concatenation element in it.
func splitUDH(s *Short) (p part, body []byte, concatenated bool) {
	b := s.Payload()
	if s.ESMClass&esmUDH == 0 || len(b) == 0 || int(b[0]) >= len(b) {
		return part{}, b, false
	}
	head, body := b[1:1+int(b[0])], b[1+int(b[0]):]
	for len(head) >= 2 && len(head) >= 2+int(head[1]) {
		v := head[2 : 2+int(head[1])]
		if head[0] == 0 && len(v) == 3 && v[2] >= 1 && v[2] <= v[1] {
			return part{v[0], v[1], v[2]}, body, true
		}
		head = head[2+int(head[1]):]
	}
	return part{}, body, false
}

// Joiner puts the parts of long messages together again. It forgets the oldest unfinished message when more than
// maxPending are open, so that lost parts cannot fill the memory. It is safe for concurrent use.
type Joiner struct {
	mu    sync.Mutex
	open  map[joinKey]*joining
	order []joinKey
}

const maxPending = 256

type joinKey struct {
	source, dest string
	ref, total   byte
}

type joining struct {
	parts map[byte]string
}

// Add takes one message or part; complete is true when the whole text is there.
func (j *Joiner) Add(s *Short) (text string, complete bool) {
	p, body, concatenated := splitUDH(s)
	text = DecodeText(s.DataCoding, body)
	if !concatenated || p.total == 1 {
		return text, true
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	key := joinKey{s.Source.Addr, s.Dest.Addr, p.ref, p.total}
	m := j.find(key)
	m.parts[p.index] = text
	if len(m.parts) < int(p.total) {
		return "", false
	}
	var b strings.Builder
	for i := 1; i <= int(p.total); i++ {
		b.WriteString(m.parts[byte(i)])
	}
	j.drop(key)
	return b.String(), true
}

func (j *Joiner) find(key joinKey) *joining {
	if m := j.open[key]; m != nil {
		return m
	}
	if j.open == nil {
		j.open = map[joinKey]*joining{}
	}
	if len(j.order) >= maxPending {
		j.drop(j.order[0])
	}
	m := &joining{parts: map[byte]string{}}
	j.open[key] = m
	j.order = append(j.order, key)
	return m
}

func (j *Joiner) drop(key joinKey) {
	delete(j.open, key)
	for i, k := range j.order {
		if k == key {
			j.order = append(j.order[:i], j.order[i+1:]...)
			return
		}
	}
}
