// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

var room = fstest.MapFS{"schema/20260101T0000_probe.sql": {Data: []byte(`
-- a probe
CREATE TABLE probe (
	id TEXT PRIMARY KEY,
	n BIGINT NOT NULL,
	flag BOOLEAN NOT NULL DEFAULT FALSE,
	body BYTEA
);
CREATE UNIQUE INDEX probe_n ON probe (n) WHERE flag;
`)}}

func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	testkit.Each(t, []fs.FS{room}, func(t *testing.T, d *db.DB, _ *clock.Fake) { fn(t, d) })
}

func insert(tx *db.Tx, id string, n int) {
	tx.Queue("INSERT INTO probe (id, n, flag, body) VALUES ($1, $2, $3, $4)", id, n, true, []byte{1, 2})
}

func count(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	err := d.Read(context.Background(), func(r db.Reader) (err error) {
		n, err = db.Value[int](r, "SELECT COUNT(*) FROM probe")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteIsAllOrNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		boom := errors.New("boom")
		err := d.Write(ctx, func(tx *db.Tx) error {
			insert(tx, "a", 1)
			if n, err := db.Value[int](tx, "SELECT COUNT(*) FROM probe"); err != nil || n != 1 {
				t.Errorf("a transaction sees %d of its own rows, %v", n, err)
			}
			return boom
		})
		if !errors.Is(err, boom) || count(t, d) != 0 {
			t.Fatalf("after a failed write: %v, %d rows", err, count(t, d))
		}
		if err := d.Write(ctx, func(tx *db.Tx) error { insert(tx, "a", 1); return nil }); err != nil {
			t.Fatal(err)
		}
		var flag bool
		var body []byte
		err = d.Read(ctx, func(r db.Reader) error {
			return r.QueryRow("SELECT flag, body FROM probe WHERE id = $1", "a").Scan(&flag, &body)
		})
		if err != nil || !flag || len(body) != 2 {
			t.Fatalf("read back %v %v %v", flag, body, err)
		}
	})
}

func TestQueuedFailureFailsTheWrite(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		err := d.Write(context.Background(), func(tx *db.Tx) error {
			insert(tx, "a", 1)
			insert(tx, "b", 1)
			return nil
		})
		if !db.IsUnique(err) || count(t, d) != 0 {
			t.Fatalf("got %v and %d rows", err, count(t, d))
		}
	})
}

func TestConcurrentWritersAreAllServedAndIsolated(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		const writers = 200
		var wg sync.WaitGroup
		var failed sync.Map
		for i := range writers {
			wg.Go(func() {
				err := d.Write(context.Background(), func(tx *db.Tx) error {
					insert(tx, fmt.Sprint("w", i), i/2*2) // every second one meets a taken number
					return nil
				})
				if err != nil {
					failed.Store(i, err)
				}
			})
		}
		wg.Wait()
		refused := 0
		failed.Range(func(_, err any) bool {
			refused++
			if !db.IsUnique(err.(error)) {
				t.Errorf("refused for another reason: %v", err)
			}
			return true
		})
		if refused != writers/2 || count(t, d) != writers/2 {
			t.Fatalf("%d refused, %d rows", refused, count(t, d))
		}
	})
}

func TestPanicInAWriteLeavesTheDatabaseUsable(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = d.Write(context.Background(), func(tx *db.Tx) error { insert(tx, "a", 1); panic("oh") })
		}()
		if err := d.Write(context.Background(), func(tx *db.Tx) error { insert(tx, "b", 2); return nil }); err != nil {
			t.Fatal(err)
		}
		if count(t, d) != 1 {
			t.Fatal("the panicked write left rows")
		}
	})
}

func TestReaderCannotWriteAndNothingNests(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		err := d.Read(ctx, func(r db.Reader) error {
			_, err := db.Value[string](r, "INSERT INTO probe (id, n) VALUES ($1, $2) RETURNING id", "x", 1)
			return err
		})
		if err == nil {
			t.Error("a reader wrote")
		}
		err = d.Read(ctx, func(r db.Reader) error {
			return d.Write(r.Context(), func(*db.Tx) error { return nil })
		})
		if err == nil {
			t.Error("a write inside a read")
		}
	})
}

func TestAfterRunsOnlyOnceDurable(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		calls := 0
		_ = d.Write(context.Background(), func(tx *db.Tx) error { tx.After(func() { calls++ }); return errors.New("no") })
		_ = d.Write(context.Background(), func(tx *db.Tx) error { tx.After(func() { calls++ }); return nil })
		if calls != 1 {
			t.Fatalf("called %d times", calls)
		}
	})
}

func TestMigrateTwiceChangesNothingAndAlteredFilesAreRefused(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		all, _ := db.Migrations(room)
		if names, err := d.Migrate(ctx, all); err != nil || len(names) != 0 {
			t.Fatalf("again: %v %v", names, err)
		}
		all[0].Checksum = "other"
		if _, err := d.Migrate(ctx, all); !errors.Is(err, db.ErrAltered) {
			t.Fatalf("altered: %v", err)
		}
	})
}

func TestAPathMayHoldAnyCharacter(t *testing.T) {
	for _, name := range []string{"a#b.db", "a?b.db", "a%23b.db", "hồ sơ.db"} {
		path := filepath.Join(t.TempDir(), name)
		d, err := db.Open(context.Background(), "sqlite:"+path, clock.System())
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
