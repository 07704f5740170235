// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package db lets every room speak one SQL text to two databases.
//
// Read gives a Reader, which has no way to write; Write gives a *Tx. A Write is
// one transaction and is durable when it returns nil. Neither may be nested. The
// portable subset of SQL is described in docs/adr/0002; the two places where the
// engines differ are Reader.ForUpdate and Reader.SkipLocked.
package db

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
)

// ErrAddress says that an address is of no kind that Open knows.
var ErrAddress = errors.New("expected sqlite:PATH or postgres://…")

// ErrNoRows is what Row.Scan returns when there is no row.
var ErrNoRows = errors.New("db: no row")

// Row is the single row of a QueryRow.
type Row interface{ Scan(dest ...any) error }

// Rows walks the rows of a Query; Close may be called twice.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close()
}

// Reader reads committed data. Placeholders are $1 … $n in the order of their
// first appearance.
type Reader interface {
	QueryRow(sql string, args ...any) Row
	Query(sql string, args ...any) (Rows, error)
	// Now is fixed for the whole Read or Write.
	Now() time.Time
	// ForUpdate is " FOR UPDATE" where rows must be locked to be changed, and ""
	// where one writer is alone by construction.
	ForUpdate() string
	// SkipLocked is " FOR UPDATE SKIP LOCKED" or "".
	SkipLocked() string
	// Context is the context of the Read or Write.
	Context() context.Context
}

// engine is what a database must be able to do; see sqlite.go and postgres.go.
type engine interface {
	read(ctx context.Context, now time.Time, fn func(Reader) error) error
	snapshot(ctx context.Context, now time.Time, fn func(Reader) error) error
	write(ctx context.Context, now time.Time, fn func(*Tx) error) error
	script(ctx context.Context, statements []string) error
	ping(ctx context.Context) error
	columns(ctx context.Context) ([]Column, error)
	close()
}

// DB is an open database.
type DB struct {
	engine  engine
	clock   clock.Clock
	dialect string
	url     string
}

// Dialects.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Open opens "sqlite:PATH" or "postgres://…". It does not create tables: see
// Migrate.
func Open(ctx context.Context, url string, c clock.Clock) (*DB, error) {
	var e engine
	var err error
	dialect := SQLite
	switch {
	case !Known(url):
		return nil, fmt.Errorf("db: %q: %w", url, ErrAddress)
	case strings.HasPrefix(url, "sqlite:"):
		e, err = openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"))
	default:
		dialect = Postgres
		e, err = openPostgres(ctx, url)
	}
	if err != nil {
		return nil, err
	}
	return &DB{engine: e, clock: c, dialect: dialect, url: url}, nil
}

// Dialect is SQLite or Postgres, for messages and benchmarks only.
func (d *DB) Dialect() string { return d.dialect }

// Clock is the clock the transactions take their Now from.
func (d *DB) Clock() clock.Clock { return d.clock }

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.engine.ping(ctx) }

// Close waits for the writes under way and closes the database.
func (d *DB) Close() { d.engine.close() }

type inside struct{}

func (d *DB) enter(ctx context.Context) (context.Context, error) {
	if ctx.Value(inside{}) == d {
		return nil, errors.New("db: a Read or Write inside another")
	}
	return context.WithValue(ctx, inside{}, d), nil
}

// Read runs fn with a Reader. Each statement sees what is committed when it
// starts.
func (d *DB) Read(ctx context.Context, fn func(Reader) error) error {
	inner, err := d.enter(ctx)
	if err != nil {
		return err
	}
	return d.engine.read(inner, d.clock.Now(), func(r Reader) error { return fn(counted(ctx, r)) })
}

// Write runs fn in one transaction: all of it is durable when Write returns nil,
// and none of it happened when it returns an error. fn must do no slow work: on
// SQLite one writer serves everybody.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	inner, err := d.enter(ctx)
	if err != nil {
		return err
	}
	return d.engine.write(inner, d.clock.Now(), func(tx *Tx) error { return fn(countedTx(ctx, tx)) })
}

// Tx is a transaction that may write.
type Tx struct {
	Reader
	driver txDriver
	after  []func()
}

type txDriver interface {
	exec(sql string, args []any) (int64, error)
	queue(sql string, args []any)
}

// Exec runs a statement now and returns how many rows it changed.
func (tx *Tx) Exec(sql string, args ...any) (int64, error) { return tx.driver.exec(sql, args) }

// Queue runs a statement at the next read or at the commit, whichever comes
// first, so that several travel to PostgreSQL in one round trip. Its error, if
// any, fails the transaction.
func (tx *Tx) Queue(sql string, args ...any) { tx.driver.queue(sql, args) }

// After has fn called once the transaction is durable.
func (tx *Tx) After(fn func()) { tx.after = append(tx.after, fn) }

func (tx *Tx) committed() {
	for _, fn := range tx.after {
		fn()
	}
}

// All scans every row of a query into a slice.
func All[T any](r Reader, scan func(Row) (T, error), sql string, args ...any) ([]T, error) {
	rows, err := r.Query(sql, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// Value scans the single column of the single row of a query.
func Value[T any](r Reader, sql string, args ...any) (T, error) {
	var v T
	err := r.QueryRow(sql, args...).Scan(&v)
	return v, err
}

// Admin runs one statement outside any transaction, for creating and dropping
// databases of tests and benchmarks on PostgreSQL.
func (d *DB) Admin(ctx context.Context, sql string) error {
	e, ok := d.engine.(*pgEngine)
	if !ok {
		return errors.New("db: Admin is for PostgreSQL")
	}
	_, err := e.writers.Exec(ctx, sql)
	return err
}
