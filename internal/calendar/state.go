// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"
	"time"

	"motcua.vn/standards/lunar"
)

// The years of the built-in state calendar, and its version: change it with every change of facts/.
const (
	StateFirstYear = 2015
	StateLastYear  = 2032
	StateVersion   = "vn-2015-2032/1"
)

//go:embed facts/*.tsv
var factFiles embed.FS

// Locale holds the texts of this room.
//
//go:embed locale/*.json
var Locale embed.FS

// State is the built-in calendar with the default week, compiled once.
var State = sync.OnceValue(func() *Compiled {
	c, err := StateCalendar(DefaultWeek())
	if err != nil {
		panic(err) // the embedded facts are wrong; the tests would have said so
	}
	return c.Compile()
})

// StateCalendar is the calendar of state agencies under a weekly pattern: statutory holidays computed from the almanac,
// the days a yearly notice fixes, substitute days, and decreed swaps.
func StateCalendar(week Week) (Calendar, error) {
	holidays, err := statutory()
	if err != nil {
		return Calendar{}, err
	}
	days := append(holidays, substitutes(holidays)...)
	swaps, err := swaps()
	if err != nil {
		return Calendar{}, err
	}
	first, last := MustDate(fmt.Sprintf("%d-01-01", StateFirstYear)), MustDate(fmt.Sprintf("%d-12-31", StateLastYear))
	var inside []Exception
	for _, e := range append(days, swaps...) {
		if !e.Date.Before(first) && !e.Date.After(last) {
			inside = append(inside, e)
		}
	}
	version := StateVersion
	if fmt.Sprint(week) != fmt.Sprint(DefaultWeek()) {
		version = "" // other hours, other calendar: the fingerprint tells them apart
	}
	return New(version, week, first, last, inside)
}

// yearFacts is one row of years.tsv.
type yearFacts struct {
	tetBefore, national int
	certainty           Certainty
	basis               string
}

// statutory computes the holidays of all years, by date.
func statutory() ([]Exception, error) {
	years, err := readYears()
	if err != nil {
		return nil, err
	}
	var out []Exception
	err = eachRow("facts/holidays.tsv", 9, func(row []string) error {
		n, err := numbers(row[2], row[3], row[4], row[5])
		if err != nil {
			return err
		}
		for y := n[2]; y <= n[3]; y++ {
			e := Exception{Kind: Holiday, Code: row[0], Name: row[7], Basis: row[8], Certainty: Certainty(row[6])}
			if e.Date, err = holidayDate(row[1], y, n[0], n[1]); err != nil {
				return err
			}
			out = append(out, extend(e, years[y])...)
		}
		return nil
	})
	return sortByDate(out), err
}

func holidayDate(kind string, y, m, d int) (Date, error) {
	if kind == "solar" {
		return NewDate(y, time.Month(m), d)
	}
	cy, cm, cd, err := lunar.FromLunar(lunar.Date{Year: y, Month: m, Day: d})
	if err != nil {
		return Date{}, err
	}
	return NewDate(cy, cm, cd)
}

// extend gives Tết its five days and the National Day its second.
func extend(e Exception, f yearFacts) []Exception {
	from, to := 0, 0
	switch e.Code {
	case "tet":
		from, to = -f.tetBefore, 4-f.tetBefore
	case "national":
		from, to = min(f.national, 0), max(f.national, 0)
	}
	var out []Exception
	for i := from; i <= to; i++ {
		d := e
		d.Date = e.Date.AddDays(i)
		if i != 0 {
			d.Certainty, d.Basis = f.certainty, e.Basis+"; "+f.basis
		}
		out = append(out, d)
	}
	return out
}

// substitutes gives the next working day for each holiday on a Saturday or Sunday. The rule looks at the ordinary week
// of state agencies, not at a unit's own hours: a counter open on Saturday has no claim to fewer days off.
func substitutes(holidays []Exception) []Exception {
	taken := map[Date]bool{}
	for _, h := range holidays {
		taken[h.Date] = true
	}
	weekend := func(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }
	var out []Exception
	for _, h := range holidays {
		if !weekend(h.Date) {
			continue
		}
		d := h.Date
		for weekend(d) || taken[d] {
			d = d.AddDays(1)
		}
		taken[d] = true
		basis := "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3"
		if d.Year() < 2021 {
			basis = "Bộ luật Lao động 10/2012/QH13, Điều 115 khoản 3"
		}
		out = append(out, Exception{Date: d, Kind: Substitute, Code: h.Code, Name: h.Name, Basis: basis,
			Certainty: h.Certainty, Pair: h.Date})
	}
	return out
}

// swaps reads both halves of each decreed swap.
func swaps() (out []Exception, err error) {
	err = eachRow("facts/swaps.tsv", 5, func(row []string) error {
		off, err := ParseDate(row[0])
		if err != nil {
			return err
		}
		worked, err := ParseDate(row[1])
		out = append(out,
			Exception{Date: off, Kind: SwapOff, Code: "swap", Certainty: Certainty(row[2]), Basis: row[4], Pair: worked,
				Name: "Nghỉ hoán đổi, làm bù " + worked.Vietnamese()},
			Exception{Date: worked, Kind: SwapWork, Code: "swap", Certainty: Certainty(row[3]), Basis: row[4], Pair: off,
				Name: "Làm bù cho " + off.Vietnamese()})
		return err
	})
	return out, err
}

func readYears() (map[int]yearFacts, error) {
	years := map[int]yearFacts{}
	err := eachRow("facts/years.tsv", 5, func(row []string) error {
		n, err := numbers(row[0], row[1], row[2])
		if err != nil {
			return err
		}
		years[n[0]] = yearFacts{n[1], n[2], Certainty(row[3]), row[4]}
		return nil
	})
	return years, err
}

// eachRow reads an embedded table without its comments and its header.
func eachRow(name string, columns int, use func([]string) error) error {
	f, err := factFiles.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.Comment, r.FieldsPerRecord, r.LazyQuotes = '\t', '#', columns, true
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("calendar: %s: %w", name, err)
	}
	for _, row := range rows[1:] {
		if err := use(row); err != nil {
			return fmt.Errorf("calendar: %s: %q: %w", name, row, err)
		}
	}
	return nil
}

func numbers(fields ...string) ([]int, error) {
	out := make([]int, len(fields))
	for i, s := range fields {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}
