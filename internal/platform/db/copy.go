// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Table is one table as a copy carries it from one database to another.
type Table struct {
	Name    string
	Columns []Column
	Key     []string // the primary key, which orders the rows
	parents []string
}

// Tables lists the tables with rows of the installation, those that others
// refer to first. The migrations' own table is not among them.
func (d *DB) Tables(ctx context.Context) ([]Table, error) {
	columns, err := d.Columns(ctx)
	if err != nil {
		return nil, err
	}
	var all []Table
	for _, c := range columns {
		if c.Table == "schema_migration" {
			continue
		}
		if len(all) == 0 || all[len(all)-1].Name != c.Table {
			all = append(all, Table{Name: c.Table})
		}
		t := &all[len(all)-1]
		t.Columns = append(t.Columns, c)
	}
	err = d.Read(ctx, func(r Reader) error {
		for i := range all {
			if err := all[i].describe(r, d.dialect); err != nil {
				return err
			}
		}
		return nil
	})
	return parentsFirst(all), err
}

func (t *Table) describe(r Reader, dialect string) (err error) {
	key, parents := `SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk`, `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)`
	if dialect == Postgres {
		key = `SELECT a.attname::text FROM pg_constraint c, unnest(c.conkey) WITH ORDINALITY k(num, pos), pg_attribute a
			WHERE c.contype = 'p' AND c.conrelid = $1::text::regclass AND a.attrelid = c.conrelid AND a.attnum = k.num ORDER BY k.pos`
		parents = `SELECT DISTINCT f.relname::text FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid WHERE c.contype = 'f' AND c.conrelid = $1::text::regclass`
	}
	if t.Key, err = All(r, scanText, key, t.Name); err != nil {
		return err
	}
	if len(t.Key) == 0 {
		return fmt.Errorf("db: the table %s has no primary key", t.Name)
	}
	t.parents, err = All(r, scanText, parents, t.Name)
	return err
}

func scanText(r Row) (s string, err error) { return s, r.Scan(&s) }

func parentsFirst(all []Table) []Table {
	out := make([]Table, 0, len(all))
	done := map[string]bool{}
	for len(out) < len(all) {
		before := len(out)
		for _, t := range all {
			if !done[t.Name] && !slices.ContainsFunc(t.parents, func(p string) bool { return !done[p] && p != t.Name }) {
				done[t.Name] = true
				out = append(out, t)
			}
		}
		if len(out) == before {
			return all // tables that refer to each other: no order helps
		}
	}
	return out
}

// Snapshot runs fn with a Reader that sees the database as it is at one instant,
// however long fn takes and whatever others write meanwhile.
func (d *DB) Snapshot(ctx context.Context, fn func(Reader) error) error {
	inner, err := d.enter(ctx)
	if err != nil {
		return err
	}
	return d.engine.snapshot(inner, d.clock.Now(), fn)
}

// EachRow walks a table in the order of its key, one row in memory at a time. The
// values are string, int64, bool, []byte or nil, and hold until fn returns.
func (d *DB) EachRow(r Reader, t Table, fn func(values []any) error) error {
	names, order := make([]string, len(t.Columns)), make([]string, len(t.Key))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	for i, k := range t.Key {
		order[i] = k
		if at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == k }); d.dialect == Postgres && at >= 0 && t.Columns[at].Type == "TEXT" {
			order[i] += ` COLLATE "C"`
		}
	}
	rows, err := r.Query("SELECT " + strings.Join(names, ", ") + " FROM " + t.Name + " ORDER BY " + strings.Join(order, ", "))
	if err != nil {
		return err
	}
	defer rows.Close()
	into := newHolders(t.Columns)
	values := make([]any, len(into))
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("db: %s: %w", t.Name, err)
		}
		for i, h := range into {
			values[i] = held(h, t.Columns[i].NotNull)
		}
		if err := fn(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// newHolders are what the columns are scanned into: pointers to pointers, so that
// NULL is nil.
func newHolders(columns []Column) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		switch c.Type {
		case "BIGINT":
			out[i] = new(*int64)
		case "BOOLEAN":
			out[i] = new(*bool)
		case "BYTEA":
			out[i] = new([]byte)
		default:
			out[i] = new(*string)
		}
	}
	return out
}

func held(h any, notNull bool) any {
	switch p := h.(type) {
	case **int64:
		return deref(*p)
	case **bool:
		return deref(*p)
	case **string:
		return deref(*p)
	case *[]byte:
		if *p != nil {
			return *p
		}
		if notNull { // SQLite gives an empty value as none
			return []byte{}
		}
	}
	return nil
}

func deref[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// ErrNotEmpty says that a copy would mix with rows that are there already.
var ErrNotEmpty = errors.New("db: the database is not empty")

// RequireEmpty is ErrNotEmpty where one of the tables has a row.
func RequireEmpty(r Reader, tables []Table) error {
	for _, t := range tables {
		n, err := Value[int](r, "SELECT COUNT(*) FROM (SELECT 1 AS one FROM "+t.Name+" LIMIT 1) AS any_row")
		if err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: %s has rows", ErrNotEmpty, t.Name)
		}
	}
	return nil
}

// maxArgs keeps a statement under the number of arguments that PostgreSQL takes.
const maxArgs = 6000

// InsertRows adds rows as they were read: on PostgreSQL many at a time, to save
// journeys; on SQLite one by one, since its driver looks each argument of a
// statement up among all of them.
func (d *DB) InsertRows(tx *Tx, t Table, rows [][]any) error {
	each := 1
	if d.dialect == Postgres {
		each = max(1, maxArgs/len(t.Columns))
	}
	text, of := "", 0
	for chunk := range slices.Chunk(rows, each) {
		if len(chunk) != of {
			text, of = insertText(t, len(chunk)), len(chunk)
		}
		args := make([]any, 0, len(chunk)*len(t.Columns))
		for _, row := range chunk {
			args = append(args, row...)
		}
		if _, err := tx.Exec(text, args...); err != nil {
			return err
		}
	}
	return nil
}

func insertText(t Table, rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + t.Name + " (")
	for i, c := range t.Columns {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.Name)
	}
	b.WriteString(") VALUES ")
	n := 0
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		for i := range t.Columns {
			n++
			b.WriteString(map[bool]string{true: "(", false: ", "}[i == 0])
			fmt.Fprintf(&b, "$%d", n)
		}
		b.WriteByte(')')
	}
	return b.String()
}
