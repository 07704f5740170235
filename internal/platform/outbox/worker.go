// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// Limits of a worker. A lease outlives the slowest reaction; an event that has
// failed maxAttempts times is set aside for a person to look at.
const (
	leaseFor    = 2 * time.Minute
	batchSize   = 64
	parallel    = 4
	pollEvery   = 2 * time.Second
	maxAttempts = 12
	maxBackOff  = 30 * time.Minute
)

// Worker delivers events to reactions. Several, on several nodes, share the work.
type Worker struct {
	db        *db.DB
	box       *Outbox
	reactions map[string][]Reaction
	name      string
	log       *slog.Logger
}

// NewWorker makes a worker that knows these reactions.
func NewWorker(d *db.DB, box *Outbox, log *slog.Logger, reactions []Reaction) *Worker {
	w := &Worker{db: d, box: box, reactions: map[string][]Reaction{}, name: ids.Code(8), log: log}
	for _, r := range reactions {
		w.reactions[r.Topic] = append(w.reactions[r.Topic], r)
	}
	return w
}

// Run delivers until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := w.Step(ctx)
		if err != nil && ctx.Err() == nil {
			w.log.Error("outbox", "error", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-w.box.wake:
		case <-time.After(pollEvery):
		}
	}
}

// Drain delivers until nothing is due; tests and the demo's seeding use it.
func (w *Worker) Drain(ctx context.Context) error {
	for {
		n, err := w.Step(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

// Step leases one batch and delivers it: subjects side by side, the events of
// one subject in order.
func (w *Worker) Step(ctx context.Context) (int, error) {
	var events []Event
	err := w.db.Write(ctx, func(tx *db.Tx) (err error) {
		now := tx.Now()
		events, err = claim(tx, w.name, clock.Format(now), clock.Format(now.Add(leaseFor)), batchSize)
		return err
	})
	if err != nil {
		return 0, err
	}
	slices.SortFunc(events, func(a, b Event) int { return compare(a.ID, b.ID) })
	var wg sync.WaitGroup
	slots, done := make(chan struct{}, parallel), make(chan Event, len(events))
	for _, group := range bySubject(events) {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			w.deliver(ctx, group, done)
		})
	}
	wg.Wait()
	return len(events), w.remove(ctx, done)
}

// remove takes delivered events out of the queue, all in one commit.
func (w *Worker) remove(ctx context.Context, done chan Event) error {
	close(done)
	if len(done) == 0 {
		return nil
	}
	return w.db.Write(ctx, func(tx *db.Tx) error {
		for e := range done {
			deleteEvent(tx, e.ID, e.Attempt > 1 || len(w.reactions[e.Topic]) > 1)
		}
		return nil
	})
}

func compare(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

func bySubject(events []Event) [][]Event {
	index := map[string]int{}
	var out [][]Event
	for _, e := range events {
		i, ok := index[e.Subject]
		if !ok {
			i = len(out)
			index[e.Subject], out = i, append(out, nil)
		}
		out[i] = append(out[i], e)
	}
	return out
}

// deliver stops at the first failure, so that a later event of the subject does
// not overtake it.
func (w *Worker) deliver(ctx context.Context, group []Event, done chan<- Event) {
	for i, e := range group {
		if err := w.react(ctx, e); err != nil {
			w.setAside(ctx, e, err)
			for _, later := range group[i+1:] {
				w.release(ctx, later)
			}
			return
		}
		done <- e
	}
}

func (w *Worker) react(ctx context.Context, e Event) error {
	done, err := w.done(ctx, e)
	if err != nil {
		return err
	}
	var failed []error
	for _, r := range w.reactions[e.Topic] {
		if slices.Contains(done, r.Name) {
			continue
		}
		if err := w.one(ctx, r, e); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", r.Name, err))
		}
	}
	if len(failed) > 0 {
		return errors.Join(failed...)
	}
	return nil
}

// one runs a reaction; several of them on one topic do not share a failure, and
// a panic is a failure.
func (w *Worker) one(ctx context.Context, r Reaction, e Event) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	if err := r.Do(ctx, e); err != nil {
		return err
	}
	if len(w.reactions[e.Topic]) == 1 {
		return nil
	}
	return w.db.Write(ctx, func(tx *db.Tx) error { _, err := Once(tx, e, r.Name); return err })
}

func (w *Worker) done(ctx context.Context, e Event) (names []string, err error) {
	if e.Attempt <= 1 {
		return nil, nil
	}
	err = w.db.Read(ctx, func(r db.Reader) (err error) { names, err = doneReactions(r, e.ID); return err })
	return names, err
}

func (w *Worker) setAside(ctx context.Context, e Event, cause error) {
	state := "waiting"
	if e.Attempt >= maxAttempts {
		state = "dead"
	}
	w.log.Warn("reaction failed", "topic", e.Topic, "event", e.ID, "subject", e.Subject, "attempt", e.Attempt, "state", state, "error", cause)
	text := cause.Error()
	err := w.db.Write(ctx, func(tx *db.Tx) error {
		deferEvent(tx, e.ID, clock.Format(tx.Now().Add(backOff(e.Attempt))), text[:min(len(text), 2000)], state)
		return nil
	})
	if err != nil {
		w.log.Error("outbox", "error", err)
	}
}

func (w *Worker) release(ctx context.Context, e Event) {
	_ = w.db.Write(ctx, func(tx *db.Tx) error {
		deferEvent(tx, e.ID, clock.Format(e.At), "", "waiting")
		return nil
	})
}

// backOff doubles from one second, with chance, so that many failures of one
// partner do not come back at once.
func backOff(attempt int) time.Duration {
	d := min(time.Second<<min(attempt-1, 20), maxBackOff)
	return d/2 + rand.N(d/2+1)
}

// Failure is an event that was set aside.
type Failure struct {
	ID, Topic, Subject, LastError string
	At                            time.Time
	Attempt                       int
}

// Failures lists events set aside, oldest first, after the given id.
func Failures(r db.Reader, after string, limit int) ([]Failure, error) {
	return failures(r, after, limit)
}

// Waiting counts events not yet delivered.
func Waiting(r db.Reader) (int, error) { return countByState(r, "waiting") }

// Dead counts events that were set aside after too many attempts.
func Dead(r db.Reader) (int, error) { return countByState(r, "dead") }

// Revive puts an event that was set aside back in the queue.
func (o *Outbox) Revive(tx *db.Tx, id string) error {
	n, err := revive(tx, id, clock.Format(tx.Now()))
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	tx.After(o.Wake)
	return err
}
