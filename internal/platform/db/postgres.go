// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pgEngine keeps two pools: one whose sessions PostgreSQL itself holds to be
// read-only, and one for transactions.
type pgEngine struct {
	readers, writers *pgxpool.Pool
	closed           atomic.Bool
}

func openPostgres(ctx context.Context, url string) (*pgEngine, error) {
	readers, err := pgPool(ctx, url, "on")
	if err != nil {
		return nil, err
	}
	writers, err := pgPool(ctx, url, "off")
	if err != nil {
		return nil, err
	}
	return &pgEngine{readers: readers, writers: writers}, nil
}

func pgPool(ctx context.Context, url, readOnly string) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("db: the PostgreSQL address: %w", err)
	}
	cfg.MaxConns = max(cfg.MaxConns, 24, int32(4*runtime.GOMAXPROCS(0)))
	cfg.ConnConfig.RuntimeParams["default_transaction_read_only"] = readOnly
	cfg.ConnConfig.RuntimeParams["application_name"] = "motcua"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("db: connect: %w", err)
	}
	return pool, nil
}

func (e *pgEngine) ping(ctx context.Context) error {
	if e.closed.Load() {
		return ErrClosed
	}
	return e.readers.Ping(ctx)
}

func (e *pgEngine) close() {
	e.closed.Store(true)
	e.readers.Close()
	e.writers.Close()
}

type pgReader struct {
	ctx context.Context
	now time.Time
	q   interface {
		Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	}
}

func (r *pgReader) Now() time.Time           { return r.now }
func (r *pgReader) ForUpdate() string        { return "" }
func (r *pgReader) SkipLocked() string       { return "" }
func (r *pgReader) Context() context.Context { return r.ctx }

func (r *pgReader) Query(text string, args ...any) (Rows, error) {
	rows, err := r.q.Query(r.ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("db: %w (%s)", err, head(text))
	}
	return rows, nil
}

func (r *pgReader) QueryRow(text string, args ...any) Row {
	rows, err := r.Query(text, args...)
	if err != nil {
		return failedRow{err}
	}
	return pgRow{rows}
}

type pgRow struct{ rows Rows }

func (r pgRow) Scan(dest ...any) error {
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}

func (e *pgEngine) read(ctx context.Context, now time.Time, fn func(Reader) error) error {
	if e.closed.Load() {
		return ErrClosed
	}
	return fn(&pgReader{ctx: ctx, now: now, q: e.readers})
}

func (e *pgEngine) snapshot(ctx context.Context, now time.Time, fn func(Reader) error) error {
	if e.closed.Load() {
		return ErrClosed
	}
	return pgx.BeginTxFunc(ctx, e.readers, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		return fn(&pgReader{ctx: ctx, now: now, q: tx})
	})
}

func (e *pgEngine) write(ctx context.Context, now time.Time, fn func(*Tx) error) error {
	if e.closed.Load() {
		return ErrClosed
	}
	conn, err := e.writers.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("db: %w", err)
	}
	defer conn.Release()
	t := &pgTx{ctx: context.WithoutCancel(ctx), now: now, conn: conn.Conn()}
	defer t.abandon() // a panic in fn leaves no open transaction behind
	tx := &Tx{Reader: t, driver: t}
	if err := fn(tx); err != nil {
		return err
	}
	if err := t.commit(); err != nil {
		return err
	}
	tx.committed()
	return nil
}

// script runs schema statements in one transaction.
func (e *pgEngine) script(ctx context.Context, statements []string) error {
	return pgx.BeginFunc(ctx, e.writers, func(tx pgx.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return fmt.Errorf("db: %w (%s)", err, head(s))
			}
		}
		return nil
	})
}

func pgCode(err error) string {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.Code
	}
	return ""
}
