// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"encoding/json"
	"io"
	"sync"
)

// ring keeps the last entries of one kind, numbered from 1.
type ring[T any] struct {
	mu      sync.Mutex
	keep    int
	entries []T
	last    int64
	journal *journal
	changed chan struct{}
}

func newRing[T any](keep int, j *journal) *ring[T] {
	return &ring[T]{keep: keep, journal: j, changed: make(chan struct{})}
}

// add numbers the entry and forgets the oldest when there are too many.
func (r *ring[T]) add(number func(seq int64) T) T {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last++
	e := number(r.last)
	if len(r.entries) >= r.keep {
		n := copy(r.entries, r.entries[len(r.entries)-r.keep+1:])
		clear(r.entries[n:])
		r.entries = r.entries[:n]
	}
	r.entries = append(r.entries, e)
	r.journal.write(e)
	close(r.changed)
	r.changed = make(chan struct{})
	return e
}

// all lists the entries, oldest first.
func (r *ring[T]) all() []T {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]T(nil), r.entries...)
}

// update changes an entry that is still kept.
func (r *ring[T]) update(seq int64, change func(*T)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.last - int64(len(r.entries)) + 1
	if i := seq - first; i >= 0 && i < int64(len(r.entries)) {
		change(&r.entries[i])
		close(r.changed)
		r.changed = make(chan struct{})
	}
}

// page lists up to limit entries numbered below before (0: from the newest), newest
// first; next is where to go on, or 0.
func (r *ring[T]) page(before int64, limit int, match func(T) bool) (list []T, next int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.last - int64(len(r.entries)) + 1
	if before <= 0 || before > r.last+1 {
		before = r.last + 1
	}
	for seq := before - 1; seq >= first; seq-- {
		e := r.entries[seq-first]
		if !match(e) {
			continue
		}
		if len(list) == limit {
			return list, next
		}
		list, next = append(list, e), seq
	}
	return list, 0
}

// waiting returns a channel that is closed at the next change.
func (r *ring[T]) waiting() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changed
}

// journal writes every entry as a line of JSON; nil writes nothing.
type journal struct {
	mu sync.Mutex
	w  io.WriteCloser
}

func (j *journal) write(v any) {
	if j == nil {
		return
	}
	body, err := json.Marshal(v)
	if err != nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, _ = j.w.Write(append(body, '\n'))
}

func (j *journal) close() {
	if j != nil {
		j.mu.Lock()
		defer j.mu.Unlock()
		_ = j.w.Close()
	}
}
