// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

func form(t *testing.T, v url.Values) *web.Form {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	f, err := web.ReadForm(r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTextIsCleanedAtTheEdge(t *testing.T) {
	f := form(t, url.Values{"name": {norm.NFD.String("  Nguyễn\u200b Thị\t Huệ\x00 ")}, "area": {"một \r\n\r\n hai\x07"}})
	if got := f.Text("name", 50); got != "Nguyễn Thị Huệ" {
		t.Errorf("%q", got)
	}
	if got := f.Area("area", 50); got != "một\n\nhai" {
		t.Errorf("%q", got)
	}
	if f.Err() != nil {
		t.Error(f.Err())
	}
}

func TestEveryMistakeIsGathered(t *testing.T) {
	f := form(t, url.Values{"long": {strings.Repeat("ế", 11)}, "n": {"12"}, "day-day": {"30"}, "day-month": {"2"}, "day-year": {"2026"}, "iso": {"2026-13-01"}, "one": {"c"}})
	f.Text("long", 10)
	f.Required("nothing", 5)
	f.Int("n", 0, 9)
	f.Date("day")
	f.Date("iso")
	f.One("one", "a", "b")
	want := map[string]string{"long": "fault.field.too_long", "nothing": "fault.field.required", "n": "fault.field.number", "day": "fault.field.date", "iso": "fault.field.date", "one": "fault.field.choose"}
	got := fault.Of(f.Err())
	if got.Kind != fault.Invalid || len(got.Fields) != len(want) {
		t.Fatalf("%v", got)
	}
	for _, x := range got.Fields {
		if want[x.Name] != x.Key {
			t.Errorf("%s: %s", x.Name, x.Key)
		}
	}
}

func TestDatesOfThreeBoxes(t *testing.T) {
	f := form(t, url.Values{"a-day": {"4"}, "a-month": {"9"}, "a-year": {"2026"}, "b": {"2026-02-28"}})
	if a, b, none := f.Date("a"), f.Date("b"), f.Date("c"); a != "2026-09-04" || b != "2026-02-28" || none != "" || f.Err() != nil {
		t.Errorf("%q %q %q %v", a, b, none, f.Err())
	}
}

func TestANextThatLeadsElsewhereIsNotFollowed(t *testing.T) {
	for next, want := range map[string]string{"/desk?x=1": "/desk?x=1", "//evil.example": "/", "https://evil.example": "/", "": "/", "/a\r\nb": "/", `/\evil.example`: "/"} {
		if got := web.LocalPath(next); got != want {
			t.Errorf("%q: %q", next, got)
		}
	}
}
