// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// moment is an instant for people and for machines.
func moment(ctx context.Context, t time.Time) ui.Moment {
	if t.IsZero() {
		return ui.Moment{}
	}
	return ui.Moment{Text: i18n.When(ctx, t), ISO: t.In(clock.Vietnam).Format(time.RFC3339)}
}

// termText is a term in words, "" where none is known.
func termText(ctx context.Context, t catalogue.Term) string {
	if !t.Known() {
		return ""
	}
	return i18n.T(ctx, "catalogue.term."+string(t.Unit()), "n", t.Number())
}

// civil writes a civil date as people here do: 24/11/2026.
func civil(iso string) string {
	if len(iso) != 10 {
		return iso
	}
	return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
}

// text is a label of the catalogue in the reader's language.
func text(ctx context.Context, t catalogue.Text) string { return t.In(i18n.Lang(ctx)) }

// capital makes the first letter of a phrase a capital.
func capital(s string) string {
	for i, c := range s {
		return strings.ToUpper(string(c)) + s[i+len(string(c)):]
	}
	return s
}

// fileSize is a size as people say it.
func fileSize(n int64) string {
	if n >= 1_000_000 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%d kB", max(1, n/1000))
}

// joined puts the parts that say something in a row.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// long tells whether a title needs small type.
func long(s string) bool { return len([]rune(s)) > 70 }

// sentence ends with a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
