// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawCalendar makes odd but valid calendars: any working hours, Saturdays for reception only, closures, worked rest days.
func drawCalendar(t *rapid.T) *Compiled {
	first := MustDate("2026-01-01")
	var week Week
	for d := range week {
		week[d].Open = drawSpans(t)
		week[d].ReceptionOnly = rapid.IntRange(0, 9).Draw(t, "reception") == 0
	}
	week[1] = DayHours{Open: []Span{{8 * 60, 12 * 60}}} // one working day a week at least
	var days []Exception
	for i := range 365 {
		e := Exception{Date: first.AddDays(i), Name: "x"}
		switch rapid.IntRange(0, 19).Draw(t, "exception") {
		case 0:
			e.Kind = Closure
		case 1:
			e.Kind, e.Open = Shortened, []Span{{9 * 60, 11 * 60}}
		default:
			continue
		}
		days = append(days, e)
	}
	c, err := New("", week, first, first.AddDays(3*365), days)
	if err != nil {
		t.Fatal(err)
	}
	return c.Compile()
}

func drawSpans(t *rapid.T) []Span {
	switch rapid.IntRange(0, 3).Draw(t, "hours") {
	case 0:
		return nil
	case 1:
		from := rapid.IntRange(0, 700).Draw(t, "from")
		return []Span{{from, from + rapid.IntRange(1, 700).Draw(t, "length")}}
	}
	return []Span{{7*60 + 30, 11*60 + 30}, {13 * 60, 17 * 60}}
}

func drawTime(t *rapid.T, name string) time.Time {
	return MustDate("2026-01-01").At(0).Add(time.Duration(rapid.IntRange(0, 300*86400).Draw(t, name)) * time.Second)
}

func drawTerm(t *rapid.T) Term {
	unit := rapid.SampledFrom([]Unit{WorkingDays, Days, WorkingHours, Hours, Months}).Draw(t, "unit")
	limit := map[Unit]int{WorkingDays: 30, Days: 60, WorkingHours: 80, Hours: 100, Months: 3}[unit]
	return Term{rapid.IntRange(1, limit).Draw(t, "n"), unit}
}

func drawRule(t *rapid.T) Rule {
	return Rule{
		SameDay: rapid.Bool().Draw(t, "same"), CountFirstDay: rapid.IntRange(0, 3).Draw(t, "first") == 0,
		LastMinutes: rapid.SampledFrom([]int{0, 0, 60}).Draw(t, "last"), KeepRestDay: rapid.IntRange(0, 3).Draw(t, "keep") == 0,
	}
}

// TestDueProperties: who comes later is never due earlier, a longer term never ends earlier, nothing is due before it
// counts, and the derivation adds up.
func TestDueProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, term, rule := drawCalendar(t), drawTerm(t), drawRule(t)
		a, b := drawTime(t, "a"), drawTime(t, "b")
		if b.Before(a) {
			a, b = b, a
		}
		early, err := Due(k, a, term, rule)
		if err != nil {
			t.Fatal(err)
		}
		late, err := Due(k, b, term, rule)
		if err != nil {
			t.Fatal(err)
		}
		if late.Due.Before(early.Due) {
			t.Fatalf("%v %+v: received %v due %v, received %v due %v", term, rule, a, early.Due, b, late.Due)
		}
		longer, err := Due(k, a, Term{term.N + 1, term.Unit}, rule)
		if err != nil || longer.Due.Before(early.Due) {
			t.Fatalf("%v: due %v, one more %v (%v)", term, early.Due, longer.Due, err)
		}
		if early.Due.Before(early.Start) || early.Start.Before(a.Truncate(time.Minute)) {
			t.Fatalf("received %v, starts %v, due %v", a, early.Start, early.Due)
		}
		checkDerivation(t, early)
		if at, err := DueAt(k, a, term, rule); err != nil || !at.Equal(early.Due) {
			t.Fatalf("DueAt %v, Due %v", at, early.Due)
		}
	})
}

// TestAgainstMinuteByMinute counts working time the slow way.
func TestAgainstMinuteByMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := drawCalendar(t)
		start := drawTime(t, "start").Truncate(time.Minute)
		n := rapid.IntRange(1, 3000).Draw(t, "n")
		got, err := AddWorkingMinutes(k, start, n)
		if err != nil {
			t.Fatal(err)
		}
		at, left := start, n
		for left > 0 {
			if openAt(k, at) {
				left--
			}
			at = at.Add(time.Minute)
		}
		if !got.Equal(at) {
			t.Fatalf("%v and %d minutes: %v, minute by minute %v", start, n, got, at)
		}
		if back, err := WorkingMinutes(k, start, got); err != nil || back != n {
			t.Fatalf("%d minutes were added, %d lie between", n, back)
		}
	})
}

func openAt(k *Compiled, at time.Time) bool {
	d := k.days[DateOf(at).n-k.base]
	minute := at.In(Zone).Hour()*60 + at.In(Zone).Minute()
	for _, s := range d.open {
		if d.working && minute >= s.From && minute < s.To {
			return true
		}
	}
	return false
}

// TestAgainstDayByDay counts working days the slow way.
func TestAgainstDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := drawCalendar(t)
		term := Term{rapid.IntRange(1, 60).Draw(t, "n"), WorkingDays}
		r, err := Due(k, drawTime(t, "start"), term, Rule{})
		if err != nil {
			t.Fatal(err)
		}
		d, left := DateOf(r.Start), term.N
		for left > 0 {
			if d = d.AddDays(1); k.IsWorkingDay(d) {
				left--
			}
		}
		if DateOf(r.Due) != d {
			t.Fatalf("start %v: due %v, day by day %v", r.Start, r.Due, d)
		}
	})
}

func TestMinutesAreAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := drawCalendar(t)
		a, b, c := drawTime(t, "a"), drawTime(t, "b"), drawTime(t, "c")
		ab, _ := WorkingMinutes(k, a, b)
		bc, _ := WorkingMinutes(k, b, c)
		ac, _ := WorkingMinutes(k, a, c)
		if ab+bc != ac {
			t.Fatalf("%d and %d are not %d", ab, bc, ac)
		}
		m, n := rapid.IntRange(0, 5000).Draw(t, "m"), rapid.IntRange(0, 5000).Draw(t, "n")
		x, err := AddWorkingMinutes(k, a, m)
		if err != nil {
			t.Fatal(err)
		}
		x, _ = AddWorkingMinutes(k, x, n)
		y, _ := AddWorkingMinutes(k, a, m+n)
		if !x.Equal(y) {
			t.Fatalf("%d then %d minutes: %v, together %v", m, n, x, y)
		}
	})
}

// drawPauses makes a log of a start and some pauses.
func drawPauses(t *rapid.T, from time.Time) []ClockEvent {
	events := []ClockEvent{{from, Started}}
	at := from
	for range rapid.IntRange(0, 3).Draw(t, "pauses") {
		at = at.Add(time.Duration(rapid.IntRange(0, 20*1440).Draw(t, "run")) * time.Minute)
		events = append(events, ClockEvent{at, Halted})
		at = at.Add(time.Duration(rapid.IntRange(0, 20*1440).Draw(t, "stand")) * time.Minute)
		events = append(events, ClockEvent{at, Resumed})
	}
	return events
}

// TestPausesNeverHasten: pauses never bring a due date forward, and each longer one never brings it forward either.
func TestPausesNeverHasten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, term, rule := drawCalendar(t), drawTerm(t), drawRule(t)
		events := drawPauses(t, drawTime(t, "start"))
		segments, err := Segments(events, Pause)
		if err != nil {
			t.Fatal(err)
		}
		asOf := events[len(events)-1].At
		plain, err := DueAt(k, events[0].At, term, rule)
		if err != nil {
			t.Fatal(err)
		}
		paused, err := DueWithPauses(k, term, rule, segments, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if paused.Due.Before(plain) {
			t.Fatalf("without pauses %v, with them %v", plain, paused.Due)
		}
		checkDerivation(t, paused)
		longer := append([]ClockEvent(nil), events...)
		longer[len(longer)-1].At = asOf.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "longer")) * time.Minute)
		if len(longer) == 1 {
			return
		}
		segments, _ = Segments(longer, Pause)
		later, err := DueWithPauses(k, term, rule, segments, longer[len(longer)-1].At)
		if err != nil || later.Due.Before(paused.Due) {
			t.Fatalf("a longer pause: %v instead of %v (%v)", later.Due, paused.Due, err)
		}
	})
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"base":"none","from":"2026-01-01","to":"2026-12-31","week":{"mon":{"open":["08:00-12:00"]}},"days":[{"date":"2026-02-02","kind":"closure"}]}`))
	f.Add([]byte(`{"days":[{"date":"2026-08-22","kind":"ordinary"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := LoadBytes(b)
		if err != nil {
			return
		}
		k := c.Compile()
		for _, term := range []Term{{3, WorkingDays}, {3, Days}, {3, WorkingHours}, {1, Months}, {5, Hours}} {
			r, err := Due(k, c.First.At(600), term, Rule{})
			if err == nil {
				checkDerivation(t, r)
			}
		}
	})
}
