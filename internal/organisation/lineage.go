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

// Lineage is the links in the order in which questions need them. Build it once for many questions.
type Lineage struct {
	days    []string // effective days, rising
	forward map[string]map[string][]string
	back    map[string]map[string][]string
}

// NewLineage orders the links.
func NewLineage(links []Link) Lineage {
	l := Lineage{forward: map[string]map[string][]string{}, back: map[string]map[string][]string{}}
	for _, x := range links {
		if l.forward[x.Effective] == nil {
			l.forward[x.Effective], l.back[x.Effective] = map[string][]string{}, map[string][]string{}
			l.days = append(l.days, x.Effective)
		}
		f, b := l.forward[x.Effective], l.back[x.Effective]
		f[x.Old] = append(f[x.Old], x.New)
		b[x.New] = append(b[x.New], x.Old)
	}
	sort.Strings(l.days)
	return l
}

// Successors gives the codes that, after every arrangement known, stand for the unit that bore code on date. It is empty when
// no arrangement touched that unit after date: it is then its own answer, or it was abolished (ask On).
func (l Lineage) Successors(code, date string) []string {
	return l.SuccessorsOn(code, date, endOfTime)
}

// SuccessorsOn is Successors seen from the day at: later arrangements do not count.
func (l Lineage) SuccessorsOn(code, date, at string) []string {
	w := newWalk(code)
	for _, day := range l.days {
		if date < day && day <= at {
			w.step(l.forward[day])
		}
	}
	return w.codes()
}

// Predecessors gives the codes from which the unit that bears code on date was made, back to the beginning of the lineage.
func (l Lineage) Predecessors(code, date string) []string {
	w := newWalk(code)
	for i := len(l.days) - 1; i >= 0; i-- {
		if l.days[i] <= date {
			w.step(l.back[l.days[i]])
		}
	}
	return w.codes()
}

// Successors is Lineage.Successors for one question.
func Successors(links []Link, code, date string) []string {
	return NewLineage(links).Successors(code, date)
}

// SuccessorsOn is Lineage.SuccessorsOn for one question.
func SuccessorsOn(links []Link, code, date, at string) []string {
	return NewLineage(links).SuccessorsOn(code, date, at)
}

// Predecessors is Lineage.Predecessors for one question.
func Predecessors(links []Link, code, date string) []string {
	return NewLineage(links).Predecessors(code, date)
}

const endOfTime = "9999-12-31"

// A walk goes arrangement by arrangement, all units at once. Walking by date instead of by code is what makes a code that is
// used again harmless, and it always ends.
type walk struct {
	front map[string]bool
	moved bool
}

func newWalk(code string) *walk { return &walk{front: map[string]bool{code: true}} }

func (w *walk) step(links map[string][]string) {
	next := map[string]bool{}
	for c := range w.front {
		to := links[c]
		for _, t := range to {
			next[t] = true
		}
		if len(to) == 0 {
			next[c] = true
		}
		w.moved = w.moved || len(to) > 0
	}
	w.front = next
}

func (w *walk) codes() []string {
	if !w.moved {
		return nil
	}
	out := make([]string, 0, len(w.front))
	for c := range w.front {
		out = append(out, c)
	}
	sort.Strings(out)
	return out
}
