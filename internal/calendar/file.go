// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// MaxFile bounds a calendar file.
const MaxFile = 4 << 20

// file is the JSON form of a calendar, for "motcua calendar due --calendar FILE":
//
//	{
//	  "version": "sonla-hcc/2026-3",          optional: a fingerprint takes its place
//	  "base":    "state",                     "state" (default) starts from the built-in state calendar, "none" from nothing
//	  "from": "2015-01-01", "to": "2032-12-31",  the range; with base state they may only be left out
//	  "week": {                               optional: Monday–Friday 07:30–11:30 and 13:30–17:30
//	    "mon": {"open": ["07:00-11:30", "13:30-17:00"]}, … ,
//	    "sat": {"open": ["07:30-11:30"], "reception_only": true}
//	  },
//	  "days": [                               over those of the base
//	    {"date": "2026-08-03", "kind": "closure", "name": "Nghỉ do lũ", "basis": "Thông báo 12/TB-UBND"},
//	    {"date": "2026-12-31", "kind": "shortened", "open": ["07:30-11:30"], "name": "…", "basis": "…"},
//	    {"date": "2027-05-08", "kind": "swap_work", "pair": "2027-05-03", "certainty": "decreed"},
//	    {"date": "2026-08-22", "kind": "ordinary"}      takes the base's exception away
//	  ]
//	}
//
// A week given replaces the whole pattern: weekdays not named are rest days. Unknown keys are errors, since a misspelt
// key would silently give wrong due dates.
type file struct {
	Version string               `json:"version"`
	Base    string               `json:"base"`
	From    Date                 `json:"from"`
	To      Date                 `json:"to"`
	Week    map[string]fileHours `json:"week"`
	Days    []fileDay            `json:"days"`
}

type fileHours struct {
	Open          []string `json:"open"`
	ReceptionOnly bool     `json:"reception_only"`
}

type fileDay struct {
	Date      Date      `json:"date"`
	Kind      Kind      `json:"kind"`
	Name      string    `json:"name"`
	Basis     string    `json:"basis"`
	Certainty Certainty `json:"certainty"`
	Open      []string  `json:"open"`
	Pair      Date      `json:"pair"`
}

var weekdayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Load reads a calendar file; see the type file in the source, or the operator's guide, for its form.
func Load(r io.Reader) (Calendar, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return Calendar{}, err
	}
	if len(b) > MaxFile {
		return Calendar{}, fmt.Errorf("calendar: the file is larger than %d bytes", MaxFile)
	}
	return LoadBytes(b)
}

// LoadBytes is Load for bytes at hand.
func LoadBytes(b []byte) (Calendar, error) {
	var f file
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return Calendar{}, fmt.Errorf("calendar: the file cannot be read: %w", err)
	}
	if dec.More() {
		return Calendar{}, fmt.Errorf("calendar: the file goes on after its end")
	}
	base, err := f.base()
	if err != nil {
		return Calendar{}, err
	}
	days := make([]Exception, len(f.Days))
	for i, d := range f.Days {
		if days[i], err = d.exception(); err != nil {
			return Calendar{}, err
		}
		if base.First.After(d.Date) || d.Date.After(base.Last) {
			return Calendar{}, fmt.Errorf("calendar: %v is outside %v to %v", d.Date, base.First, base.Last)
		}
	}
	return base.With(f.Version, days...)
}

// base is the calendar that the days of the file are laid over.
func (f file) base() (Calendar, error) {
	week, err := f.week()
	if err != nil {
		return Calendar{}, err
	}
	switch f.Base {
	case "", "state":
		if !f.From.IsZero() || !f.To.IsZero() {
			return Calendar{}, fmt.Errorf("calendar: the range of the state calendar is fixed; leave out from and to")
		}
		return StateCalendar(week)
	case "none":
		return New("none", week, f.From, f.To, nil)
	}
	return Calendar{}, fmt.Errorf("calendar: unknown base %q", f.Base)
}

func (f file) week() (w Week, err error) {
	if f.Week == nil {
		return DefaultWeek(), nil
	}
	for name, h := range f.Week {
		at := -1
		for d, n := range weekdayNames {
			if n == strings.ToLower(name) {
				at = d
			}
		}
		if at < 0 {
			return w, fmt.Errorf("calendar: %q is no weekday; use mon tue wed thu fri sat sun", name)
		}
		if w[time.Weekday(at)].Open, err = parseSpans(h.Open); err != nil {
			return w, err
		}
		w[at].ReceptionOnly = h.ReceptionOnly
	}
	return w, w.check()
}

func (d fileDay) exception() (Exception, error) {
	open, err := parseSpans(d.Open)
	e := Exception{Date: d.Date, Kind: d.Kind, Name: d.Name, Basis: d.Basis, Certainty: d.Certainty, Open: open, Pair: d.Pair}
	if e.Certainty == "" {
		e.Certainty = Decreed // who writes the file answers for it
	}
	switch {
	case e.Date.IsZero():
		return e, fmt.Errorf("calendar: a day without date")
	case d.Kind == "ordinary":
		e.Kind = ""
	case d.Kind == "":
		return e, fmt.Errorf("calendar: %v has no kind", d.Date)
	}
	return e, err
}

func parseSpans(texts []string) ([]Span, error) {
	var out []Span
	for _, s := range texts {
		sp, err := ParseSpan(s)
		if err != nil {
			return nil, err
		}
		out = append(out, sp)
	}
	return out, checkSpans(out)
}
