// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/ids"
)

// Size is how many bytes the database takes on disk.
func (d *DB) Size(ctx context.Context) (n int64, err error) {
	text := `SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()`
	if d.dialect == Postgres {
		text = `SELECT pg_database_size(current_database())`
	}
	err = d.Read(ctx, func(r Reader) (err error) { n, err = Value[int64](r, text); return err })
	return n, err
}

// Floor measures what the database alone can do: one transaction of four inserts
// and one update per step, prepared, durable, and nothing else. It answers in
// dossiers of so many steps a second. On SQLite the transactions go through the
// same grouped commits as everybody's; on PostgreSQL each client has a connection
// and sends statement by statement, as pgbench does.
func (d *DB) Floor(ctx context.Context, clients int, length time.Duration, steps int) (float64, error) {
	if err := d.engine.script(ctx, floorTables); err != nil {
		return 0, err
	}
	defer func() { _ = d.engine.script(context.WithoutCancel(ctx), floorDrop) }()
	var mu sync.Mutex
	var wg sync.WaitGroup
	done, failed := 0, error(nil)
	began := clock.System().Now()
	if e, ok := d.engine.(*pgEngine); ok { // each client holds a connection
		clients = min(clients, int(e.writers.Config().MaxConns))
	}
	for range clients {
		wg.Go(func() {
			n, err := d.floorClient(ctx, began.Add(length))
			mu.Lock()
			defer mu.Unlock()
			done += n
			if err != nil {
				failed = err
			}
		})
	}
	wg.Wait()
	return float64(done) / float64(steps) / clock.System().Now().Sub(began).Seconds(), failed
}

var floorTables = []string{
	`CREATE TABLE IF NOT EXISTS floor_head (id TEXT PRIMARY KEY, n BIGINT NOT NULL, body TEXT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS floor_row (id TEXT PRIMARY KEY, head TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL)`,
	`CREATE INDEX IF NOT EXISTS floor_row_head ON floor_row (head, id)`,
}

var floorDrop = []string{`DROP TABLE IF EXISTS floor_row`, `DROP TABLE IF EXISTS floor_head`}

const (
	floorUpdate = `UPDATE floor_head SET n = n + 1, body = $1 WHERE id = $2`
	floorHead   = `INSERT INTO floor_head (id, n, body) VALUES ($1, 0, $2)`
	floorInsert = `INSERT INTO floor_row (id, head, kind, body) VALUES ($1, $2, $3, $4)`
)

// floorBody is about as much text as an event, an audit entry or a message of ours.
const floorBody = `{"dossier":"0123456789abcdefghjk","code":"H52.101.01-261116-0001","procedure":"1.001193","act":"accept","seq":2,"state":2,"step":"appraise","holder":"H52.101.01"}`

func (d *DB) floorClient(ctx context.Context, until time.Time) (n int, err error) {
	head := ids.New(clock.System().Now())
	if err := d.Write(ctx, func(tx *Tx) error { tx.Queue(floorHead, head, floorBody); return nil }); err != nil {
		return 0, err
	}
	step := d.floorSQLite
	if e, ok := d.engine.(*pgEngine); ok {
		conn, err := e.writers.Acquire(ctx)
		if err != nil {
			return 0, err
		}
		defer conn.Release()
		step = func(ctx context.Context, head string) error { return floorPostgres(ctx, conn.Conn(), head) }
	}
	for clock.System().Now().Before(until) && ctx.Err() == nil {
		if err := step(ctx, head); err != nil {
			return n, fmt.Errorf("db: floor: %w", err)
		}
		n++
	}
	return n, nil
}

func (d *DB) floorSQLite(ctx context.Context, head string) error {
	return d.Write(ctx, func(tx *Tx) error {
		tx.Queue(floorUpdate, floorBody, head)
		for _, kind := range floorKinds {
			tx.Queue(floorInsert, ids.New(tx.Now()), head, kind, floorBody)
		}
		return nil
	})
}

var floorKinds = []string{"step", "event", "audit", "outbox"}

func floorPostgres(ctx context.Context, conn *pgx.Conn, head string) error {
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, floorUpdate, floorBody, head); err != nil {
			return err
		}
		for _, kind := range floorKinds {
			if _, err := tx.Exec(ctx, floorInsert, ids.New(clock.System().Now()), head, kind, floorBody); err != nil {
				return err
			}
		}
		return nil
	})
}
