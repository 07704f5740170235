// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"sync/atomic"
)

// Counter counts the statements that were run under a context; tests and
// benchmarks hold pages to a number that does not grow with their lists.
type Counter struct{ n atomic.Int64 }

// Count is how many statements were run.
func (c *Counter) Count() int64 { return c.n.Load() }

type counterKey struct{}

// WithCounter has every Read and Write under the context counted.
func WithCounter(ctx context.Context) (context.Context, *Counter) {
	c := &Counter{}
	return context.WithValue(ctx, counterKey{}, c), c
}

// counted puts the counter of the context, if there is one, before a Reader.
func counted(ctx context.Context, r Reader) Reader {
	if c, ok := ctx.Value(counterKey{}).(*Counter); ok {
		return countingReader{r, c}
	}
	return r
}

type countingReader struct {
	Reader
	c *Counter
}

func (r countingReader) QueryRow(sql string, args ...any) Row {
	r.c.n.Add(1)
	return r.Reader.QueryRow(sql, args...)
}

func (r countingReader) Query(sql string, args ...any) (Rows, error) {
	r.c.n.Add(1)
	return r.Reader.Query(sql, args...)
}

type countingDriver struct {
	txDriver
	c *Counter
}

func (d countingDriver) exec(sql string, args []any) (int64, error) {
	d.c.n.Add(1)
	return d.txDriver.exec(sql, args)
}

func (d countingDriver) queue(sql string, args []any) {
	d.c.n.Add(1)
	d.txDriver.queue(sql, args)
}

func countedTx(ctx context.Context, tx *Tx) *Tx {
	if c, ok := ctx.Value(counterKey{}).(*Counter); ok {
		tx.Reader, tx.driver = countingReader{tx.Reader, c}, countingDriver{tx.driver, c}
	}
	return tx
}
