// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// job is one Write waiting for SQLite's single writer.
type job struct {
	ctx   context.Context
	now   time.Time
	fn    func(*Tx) error
	tx    *Tx
	err   error
	panic any
	done  chan struct{}
}

// errPanicked marks a transaction whose function panicked; the panic goes on in
// the goroutine that asked for the Write.
var errPanicked = errors.New("db: the transaction's function panicked")

// ErrClosed is what a Write on a closed database gets.
var ErrClosed = errors.New("db: closed")

func (e *sqliteEngine) write(ctx context.Context, now time.Time, fn func(*Tx) error) error {
	j := &job{ctx: ctx, now: now, fn: fn, done: make(chan struct{})}
	select {
	case e.jobs <- j:
	case <-e.quit:
		return ErrClosed
	}
	select {
	case <-j.done:
	case <-e.done: // closed while waiting: the job was either served or never begun
		select {
		case <-j.done:
		default:
			return ErrClosed
		}
	}
	if j.panic != nil {
		panic(j.panic)
	}
	if j.err == nil && j.tx != nil {
		j.tx.committed()
	}
	return j.err
}

// serve runs the writes. Those that come while others run join the same commit:
// each in its own savepoint, so that one's failure leaves the others whole.
func (e *sqliteEngine) serve() {
	defer close(e.done)
	group := make([]*job, 0, maxGroup)
	for {
		select {
		case first := <-e.jobs:
			e.commit(first, group[:0])
		case <-e.quit:
			return
		}
	}
}

// waiting takes one more job if there is one and the group has room.
func (e *sqliteEngine) waiting(group []*job) *job {
	if len(group) >= maxGroup {
		return nil
	}
	select {
	case j := <-e.jobs:
		return j
	default:
		return nil
	}
}

func (e *sqliteEngine) commit(first *job, group []*job) {
	failed := e.step("BEGIN IMMEDIATE")
	for j := first; j != nil; j = e.waiting(group) {
		group = append(group, j)
		if failed == nil {
			failed = e.run(j, len(group) > 1)
		}
		if failed != nil {
			break
		}
	}
	if failed == nil {
		failed = e.step("COMMIT")
	}
	if failed != nil {
		_ = e.step("ROLLBACK")
	}
	for _, j := range group {
		if failed != nil && j.err == nil {
			j.err = failed
		}
		close(j.done)
	}
}

func (e *sqliteEngine) step(text string) error {
	_, err := e.write1.exec(context.Background(), text, nil)
	return err
}

// run does one job. A returned error means that the connection's transaction is
// lost for the whole group; the job's own failure stands in j.err.
func (e *sqliteEngine) run(j *job, shared bool) error {
	if j.err = j.ctx.Err(); j.err != nil {
		return nil
	}
	if shared {
		if err := e.step("SAVEPOINT one"); err != nil {
			return err
		}
	}
	j.err = e.call(j)
	switch {
	case shared && j.err != nil:
		if err := e.step("ROLLBACK TO one"); err != nil {
			return err
		}
		return e.step("RELEASE one")
	case shared:
		return e.step("RELEASE one")
	case j.err != nil:
		return j.err // alone: the whole transaction goes
	}
	return nil
}

func (e *sqliteEngine) call(j *job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			j.panic, err = p, fmt.Errorf("%w: %v", errPanicked, p)
		}
	}()
	w := &sqliteTx{sqliteReader: sqliteReader{ctx: context.WithoutCancel(j.ctx), now: j.now, c: e.write1}}
	j.tx = &Tx{Reader: w, driver: w}
	if err := j.fn(j.tx); err != nil {
		return err
	}
	return w.failed
}

type sqliteTx struct {
	sqliteReader
	failed error
}

func (t *sqliteTx) exec(text string, args []any) (int64, error) {
	if t.failed != nil {
		return 0, t.failed
	}
	return t.c.exec(t.ctx, text, args)
}

func (t *sqliteTx) queue(text string, args []any) {
	if t.failed == nil {
		_, t.failed = t.c.exec(t.ctx, text, args)
	}
}

// script runs schema statements in one transaction, past the statement cache.
func (e *sqliteEngine) script(ctx context.Context, statements []string) error {
	return e.write(ctx, time.Time{}, func(tx *Tx) error {
		defer e.write1.forget()
		for _, s := range statements {
			if _, err := e.write1.conn.ExecContext(context.WithoutCancel(ctx), s); err != nil {
				return fmt.Errorf("db: %w (%s)", err, head(s))
			}
		}
		return nil
	})
}
