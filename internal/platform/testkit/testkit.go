// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package testkit gives tests real databases: SQLite always, PostgreSQL whenever
// MOTCUA_TEST_POSTGRES names a server (make test starts one). With CI set, a
// missing server fails the test instead of leaving half of it out.
package testkit

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

// Noon is the instant at which tests begin unless they say otherwise: Monday
// 16 November 2026, 09:00 in Sơn La.
var Noon = time.Date(2026, 11, 16, 9, 0, 0, 0, clock.Vietnam)

// Each runs fn once on SQLite and once on PostgreSQL, each time on an empty
// database with the given rooms' schemas, and a clock that stands at Noon.
func Each(t *testing.T, rooms []fs.FS, fn func(t *testing.T, d *db.DB, now *clock.Fake)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		now := clock.NewFake(Noon)
		fn(t, SQLite(t, now, rooms...), now)
	})
	if url := Server(t); url != "" {
		t.Run("postgres", func(t *testing.T) {
			now := clock.NewFake(Noon)
			fn(t, Postgres(t, url, now, rooms...), now)
		})
	}
}

// Server is the address of the PostgreSQL server for tests, or "" where there is
// none and that is allowed.
func Server(t testing.TB) string {
	t.Helper()
	url := os.Getenv("MOTCUA_TEST_POSTGRES")
	if url == "" && os.Getenv("CI") != "" {
		t.Fatal("MOTCUA_TEST_POSTGRES is not set: the tests must run on PostgreSQL too")
	}
	return url
}

// SQLite opens a fresh database file that goes with the test.
func SQLite(t testing.TB, c clock.Clock, rooms ...fs.FS) *db.DB {
	t.Helper()
	return ready(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"), c, rooms)
}

// Postgres creates a database of its own on the server and drops it afterwards.
func Postgres(t testing.TB, server string, c clock.Clock, rooms ...fs.FS) *db.DB {
	t.Helper()
	return ready(t, Fresh(t, server), c, rooms)
}

// Fresh is the address of a new, empty database on the server, which is dropped
// after the test.
func Fresh(t testing.TB, server string) string {
	t.Helper()
	ctx := context.Background()
	name := "t_" + ids.Code(12)
	admin, err := db.Open(ctx, server, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Admin(ctx, "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer admin.Close()
		if err := admin.Admin(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	base, query, _ := strings.Cut(server, "?")
	return base[:strings.LastIndex(base, "/")+1] + name + "?" + query
}

// EachURL runs fn with the address of an empty SQLite database, and with that of
// one on PostgreSQL where there is a server.
func EachURL(t *testing.T, fn func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db")) })
	if server := Server(t); server != "" {
		t.Run("postgres", func(t *testing.T) { fn(t, Fresh(t, server)) })
	}
}

func ready(t testing.TB, url string, c clock.Clock, rooms []fs.FS) *db.DB {
	t.Helper()
	ctx := context.Background()
	d, err := db.Open(ctx, url, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	all, err := db.Migrations(rooms...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Migrate(ctx, all); err != nil {
		t.Fatal(err)
	}
	return d
}
