// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// pgTx sends BEGIN with the first statement, queued statements with the next
// read, and COMMIT with the last of them: a use case that loads once and queues
// its writes costs two round trips.
type pgTx struct {
	ctx     context.Context
	now     time.Time
	conn    *pgx.Conn
	begun   bool
	pending []statement
	open    *pgBatchRows
	failed  error
}

type statement struct {
	sql  string
	args []any
}

func (t *pgTx) Now() time.Time           { return t.now }
func (t *pgTx) ForUpdate() string        { return " FOR UPDATE" }
func (t *pgTx) SkipLocked() string       { return " FOR UPDATE SKIP LOCKED" }
func (t *pgTx) Context() context.Context { return t.ctx }

func (t *pgTx) queue(sql string, args []any) {
	t.pending = append(t.pending, statement{sql, args})
}

// send puts BEGIN if need be, what is pending, and last into one batch.
func (t *pgTx) send(last ...statement) (pgx.BatchResults, []statement) {
	batch := &pgx.Batch{}
	var sent []statement
	if !t.begun {
		sent = append(sent, statement{sql: "BEGIN"})
		t.begun = true
	}
	sent = append(append(sent, t.pending...), last...)
	t.pending = nil
	for _, s := range sent {
		batch.Queue(s.sql, s.args...)
	}
	return t.conn.SendBatch(t.ctx, batch), sent
}

// drain reads the results of all but the last keep statements.
func (t *pgTx) drain(res pgx.BatchResults, sent []statement, keep int) error {
	for _, s := range sent[:len(sent)-keep] {
		if _, err := res.Exec(); err != nil {
			t.failed = fmt.Errorf("db: %w (%s)", err, head(s.sql))
			res.Close()
			return t.failed
		}
	}
	return nil
}

func (t *pgTx) ready() error {
	if t.failed != nil {
		return t.failed
	}
	if t.open != nil {
		return errors.New("db: the rows of the last query are still open")
	}
	return nil
}

func (t *pgTx) exec(sql string, args []any) (int64, error) {
	if err := t.ready(); err != nil {
		return 0, err
	}
	res, sent := t.send(statement{sql, args})
	if err := t.drain(res, sent, 1); err != nil {
		return 0, err
	}
	tag, err := res.Exec()
	if cerr := res.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		t.failed = fmt.Errorf("db: %w (%s)", err, head(sql))
		return 0, t.failed
	}
	return tag.RowsAffected(), nil
}

// Query implements Reader.
func (t *pgTx) Query(sql string, args ...any) (Rows, error) {
	if err := t.ready(); err != nil {
		return nil, err
	}
	res, sent := t.send(statement{sql, args})
	if err := t.drain(res, sent, 1); err != nil {
		return nil, err
	}
	rows, err := res.Query()
	if err != nil {
		res.Close()
		t.failed = fmt.Errorf("db: %w (%s)", err, head(sql))
		return nil, t.failed
	}
	t.open = &pgBatchRows{Rows: rows, res: res, tx: t}
	return t.open, nil
}

// QueryRow implements Reader.
func (t *pgTx) QueryRow(sql string, args ...any) Row {
	rows, err := t.Query(sql, args...)
	if err != nil {
		return failedRow{err}
	}
	return pgRow{rows}
}

type pgBatchRows struct {
	pgx.Rows
	res    pgx.BatchResults
	tx     *pgTx
	closed bool
}

// Close ends the rows and the batch they came in.
func (r *pgBatchRows) Close() {
	if r.closed {
		return
	}
	r.closed = true
	r.Rows.Close()
	err := r.Rows.Err()
	if cerr := r.res.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		r.tx.failed = fmt.Errorf("db: %w", err)
	}
	r.tx.open = nil
}

func (t *pgTx) commit() error {
	if err := t.ready(); err != nil {
		return err
	}
	if !t.begun && len(t.pending) == 0 {
		return nil
	}
	res, sent := t.send(statement{sql: "COMMIT"})
	if err := t.drain(res, sent, 0); err != nil {
		return err
	}
	if err := res.Close(); err != nil {
		t.failed = fmt.Errorf("db: commit: %w", err)
		return t.failed
	}
	t.begun = false
	return nil
}

// abandon rolls back what was begun and not committed.
func (t *pgTx) abandon() {
	if t.open != nil {
		t.open.Close()
	}
	if t.begun {
		if _, err := t.conn.Exec(t.ctx, "ROLLBACK"); err != nil {
			t.conn.Close(t.ctx)
		}
	}
}
