// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"sync"
	"sync/atomic"
)

// keptVersions bounds the cache: a complete version takes some 20 kB in memory.
const keptVersions = 512

// versionCache keeps versions by id. A document never changes, so nothing is ever out of date; a look-up allocates nothing.
type versionCache struct {
	mu  sync.RWMutex
	all map[string]*cachedVersion
}

type cachedVersion struct {
	v    *Version
	used atomic.Bool
}

func (c *versionCache) get(id string) (*Version, bool) {
	c.mu.RLock()
	e := c.all[id]
	c.mu.RUnlock()
	if e == nil {
		return nil, false
	}
	if !e.used.Load() {
		e.used.Store(true)
	}
	return e.v, true
}

func (c *versionCache) put(id string, v *Version) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil {
		c.all = make(map[string]*cachedVersion, keptVersions)
	}
	if len(c.all) >= keptVersions {
		c.sweep()
	}
	c.all[id] = &cachedVersion{v: v}
}

// sweep drops what was not used since the last sweep; when everything was, half of it, whichever comes first.
func (c *versionCache) sweep() {
	for id, e := range c.all {
		if !e.used.Swap(false) {
			delete(c.all, id)
		}
	}
	for id := range c.all {
		if len(c.all) <= keptVersions/2 {
			return
		}
		delete(c.all, id)
	}
}
