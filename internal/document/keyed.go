// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import "sync"

// keyed is a lock for each name, so that two clicks on one paper don't do the same
// slow work side by side. It saves work only: what happens once is decided by the
// database.
type keyed struct {
	mu   sync.Mutex
	held map[string]*waiting
}

type waiting struct {
	sync.Mutex
	users int
}

func (k *keyed) lock(name string) (unlock func()) {
	k.mu.Lock()
	if k.held == nil {
		k.held = map[string]*waiting{}
	}
	w := k.held[name]
	if w == nil {
		w = &waiting{}
		k.held[name] = w
	}
	w.users++
	k.mu.Unlock()
	w.Lock()
	return func() {
		w.Unlock()
		k.mu.Lock()
		if w.users--; w.users == 0 {
			delete(k.held, name)
		}
		k.mu.Unlock()
	}
}
