// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
)

// lane is a provider with its pace and its health, in this process.
type lane struct {
	Provider
	clock clock.Clock

	mu       sync.Mutex
	next     time.Time // when the next message may go
	resume   time.Time // until then the provider rests
	failures int       // temporary ones in a row
}

// restAfter failures in a row a provider rests, first for firstRest.
const (
	restAfter = 3
	firstRest = 2 * time.Second
	maxRest   = 2 * time.Minute
)

// resting tells until when the provider is not to be tried.
func (l *lane) resting() (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.resume, l.clock.Now().Before(l.resume)
}

// pace waits for the message's turn.
func (l *lane) pace(ctx context.Context) error {
	if l.Rate <= 0 {
		return ctx.Err()
	}
	l.mu.Lock()
	now := l.clock.Now()
	if l.next.Before(now) {
		l.next = now
	}
	wait := l.next.Sub(now)
	l.next = l.next.Add(time.Duration(float64(time.Second) / l.Rate))
	l.mu.Unlock()
	if wait <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// worked and failed keep the provider's health.
func (l *lane) worked() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failures, l.resume = 0, time.Time{}
}

func (l *lane) failed(throttled bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failures++
	n := l.failures - restAfter
	if throttled {
		n = l.failures - 1
	}
	if n >= 0 {
		l.resume = l.clock.Now().Add(min(firstRest<<min(n, 10), maxRest))
	}
}
