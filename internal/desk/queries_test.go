// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk_test

import (
	"fmt"
	"testing"

	"motcua.vn/internal/platform/db"
)

// counting is a reader that counts its queries.
type counting struct {
	db.Reader
	n int
}

func (c *counting) QueryRow(sql string, args ...any) db.Row {
	c.n++
	return c.Reader.QueryRow(sql, args...)
}

func (c *counting) Query(sql string, args ...any) (db.Rows, error) {
	c.n++
	return c.Reader.Query(sql, args...)
}

// TestQueriesDoNotGrow: a list of forty dossiers costs no more queries than one of
// two.
func TestQueriesDoNotGrow(t *testing.T) {
	k := newKit(t, "sqlite:"+t.TempDir()+"/desk.db")
	d := k.file("c0")
	k.file("c1")
	few := k.queries(d.Code)
	for i := range 38 {
		k.file(fmt.Sprintf("more%d", i))
	}
	if many := k.queries(d.Code); many != few || many > 25 {
		t.Errorf("%d queries with 2 dossiers, %d with 40", few, many)
	}
	t.Logf("%d queries for a dossier with its list", few)
}

func (k *kit) queries(code string) int {
	k.t.Helper()
	n := 0
	for range 2 { // the second time what is kept in memory is there
		err := k.a.DB.Read(k.texted(), func(r db.Reader) error {
			c := &counting{Reader: r}
			err := k.pages.LoadWith(k.texted(), c, k.staff["officer"], code)
			n = c.n
			return err
		})
		if err != nil {
			k.t.Fatal(err)
		}
	}
	return n
}
