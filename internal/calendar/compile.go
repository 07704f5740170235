// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"errors"
	"fmt"
	"time"
)

// ErrRange means that a date lies outside what the calendar knows. A due date is never guessed past that.
var ErrRange = errors.New("calendar: outside the calendar's range")

// Compiled is a calendar with its days counted in advance, so that a due date is a few table look-ups whatever the
// term. It is read-only and safe for concurrent use.
type Compiled struct {
	cal     Calendar
	base    int32 // day number of index 0
	days    []day
	minutes []int32 // working minutes before day i; one longer than days
	ordinal []int32 // working days before day i; one longer than days
	working []int32 // indexes of the working days
}

// day is one day as the rules see it.
type day struct {
	open    []Span
	working bool
	except  *Exception
}

// Compile prepares a calendar.
func (c Calendar) Compile() *Compiled {
	n := c.Last.Sub(c.First) + 1
	k := &Compiled{
		cal: c, base: c.First.n, days: make([]day, n), minutes: make([]int32, n+1), ordinal: make([]int32, n+1),
	}
	for i := range k.days {
		h := c.Week[Date{k.base + int32(i)}.Weekday()]
		k.days[i] = day{open: h.Open, working: len(h.Open) > 0 && !h.ReceptionOnly}
	}
	for i := range c.Exceptions {
		e := &c.Exceptions[i]
		if at := e.Date.Sub(c.First); at >= 0 && at < n {
			k.days[at] = day{open: c.hours(e), working: e.working(), except: e}
		}
	}
	for i, d := range k.days {
		k.minutes[i+1], k.ordinal[i+1] = k.minutes[i], k.ordinal[i]
		if d.working {
			k.minutes[i+1] += openMinutes(d.open)
			k.ordinal[i+1]++
			k.working = append(k.working, int32(i))
		}
	}
	return k
}

// hours of an exception; a rest day worked has the hours of the day it is swapped for.
func (c Calendar) hours(e *Exception) []Span {
	switch {
	case !e.working():
		return nil
	case len(e.Open) > 0:
		return e.Open
	case len(c.Week[e.Pair.Weekday()].Open) > 0:
		return c.Week[e.Pair.Weekday()].Open
	}
	return c.Week[time.Monday].Open
}

// Calendar gives back what was compiled.
func (k *Compiled) Calendar() Calendar { return k.cal }

// Version is the calendar's version.
func (k *Compiled) Version() string { return k.cal.Version }

// IsWorkingDay says whether a date counts in limits of working days.
func (k *Compiled) IsWorkingDay(d Date) bool {
	i := d.n - k.base
	return i >= 0 && int(i) < len(k.days) && k.days[i].working
}

// WorkingDays counts the working days after one date up to and including another.
func (k *Compiled) WorkingDays(after, through Date) (int, error) {
	a, b := after.n-k.base, through.n-k.base
	if a < 0 || b < 0 || int(a) >= len(k.days) || int(b) >= len(k.days) {
		return 0, ErrRange
	}
	return int(k.ordinal[b+1] - k.ordinal[a+1]), nil
}

// moment is a minute of the calendar: day index and minute of the day. 24:00 is minute 1440 of the same day.
type moment struct{ day, minute int32 }

func (m moment) after(o moment) bool { return m.day > o.day || m.day == o.day && m.minute > o.minute }

// at places an instant.
func (k *Compiled) at(t time.Time) (moment, error) {
	d, minute := split(t)
	m := moment{d - k.base, minute}
	if m.day < 0 || int(m.day) >= len(k.days) {
		return m, fmt.Errorf("%w: %v", ErrRange, Date{d})
	}
	return m, nil
}

func (k *Compiled) time(m moment) time.Time { return join(m.day+k.base, m.minute) }
func (k *Compiled) date(i int32) Date       { return Date{i + k.base} }

// opening and closing of a day that has hours.
func (k *Compiled) opening(i int32) moment { return moment{i, int32(k.days[i].open[0].From)} }

func (k *Compiled) closing(i int32) moment {
	open := k.days[i].open
	return moment{i, int32(open[len(open)-1].To)}
}

// nextWorking is the first working day at or after i.
func (k *Compiled) nextWorking(i int32) (int32, error) {
	if i < 0 || int(i) >= len(k.days) || int(k.ordinal[i]) >= len(k.working) {
		return 0, ErrRange
	}
	return k.working[k.ordinal[i]], nil
}

// position is the count of working minutes from the calendar's beginning to a moment.
func (k *Compiled) position(m moment) int32 {
	p := k.minutes[m.day]
	if !k.days[m.day].working {
		return p
	}
	for _, s := range k.days[m.day].open {
		p += min(max(m.minute-int32(s.From), 0), int32(s.To-s.From))
	}
	return p
}

// reach is the earliest moment at which the count of working minutes is p, for p > 0.
func (k *Compiled) reach(p int32) (moment, error) {
	lo, hi := 0, len(k.working)
	for lo < hi {
		mid := (lo + hi) / 2
		if k.minutes[k.working[mid]+1] < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(k.working) {
		return moment{}, ErrRange
	}
	i := k.working[lo]
	rest := p - k.minutes[i]
	for _, s := range k.days[i].open {
		if n := int32(s.To - s.From); rest > n {
			rest -= n
			continue
		}
		return moment{i, int32(s.From) + rest}, nil
	}
	return k.closing(i), nil
}
