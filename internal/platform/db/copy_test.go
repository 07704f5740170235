// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

var family = fstest.MapFS{"schema/20260101T0000_family.sql": {Data: []byte(`
CREATE TABLE a_child (
	parent TEXT NOT NULL REFERENCES z_parent (id),
	n BIGINT NOT NULL,
	note TEXT,
	ok BOOLEAN NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (parent, n)
);
CREATE INDEX a_child_n ON a_child (n);
`)}, "schema/20250101T0000_parent.sql": {Data: []byte(`CREATE TABLE z_parent (id TEXT PRIMARY KEY);`)}}

func TestTablesComeParentsFirstWithTheirKeys(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		d := opened(t, url)
		tables, err := d.Tables(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(tables) != 2 || tables[0].Name != "z_parent" || !slices.Equal(tables[1].Key, []string{"parent", "n"}) {
			t.Fatalf("%+v", tables)
		}
	})
}

func opened(t *testing.T, url string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), url, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	all, err := db.Migrations(family)
	if err != nil {
		t.Fatal(err)
	}
	if pending, err := d.Pending(context.Background(), all); err != nil || len(pending) != 2 {
		t.Fatalf("before: %v, %v", pending, err)
	}
	if _, err := d.Migrate(context.Background(), all); err != nil {
		t.Fatal(err)
	}
	if pending, err := d.Pending(context.Background(), all); err != nil || len(pending) != 0 {
		t.Fatalf("after: %v, %v", pending, err)
	}
	return d
}

// rows of the hard sort: no value, an empty one, bytes, and letters that a
// language would sort otherwise.
func hardRows() [][]any {
	var out [][]any
	for i, id := range []string{"B", "a", "Á", "Z", "đ", "_"} {
		var note any = "dòng\nhai “ba” \\ 'bốn' 😀"
		if i%2 == 0 {
			note = nil
		}
		out = append(out, []any{[]byte{0, 0xff, byte(i)}[:i%3], int64(i) - 1<<62, note, i%2 == 1, id})
	}
	return out
}

func TestRowsGoOutAndInUnchangedAndSortByBytes(t *testing.T) {
	ctx := context.Background()
	testkit.EachURL(t, func(t *testing.T, url string) {
		d := opened(t, url)
		tables, err := d.Tables(ctx)
		if err != nil {
			t.Fatal(err)
		}
		child := tables[1]
		slices.SortFunc(child.Columns, func(a, b db.Column) int {
			order := []string{"body", "n", "note", "ok", "parent"}
			return slices.Index(order, a.Name) - slices.Index(order, b.Name)
		})
		err = d.Write(ctx, func(tx *db.Tx) error {
			if err := db.RequireEmpty(tx, tables); err != nil {
				return err
			}
			for _, row := range hardRows() {
				if err := d.InsertRows(tx, tables[0], [][]any{{row[4]}}); err != nil {
					return err
				}
			}
			return d.InsertRows(tx, child, hardRows())
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		err = d.Snapshot(ctx, func(r db.Reader) error {
			return d.EachRow(r, child, func(v []any) error { got = append(got, fmt.Sprintf("%v", v)); return nil })
		})
		if err != nil {
			t.Fatal(err)
		}
		want := hardRows()
		slices.SortFunc(want, func(a, b []any) int { return slices.Compare([]byte(a[4].(string)), []byte(b[4].(string))) })
		for i, row := range want {
			if got[i] != fmt.Sprintf("%v", row) {
				t.Errorf("row %d: %s, want %v", i, got[i], row)
			}
		}
		err = d.Read(ctx, func(r db.Reader) error { return db.RequireEmpty(r, tables) })
		if !errors.Is(err, db.ErrNotEmpty) {
			t.Errorf("a full database is called empty: %v", err)
		}
	})
}

func TestASnapshotDoesNotSeeWhatComesAfterIt(t *testing.T) {
	ctx := context.Background()
	testkit.EachURL(t, func(t *testing.T, url string) {
		d := opened(t, url)
		count := func(r db.Reader) int {
			n, err := db.Value[int](r, "SELECT COUNT(*) FROM z_parent")
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		err := d.Snapshot(ctx, func(r db.Reader) error {
			before := count(r)
			if err := d.Write(ctx, func(tx *db.Tx) error { tx.Queue("INSERT INTO z_parent (id) VALUES ($1)", "x"); return nil }); err != nil {
				return err
			}
			if after := count(r); before != 0 || after != 0 {
				t.Errorf("saw %d, then %d", before, after)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Read(ctx, func(r db.Reader) error {
			if count(r) != 1 {
				t.Error("the connection still looks at the past")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestServerAndAddresses(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		s, err := opened(t, url).Server(context.Background())
		if err != nil || s.Version == "" || s.Encoding != "UTF8" || !s.SortsByBytes() {
			t.Errorf("%+v, %v", s, err)
		}
	})
	for address, want := range map[string]string{
		"postgres://u:secret@h/d":          "postgres://u:xxxxx@h/d",
		"postgres://h/d?password=secret":   "postgres://h/d?password=xxxxx",
		"sqlite:a@b.db":                    "sqlite:a@b.db",
		"postgres://u:se%zzcret@h:port/d?": "postgres://…",
	} {
		if got := db.Redact(address); got != want {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
	for address, want := range map[string]bool{"sqlite:": false, "sqlite:x": true, "postgres://h": true, "postgresql://h": true, "mysql://h": false, "": false, "x.db": false} {
		if db.Known(address) != want {
			t.Errorf("Known(%q)", address)
		}
	}
	if db.Server.SortsByBytes(db.Server{Collation: "vi_VN.UTF-8"}) {
		t.Error("Vietnamese order is not that of bytes")
	}
}
