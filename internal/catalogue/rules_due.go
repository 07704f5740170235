// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/clock"
)

// Limit is the committed term of a channel as the calendar counts it; false where no term is known.
func (v *Version) Limit(c Channel) (calendar.Term, calendar.Rule, bool) {
	_, t := v.TermsOn(c)
	if !t.Known() {
		return calendar.Term{}, calendar.Rule{}, false
	}
	rule := calendar.Rule{}
	if at, err := time.Parse("15:04", v.SameDayUntil); err == nil {
		rule.SameDay, rule.Cutoff = true, at.Hour()*60+at.Minute()
	}
	return calendar.Term{N: t.Number(), Unit: calendar.Unit(t.Unit())}, rule, true
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
