// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"maps"
	"strings"
	"unicode/utf8"

	"motcua.vn/standards/vntext"
)

// A wording holds {name} for a value and [a clause] that is left out when a value
// in it is empty. In an SMS clauses also give way when the text is too long, the
// last first: what matters least stands last.

type clause struct {
	text     string
	optional bool
}

func clauses(template string) []clause {
	var out []clause
	for template != "" {
		before, rest, found := strings.Cut(template, "[")
		if before != "" {
			out = append(out, clause{before, false})
		}
		if !found {
			break
		}
		inside, after, _ := strings.Cut(rest, "]")
		out = append(out, clause{inside, true})
		template = after
	}
	return out
}

// holes lists the names in a wording.
func holes(template string) []string {
	var out []string
	for {
		_, rest, found := strings.Cut(template, "{")
		if !found {
			return out
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return out
		}
		out, template = append(out, name), after
	}
}

// values are what the holes stand for; shrink names those that may be cut.
type values map[string]string

var shrink = []string{"procedure", "agency", "officer", "next", "papers", "reason", "name"}

// leastCut is what remains of a value at least: less says nothing.
const leastCut = 10

// render fills the clauses; an optional one with an empty value goes.
func render(cs []clause, v values) string {
	var b strings.Builder
	for _, c := range cs {
		text, whole := fill(c.text, v)
		if whole || !c.optional {
			b.WriteString(text)
		}
	}
	return b.String()
}

func fill(text string, v values) (out string, whole bool) {
	whole = true
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String(), whole
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			b.WriteString(rest)
			return b.String(), whole
		}
		if v[name] == "" {
			whole = false
		}
		b.WriteString(v[name])
		text = after
	}
}

// fitSMS renders a wording into one SMS: at most 160 septets without diacritics,
// or 70 characters with them. It shortens names first, then leaves out clauses,
// and cuts the text itself only when codes and links are longer than any that
// exist.
func fitSMS(template string, v values, plain bool) (string, vntext.SMS) {
	cs := clauses(template)
	v = brief(v)
	for {
		if text, ok := squeeze(cs, v, plain); ok {
			return text, vntext.CountSMS(text)
		}
		i := lastOptional(cs)
		if i < 0 {
			break
		}
		cs = append(cs[:i:i], cs[i+1:]...)
	}
	text := shape(render(cs, v), plain)
	for vntext.CountSMS(text).Segments > 1 {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
	}
	return text, vntext.CountSMS(text)
}

func lastOptional(cs []clause) int {
	for i := len(cs) - 1; i >= 0; i-- {
		if cs[i].optional {
			return i
		}
	}
	return -1
}

func shape(text string, plain bool) string {
	text = strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "….", "…")
	if plain {
		text, _ = vntext.GSM7(text)
	}
	return text
}

// squeeze cuts the longest of the values that may be cut, again and again, until
// the text fits.
func squeeze(cs []clause, v values, plain bool) (string, bool) {
	used := values{}
	for _, c := range cs {
		for _, name := range holes(c.text) {
			used[name] = v[name]
		}
	}
	for {
		text := shape(render(cs, used), plain)
		if vntext.CountSMS(text).Segments <= 1 {
			return text, true
		}
		name, length := longest(used)
		if length <= leastCut {
			return "", false
		}
		used[name] = cut(used[name], max(leastCut, length-max(1, over(text)/2)))
	}
}

func longest(v values) (name string, length int) {
	for _, n := range shrink {
		if l := utf8.RuneCountInString(v[n]); l > length {
			name, length = n, l
		}
	}
	return name, length
}

// over is by how much a text is too long.
func over(text string) int {
	c := vntext.CountSMS(text)
	if c.Encoding == vntext.GSM {
		return c.Units - 160
	}
	return c.Units - 70
}

// cut shortens to at most n characters, at a blank where there is one in the last
// half, and marks the loss.
func cut(s string, n int) string {
	runes := []rune(strings.TrimSuffix(s, "…"))
	if len(runes) <= n-1 {
		return s
	}
	head := strings.TrimRight(string(runes[:n-1]), " ,.;:-")
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
		head = strings.TrimRight(head[:i], " ,.;:-")
	}
	return head + "…"
}

// maxValue bounds a value before any work is done on it.
const maxValue = 200

// abbreviations are those that every citizen knows from signs and letterheads.
var abbreviations = strings.NewReplacer(
	"Ủy ban nhân dân", "UBND", "Uỷ ban nhân dân", "UBND", "ủy ban nhân dân", "UBND",
	"Trung tâm Phục vụ hành chính công", "TTPVHCC", "Trung tâm phục vụ hành chính công", "TTPVHCC",
	"Hội đồng nhân dân", "HĐND", "thành phố", "TP", "Thành phố", "TP",
	"People's Committee", "PC", "Public Administration Service Centre", "PASC",
)

// brief gives the values as an SMS shows them: known abbreviations, bounded length.
func brief(v values) values {
	out := maps.Clone(v)
	for _, k := range shrink {
		if s := v[k]; s != "" {
			out[k] = cut(abbreviations.Replace(s), maxValue)
		}
	}
	return out
}
