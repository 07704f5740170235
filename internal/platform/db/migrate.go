// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"motcua.vn/internal/platform/clock"
)

// Migration is one schema file of one room. Its name starts with a UTC time, and
// decides the order among all rooms.
type Migration struct {
	Name, SQL, Checksum string
}

// ErrAltered says that a migration that was applied has since been rewritten.
var ErrAltered = errors.New("db: an applied migration was altered")

// Migrations gathers schema/*.sql of every room, in the order of their names.
func Migrations(rooms ...fs.FS) ([]Migration, error) {
	var out []Migration
	for _, room := range rooms {
		files, err := fs.Glob(room, "schema/*.sql")
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			text, err := fs.ReadFile(room, f)
			if err != nil {
				return nil, fmt.Errorf("db: %s: %w", f, err)
			}
			sum := sha256.Sum256(text)
			out = append(out, Migration{Name: strings.TrimSuffix(strings.TrimPrefix(f, "schema/"), ".sql"), SQL: string(text), Checksum: hex.EncodeToString(sum[:])})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

const migrationTable = `CREATE TABLE IF NOT EXISTS schema_migration (
	name TEXT PRIMARY KEY,
	checksum TEXT NOT NULL,
	applied_at TEXT NOT NULL
)`

// Migrate applies what is missing, each file in one transaction, and returns the
// names it applied. Two nodes that start together take turns.
func (d *DB) Migrate(ctx context.Context, all []Migration) ([]string, error) {
	if err := d.engine.script(ctx, []string{migrationTable}); err != nil && !IsUnique(err) {
		return nil, err
	}
	var applied []string
	for _, m := range all {
		fresh, err := d.migrateOne(ctx, m)
		if err != nil {
			return applied, err
		}
		if fresh {
			applied = append(applied, m.Name)
		}
	}
	return applied, nil
}

func (d *DB) migrateOne(ctx context.Context, m Migration) (bool, error) {
	known, err := d.checksum(ctx, m.Name)
	switch {
	case err == nil && known == m.Checksum:
		return false, nil
	case err == nil:
		return false, fmt.Errorf("%w: %s", ErrAltered, m.Name)
	case !errors.Is(err, ErrNoRows):
		return false, err
	}
	record := fmt.Sprintf("INSERT INTO schema_migration (name, checksum, applied_at) VALUES ('%s', '%s', '%s')",
		strings.ReplaceAll(m.Name, "'", ""), m.Checksum, clock.Format(d.clock.Now()))
	// The record comes first: its key makes the slower of two nodes fail before it changes anything.
	err = d.engine.script(ctx, append([]string{record}, Statements(m.SQL)...))
	if IsUnique(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("migration %s: %w", m.Name, err)
	}
	return true, nil
}

func (d *DB) checksum(ctx context.Context, name string) (string, error) {
	var sum string
	err := d.Read(ctx, func(r Reader) error {
		var err error
		sum, err = Value[string](r, "SELECT checksum FROM schema_migration WHERE name = $1", name)
		return err
	})
	return sum, err
}

// Pending lists the migrations that the database has not seen; a database
// without the table has seen none. It changes nothing.
func (d *DB) Pending(ctx context.Context, all []Migration) ([]string, error) {
	applied, err := d.Applied(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range all {
		switch sum, ok := applied[m.Name]; {
		case !ok:
			out = append(out, m.Name)
		case sum != m.Checksum:
			return nil, fmt.Errorf("%w: %s", ErrAltered, m.Name)
		}
	}
	return out, nil
}

// Applied gives the migrations that the database has seen, with their checksums.
func (d *DB) Applied(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	columns, err := d.Columns(ctx)
	if err != nil || !slices.ContainsFunc(columns, func(c Column) bool { return c.Table == "schema_migration" }) {
		return out, err
	}
	err = d.Read(ctx, func(r Reader) error {
		_, err := All(r, func(row Row) (struct{}, error) {
			var name, sum string
			err := row.Scan(&name, &sum)
			out[name] = sum
			return struct{}{}, err
		}, "SELECT name, checksum FROM schema_migration ORDER BY name")
		return err
	})
	return out, err
}

// Statements splits a schema file at semicolons that end a line; comments are
// left out.
func Statements(text string) []string {
	var out []string
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "--") {
			continue
		}
		b.WriteString(line)
		if strings.HasSuffix(strings.TrimSpace(line), ";") {
			out = append(out, strings.TrimSuffix(strings.TrimSpace(b.String()), ";"))
			b.Reset()
		}
	}
	if rest := strings.TrimSpace(b.String()); rest != "" {
		out = append(out, rest)
	}
	return out
}
