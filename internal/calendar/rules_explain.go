// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// Line is one stroke of the pencil: a stretch of time and how much of the limit it used up.
type Line struct {
	From, To time.Time
	Counted  int
	Unit     Unit // of Counted: wd, d, m, h, or min for working minutes
	Why      Why
}

// Why is a reason: a text key of this room with its arguments (name, value, name, value), the legal basis, and, where
// it rests on a fact about a day, how certain that fact is.
type Why struct {
	Key       string
	Args      []any
	Basis     string
	Certainty Certainty
}

// The keys of reasons; locale/vi.json and en.json hold the sentences.
const (
	whyReceived      = "calendar.why.received"
	whyBeforeOpening = "calendar.why.before_opening"
	whyBreak         = "calendar.why.break"
	whyAfterClosing  = "calendar.why.after_closing"
	whyRestDay       = "calendar.why.rest_day"
	whyAfterCutoff   = "calendar.why.after_cutoff"
	whyLastMinutes   = "calendar.why.last_minutes"
	whyFirstDay      = "calendar.why.first_day_not_counted"
	whyCountedWD     = "calendar.why.working_days"
	whyCountedD      = "calendar.why.days"
	whyCountedMin    = "calendar.why.working_minutes"
	whyCountedH      = "calendar.why.hours"
	whyCountedM      = "calendar.why.months"
	whyClamped       = "calendar.why.months_clamped"
	whyWeekend       = "calendar.why.weekly_rest"
	whyPaused        = "calendar.why.paused"
	whyMoved         = "calendar.why.moved_to_working_day"
	whyKept          = "calendar.why.kept_on_rest_day"
	whyDue           = "calendar.why.due"
	whyExceptPrefix  = "calendar.why.day."
)

// Bases cited by the derivation.
const (
	basisFirstDay = "Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2"
	basisLastDay  = "Bộ luật Dân sự 91/2015/QH13, Điều 148 khoản 5"
	basisMonths   = "Bộ luật Dân sự 91/2015/QH13, Điều 146, Điều 148 khoản 3"
	basisCutoff   = "Nghị định 23/2015/NĐ-CP, Điều 7; Nghị định 61/2018/NĐ-CP, Điều 18"
)

// dueAround counts a limit around pauses and writes the derivation.
func dueAround(k *Compiled, start time.Time, term Term, rule Rule, pauses []pause) (Result, error) {
	a, err := k.count(start, term, rule)
	if err != nil {
		return Result{}, err
	}
	if pauses, err = k.stretch(&a, term, pauses); err != nil {
		return Result{}, err
	}
	w := &writer{k: k, a: a, pauses: pauses}
	w.receipt(rule)
	w.body(term)
	w.line(a.due, a.due, 0, term.Unit, Why{Key: whyDue, Args: []any{"date", k.date(a.due.day).Vietnamese()}})
	return Result{
		Received: start.In(Zone), Start: k.time(a.start), Due: k.time(a.due), Term: term, Version: k.Version(),
		Derivation: w.lines,
	}, nil
}

// writer collects the lines of one derivation.
type writer struct {
	k      *Compiled
	a      answer
	pauses []pause
	lines  []Line
}

func (w *writer) line(from, to moment, counted int32, unit Unit, why Why) {
	w.lines = append(w.lines, Line{From: w.k.time(from), To: w.k.time(to), Counted: int(counted), Unit: unit, Why: why})
}

// receipt writes from when it counts, and the rest days lying between.
func (w *writer) receipt(rule Rule) {
	a := w.a
	why := Why{Key: whyReceived}
	switch a.shift {
	case "":
	case whyAfterCutoff:
		cutoff := rule.Cutoff
		if cutoff == 0 {
			cutoff = DefaultCutoff
		}
		why = Why{Key: a.shift, Args: []any{"cutoff", clock(cutoff)}, Basis: basisCutoff}
	case whyLastMinutes:
		why = Why{Key: a.shift, Args: []any{"minutes", rule.LastMinutes}}
	default:
		why = Why{Key: a.shift}
	}
	w.line(a.received, a.start, 0, minuteUnit, why)
	for i := a.received.day; i < a.start.day; {
		if w.k.days[i].working {
			i++
			continue
		}
		i = w.skip(i, a.start.day-1)
	}
}

// body writes the counting itself.
func (w *writer) body(term Term) {
	switch term.Unit {
	case WorkingHours:
		w.workingMinutes()
		return
	case Hours:
		w.line(w.a.start, w.a.due, int32(term.N), Hours, Why{Key: whyCountedH, Args: []any{"n", term.N}})
		for _, p := range w.pauses {
			w.pauseLine(p)
		}
		return
	}
	if !w.a.first {
		day := w.a.start
		w.line(day, day.end(), 0, term.Unit, Why{Key: whyFirstDay, Args: []any{"date", w.k.date(day.day).Vietnamese()}, Basis: basisFirstDay})
	}
	switch term.Unit {
	case WorkingDays:
		w.workingDays()
	case Days:
		w.days()
	case Months:
		w.months(term)
	}
}

func (m moment) end() moment { return moment{m.day, minutesPerDay} }

// workingDays writes runs of counted days and the skips between them.
func (w *writer) workingDays() {
	i := w.a.start.day + 1
	if w.a.first {
		i--
	}
	for i <= w.a.due.day {
		if w.skippable(i) {
			i = w.skip(i, w.a.due.day)
			continue
		}
		if w.k.days[i].except != nil {
			w.unusual(i)
			i++
			continue
		}
		from, n := i, int32(0)
		for i <= w.a.due.day && !w.skippable(i) && w.k.days[i].except == nil {
			i, n = i+1, n+1
		}
		w.run(from, i-1, n, WorkingDays, whyCountedWD)
	}
}

// run writes one run of counted days.
func (w *writer) run(from, to, n int32, unit Unit, key string) {
	args := []any{"n", n, "from", w.k.date(from).Vietnamese(), "to", w.k.date(to).Vietnamese()}
	end := moment{to, minutesPerDay}
	if w.k.days[to].working {
		end = w.k.closing(to)
	}
	w.line(w.notBefore(from), end, n, unit, Why{Key: key, Args: args})
}

// unusual writes a day that counts although it differs: a rest day worked, or a shortened day.
func (w *writer) unusual(i int32) {
	e, date := w.k.days[i].except, w.k.date(i).Vietnamese()
	w.line(w.notBefore(i), w.k.closing(i), 1, WorkingDays, Why{Key: whyExceptPrefix + string(e.Kind), Basis: e.Basis,
		Certainty: e.Certainty, Args: []any{"name", e.Name, "from", date, "to", date}})
}

// notBefore is the beginning of a day, or of the counting on its first day.
func (w *writer) notBefore(i int32) moment {
	if i == w.a.start.day {
		return w.a.start
	}
	return moment{i, 0}
}

// skippable says that a day does not count in working days.
func (w *writer) skippable(i int32) bool { return !w.k.days[i].working || w.paused(i) }

// paused says that the clock stood on a day (the day of the pause is used up, the day of resumption is not counted).
func (w *writer) paused(i int32) bool {
	for _, p := range w.pauses {
		if i > p.from.day && i <= p.to.day {
			return true
		}
	}
	return false
}

// skip writes one line for a run of days left out for the same reason and gives the day after it.
func (w *writer) skip(i, last int32) int32 {
	why := w.reason(i)
	from := i
	for ; i <= last && w.skippable(i); i++ {
		next := w.reason(i)
		if next.Key != why.Key || next.Args[1] != why.Args[1] {
			break
		}
		why = why.weaker(next)
	}
	why.Args = append(why.Args, "from", w.k.date(from).Vietnamese(), "to", w.k.date(i-1).Vietnamese())
	w.line(moment{from, 0}, moment{i - 1, minutesPerDay}, 0, WorkingDays, why)
	return i
}

// reason is why a day is left out.
func (w *writer) reason(i int32) Why {
	d := w.k.days[i]
	switch {
	case w.paused(i):
		return Why{Key: whyPaused, Args: []any{"name", ""}}
	case d.except != nil && !d.working:
		return Why{Key: whyExceptPrefix + string(d.except.Kind), Args: []any{"name", d.except.Name},
			Basis: d.except.Basis, Certainty: d.except.Certainty}
	}
	return Why{Key: whyWeekend, Args: []any{"name", ""}}
}

// weaker keeps, of the days of one holiday, the basis and certainty of the least certain: the block of Tết is only as
// sure as the notice that lays it around its first day.
func (y Why) weaker(other Why) Why {
	if doubt(other.Certainty) > doubt(y.Certainty) {
		y.Certainty, y.Basis = other.Certainty, other.Basis
	}
	return y
}

// days writes a calendar limit: all days count, and the last one may be moved.
func (w *writer) days() {
	i := w.a.start.day + 1
	if w.a.first {
		i--
	}
	for i <= w.a.last.day {
		from, paused := i, w.paused(i)
		for i <= w.a.last.day && w.paused(i) == paused {
			i++
		}
		if paused {
			w.skipPause(from, i-1)
		} else {
			w.run(from, i-1, i-from, Days, whyCountedD)
		}
	}
	w.moved()
}

func (w *writer) skipPause(from, to int32) {
	w.line(moment{from, 0}, moment{to, minutesPerDay}, 0, Days, Why{Key: whyPaused, Args: []any{
		"name", "", "from", w.k.date(from).Vietnamese(), "to", w.k.date(to).Vietnamese()}})
}

// months writes date to date, and then the days the clock stood.
func (w *writer) months(term Term) {
	to, clamped := w.k.date(w.a.start.day).AddMonths(term.N)
	key := whyCountedM
	if clamped {
		key = whyClamped
	}
	w.line(w.a.start, moment{to.n - w.k.base, minutesPerDay}, int32(term.N), Months, Why{Key: key, Basis: basisMonths,
		Args: []any{"n", term.N, "from", w.k.date(w.a.start.day).Vietnamese(), "to", to.Vietnamese()}})
	for _, p := range w.pauses {
		w.skipPause(p.from.day+1, p.to.day)
	}
	w.moved()
}

// moved writes the rest days after the last day of a calendar limit.
func (w *writer) moved() {
	if w.a.keep && !w.k.days[w.a.last.day].working {
		w.line(w.a.last, w.a.due, 0, Days, Why{Key: whyKept, Args: []any{"date", w.k.date(w.a.last.day).Vietnamese()}})
		return
	}
	if w.a.due.day == w.a.last.day {
		return
	}
	for i := w.a.last.day; i < w.a.due.day; {
		if !w.skippable(i) {
			i++
			continue
		}
		i = w.skip(i, w.a.due.day-1)
	}
	day := moment{w.a.due.day, 0}
	w.line(day, w.a.due, 0, Days, Why{Key: whyMoved, Args: []any{"date", w.k.date(day.day).Vietnamese()}, Basis: basisLastDay})
}
