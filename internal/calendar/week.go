// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"time"
)

// Span is a stretch of open minutes within one day, From inclusive, To exclusive.
type Span struct{ From, To int }

// ParseSpan reads 07:30-11:30.
func ParseSpan(s string) (Span, error) {
	var h1, m1, h2, m2 int
	if n, err := fmt.Sscanf(s, "%2d:%2d-%2d:%2d", &h1, &m1, &h2, &m2); err != nil || n != 4 || len(s) != 11 {
		return Span{}, fmt.Errorf("calendar: %q is not a span like 07:30-11:30", s)
	}
	sp := Span{h1*60 + m1, h2*60 + m2}
	if m1 > 59 || m2 > 59 || h1 < 0 || m1 < 0 || h2 < 0 || m2 < 0 {
		return Span{}, fmt.Errorf("calendar: %q is not a time of day", s)
	}
	return sp, checkSpans([]Span{sp})
}

// String is the form that ParseSpan reads.
func (s Span) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60)
}

// DayHours is what one day of the week looks like.
type DayHours struct {
	Open []Span
	// ReceptionOnly marks a day on which papers are taken in but which is no working day: a Saturday morning at some
	// counters. It counts neither in working days nor in working hours.
	ReceptionOnly bool
}

// Week is the weekly pattern, by time.Weekday.
type Week [7]DayHours

// DefaultWeek is 40 hours, Monday to Friday, 07:30–11:30 and 13:30–17:30. Every unit may set its own.
func DefaultWeek() Week {
	var w Week
	for d := time.Monday; d <= time.Friday; d++ {
		w[d].Open = []Span{{7*60 + 30, 11*60 + 30}, {13*60 + 30, 17*60 + 30}}
	}
	return w
}

// working says that the pattern makes this weekday a working day.
func (w Week) working(d time.Weekday) bool { return len(w[d].Open) > 0 && !w[d].ReceptionOnly }

func (w Week) check() error {
	any := false
	for d, h := range w {
		if err := checkSpans(h.Open); err != nil {
			return fmt.Errorf("%v: %w", time.Weekday(d), err)
		}
		any = any || w.working(time.Weekday(d))
	}
	if !any {
		return fmt.Errorf("calendar: the week has no working day")
	}
	return nil
}

// checkSpans wants spans that do not overlap, in order, inside one day.
func checkSpans(spans []Span) error {
	end := 0
	for i, s := range spans {
		if s.From < end || (i > 0 && s.From == end) || s.To <= s.From || s.To > minutesPerDay {
			return fmt.Errorf("calendar: span %v is out of order", s)
		}
		end = s.To
	}
	return nil
}

// openMinutes is the length of the spans together.
func openMinutes(spans []Span) (n int32) {
	for _, s := range spans {
		n += int32(s.To - s.From)
	}
	return n
}
