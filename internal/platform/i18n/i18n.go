// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package i18n turns keys into sentences. Vietnamese is the source language,
// English stands complete beside it; each room keeps its own texts in
// locale/vi.json and locale/en.json, flat maps of key to text.
//
// A text may hold {name}, replaced by the argument of that name, and
// {name|one|many}, which picks by whether the number is 1.
package i18n

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"sort"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

// Languages of the product, the source first.
const (
	Vietnamese = "vi"
	English    = "en"
)

// Catalogue holds every text in every language.
type Catalogue struct{ texts map[string]map[string]string }

// Load reads the locale files of every room. A key that two rooms claim, or that
// one language lacks, is an error: house_test.go and start-up both call it.
func Load(rooms ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{texts: map[string]map[string]string{Vietnamese: {}, English: {}}}
	for _, room := range rooms {
		for lang := range c.texts {
			if err := c.read(room, lang); err != nil {
				return nil, err
			}
		}
	}
	return c, c.complete()
}

func (c *Catalogue) read(room fs.FS, lang string) error {
	body, err := fs.ReadFile(room, "locale/"+lang+".json")
	if err != nil {
		return fmt.Errorf("i18n: %w", err)
	}
	var texts map[string]string
	if err := json.Unmarshal(body, &texts); err != nil {
		return fmt.Errorf("i18n: locale/%s.json: %w", lang, err)
	}
	for k, v := range texts {
		if _, taken := c.texts[lang][k]; taken {
			return fmt.Errorf("i18n: two rooms have a text %q", k)
		}
		c.texts[lang][k] = v
	}
	return nil
}

func (c *Catalogue) complete() error {
	var missing []string
	for lang, texts := range c.texts {
		for k := range c.texts[other(lang)] {
			if _, ok := texts[k]; !ok {
				missing = append(missing, lang+": "+k)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	sort.Strings(missing)
	return fmt.Errorf("i18n: no text for %s", strings.Join(missing, ", "))
}

func other(lang string) string {
	if lang == Vietnamese {
		return English
	}
	return Vietnamese
}

// Has tells whether there is a text for the key.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.texts[Vietnamese][key]
	return ok
}

// Keys lists every key, sorted.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.texts[Vietnamese]))
	for k := range c.texts[Vietnamese] {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Text is the sentence in a language, with args that alternate name and value. A
// missing key is shown as itself, which the tests look for.
func (c *Catalogue) Text(lang, key string, args ...any) string {
	text, ok := c.texts[lang][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	return fill(text, args)
}

func fill(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		hole, after, closed := strings.Cut(rest, "}")
		if !closed {
			b.WriteString("{" + rest)
			return b.String()
		}
		b.WriteString(value(hole, args))
		text = after
	}
}

func value(hole string, args []any) string {
	name, forms, plural := strings.Cut(hole, "|")
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		if !plural {
			return fmt.Sprint(args[i+1])
		}
		one, many, _ := strings.Cut(forms, "|")
		if fmt.Sprint(args[i+1]) == "1" {
			return one
		}
		return many
	}
	return "{" + hole + "}"
}

// Localizer is the catalogue in one language, as a request carries it.
type Localizer struct {
	c    *Catalogue
	lang string
}

// In is the catalogue in one language; an unknown language is Vietnamese.
func (c *Catalogue) In(lang string) Localizer {
	if _, ok := c.texts[lang]; !ok {
		lang = Vietnamese
	}
	return Localizer{c, lang}
}

// Lang is the language, "vi" or "en".
func (l Localizer) Lang() string { return l.lang }

// T is the sentence for the key.
func (l Localizer) T(key string, args ...any) string {
	if l.c == nil {
		return "⟦" + key + "⟧"
	}
	return l.c.Text(l.lang, key, args...)
}

// Has tells whether there is a text for the key.
func (l Localizer) Has(key string) bool { return l.c != nil && l.c.Has(key) }

// Fault is what the user is told about an error.
func (l Localizer) Fault(err error) string {
	f := fault.Of(err)
	return l.T(f.Key, f.Args...)
}

// Pick chooses between the two languages of a piece of data.
func (l Localizer) Pick(vi, en string) string {
	if l.lang == English && en != "" {
		return en
	}
	return vi
}

type key struct{}

// With puts the localizer into the context of a request.
func With(ctx context.Context, l Localizer) context.Context {
	return context.WithValue(ctx, key{}, l)
}

// From is the localizer of the request.
func From(ctx context.Context) Localizer {
	l, _ := ctx.Value(key{}).(Localizer)
	return l
}

// T is the sentence for the key in the request's language.
func T(ctx context.Context, key string, args ...any) string { return From(ctx).T(key, args...) }

// Lang is the request's language.
func Lang(ctx context.Context) string {
	if l := From(ctx).lang; l != "" {
		return l
	}
	return Vietnamese
}

// When writes an instant as people read it: "thứ Ba, 24/11/2026, 16:30".
func When(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return Day(ctx, t) + ", " + t.In(clock.Vietnam).Format("15:04")
}

// Day writes the date of an instant with its weekday.
func Day(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(clock.Vietnam)
	return weekday(Lang(ctx), t.Weekday()) + ", " + t.Format("02/01/2006")
}

// Short writes an instant for tables: "24/11 16:30", with the year when it is
// not that of now.
func Short(now, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(clock.Vietnam)
	if t.Year() != now.In(clock.Vietnam).Year() {
		return t.Format("02/01/2006")
	}
	return t.Format("02/01 15:04")
}

var weekdays = map[string][7]string{
	Vietnamese: {"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"},
	English:    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

func weekday(lang string, d time.Weekday) string { return weekdays[lang][d] }

// Dong writes an amount of money: "8.000 ₫".
func Dong(amount int64) string { return Number(amount) + " ₫" }

// Number writes a whole number with points between the thousands.
func Number(n int64) string {
	digits := fmt.Sprint(max(n, -n))
	var b strings.Builder
	if n < 0 {
		b.WriteByte('-')
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	return b.String()
}
