// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"sync"
	"time"
)

// limiter counts wrong passwords by key in this process: by address, and by
// login for logins that do not exist, which must behave as those that do.
type limiter struct {
	mu    sync.Mutex
	limit limit
	quiet time.Duration // after so long without a mistake the count begins anew; 0 is never
	byKey map[string]remembered
}

type remembered struct {
	attempts
	last time.Time
}

// limiterSize bounds the memory an attacker can make us use.
const limiterSize = 20_000

func newLimiter(l limit, quiet time.Duration) *limiter {
	return &limiter{limit: l, quiet: quiet, byKey: map[string]remembered{}}
}

func (l *limiter) state(key string) attempts {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.byKey[key].attempts
}

func (l *limiter) locked(key string, now time.Time) bool { return l.state(key).locked(now) }

// wrong counts one more mistake.
func (l *limiter) wrong(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.byKey) >= limiterSize {
		l.shrink(now)
	}
	r := l.byKey[key]
	if l.quiet > 0 && now.Sub(r.last) > l.quiet {
		r = remembered{}
	}
	l.byKey[key] = remembered{wrongRule(r.attempts, l.limit, now), now}
}

// shrink drops what is over, and when that is not enough, whatever comes first.
func (l *limiter) shrink(now time.Time) {
	for k, r := range l.byKey {
		if now.Sub(r.last) > l.limit.lock {
			delete(l.byKey, k)
		}
	}
	for k := range l.byKey {
		if len(l.byKey) < limiterSize*3/4 {
			return
		}
		delete(l.byKey, k)
	}
}
