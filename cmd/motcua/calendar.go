// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
)

func runCalendarDue(_ context.Context, e *env, args []string) error {
	f := e.flags("calendar due")
	from := f.String("from", "", "")
	term := f.String("term", "", "")
	file := f.String("calendar", "", "")
	f.String("unit", "", "")
	sameDay := f.Bool("same-day", false, "")
	explain := f.Bool("explain", false, "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	start, err := instant(*from)
	if err != nil {
		return err
	}
	t, err := calendar.ParseTerm(*term)
	if err != nil {
		return wrongUse("--term %q: a number and wd, d, wh, h or m, as in 15wd", *term)
	}
	k, err := calendarFrom(*file)
	if err != nil {
		return err
	}
	res, err := calendar.Due(k, start, t, calendar.Rule{SameDay: *sameDay})
	if err != nil {
		return err
	}
	texts, err := i18n.Load(calendar.Locale)
	if err != nil {
		return err
	}
	rep := res.Report(texts.In(e.lang).T)
	return e.print(rep, func(w io.Writer) {
		fmt.Fprintln(w, rep.Due)
		for _, l := range rep.Derivation {
			if *explain {
				fmt.Fprintf(w, "%s  %s  %4d %-3s %s %s\n", l.From, l.To, l.Counted, l.Unit, l.Why, l.Basis)
			}
		}
	})
}

// calendarFrom is the calendar of a file, or the built-in one.
func calendarFrom(file string) (*calendar.Compiled, error) {
	if file == "" {
		return calendar.State(), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c, err := calendar.Load(f)
	if err != nil {
		return nil, err
	}
	return c.Compile(), nil
}

// instant reads RFC 3339, or the same without a zone, which is Vietnam's.
func instant(s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, clock.Vietnam); err == nil {
			return t, nil
		}
	}
	return time.Time{}, wrongUse("%q is not a time like 2026-11-21T09:00:00+07:00", s)
}

func runCalendarDays(_ context.Context, e *env, args []string) error {
	f := e.flags("calendar days")
	year := f.Int("year", 0, "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	rep, err := calendar.YearReport(calendar.State(), *year)
	if err != nil {
		return err
	}
	return e.print(rep, func(w io.Writer) {
		for _, d := range rep.Days {
			fmt.Fprintf(w, "%s  %-10s  %-10s  %s (%s)\n", d.Date, d.Weekday, d.Kind, d.Name, d.Basis)
		}
	})
}
