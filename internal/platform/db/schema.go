// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Column is one column of one table, as both databases can tell it.
type Column struct {
	Table, Name, Type string
	NotNull           bool
}

// Columns lists every column of every table, by table and position: it is how
// the two databases are shown to have the same schema.
func (d *DB) Columns(ctx context.Context) ([]Column, error) { return d.engine.columns(ctx) }

func scanColumn(r Row) (Column, error) {
	var c Column
	err := r.Scan(&c.Table, &c.Name, &c.Type, &c.NotNull)
	c.Type = strings.ToUpper(c.Type)
	return c, err
}

func (e *sqliteEngine) columns(ctx context.Context) (out []Column, err error) {
	err = e.read(ctx, time.Time{}, func(r Reader) error {
		out, err = All(r, scanColumn, `SELECT m.name, c.name, c.type, c."notnull" <> 0 OR c.pk <> 0
			FROM sqlite_master m, pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`)
		return err
	})
	return out, err
}

func (e *pgEngine) columns(ctx context.Context) (out []Column, err error) {
	err = e.read(ctx, time.Time{}, func(r Reader) error {
		out, err = All(r, scanColumn, `SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull
			FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
			WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname COLLATE "C", a.attnum`)
		return err
	})
	return out, err
}

// DumpSQLite writes the schema of a SQLite database as text, for docs/schema.sql.
func (d *DB) DumpSQLite(ctx context.Context) (string, error) {
	var b strings.Builder
	err := d.Read(ctx, func(r Reader) error {
		texts, err := All(r, func(row Row) (s string, err error) { return s, row.Scan(&s) },
			`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
			ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 ELSE 1 END, name`)
		for _, s := range texts {
			fmt.Fprintf(&b, "%s;\n\n", s)
		}
		return err
	})
	return b.String(), err
}
