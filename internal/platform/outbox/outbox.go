// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package outbox carries events from the transaction that caused them to the
// reactions that follow, at least once, in the order they happened to a subject.
//
// Emit adds the event in the caller's transaction. A Worker leases events,
// calls every reaction of their topic, and removes them when all have succeeded.
// A reaction that was done is remembered, so that a retry repeats only what
// failed; a reaction that writes calls Once in its own transaction and is then
// done exactly once.
package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

// Event is something that happened. Its payload is the JSON of a room's event
// type.
type Event struct {
	ID      string
	Topic   string // "dossier.received"
	Subject string // events of one subject are delivered in order
	Payload []byte
	At      time.Time
	Attempt int
}

// Decode reads the payload into a room's event type.
func Decode[T any](e Event) (T, error) {
	var v T
	if err := json.Unmarshal(e.Payload, &v); err != nil {
		return v, fmt.Errorf("outbox: %s %s: %w", e.Topic, e.ID, err)
	}
	return v, nil
}

// Outbox is where events wait.
type Outbox struct{ wake chan struct{} }

// New makes the outbox of one installation.
func New() *Outbox { return &Outbox{wake: make(chan struct{}, 1)} }

// Emit adds an event to the transaction. It costs one queued insert.
func (o *Outbox) Emit(tx *db.Tx, topic, subject string, payload any) error {
	body, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("outbox: %s: %w", topic, err)
	}
	now := clock.Format(tx.Now())
	insertEvent(tx, ids.New(tx.Now()), topic, subject, string(body), now)
	tx.After(o.Wake)
	return nil
}

// Wake tells the worker of this process that there is something to do.
func (o *Outbox) Wake() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Once marks the reaction to the event as done inside the reaction's own
// transaction. It is false when that was done before: then change nothing.
func Once(tx *db.Tx, e Event, reaction string) (bool, error) {
	return markDone(tx, e.ID, reaction, clock.Format(tx.Now()))
}

// Reaction is one effect of one topic.
type Reaction struct {
	Topic string
	Name  string
	Do    func(ctx context.Context, e Event) error
}
