// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// DueReport is what "motcua calendar due --json" prints (docs: the contract). Times are RFC 3339 with +07:00.
type DueReport struct {
	Received   string       `json:"received"`
	Start      string       `json:"start"`
	Term       Term         `json:"term"`
	Due        string       `json:"due"`
	Version    string       `json:"version"`
	Derivation []LineReport `json:"derivation"`
}

// LineReport is one line of the derivation. Why is the sentence, WhyKey its key.
type LineReport struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Counted int    `json:"counted"`
	Unit    Unit   `json:"unit"`
	Why     string `json:"why"`
	WhyKey  string `json:"why_key"`
	Basis   string `json:"basis,omitempty"`
	// Certainty is that of the fact about a day, so that a page can mark a due date that rests on a guess.
	Certainty Certainty `json:"certainty,omitempty"`
}

// Report turns a result into that form; text makes sentences of keys, as i18n.Localizer.T does.
func (r Result) Report(text func(key string, args ...any) string) DueReport {
	out := DueReport{
		Received: stamp(r.Received), Start: stamp(r.Start), Term: r.Term, Due: stamp(r.Due), Version: r.Version,
		Derivation: make([]LineReport, len(r.Derivation)),
	}
	for i, l := range r.Derivation {
		out.Derivation[i] = LineReport{
			From: stamp(l.From), To: stamp(l.To), Counted: l.Counted, Unit: l.Unit, WhyKey: l.Why.Key,
			Why: text(l.Why.Key, l.Why.Args...), Basis: l.Why.Basis,
			Certainty: l.Why.Certainty,
		}
	}
	return out
}

func stamp(t time.Time) string { return t.In(Zone).Format(time.RFC3339) }

// DaysReport is what "motcua calendar days --json" prints.
type DaysReport struct {
	Year        int         `json:"year"`
	Version     string      `json:"version"`
	WorkingDays int         `json:"working_days"`
	Days        []DayReport `json:"days"`
}

// DayReport is one day that differs from the weekly pattern, or a holiday on a rest day.
type DayReport struct {
	Date      Date      `json:"date"`
	Weekday   string    `json:"weekday"`
	Kind      Kind      `json:"kind"`
	Code      string    `json:"code,omitempty"`
	Name      string    `json:"name"`
	Basis     string    `json:"basis"`
	Certainty Certainty `json:"certainty"`
	Pair      *Date     `json:"pair,omitempty"` // other half of a swap, or the holiday substituted
}

// YearReport lists the exceptions of a year; ErrRange when the calendar does not hold the whole year.
func YearReport(k *Compiled, year int) (DaysReport, error) {
	from, err := NewDate(year, time.January, 1)
	if err != nil {
		return DaysReport{}, err
	}
	to, _ := from.AddMonths(12)
	if from.Before(k.cal.First) || to.AddDays(-1).After(k.cal.Last) {
		return DaysReport{}, ErrRange
	}
	out := DaysReport{Year: year, Version: k.Version(), Days: []DayReport{}}
	out.WorkingDays = int(k.ordinal[to.Sub(k.cal.First)] - k.ordinal[from.Sub(k.cal.First)])
	for _, e := range k.cal.Exceptions {
		if e.Date.Year() != year {
			continue
		}
		d := DayReport{Date: e.Date, Weekday: weekdayNames[e.Date.Weekday()], Kind: e.Kind, Code: e.Code, Name: e.Name,
			Basis: e.Basis, Certainty: e.Certainty}
		if !e.Pair.IsZero() {
			d.Pair = &e.Pair
		}
		out.Days = append(out.Days, d)
	}
	return out, nil
}
