// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package i18n_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
)

func room(vi, en string) fstest.MapFS {
	return fstest.MapFS{"locale/vi.json": {Data: []byte(vi)}, "locale/en.json": {Data: []byte(en)}}
}

func TestTextsAreFilledAndPluralised(t *testing.T) {
	c, err := i18n.Load(room(`{"a.n": "{n} hồ sơ", "a.x": "Chào {who"}`, `{"a.n": "{n} {n|dossier|dossiers}", "a.x": "Hello {who"}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		lang, key string
		args      []any
		want      string
	}{
		{"vi", "a.n", []any{"n", 1}, "1 hồ sơ"},
		{"en", "a.n", []any{"n", 1}, "1 dossier"},
		{"en", "a.n", []any{"n", 2}, "2 dossiers"},
		{"en", "a.n", nil, "{n} {n|dossier|dossiers}"},
		{"fr", "a.n", []any{"n", 3}, "3 hồ sơ"},
		{"vi", "a.x", []any{"who", "An"}, "Chào {who"},
		{"vi", "a.missing", nil, "⟦a.missing⟧"},
	} {
		if got := c.In(x.lang).T(x.key, x.args...); got != x.want {
			t.Errorf("%s in %s: %q, want %q", x.key, x.lang, got, x.want)
		}
	}
}

func TestIncompleteAndClashingTextsAreRefused(t *testing.T) {
	if _, err := i18n.Load(room(`{"a.b": "x"}`, `{}`)); err == nil || !strings.Contains(err.Error(), "en: a.b") {
		t.Errorf("a text without English: %v", err)
	}
	if _, err := i18n.Load(room(`{"a.b": "x"}`, `{"a.b": "x"}`), room(`{"a.b": "y"}`, `{"a.b": "y"}`)); err == nil {
		t.Error("two rooms with one key")
	}
	if _, err := i18n.Load(room(`{`, `{}`)); err == nil {
		t.Error("a broken file")
	}
}

func TestDatesAndMoneyAreWrittenAsPeopleReadThem(t *testing.T) {
	c, err := i18n.Load(room(`{}`, `{}`))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	vi, en := i18n.With(context.Background(), c.In("vi")), i18n.With(context.Background(), c.In("en"))
	for got, want := range map[string]string{
		i18n.When(vi, at): "thứ Ba, 24/11/2026, 16:30", i18n.When(en, at): "Tuesday, 24/11/2026, 16:30",
		i18n.Day(vi, at): "thứ Ba, 24/11/2026", i18n.When(vi, time.Time{}): "",
		i18n.Short(at, at): "24/11 16:30", i18n.Short(at.AddDate(1, 0, 0), at): "24/11/2026",
		i18n.Dong(8000): "8.000 ₫", i18n.Dong(0): "0 ₫", i18n.Number(-1234567): "-1.234.567", i18n.Number(999): "999",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if i18n.Lang(context.Background()) != "vi" || clock.Date(at) != "2026-11-24" {
		t.Error("Vietnamese comes first")
	}
}
