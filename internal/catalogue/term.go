// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// TermUnit is the unit of a term. Working and calendar units are different things: 8 h is not one working day.
type TermUnit string

// The units, as written on the command line: 3wd, 15d, 4wh, 24h, 2m.
const (
	WorkingDays  TermUnit = "wd"
	Days         TermUnit = "d"
	WorkingHours TermUnit = "wh"
	Hours        TermUnit = "h"
	Months       TermUnit = "m"
)

// TermUnits lists every unit.
func TermUnits() []TermUnit { return []TermUnit{WorkingDays, Days, WorkingHours, Hours, Months} }

// Term is a number with its unit. The zero Term means that no term is known; a number without unit cannot be a Term.
type Term struct {
	n    int
	unit TermUnit
}

var errTerm = errors.New("catalogue: a term is a number from 1 to 9999 with one of wd, d, wh, h, m")

// NewTerm makes a term.
func NewTerm(n int, u TermUnit) (Term, error) {
	if n < 1 || n > 9999 || !oneOf(u, TermUnits()) {
		return Term{}, errTerm
	}
	return Term{n, u}, nil
}

// ParseTerm reads the short form: 3wd.
func ParseTerm(s string) (Term, error) {
	i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if i <= 0 || i > 4 {
		return Term{}, errTerm
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return Term{}, errTerm
	}
	return NewTerm(n, TermUnit(s[i:]))
}

// Number is how many units the term has.
func (t Term) Number() int { return t.n }

// Unit is the unit of the term.
func (t Term) Unit() TermUnit { return t.unit }

// Known is false for the zero Term.
func (t Term) Known() bool { return t.n > 0 }

// String is the short form, empty for an unknown term.
func (t Term) String() string {
	if !t.Known() {
		return ""
	}
	return strconv.Itoa(t.n) + string(t.unit)
}

// MarshalJSON writes the short form.
func (t Term) MarshalJSON() ([]byte, error) { return json.Marshal(t.String()) }

// UnmarshalJSON reads the short form; an empty text is an unknown term.
func (t *Term) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*t = Term{}
		return nil
	}
	p, err := ParseTerm(s)
	if err == nil {
		*t = p
	}
	return err
}

// minutesPerWorkingDay: eight working hours (Labour Code 45/2019/QH14 Art. 105).
const minutesPerWorkingDay = 8 * 60

// WorkingMinutes is how much working time the term has, false where it is not counted in working time.
func (t Term) WorkingMinutes() (int, bool) {
	switch t.unit {
	case WorkingDays:
		return t.n * minutesPerWorkingDay, true
	case WorkingHours:
		return t.n * 60, true
	}
	return 0, false
}

// CutPercent is by how many per cent the committed term is shorter than the statutory one, rounded down. It is false where the
// two cannot be compared: a working day has no fixed length in days.
func CutPercent(statutory, committed Term) (int, bool) {
	if !statutory.Known() || !committed.Known() {
		return 0, false
	}
	a, b := statutory.n, committed.n
	if statutory.unit != committed.unit {
		var ok1, ok2 bool
		if a, ok1 = statutory.WorkingMinutes(); !ok1 {
			return 0, false
		}
		if b, ok2 = committed.WorkingMinutes(); !ok2 {
			return 0, false
		}
	}
	if b > a {
		return -((b - a) * 100 / a), true
	}
	return (a - b) * 100 / a, true
}

func oneOf[T comparable](v T, all []T) bool {
	for _, x := range all {
		if x == v {
			return true
		}
	}
	return false
}
