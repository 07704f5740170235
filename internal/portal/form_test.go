// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
)

func TestDatesAreKeptAsTyped(t *testing.T) {
	for _, c := range []struct{ day, month, year, stored string }{
		{"9", "11", "2026", "2026-11-09"}, {"09", "1", "1990", "1990-01-09"}, {"31", "2", "2026", "31/2/2026"}, {"", "", "", ""},
		{"9", "", "2026", "9//2026"}, {"x", "y", "abcd", "x/y/abcd"}, {"1", "1", "26", "1/1/26"},
	} {
		if got := dateFrom(c.day, c.month, c.year); got != c.stored {
			t.Errorf("%v: %q", c, got)
			continue
		}
		day, month, year := boxes(c.stored)
		if strings.TrimLeft(c.day, "0") != day || strings.TrimLeft(c.month, "0") != month || c.year != year {
			t.Errorf("%q comes back as %q %q %q", c.stored, day, month, year)
		}
	}
}

func TestPagesOfAForm(t *testing.T) {
	ask := func(key, section string, kind catalogue.FieldKind, when *catalogue.Condition) catalogue.FormField {
		return catalogue.FormField{Key: key, Section: section, Kind: kind, When: when}
	}
	f := catalogue.Form{Sections: []catalogue.Section{{Key: "a"}, {Key: "b"}}, Fields: []catalogue.FormField{
		ask("one", "a", catalogue.FieldSelect, nil),
		ask("depends", "a", catalogue.FieldText, &catalogue.Condition{Field: "one", In: []string{"yes"}}),
		ask("two", "a", catalogue.FieldText, nil),
		ask("file", "a", catalogue.FieldFile, nil),
		ask("p1", "b", catalogue.FieldPerson, nil), ask("p2", "b", catalogue.FieldPerson, nil), ask("x", "b", catalogue.FieldText, nil),
	}}
	keys := func(answers map[string]string) (out []string) {
		for _, p := range pagesOf(f, answers) {
			var k []string
			for _, q := range p.Fields {
				k = append(k, q.Key)
			}
			out = append(out, strings.Join(k, "+"))
		}
		return out
	}
	if got := strings.Join(keys(nil), " "); got != "one+two p1+p2 x" {
		t.Error(got)
	}
	if got := strings.Join(keys(map[string]string{"one": "yes"}), " "); got != "one depends+two p1+p2 x" {
		t.Error(got)
	}
	pages := pagesOf(f, nil)
	if i, ok := pageOfField(pages, "p2"+dossier.PartBorn); !ok || i != 1 {
		t.Error(i, ok)
	}
	if _, ok := pageOfField(pages, "p"); ok {
		t.Error("half a name is found")
	}
	if pageAt(pages, "x") != 2 || pageAt(pages, "nothing") != 0 {
		t.Error("pageAt")
	}
}

func TestReadAnswers(t *testing.T) {
	body := url.Values{"who.name": {" Lo\u0300  Thi\u0323 "}, "who.born-day": {"8"}, "who.born-month": {"3"}, "who.born-year": {"1990"}, "who.number": {"014 190 001 234"},
		"where": {"03646"}, "where.label": {"ignored"}, "away": {dossier.UnitOutside}, "away.label": {"Hà Nội"}, "stranger": {"x"}}
	r := httptest.NewRequest("POST", "/", strings.NewReader(body.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_ = r.ParseForm()
	got := readAnswers(r, []catalogue.FormField{{Key: "who", Kind: catalogue.FieldPerson}, {Key: "where", Kind: catalogue.FieldUnit}, {Key: "away", Kind: catalogue.FieldUnit}, {Key: "not_sent"}}, map[string]string{"03646": "Phường Tô Hiệu"})
	want := map[string]string{"who.name": "Lò Thị", "who.born": "1990-03-08", "who.number": "014190001234", "where": "03646", "where.label": "Phường Tô Hiệu", "away": dossier.UnitOutside, "away.label": "Hà Nội"}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s: %q, want %q", k, got[k], v)
		}
	}
}

func TestOwnPage(t *testing.T) {
	for next, page := range map[string]string{"/apply/x/check": "/apply/x/check", "/me/d/y": "/me/d/y", "//evil": pathMe, "https://evil": pathMe, "/desk": pathMe, "": pathMe} {
		if got := ownPage(next); got != page {
			t.Errorf("%q: %q", next, got)
		}
	}
}

func TestTenth(t *testing.T) {
	for n, text := range map[int64]string{10 << 20: "10", 1: "0,1", 1<<20 + 1: "1,1", 11 << 20: "11", 1536 << 10: "1,5"} {
		if got := tenth(n); got != text {
			t.Errorf("%d: %q, want %q", n, got, text)
		}
	}
}
