// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// Rule is how a procedure counts. The zero value is the ordinary case.
type Rule struct {
	// SameDay is for procedures settled on the day of receipt: that day counts as the first, but what comes after
	// Cutoff belongs to the next working day (Decree 23/2015/NĐ-CP, Art. 7).
	SameDay bool
	// Cutoff is the minute of the day after which SameDay moves on; 0 stands for 15:00.
	Cutoff int
	// CountFirstDay counts the day of receipt, where sector law says so.
	CountFirstDay bool
	// LastMinutes moves receipts in the last minutes of the working day to the next one (late-2025 interlinked
	// procedures: the last hour); 0 for none.
	LastMinutes int
	// KeepRestDay leaves a calendar limit on a rest day instead of moving it to the next working day.
	KeepRestDay bool
}

// DefaultCutoff is 15:00.
const DefaultCutoff = 15 * 60

// Result is a due date with all that is needed to defend it.
type Result struct {
	Received   time.Time // as given
	Start      time.Time // from when it counts
	Due        time.Time
	Term       Term
	Version    string // of the calendar
	Derivation []Line
}

// Due counts a limit from the time of receipt and shows every step.
func Due(k *Compiled, start time.Time, term Term, rule Rule) (Result, error) {
	return dueAround(k, start, term, rule, nil)
}

// DueAt is Due without the derivation: for lists and for millions.
func DueAt(k *Compiled, start time.Time, term Term, rule Rule) (time.Time, error) {
	a, err := k.count(start, term, rule)
	if err != nil {
		return time.Time{}, err
	}
	return k.time(a.due), nil
}

// answer is what counting yields: the numbers of a derivation before anybody asks for words.
type answer struct {
	received, start, last, due moment
	shift                      string // key of the reason why start is not received
	first                      bool   // the day of receipt was counted
	clamped                    bool
	keep                       bool // the last day stays where it is although a rest day
}

// count applies the rules.
func (k *Compiled) count(t time.Time, term Term, rule Rule) (answer, error) {
	if err := term.check(); err != nil {
		return answer{}, err
	}
	received, err := k.at(t)
	if err != nil {
		return answer{}, err
	}
	a := answer{received: received, start: received, first: rule.SameDay || rule.CountFirstDay, keep: rule.KeepRestDay}
	if term.Unit != Hours || rule.SameDay {
		if a.start, a.shift, err = k.normalise(received, t, rule); err != nil {
			return a, err
		}
	}
	err = k.finish(&a, term)
	return a, err
}

// normalise says from when a receipt counts. Closing time itself still belongs to the day.
func (k *Compiled) normalise(m moment, t time.Time, rule Rule) (moment, string, error) {
	d := k.days[m.day]
	shift := ""
	switch {
	case len(d.open) == 0:
		shift = whyRestDay
	case m.minute < int32(d.open[0].From):
		return k.opening(m.day), whyBeforeOpening, nil
	case m.after(k.closing(m.day)):
		shift = whyAfterClosing
	case rule.SameDay && afterCutoff(t, rule):
		shift = whyAfterCutoff
	case rule.LastMinutes > 0 && m.minute >= k.closing(m.day).minute-int32(rule.LastMinutes):
		shift = whyLastMinutes
	default:
		return m.outOfBreak(d.open)
	}
	next, err := k.nextWorking(m.day + 1)
	if err != nil {
		return m, "", err
	}
	return k.opening(next), shift, nil
}

// outOfBreak moves a moment in the midday break to the afternoon.
func (m moment) outOfBreak(open []Span) (moment, string, error) {
	for i, s := range open {
		if m.minute < int32(s.From) && m.minute > int32(open[i-1].To) {
			return moment{m.day, int32(s.From)}, whyBreak, nil
		}
	}
	return m, "", nil
}

// afterCutoff looks at the seconds too: 15:00:01 is after 15:00.
func afterCutoff(t time.Time, rule Rule) bool {
	cutoff := rule.Cutoff
	if cutoff == 0 {
		cutoff = DefaultCutoff
	}
	t = t.In(Zone)
	h, m, s := t.Clock()
	return h*60+m > cutoff || h*60+m == cutoff && (s > 0 || t.Nanosecond() > 0)
}

// finish finds the last day and the moment on it.
func (k *Compiled) finish(a *answer, term Term) (err error) {
	n := int32(term.N)
	switch term.Unit {
	case WorkingHours:
		a.due, err = k.reach(k.position(a.start) + 60*n)
		a.last = a.due
		return err
	case Hours:
		minutes := a.start.minute + 60*n
		a.due = moment{a.start.day + minutes/minutesPerDay, minutes % minutesPerDay}
		a.last = a.due
		return k.inside(a.due.day)
	case WorkingDays:
		return k.endOfWorkingDay(a, n)
	case Months:
		to, clamped := k.date(a.start.day).AddMonths(term.N)
		a.last.day, a.clamped = to.n-k.base, clamped
	default:
		a.last.day = a.start.day + n
		if a.first {
			a.last.day--
		}
	}
	return k.endOfDay(a)
}

func (k *Compiled) inside(i int32) error {
	if i < 0 || int(i) >= len(k.days) {
		return ErrRange
	}
	return nil
}

// endOfWorkingDay puts the due time at the close of the n-th working day.
func (k *Compiled) endOfWorkingDay(a *answer, n int32) error {
	from := k.ordinal[a.start.day+1]
	if a.first {
		from = k.ordinal[a.start.day]
	}
	if int(from+n) > len(k.working) {
		return ErrRange
	}
	a.due = k.closing(k.working[from+n-1])
	a.last = a.due
	return nil
}

// endOfDay puts the due time of a calendar limit at the close of its last day, or of the next working day when that is
// a rest day (Civil Code Art. 148(5)). A rest day that is kept ends at midnight.
func (k *Compiled) endOfDay(a *answer) error {
	if err := k.inside(a.last.day); err != nil {
		return err
	}
	if a.keep && !k.days[a.last.day].working {
		a.due = moment{a.last.day, minutesPerDay - 1}
		return nil
	}
	next, err := k.nextWorking(a.last.day)
	if err != nil {
		return err
	}
	a.due = k.closing(next)
	return nil
}
