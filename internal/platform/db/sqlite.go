// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteEngine is one writer connection, whose goroutine groups the commits of
// writers who come at the same time, and a pool of connections that can only
// query.
type sqliteEngine struct {
	pool    *sql.DB
	write1  *sqliteConn
	readers chan *sqliteConn
	jobs    chan *job
	quit    chan struct{}
	done    chan struct{}
	stop    sync.Once
}

// maxGroup bounds how many transactions share one commit, and so how long the
// first of them waits for the last.
const maxGroup = 64

func openSQLite(ctx context.Context, path string) (*sqliteEngine, error) {
	if dir := filepath.Dir(path); dir != "." {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return nil, fmt.Errorf("db: the folder of %s: %w", path, err)
		}
	}
	pragmas := url.Values{"_pragma": {
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "busy_timeout(10000)",
		"cache_size(-32768)", "temp_store(MEMORY)", "wal_autocheckpoint(16000)", "journal_size_limit(134217728)",
	}}
	pool, err := sql.Open("sqlite", "file:"+inURI.Replace(path)+"?"+pragmas.Encode())
	if err != nil {
		return nil, fmt.Errorf("db: open %s: %w", path, err)
	}
	readers := max(4, 2*runtime.GOMAXPROCS(0))
	pool.SetMaxOpenConns(readers + 1)
	pool.SetMaxIdleConns(readers + 1)
	e := &sqliteEngine{pool: pool, readers: make(chan *sqliteConn, readers), jobs: make(chan *job, 4*maxGroup), quit: make(chan struct{}), done: make(chan struct{})}
	if e.write1, err = newSQLiteConn(ctx, pool); err != nil {
		return nil, err
	}
	for range readers {
		c, err := newSQLiteConn(ctx, pool, "PRAGMA query_only = ON", "PRAGMA cache_size = -8192")
		if err != nil {
			return nil, err
		}
		e.readers <- c
	}
	go e.serve()
	return e, nil
}

// inURI keeps characters of a path from meaning something in SQLite's address.
var inURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

// sqliteConn is a connection with its prepared statements.
type sqliteConn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newSQLiteConn(ctx context.Context, pool *sql.DB, setup ...string) (*sqliteConn, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("db: connect: %w", err)
	}
	for _, s := range setup {
		if _, err := conn.ExecContext(ctx, s); err != nil {
			return nil, fmt.Errorf("db: %s: %w", s, err)
		}
	}
	return &sqliteConn{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *sqliteConn) stmt(text string) (*sql.Stmt, error) {
	if s, ok := c.stmts[text]; ok {
		return s, nil
	}
	s, err := c.conn.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, fmt.Errorf("db: prepare %q: %w", text, err)
	}
	c.stmts[text] = s
	return s, nil
}

func (c *sqliteConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	s, err := c.stmt(text)
	if err != nil {
		return 0, err
	}
	res, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, fmt.Errorf("db: %w (%s)", err, head(text))
	}
	return res.RowsAffected()
}

// forget drops the prepared statements: needed after the schema has changed.
func (c *sqliteConn) forget() {
	for _, s := range c.stmts {
		s.Close()
	}
	c.stmts = map[string]*sql.Stmt{}
}

type sqliteReader struct {
	ctx context.Context
	now time.Time
	c   *sqliteConn
}

func (r *sqliteReader) Now() time.Time           { return r.now }
func (r *sqliteReader) ForUpdate() string        { return "" }
func (r *sqliteReader) SkipLocked() string       { return "" }
func (r *sqliteReader) Context() context.Context { return r.ctx }

func (r *sqliteReader) QueryRow(text string, args ...any) Row {
	s, err := r.c.stmt(text)
	if err != nil {
		return failedRow{err}
	}
	return sqliteRow{s.QueryRowContext(r.ctx, args...)}
}

func (r *sqliteReader) Query(text string, args ...any) (Rows, error) {
	s, err := r.c.stmt(text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(r.ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("db: %w (%s)", err, head(text))
	}
	return sqliteRows{rows}, nil
}

type failedRow struct{ err error }

func (f failedRow) Scan(...any) error { return f.err }

type sqliteRow struct{ row *sql.Row }

func (r sqliteRow) Scan(dest ...any) error {
	err := r.row.Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoRows
	}
	return err
}

type sqliteRows struct{ *sql.Rows }

func (r sqliteRows) Close() { r.Rows.Close() }

func (e *sqliteEngine) read(ctx context.Context, now time.Time, fn func(Reader) error) error {
	select {
	case <-e.quit:
		return ErrClosed
	default:
	}
	select {
	case c := <-e.readers:
		defer func() { e.readers <- c }()
		return fn(&sqliteReader{ctx: ctx, now: now, c: c})
	case <-ctx.Done():
		return ctx.Err()
	}
}

// snapshot is a transaction of a connection that can only query: WAL keeps what it
// sees.
func (e *sqliteEngine) snapshot(ctx context.Context, now time.Time, fn func(Reader) error) error {
	return e.read(ctx, now, func(r Reader) error {
		c := r.(*sqliteReader).c
		if _, err := c.conn.ExecContext(ctx, "BEGIN"); err != nil {
			return fmt.Errorf("db: %w", err)
		}
		defer func() { _, _ = c.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }()
		return fn(r)
	})
}

func (e *sqliteEngine) ping(ctx context.Context) error {
	return e.read(ctx, time.Time{}, func(r Reader) error {
		_, err := Value[int](r, "SELECT 1")
		return err
	})
}

func (e *sqliteEngine) close() {
	e.stop.Do(func() {
		close(e.quit)
		<-e.done
		e.pool.Close()
	})
}

func head(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return text[:min(len(text), 80)]
}

func sqliteCode(err error) int {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return se.Code()
	}
	return 0
}

func sqliteUnique(err error) bool {
	c := sqliteCode(err)
	return c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}
