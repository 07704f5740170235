// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"
)

// TestPausedDue is worked out by hand on the state calendar; 16 November 2026 is a Monday.
func TestPausedDue(t *testing.T) {
	for _, c := range []struct {
		why    string
		policy Policy
		term   string
		log    []string
		due    string
	}{
		{"no pause: 17, 18, 19, 20, 23", Pause, "5wd", []string{"2026-11-16T09:00 started"}, "2026-11-23"},
		{"17, 18 counted; 19 and 20 stood; 23, 25, 26", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-18T10:00 asked", "2026-11-20T10:00 resumed"}, "2026-11-26"},
		{"the same under restart: from Friday 20: 23, 25, 26, 27, 30", Restart, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-18T10:00 asked", "2026-11-20T10:00 resumed"}, "2026-11-30"},
		{"a financial obligation does not restart", Restart, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-18T10:00 halted", "2026-11-20T10:00 resumed"}, "2026-11-26"},
		{"asked and completed within one day costs nothing", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-18T08:00 asked", "2026-11-18T16:00 resumed"}, "2026-11-23"},
		{"two pauses of one working day each (Thursday 19; Wednesday 25, the 24th being a holiday)", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-18T08:00 asked", "2026-11-19T08:00 resumed",
				"2026-11-23T08:00 halted", "2026-11-25T08:00 resumed"}, "2026-11-26"},
		{"a pause after the due date (23) changes nothing", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-25T08:00 asked", "2026-12-10T08:00 resumed"}, "2026-11-23"},
		{"a weekend pause costs no working day", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-20T16:00 asked", "2026-11-22T10:00 resumed"}, "2026-11-23"},
		{"but two calendar days: 16 + 10 = 26, and 2 = Saturday 28, Monday 30", Pause, "10d",
			[]string{"2026-11-16T09:00 started", "2026-11-20T16:00 asked", "2026-11-22T10:00 resumed"}, "2026-11-30"},
		{"16 December and 3 days = 19, a Saturday: Monday 21", Pause, "1m",
			[]string{"2026-11-16T09:00 started", "2026-11-17T16:00 halted", "2026-11-20T10:00 resumed"}, "2026-12-21"},
		{"8 h from 09:00 end on Tuesday 09:00; 10:00 to 14:00 stood, which is 2 h without the break, so 11:00", Pause, "8wh",
			[]string{"2026-11-16T09:00 started", "2026-11-16T10:00 asked", "2026-11-16T14:00 resumed"}, "2026-11-17T11:00"},
		{"round the clock: a day and four hours", Pause, "24h",
			[]string{"2026-11-16T09:00 started", "2026-11-16T10:00 halted", "2026-11-16T14:00 resumed"}, "2026-11-17T13:00"},
		{"still standing: as of Friday 20 two days are lost", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-18T10:00 asked", "2026-11-20T10:00 as of"}, "2026-11-26"},
		{"an explicit restart under any policy: from Thursday 19: 20, 23, 25, 26, 27", Pause, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-19T08:00 restarted"}, "2026-11-27"},
		{"second supplement under restart counts from the last: Thursday 26: 27, 30, 1, 2, 3", Restart, "5wd",
			[]string{"2026-11-16T09:00 started", "2026-11-17T08:00 asked", "2026-11-18T08:00 resumed",
				"2026-11-20T08:00 asked", "2026-11-26T08:00 resumed"}, "2026-12-03"},
		{"5 days end on Saturday 7, moved to Monday 9; the pause of Monday to Wednesday moves it to Wednesday", Pause, "5d",
			[]string{"2026-11-02T09:00 started", "2026-11-09T09:00 halted", "2026-11-11T09:00 resumed"}, "2026-11-11"},
	} {
		term, _ := ParseTerm(c.term)
		var events []ClockEvent
		asOf := when(t, "2026-12-31")
		for _, l := range c.log {
			if l[17:] == "as of" {
				asOf = when(t, l[:16])
				continue
			}
			events = append(events, ClockEvent{when(t, l[:16]), ClockKind(l[17:])})
		}
		segments, err := Segments(events, c.policy)
		if err != nil {
			t.Fatal(err)
		}
		r, err := DueWithPauses(State(), term, Rule{}, segments, asOf)
		if want := when(t, c.due); err != nil || !r.Due.Equal(want) {
			t.Errorf("%s: due %s (%v), want %s\n%s", c.why, stamp(r.Due), err, stamp(want), pencil(r))
		}
		if err == nil {
			checkDerivation(t, r)
		}
	}
}

func TestSegmentsRefuseNonsense(t *testing.T) {
	at := when(t, "2026-11-16T09:00")
	for _, kinds := range [][]ClockKind{
		{Resumed}, {Asked}, {Stopped}, {Started, Started}, {Started, Resumed}, {Started, Asked, Asked}, {Started, Asked, Halted},
		{Started, Stopped, Resumed}, {Started, "odd"},
	} {
		var events []ClockEvent
		for _, k := range kinds {
			events = append(events, ClockEvent{at, k})
		}
		if s, err := Segments(events, Pause); err == nil {
			t.Errorf("%v gave %v", kinds, s)
		}
	}
	if _, err := Segments([]ClockEvent{{at, Started}, {at.Add(-1), Asked}}, Pause); err == nil {
		t.Error("events out of order were taken")
	}
	if _, err := Segments(nil, "sometimes"); err == nil {
		t.Error("an unknown policy was taken")
	}
	if _, err := DueWithPauses(State(), Term{1, WorkingDays}, Rule{}, nil, at); err == nil {
		t.Error("a due date without a start")
	}
}

func TestRunMinutes(t *testing.T) {
	log := func(policy Policy) []Segment {
		s, err := Segments([]ClockEvent{{when(t, "2026-11-16T09:00"), Started}, {when(t, "2026-11-16T11:00"), Asked},
			{when(t, "2026-11-17T09:00"), Resumed}, {when(t, "2026-11-17T10:00"), Stopped}}, policy)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for policy, want := range map[Policy]int{Pause: 180, Restart: 60} {
		if n, err := RunMinutes(State(), log(policy), when(t, "2026-12-01")); err != nil || n != want {
			t.Errorf("%s: %d minutes (%v), want %d", policy, n, err, want)
		}
	}
}
