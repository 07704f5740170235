// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package ids makes identifiers in Go: sortable keys for rows, unguessable
// tokens for sessions, and short codes that people can type.
package ids

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"sync"
	"time"
)

// alphabet is Crockford's base 32 in lower case: no i, l, o, u.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

var last struct {
	sync.Mutex
	ms   uint64
	tail uint64
}

// New returns a 20-character key: ten characters of milliseconds, ten of
// chance. Keys made in one process never go backwards, so an index on them grows
// at its end.
func New(now time.Time) string {
	ms, tail := next(uint64(now.UnixMilli()))
	var out [20]byte
	encode(out[:10], ms)
	encode(out[10:], tail)
	return string(out[:])
}

func next(ms uint64) (uint64, uint64) {
	last.Lock()
	defer last.Unlock()
	if ms > last.ms || last.ms-ms > 1000 { // a clock set back by a second or more starts afresh
		last.ms, last.tail = ms, random()>>15
		return last.ms, last.tail
	}
	last.tail += random()>>44 + 1 // never the same key twice
	last.tail &= 1<<50 - 1
	return last.ms, last.tail
}

func random() uint64 {
	var b [8]byte
	rand.Read(b[:])
	return binary.BigEndian.Uint64(b[:])
}

func encode(dst []byte, v uint64) {
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = alphabet[v&31]
		v >>= 5
	}
}

// Token returns 32 random bytes as URL-safe text, for sessions and bearers.
func Token() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Code returns n random characters that survive being read aloud; 12 of them
// carry 60 bits.
func Code(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	for i := range b {
		b[i] = alphabet[b[i]&31]
	}
	return string(b)
}
