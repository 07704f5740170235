// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"sync"
	"sync/atomic"
	"time"
)

// keptFor is how long a kept value is believed before its version is asked for
// again; it bounds how long another node's write stays unseen.
const keptFor = 2 * time.Second

// Kept is a value that a process makes from rows which change seldom, such as
// all agencies of a province, and keeps until they do. A write of this process
// is seen at once, one of another node within keptFor. A transaction that reads
// it sees what was committed, never its own unfinished rows.
type Kept[T any] struct {
	// Version names the present content; every write of the rows gives a new one.
	Version func(r Reader) (string, error)
	Load    func(r Reader) (T, error)

	entry atomic.Pointer[keptEntry[T]]
	mu    sync.Mutex // orders publish and Forget
	epoch int64
}

type keptEntry[T any] struct {
	value   T
	version string
	checked time.Time
}

// Get gives the value, made anew when the rows have changed.
func (k *Kept[T]) Get(r Reader) (T, error) {
	e, now := k.entry.Load(), r.Now()
	if e != nil && now.Sub(e.checked).Abs() < keptFor {
		return e.value, nil
	}
	return k.renew(r, e, now)
}

func (k *Kept[T]) renew(r Reader, old *keptEntry[T], now time.Time) (T, error) {
	epoch := k.now()
	fresh := &keptEntry[T]{checked: now}
	var err error
	if fresh.version, err = k.Version(r); err != nil {
		return fresh.value, err
	}
	if old != nil && old.version == fresh.version {
		fresh.value = old.value
	} else if fresh.value, err = k.Load(r); err != nil {
		return fresh.value, err
	}
	if tx, ok := r.(*Tx); ok {
		tx.After(func() { k.publish(epoch, fresh) }) // what others may see of it is what was committed
	} else {
		k.publish(epoch, fresh)
	}
	return fresh.value, nil
}

func (k *Kept[T]) now() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.epoch
}

func (k *Kept[T]) publish(epoch int64, e *keptEntry[T]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.epoch == epoch {
		k.entry.Store(e)
	}
}

// Forget drops the value once the transaction is durable. A writer calls it after
// it has given the rows a new version.
func (k *Kept[T]) Forget(tx *Tx) {
	tx.After(func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.epoch++
		k.entry.Store(nil)
	})
}
