// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

var (
	inputs  = regexp.MustCompile(`<(input|textarea|select)[^>]* name="([^"]+)"[^>]*>`)
	options = regexp.MustCompile(`<option value="([^"]*)"`)
)

// answersTo fills the form that a page shows: what is given by name, what stands
// there already, and else something that fits.
func (b *browser) answersTo(page string, given map[string]string) []string {
	form := page[strings.Index(page, "data-autosave="):]
	form = form[:strings.Index(form, "</form>")]
	var out []string
	done := map[string]bool{}
	for _, m := range inputs.FindAllStringSubmatchIndex(form, -1) {
		tag, name := form[m[0]:m[1]], form[m[4]:m[5]]
		if done[name] || name == "later" {
			continue
		}
		done[name] = true
		out = append(out, name, answer(form[m[0]:], tag, name, given))
	}
	return out
}

func answer(rest, tag, name string, given map[string]string) string {
	if v, ok := given[name]; ok {
		return v
	}
	if v := value(tag, name); v != "" {
		return v
	}
	switch {
	case strings.HasPrefix(tag, "<select"):
		if all := options.FindAllStringSubmatch(rest, 2); len(all) > 1 {
			return all[1][1]
		}
	case strings.HasSuffix(name, "-day"):
		return "1"
	case strings.HasSuffix(name, "-month"):
		return "6"
	case strings.HasSuffix(name, "-year"):
		return "1990"
	case strings.HasSuffix(name, ".number"), strings.HasSuffix(name, ".label"):
		return ""
	case strings.Contains(tag, `inputmode="numeric"`):
		return "1"
	}
	return "Sơn La"
}

// postgres is the address of a database of its own.
func postgres(t testing.TB, server string) string {
	t.Helper()
	name := "t_" + ids.Code(12)
	admin, err := db.Open(context.Background(), server, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Admin(context.Background(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer admin.Close()
		if err := admin.Admin(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	base, query, _ := strings.Cut(server, "?")
	return base[:strings.LastIndex(base, "/")+1] + name + "?" + query
}
