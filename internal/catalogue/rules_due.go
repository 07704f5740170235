// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/clock"
)

// Counted is the term as the calendar counts it.
func (t Term) Counted() calendar.Term {
	return calendar.Term{N: t.Number(), Unit: calendar.Unit(t.Unit())}
}

// CountingRule is how the version's terms are counted: what comes in after the hour of a same-day procedure (15:00 in civil
// status and certification) belongs to the next working day. Dossiers and the examples of a publication count by it alike.
func (v *Version) CountingRule() calendar.Rule {
	at, err := time.Parse("15:04", v.SameDayUntil)
	if err != nil {
		return calendar.Rule{}
	}
	return calendar.Rule{SameDay: true, Cutoff: at.Hour()*60 + at.Minute()}
}

// Limit is the committed term of a channel as the calendar counts it; false where no term is known.
func (v *Version) Limit(c Channel) (calendar.Term, calendar.Rule, bool) {
	_, t := v.TermsOn(c)
	if !t.Known() {
		return calendar.Term{}, calendar.Rule{}, false
	}
	return t.Counted(), v.CountingRule(), true
}

// DueBy works out the due dates of examples in a calendar. An example without a time of receipt has none.
func DueBy(k *calendar.Compiled) DueOf {
	return func(v Version, e Example) (string, error) {
		term, rule, ok := v.Limit(e.Input.Channel)
		if !ok || e.Input.Received == "" {
			return "", nil
		}
		at, err := time.ParseInLocation("2006-01-02T15:04", e.Input.Received, clock.Vietnam)
		if err != nil {
			return "", nil // Check has said so
		}
		due, err := calendar.DueAt(k, at, term, rule)
		return clock.Date(due), err
	}
}
