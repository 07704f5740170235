// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// Kind says why a day differs from the weekly pattern.
type Kind string

const (
	Holiday    Kind = "holiday"    // statutory holiday (ngày nghỉ lễ, tết)
	Substitute Kind = "substitute" // working day off for a holiday on a rest day (nghỉ bù)
	SwapOff    Kind = "swap_off"   // working day off, made up on another day (hoán đổi)
	SwapWork   Kind = "swap_work"  // rest day worked for a swapped one (làm bù)
	Shortened  Kind = "shortened"  // working day with other hours
	Closure    Kind = "closure"    // closed here: flood, storm, power, ceremony
)

// Certainty says how well a fact about a day is founded. An officer must see when a due date rests on a guess.
type Certainty string

const (
	Computed    Certainty = "computed"    // follows from the law and the almanac
	Decreed     Certainty = "decreed"     // a notice whose number we have
	Reported    Certainty = "reported"    // agreeing secondary sources, the notice itself not read
	Provisional Certainty = "provisional" // by precedent; the year's notice is still to come
	Unverified  Certainty = "unverified"  // one weak source or memory: check before relying on it
)

// doubt orders certainties, the surest first.
func doubt(c Certainty) int {
	return slices.Index([]Certainty{Computed, Decreed, Reported, Provisional, Unverified}, c)
}

// Exception is one day that differs.
type Exception struct {
	Date      Date
	Kind      Kind
	Code      string // of a state holiday: new_year, tet, …; empty for local days
	Name      string
	Basis     string
	Certainty Certainty
	Open      []Span // for Shortened; for SwapWork when the hours are not those of the day swapped
	Pair      Date   // the other day of a swap, or the holiday a substitute stands for
}

// working says that the exception is a working day.
func (e Exception) working() bool { return e.Kind == SwapWork || e.Kind == Shortened }

// Calendar is the working time of one unit over a range of dates. It is a value: make a new one with a new version to
// change it, and store the version beside every due date (a recomputation is an explicit, logged act).
type Calendar struct {
	Version     string
	Week        Week
	First, Last Date
	Exceptions  []Exception // by date, at most one a day
}

// New checks and sorts. When version is empty a fingerprint of the content takes its place.
func New(version string, week Week, first, last Date, days []Exception) (Calendar, error) {
	if err := week.check(); err != nil {
		return Calendar{}, err
	}
	if first.IsZero() || last.Before(first) || last.Sub(first) > 366*200 {
		return Calendar{}, fmt.Errorf("calendar: bad range %v to %v", first, last)
	}
	days = sortByDate(slices.Clone(days))
	for i, e := range days {
		if err := e.check(); err != nil {
			return Calendar{}, err
		}
		if i > 0 && days[i-1].Date == e.Date {
			return Calendar{}, fmt.Errorf("calendar: %v is listed twice", e.Date)
		}
	}
	c := Calendar{Version: version, Week: week, First: first, Last: last, Exceptions: days}
	if c.Version == "" {
		c.Version = "sha256:" + c.Fingerprint()
	}
	return c, nil
}

func (e Exception) check() error {
	if e.Date.IsZero() {
		return fmt.Errorf("calendar: a day without date")
	}
	switch e.Kind {
	case Holiday, Substitute, SwapOff, Closure:
		if len(e.Open) > 0 {
			return fmt.Errorf("calendar: %v is a day off but has hours", e.Date)
		}
	case Shortened:
		if len(e.Open) == 0 {
			return fmt.Errorf("calendar: %v is shortened but has no hours", e.Date)
		}
	case SwapWork:
		if len(e.Open) == 0 && e.Pair.IsZero() {
			return fmt.Errorf("calendar: %v is worked, but neither hours nor the swapped day are given", e.Date)
		}
	default:
		return fmt.Errorf("calendar: %v has unknown kind %q", e.Date, e.Kind)
	}
	if err := checkSpans(e.Open); err != nil {
		return fmt.Errorf("%v: %w", e.Date, err)
	}
	return nil
}

// Fingerprint names the content: equal calendars have equal fingerprints whatever they are called.
func (c Calendar) Fingerprint() string {
	h := sha256.New()
	fmt.Fprintln(h, c.First, c.Last, c.Week)
	for _, e := range c.Exceptions {
		fmt.Fprintln(h, e.Date, e.Kind, e.Open, e.Pair, e.Name, e.Basis, e.Certainty)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// With puts days over those of the calendar; a day of kind "" takes the exception away.
func (c Calendar) With(version string, days ...Exception) (Calendar, error) {
	over := map[Date]Exception{}
	for _, e := range days {
		over[e.Date] = e
	}
	var merged []Exception
	for _, e := range c.Exceptions {
		if _, replaced := over[e.Date]; !replaced {
			merged = append(merged, e)
		}
	}
	for _, e := range days {
		if e.Kind != "" {
			merged = append(merged, e)
		}
	}
	return New(version, c.Week, c.First, c.Last, merged)
}

// sortByDate orders days; at most one a day is expected.
func sortByDate(days []Exception) []Exception {
	slices.SortStableFunc(days, func(a, b Exception) int { return a.Date.Sub(b.Date) })
	return days
}
