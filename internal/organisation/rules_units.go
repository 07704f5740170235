// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import "sort"

// On gives the units valid on the civil date, in order of code.
func On(units []Unit, date string) []Unit {
	var out []Unit
	for _, u := range units {
		if u.On(date) {
			out = append(out, u)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}

// Find gives the unit that bore code on date.
func Find(units []Unit, code, date string) (Unit, bool) {
	for _, u := range units {
		if u.Code == code && u.On(date) {
			return u, true
		}
	}
	return Unit{}, false
}

// Answering gives the units that answer on the day at for the unit that bore code on date: the unit itself where it still
// stands, else its successors. Empty means that nothing answers, as for an abolished district.
func Answering(units []Unit, lineage []Link, code, date, at string) []Unit {
	codes := SuccessorsOn(lineage, code, date, at)
	if codes == nil {
		codes = []string{code}
	}
	var out []Unit
	for _, c := range codes {
		if u, ok := Find(units, c, at); ok {
			out = append(out, u)
		}
	}
	return out
}

// SameName tells whether two names are the same place name: blanks, case, composition and tone placement do not count, tones do.
func SameName(a, b string) bool { return nameKey(a) == nameKey(b) }

// NameMatch is one answer to a question by name.
type NameMatch struct {
	Unit
	Exact bool `json:"exact"` // false: only the letters without their diacritics agree
}

// ByName gives the units on date whose name, or alias, is the one asked for, with or without the word for its kind. A bare name
// may be borne by several units (two Chiềng Chung until 30 June 2025): all are given, and within narrows to one parent. Letters
// without diacritics are looked at only when nothing fits exactly.
func ByName(units []Unit, name, within, date string) []NameMatch {
	var exact, loose []NameMatch
	for _, u := range On(units, date) {
		if within != "" && u.Parent != within && !isWithin(units, u, within, date) {
			continue
		}
		switch {
		case bears(u, name, nameKey):
			exact = append(exact, NameMatch{u, true})
		case bears(u, name, fold):
			loose = append(loose, NameMatch{u, false})
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return loose
}

func bears(u Unit, name string, key func(string) string) bool {
	want := key(name)
	if want == "" {
		return false
	}
	for _, n := range append([]string{u.Name}, u.Aliases...) {
		if key(n) == want || key(properName(n)) == want {
			return true
		}
	}
	return false
}

func isWithin(units []Unit, u Unit, ancestor, date string) bool {
	for range Kinds() { // no tree is deeper than there are kinds, so a cycle cannot hold us
		if u.Parent == ancestor {
			return true
		}
		p, ok := Find(units, u.Parent, date)
		if !ok {
			return false
		}
		u = p
	}
	return false
}
