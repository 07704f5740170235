// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"slices"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Question asks what a code or a name was on a day, and what answers for it now. Without a day every bearer there ever was is an
// answer. Codes are statistical codes of units, and new or old codes of agencies.
type Question struct {
	Code   string
	Name   string
	Within string // the code of a unit, to tell two of one name apart
	On     string
}

// ResolveReport is the answer of "motcua org resolve".
type ResolveReport struct {
	On      string  `json:"on,omitempty"`
	Matches []Match `json:"matches"`
}

// Match is one bearer of the code or the name, for one span of validity.
type Match struct {
	Code       string      `json:"code"`
	Name       string      `json:"name"`
	Kind       string      `json:"kind"`
	Parent     string      `json:"parent,omitempty"`
	ValidFrom  string      `json:"valid_from"`
	ValidTo    string      `json:"valid_to"`
	Exact      bool        `json:"exact" doc:"false: only the letters without their diacritics agree"`
	Basis      string      `json:"basis,omitempty"`
	Successors []Successor `json:"successors" doc:"what answers for it now; empty while it stands itself, or when its tier was abolished"`
	CoveredBy  []Successor `json:"covered_by,omitempty" doc:"of a unit whose tier was abolished: the units that its parts went into"`
}

// Successor is a unit that answers now.
type Successor struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// Resolve answers a Question.
func (s *Service) Resolve(r db.Reader, q Question) (ResolveReport, error) {
	var c fault.Checks
	c.Require(q.Code != "" || fold(q.Name) != "", "code", "fault.field.required")
	c.Require(q.On == "" || isDate(q.On), "on", "fault.field.date")
	if err := c.Err(); err != nil {
		return ResolveReport{}, err
	}
	w, err := s.kept.Get(r)
	if err != nil {
		return ResolveReport{}, err
	}
	now := max(q.On, day(r, ""))
	out := ResolveReport{On: q.On, Matches: []Match{}}
	if q.Code != "" {
		out.Matches = append(out.Matches, w.matchCode(q, now)...)
	} else {
		out.Matches = append(out.Matches, w.matchName(q, now)...)
	}
	return out, nil
}

func (w *whole) matchCode(q Question, now string) []Match {
	var out []Match
	for _, u := range spanning(w.unitAt[q.Code], q.On, func(i int) Unit { return w.units[i] }) {
		if q.Within == "" || w.within(u, q.Within) {
			out = append(out, w.match(u, true, now))
		}
	}
	for _, a := range spanning(w.agencyAt[q.Code], q.On, func(i int) Agency { return w.agencies[i] }) {
		out = append(out, matchAgency(a, true))
	}
	return out
}

type spanned interface {
	On(date string) bool
	ends() (from, to string)
}

func (u Unit) ends() (from, to string)   { return u.ValidFrom, u.ValidTo }
func (a Agency) ends() (from, to string) { return a.ValidFrom, a.ValidTo }

// spanning picks, of the bearers of one code in order of time, the one on the day; else the last that ended before it, whose
// successors then answer; else the first that was still to come. Without a day it gives all, the latest first.
func spanning[T spanned](at []int, on string, get func(int) T) []T {
	var all, before []T
	for _, i := range at {
		v := get(i)
		if on != "" && v.On(on) {
			return []T{v}
		}
		if _, to := v.ends(); to != "" && to < on {
			before = []T{v}
		}
		all = append(all, v)
	}
	switch {
	case on == "":
		slices.Reverse(all)
		return all
	case before != nil:
		return before
	}
	return all[:min(1, len(all))]
}

// matchName looks for the name on the day; where nobody bore it then, and without a day, through all time.
func (w *whole) matchName(q Question, now string) []Match {
	for _, at := range []string{q.On, ""} {
		for _, key := range []func(string) string{nameKey, fold} {
			if found := w.bearers(q, at, key); len(found) > 0 {
				var out []Match
				for _, u := range found {
					out = append(out, w.match(u, bears(u, q.Name, nameKey), now))
				}
				return out
			}
		}
	}
	var out []Match
	for _, i := range w.official {
		if a := w.agencies[i]; nameKey(a.Name) == nameKey(q.Name) && (q.On == "" || a.On(q.On)) {
			out = append(out, matchAgency(a, true))
		}
	}
	return out
}

// bearers gives those that still stand first.
func (w *whole) bearers(q Question, at string, key func(string) string) []Unit {
	var standing, gone []Unit
	for _, u := range w.units {
		if at != "" && !u.On(at) || !bears(u, q.Name, key) || q.Within != "" && !w.within(u, q.Within) {
			continue
		}
		if u.ValidTo == "" {
			standing = append(standing, u)
		} else {
			gone = append(gone, u)
		}
	}
	return append(standing, gone...)
}

// within looks at the last day on which the unit stood.
func (w *whole) within(u Unit, ancestor string) bool {
	on := u.ValidTo
	if on == "" {
		on = endOfTime
	}
	for range Kinds() {
		if u.Parent == ancestor {
			return true
		}
		p, ok := w.unit(u.Parent, on)
		if !ok {
			return false
		}
		u = p
	}
	return false
}

func (w *whole) match(u Unit, exact bool, now string) Match {
	m := Match{Code: u.Code, Name: u.Name, Kind: string(u.Kind), Parent: u.Parent, ValidFrom: u.ValidFrom, ValidTo: u.ValidTo, Exact: exact, Basis: u.Basis,
		Successors: []Successor{}}
	if u.On(now) || u.ValidTo == "" {
		return m
	}
	m.Successors = append(m.Successors, w.answering(u, now)...)
	if len(m.Successors) == 0 {
		m.CoveredBy = w.covering(u, now)
	}
	return m
}

func (w *whole) answering(u Unit, now string) []Successor {
	var out []Successor
	for _, code := range SuccessorsOn(w.lineage, u.Code, u.ValidTo, now) {
		if n, ok := w.unit(code, now); ok {
			out = append(out, Successor{n.Code, n.Name, string(n.Kind)})
		}
	}
	return out
}

// covering: a district has no successor, but the communes it had do.
func (w *whole) covering(u Unit, now string) []Successor {
	var out []Successor
	for _, i := range w.byName {
		part := w.units[i]
		if part.Parent != u.Code || !part.On(u.ValidTo) {
			continue
		}
		for _, n := range w.answering(part, now) {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

func matchAgency(a Agency, exact bool) Match {
	return Match{Code: a.Code, Name: a.Name, Kind: string(a.Kind), Parent: a.Parent, ValidFrom: a.ValidFrom, ValidTo: a.ValidTo, Exact: exact,
		Successors: []Successor{}}
}
