// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"sort"
	"strings"
)

// Link says that a unit went, wholly or in part, into another on a day. Many-to-many: a merger has many links to one new unit,
// a split many links from one old unit. A unit that keeps name and code through an arrangement has a link to itself.
type Link struct {
	Old       string `json:"old"`
	New       string `json:"new"`
	Effective string `json:"effective"` // first day of the new unit
	Basis     string `json:"basis,omitempty"`
}

// NewLink gives the link back when nothing is wrong with it.
func NewLink(l Link) (Link, []Problem) {
	l.Old, l.New = strings.TrimSpace(l.Old), strings.TrimSpace(l.New)
	var ps []Problem
	for field, code := range map[string]string{"old": l.Old, "new": l.New} {
		if len(code) < 2 || len(code) > 5 || strings.Trim(code, "0123456789") != "" {
			ps = append(ps, problem(ProblemCodeBad, l.Old, field, "value", code))
		}
	}
	if !isDate(l.Effective) {
		ps = append(ps, problem(ProblemDateBad, l.Old, "effective", "value", l.Effective))
	}
	if len(ps) > 0 {
		return Link{}, sortProblems(ps)
	}
	return l, nil
}

// Successors gives the codes that, after every arrangement known, stand for the unit that bore code on date. It is empty when
// no arrangement touched that unit after date: it is then its own answer, or it was abolished (ask On).
func Successors(lineage []Link, code, date string) []string {
	return follow(lineage, code, func(l Link) bool { return l.Effective > date }, forward)
}

// SuccessorsOn is Successors seen from the day at: later arrangements do not count.
func SuccessorsOn(lineage []Link, code, date, at string) []string {
	return follow(lineage, code, func(l Link) bool { return l.Effective > date && l.Effective <= at }, forward)
}

// Predecessors gives the codes from which the unit that bears code on date was made, back to the beginning of the lineage.
func Predecessors(lineage []Link, code, date string) []string {
	return follow(lineage, code, func(l Link) bool { return l.Effective <= date }, backward)
}

type direction struct {
	sign int // 1: by rising effective date
	next func(Link) (from, to string)
}

var (
	forward  = direction{1, func(l Link) (string, string) { return l.Old, l.New }}
	backward = direction{-1, func(l Link) (string, string) { return l.New, l.Old }}
)

// follow walks arrangement by arrangement, all units at once. Walking by date instead of by code is what makes a code that
// is used again harmless, and it always ends.
func follow(lineage []Link, code string, in func(Link) bool, d direction) []string {
	byDay := map[string][]Link{}
	for _, l := range lineage {
		if in(l) {
			byDay[l.Effective] = append(byDay[l.Effective], l)
		}
	}
	front, moved := map[string]bool{code: true}, false
	for _, day := range sortedDays(byDay, d.sign) {
		next := map[string]bool{}
		for c := range front {
			hit := false
			for _, l := range byDay[day] {
				if from, to := d.next(l); from == c {
					next[to], hit = true, true
				}
			}
			if !hit {
				next[c] = true
			}
			moved = moved || hit
		}
		front = next
	}
	if !moved {
		return nil
	}
	return sortedKeys(front)
}

func sortedDays(byDay map[string][]Link, sign int) []string {
	days := make([]string, 0, len(byDay))
	for d := range byDay {
		days = append(days, d)
	}
	sort.Slice(days, func(i, j int) bool { return (days[i] < days[j]) == (sign > 0) && days[i] != days[j] })
	return days
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
