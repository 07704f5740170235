// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

// Limiter lets each key, such as an address, do something so many times in a
// while; for look-ups that anybody may make without signing in. It counts in this
// process only: enough to make guessing slow.
type Limiter struct {
	clock clock.Clock
	most  int
	each  time.Duration

	mu    sync.Mutex
	seen  map[string]int
	until time.Time
}

// limiterKeys bounds the memory that strangers can make us use.
const limiterKeys = 50_000

// NewLimiter allows most per each.
func NewLimiter(c clock.Clock, most int, each time.Duration) *Limiter {
	return &Limiter{clock: c, most: most, each: each, seen: map[string]int{}}
}

// Allow counts one more; the fault tells the person to wait.
func (l *Limiter) Allow(key string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.clock.Now(); now.After(l.until) || len(l.seen) >= limiterKeys {
		l.seen, l.until = map[string]int{}, now.Add(l.each)
	}
	l.seen[key]++
	if l.seen[key] > l.most {
		return fault.New(fault.TooMany, "fault.too_many", "minutes", int(max(l.each/time.Minute, 1)))
	}
	return nil
}
