// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

func TestTheSchemaIsTheOneInTheDocuments(t *testing.T) {
	fresh, err := SchemaText(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join("..", "..", "docs", "schema.sql"))
	if err != nil || string(kept) != fresh {
		t.Fatalf("docs/schema.sql is not what the migrations make; run: make schema (%v)", err)
	}
}

func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	server := testkit.Server(t)
	if server == "" {
		t.Log("no PostgreSQL server: not compared")
		return
	}
	ctx := context.Background()
	columns := map[string][]string{}
	for name, d := range map[string]*db.DB{"sqlite": testkit.SQLite(t, clock.System(), Schemas()...), "postgres": testkit.Postgres(t, server, clock.System(), Schemas()...)} {
		all, err := d.Columns(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			line := c.Table + "." + c.Name + " " + c.Type
			if c.NotNull {
				line += " NOT NULL"
			}
			columns[name] = append(columns[name], line)
		}
		slices.Sort(columns[name])
	}
	if len(columns["sqlite"]) < 200 {
		t.Fatalf("%d columns", len(columns["sqlite"]))
	}
	for _, c := range columns["sqlite"] {
		if !slices.Contains(columns["postgres"], c) {
			t.Errorf("only SQLite has %s", c)
		}
	}
	for _, c := range columns["postgres"] {
		if !slices.Contains(columns["sqlite"], c) {
			t.Errorf("only PostgreSQL has %s", c)
		}
	}
	for _, c := range columns["sqlite"] {
		if !strings.HasSuffix(c, " NOT NULL") {
			t.Errorf("%s may be NULL: empty text rather than NULL", c)
		}
	}
}

// TestEveryForeignKeyHasAnIndex: without one, taking a parent away or looking up
// its children reads the whole table.
func TestEveryForeignKeyHasAnIndex(t *testing.T) {
	d := testkit.SQLite(t, clock.System(), Schemas()...)
	err := d.Read(context.Background(), func(r db.Reader) error {
		keys, err := db.All(r, func(row db.Row) (k [2]string, err error) { return k, row.Scan(&k[0], &k[1]) },
			`SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.seq = 0`)
		if err != nil {
			return err
		}
		for _, k := range keys {
			n, err := db.Value[int](r, `SELECT COUNT(*) FROM pragma_index_list($1) l, pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = $2 AND l.partial = 0`, k[0], k[1])
			if err != nil {
				return err
			}
			if n == 0 {
				t.Errorf("%s (%s) refers to another table and has no index", k[0], k[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// watcher notes every statement that is asked through it.
type watcher struct {
	db.Reader
	asked []question
}

type question struct {
	sql  string
	args []any
}

func (w *watcher) Query(sql string, args ...any) (db.Rows, error) {
	w.asked = append(w.asked, question{sql, args})
	return w.Reader.Query(sql, args...)
}

func (w *watcher) QueryRow(sql string, args ...any) db.Row {
	w.asked = append(w.asked, question{sql, args})
	return w.Reader.QueryRow(sql, args...)
}

// TestNoListReadsAWholeTable asks for every list that people page through, and has
// SQLite explain how it would find the rows.
func TestNoListReadsAWholeTable(t *testing.T) {
	h := newHouse(t, sqlite(t))
	a, o := h.app, h.offices[0]
	officer, system := o.Actors[0], authz.SystemActor("test")
	leader := authz.Actor{Kind: authz.Staff, ID: "l", Grants: []authz.Grant{{Permission: dossier.PermView, Unit: o.Agency}, {Permission: dossier.PermView, Unit: o.Centre}}}
	day := clock.Date(a.DB.Clock().Now())
	all := h.agencies()
	cursor := clock.Format(a.DB.Clock().Now()) + "/x"
	lists := map[string]func(r db.Reader) error{
		"work": func(r db.Reader) error {
			_, _, err := a.Dossier.WorkList(r, officer, dossier.WorkFilter{}, "")
			return err
		},
		"work, on": func(r db.Reader) error {
			_, _, err := a.Dossier.WorkList(r, officer, dossier.WorkFilter{}, cursor)
			return err
		},
		"work, mine": func(r db.Reader) error {
			_, _, err := a.Dossier.WorkList(r, officer, dossier.WorkFilter{Mine: true}, cursor)
			return err
		},
		"work waiting": func(r db.Reader) error {
			_, _, err := a.Dossier.WorkList(r, officer, dossier.WorkFilter{Waiting: true}, "")
			return err
		},
		"work counts": func(r db.Reader) error { _, err := a.Dossier.WorkCounts(r, officer); return err },
		"one's own":   func(r db.Reader) error { _, _, err := a.Dossier.ForPerson(r, o.Person, "x"); return err },
		"drafts":      func(r db.Reader) error { _, err := a.Dossier.Drafts(r, officer); return err },
		"open": func(r db.Reader) error {
			_, err := a.Dossier.Open(r, system, "H52.1-000000-0000")
			return known404(err)
		},
		"progress":     func(r db.Reader) error { _, err := a.Dossier.ProgressOf(r, "H52.1-000000-0000"); return known404(err) },
		"tallies":      func(r db.Reader) error { _, err := a.Dossier.Tallies(r, all, day); return err },
		"tallies, few": func(r db.Reader) error { _, err := a.Dossier.Tallies(r, []string{o.Agency}, day); return err },
		"inbox":        func(r db.Reader) error { _, _, err := notification.Inbox(r, o.Person, "x", 10); return err },
		"unread":       func(r db.Reader) error { _, _, err := notification.Unread(r, o.Person, "x", 10); return err },
		"unread count": func(r db.Reader) error { _, err := notification.CountUnread(r, o.Person); return err },
		"told":         func(r db.Reader) error { _, err := notification.ForSubject(r, "x"); return err },
		"not told":     func(r db.Reader) error { _, _, err := notification.Failures(r, "x", 10); return err },
		"receipts":     func(r db.Reader) error { _, err := notification.Receipts(r, "x"); return err },
		"audit":        func(r db.Reader) error { _, err := audit.Of(r, "x", "", 10); return err },
		"files":        func(r db.Reader) error { _, err := a.Document.Files(r, "x"); return err },
		"papers":       func(r db.Reader) error { _, err := a.Document.Papers(r, "x"); return err },
		"appointments": func(r db.Reader) error { _, err := a.Identity.Appointments(r, officer.ID); return err },
		"holders": func(r db.Reader) error {
			_, err := a.Identity.Holders(r, o.Centre, dossier.PermReceive, r.Now())
			return err
		},
		"actor":  func(r db.Reader) error { _, err := a.Identity.ActorOf(r, officer.ID); return err },
		"person": func(r db.Reader) error { _, err := a.Identity.PersonByNumber(r, o.Number); return err },
	}
	for _, q := range []string{"014185000101", "H52.101.01-26", "nguyen thi"} {
		lists["search "+q] = func(r db.Reader) error { _, _, err := a.Dossier.Search(r, leader, q, "x"); return err }
	}
	for _, f := range dossier.Figures {
		lists["behind "+string(f)] = func(r db.Reader) error { _, _, err := a.Dossier.Behind(r, f, []string{o.Agency}, day, "x"); return err }
		lists["behind "+string(f)+" of all"] = func(r db.Reader) error { _, _, err := a.Dossier.Behind(r, f, all, day, "x"); return err }
	}
	err := a.DB.Read(context.Background(), func(r db.Reader) error {
		for name, list := range lists {
			w := &watcher{Reader: r}
			if err := list(w); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if len(w.asked) == 0 {
				t.Errorf("%s asked nothing", name)
			}
			for _, q := range w.asked {
				explain(t, r, name, q)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// agencies are all of the province, as its leader would count them.
func (h *house) agencies() (codes []string) {
	h.t.Helper()
	err := h.app.DB.Read(context.Background(), func(r db.Reader) error {
		all, err := h.app.Organisation.Agencies(r, organisation.AgencyFilter{}, "")
		for _, a := range all {
			codes = append(codes, a.Code)
		}
		return err
	})
	if err != nil || len(codes) < 100 {
		h.t.Fatal(len(codes), err)
	}
	return codes
}

func known404(err error) error {
	if err != nil && strings.Contains(err.Error(), "not_found") {
		return nil
	}
	return err
}

func explain(t *testing.T, r db.Reader, name string, q question) {
	t.Helper()
	plan, err := db.All(r, func(row db.Row) (s string, err error) {
		var id, parent, unused int
		return s, row.Scan(&id, &parent, &unused, &s)
	}, "EXPLAIN QUERY PLAN "+q.sql, q.args...)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, line := range plan {
		table, scans := strings.CutPrefix(line, "SCAN ")
		table, _, _ = strings.Cut(table, " ")
		if scans && strings.Contains(table, "_") || table == "dossier" && !strings.Contains(line, "SEARCH") {
			t.Errorf("%s reads all of %s: %s\n\t%s", name, table, line, strings.Join(strings.Fields(q.sql), " "))
		}
		if strings.Contains(line, "sqlite_autoindex") && (strings.Contains(line, "(id>?)") || strings.Contains(line, "(id<?)")) { // everything after the cursor, sifted
			t.Errorf("%s goes along the ids: %s\n\t%s", name, line, strings.Join(strings.Fields(q.sql), " "))
		}
	}
}
