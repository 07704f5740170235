// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"sync"
	"sync/atomic"
	"time"

	"motcua.vn/internal/platform/authz"
)

// cache remembers for some seconds which actor a session or token stands for, so
// that a request costs no query. Whatever changes an answer in this process clears
// it; another process sees the change when the seconds are over.
type cache struct {
	mu      sync.RWMutex
	entries map[string]*entry
	round   uint64 // counts the clearings

	seenMu sync.Mutex
	seen   map[string]time.Time // sessions used and not yet written down
}

type entry struct {
	actor   authz.Actor
	account string
	until   time.Time
	session bool
	noted   atomic.Int64 // when the use was last noted, in microseconds
}

// cacheSize bounds the memory: an entry is about one kilobyte.
const cacheSize = 20_000

func newCache() *cache {
	return &cache{entries: map[string]*entry{}, seen: map[string]time.Time{}}
}

// get answers from memory, and else says in which round the caller must load.
func (c *cache) get(id string, now time.Time) (e *entry, round uint64) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if e = c.entries[id]; e != nil && now.Before(e.until) {
		return e, c.round
	}
	return nil, c.round
}

// put remembers what was loaded, unless something was cleared since: what was
// loaded may then be older than the change.
func (c *cache) put(id string, e *entry, round uint64, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.round != round {
		return
	}
	if len(c.entries) >= cacheSize {
		c.shrink(now)
	}
	c.entries[id] = e
}

func (c *cache) shrink(now time.Time) {
	for id, e := range c.entries {
		if !now.Before(e.until) {
			delete(c.entries, id)
		}
	}
	for id := range c.entries {
		if len(c.entries) < cacheSize*3/4 {
			return
		}
		delete(c.entries, id)
	}
}

// drop forgets sessions or tokens that ended.
func (c *cache) drop(ids ...string) {
	c.mu.Lock()
	for _, id := range ids {
		delete(c.entries, id)
	}
	c.round++
	c.mu.Unlock()
	c.seenMu.Lock()
	defer c.seenMu.Unlock()
	for _, id := range ids {
		delete(c.seen, id)
	}
}

// dropAccount forgets whatever an account's sessions and tokens may do.
func (c *cache) dropAccount(account string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, e := range c.entries {
		if e.account == account {
			delete(c.entries, id)
		}
	}
	c.round++
}

// touch notes the use of a session, at most once a minute.
func (c *cache) touch(id string, e *entry, now time.Time) {
	noted := e.noted.Load()
	if now.UnixMicro()-noted < time.Minute.Microseconds() || !e.noted.CompareAndSwap(noted, now.UnixMicro()) {
		return
	}
	c.seenMu.Lock()
	defer c.seenMu.Unlock()
	if len(c.seen) < cacheSize {
		c.seen[id] = now
	}
}

// lastSeen is the later of what is written down and what is still to be.
func (c *cache) lastSeen(id string, written time.Time) time.Time {
	c.seenMu.Lock()
	defer c.seenMu.Unlock()
	if at, ok := c.seen[id]; ok && at.After(written) {
		return at
	}
	return written
}

func (c *cache) takeSeen() map[string]time.Time {
	c.seenMu.Lock()
	defer c.seenMu.Unlock()
	out := c.seen
	c.seen = map[string]time.Time{}
	return out
}

func (c *cache) putBackSeen(seen map[string]time.Time) {
	c.seenMu.Lock()
	defer c.seenMu.Unlock()
	for id, at := range seen {
		if _, newer := c.seen[id]; !newer {
			c.seen[id] = at
		}
	}
}

// clear forgets everybody.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.entries)
	c.round++
}
