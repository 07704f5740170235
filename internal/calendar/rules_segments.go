// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Policy is what becomes of the clock when an applicant has completed the papers.
type Policy string

const (
	// Restart counts from zero after a supplement (Decree 61/2018/NĐ-CP, Art. 19(4); late-2025 interlinked procedures).
	Restart Policy = "restart"
	// Pause goes on where it stopped, as some provincial systems did and some sector laws want.
	Pause Policy = "pause"
)

// ClockKind is what happened to the clock of a dossier.
type ClockKind string

const (
	Started   ClockKind = "started"   // accepted
	Asked     ClockKind = "asked"     // papers to be completed: stands, and then the policy decides
	Halted    ClockKind = "halted"    // stands for another reason (financial obligation, sector law): always goes on
	Resumed   ClockKind = "resumed"   // goes on after Asked or Halted
	Restarted ClockKind = "restarted" // counts from zero whatever the policy
	Stopped   ClockKind = "stopped"   // decided, withdrawn, closed
)

// ClockEvent is one entry of a dossier's log that concerns its clock.
type ClockEvent struct {
	At   time.Time
	Kind ClockKind
}

// Segment is a stretch in which the clock ran or stood. To is zero while it lasts. Round grows by one with each count
// from zero.
type Segment struct {
	From, To time.Time
	Running  bool
	Round    int
}

// Segments turns events into segments. It refuses events out of order and events that make no sense where they are.
func Segments(events []ClockEvent, policy Policy) ([]Segment, error) {
	if policy != Restart && policy != Pause {
		return nil, fmt.Errorf("calendar: unknown clock policy %q", policy)
	}
	var out []Segment
	var before ClockKind
	var at time.Time
	for i, e := range events {
		if i > 0 && e.At.Before(at) {
			return nil, fmt.Errorf("calendar: clock event %q at %v comes before the one it follows", e.Kind, e.At)
		}
		if !follows(before, e.Kind) {
			return nil, fmt.Errorf("calendar: clock event %q cannot follow %q", e.Kind, before)
		}
		out = step(out, e, before, policy)
		before, at = e.Kind, e.At
	}
	return out, nil
}

// follows is the order in which a clock can be handled.
func follows(before, now ClockKind) bool {
	running := before == Started || before == Resumed || before == Restarted
	standing := before == Asked || before == Halted
	switch now {
	case Started:
		return before == ""
	case Asked, Halted:
		return running
	case Resumed:
		return standing
	case Restarted, Stopped:
		return running || standing
	}
	return false
}

// step closes the segment that lasts and opens the next.
func step(out []Segment, e ClockEvent, before ClockKind, policy Policy) []Segment {
	round := 1
	if n := len(out); n > 0 {
		out[n-1].To = e.At
		round = out[n-1].Round
	}
	switch {
	case e.Kind == Stopped:
		return out
	case e.Kind == Restarted, e.Kind == Resumed && before == Asked && policy == Restart:
		round++
	}
	running := e.Kind != Asked && e.Kind != Halted
	return append(out, Segment{From: e.At, Running: running, Round: round})
}

// pause is a standing of the clock within the round that counts.
type pause struct{ from, to moment }

// errNoSegment is returned when there is nothing to count from.
var errNoSegment = errors.New("calendar: the clock never started")

// DueWithPauses counts the limit of the last round around its pauses. A pause that lasts is taken to end at asOf, which
// is why the due date of a standing dossier moves with the day. A pause that began after the due date changes nothing.
func DueWithPauses(k *Compiled, term Term, rule Rule, segments []Segment, asOf time.Time) (Result, error) {
	if len(segments) == 0 {
		return Result{}, errNoSegment
	}
	round := segments[len(segments)-1].Round
	first := slices.IndexFunc(segments, func(s Segment) bool { return s.Round == round && s.Running })
	if first < 0 {
		return Result{}, errNoSegment
	}
	var pauses []pause
	for _, s := range segments[first:] {
		if s.Running {
			continue
		}
		p, err := k.pauseOf(s, asOf)
		if err != nil {
			return Result{}, err
		}
		pauses = append(pauses, p)
	}
	return dueAround(k, segments[first].From, term, rule, pauses)
}

func (k *Compiled) pauseOf(s Segment, asOf time.Time) (p pause, err error) {
	end := s.To
	if end.IsZero() {
		end = asOf
	}
	if end.Before(s.From) {
		end = s.From
	}
	if p.from, err = k.at(s.From); err != nil {
		return p, err
	}
	p.to, err = k.at(end)
	return p, err
}

// stretch lengthens the limit by the pauses that began before its end and gives those back. Limits in days grow by the
// days after the pause began up to and including the day it ended, in hours by the minutes.
func (k *Compiled) stretch(a *answer, term Term, pauses []pause) (used []pause, err error) {
	for _, p := range pauses {
		if p.from.after(a.due) {
			break
		}
		if a.start.after(p.from) { // the pause began before the clock did, at night for example
			p.from = a.start
		}
		if !p.to.after(p.from) {
			continue
		}
		used = append(used, p)
		if err := k.lengthen(a, term, p); err != nil {
			return nil, err
		}
	}
	return used, nil
}

func (k *Compiled) lengthen(a *answer, term Term, p pause) (err error) {
	switch term.Unit {
	case WorkingHours:
		if n := k.position(p.to) - k.position(p.from); n > 0 {
			a.due, err = k.reach(k.position(a.due) + n)
		}
		a.last = a.due
		return err
	case Hours:
		minutes := a.due.minute + (p.to.day-p.from.day)*minutesPerDay + p.to.minute - p.from.minute
		a.due = moment{a.due.day + minutes/minutesPerDay, minutes % minutesPerDay}
		a.last = a.due
		return k.inside(a.due.day)
	case WorkingDays:
		n := k.ordinal[p.to.day+1] - k.ordinal[p.from.day+1]
		at := k.ordinal[a.due.day] + n
		if int(at) >= len(k.working) {
			return ErrRange
		}
		a.due = k.closing(k.working[at])
		a.last = a.due
		return nil
	}
	if p.from.day > a.last.day { // the last day is past, the due date was only moved off a rest day
		return k.moveDue(a, a.due.day+p.to.day-p.from.day)
	}
	a.last.day += p.to.day - p.from.day
	return k.endOfDay(a)
}

// moveDue puts the due time at the close of the first working day at or after i, leaving the last day as it is.
func (k *Compiled) moveDue(a *answer, i int32) error {
	next, err := k.nextWorking(i)
	if err != nil {
		return err
	}
	a.due = k.closing(next)
	return nil
}

// RunMinutes is how many working minutes the clock has run in its last round, up to asOf.
func RunMinutes(k *Compiled, segments []Segment, asOf time.Time) (int, error) {
	total := 0
	for _, s := range segments {
		if !s.Running || s.Round != segments[len(segments)-1].Round {
			continue
		}
		end := s.To
		if end.IsZero() || end.After(asOf) {
			end = asOf
		}
		if end.Before(s.From) {
			continue
		}
		n, err := WorkingMinutes(k, s.From, end)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}
