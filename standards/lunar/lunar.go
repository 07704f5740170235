// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package lunar

import (
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"
)

// The years of the lunar calendar that can be converted.
const (
	FirstYear = 1900
	LastYear  = 2199
)

// ErrRange is returned for dates outside lunar years 1900–2199.
var ErrRange = errors.New("lunar: outside the years 1900 to 2199")

// ErrNoSuchDay is returned for a lunar date that does not exist: day 30 of a short month, or a leap month in a year
// that has none.
var ErrNoSuchDay = errors.New("lunar: no such day")

// Date is a day of the lunar calendar. Leap marks the second month of the same number.
type Date struct {
	Year, Month, Day int
	Leap             bool
}

// String writes 10/3/2026, with "nhuận" beside a leap month, the way a Vietnamese wall calendar does.
func (d Date) String() string {
	if d.Leap {
		return fmt.Sprintf("%d/%d nhuận/%d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year)
}

// ToLunar gives the lunar date of a civil day.
func ToLunar(year int, month time.Month, day int) (Date, error) {
	jd := julianDay(year, month, day)
	ms := months()
	i := sort.Search(len(ms), func(i int) bool { return ms[i].start > jd }) - 1
	if i < 0 || i+1 >= len(ms) || ms[i].year < FirstYear || ms[i].year > LastYear {
		return Date{}, ErrRange
	}
	m := ms[i]
	return Date{Year: m.year, Month: m.number, Day: jd - m.start + 1, Leap: m.leap}, nil
}

// FromLunar gives the civil day of a lunar date.
func FromLunar(d Date) (year int, month time.Month, day int, err error) {
	if d.Year < FirstYear || d.Year > LastYear {
		return 0, 0, 0, ErrRange
	}
	ms := months()
	i := sort.Search(len(ms), func(i int) bool { return !ms[i].before(d) })
	if i+1 >= len(ms) || ms[i].year != d.Year || ms[i].number != d.Month || ms[i].leap != d.Leap ||
		d.Day < 1 || d.Day > ms[i+1].start-ms[i].start {
		return 0, 0, 0, ErrNoSuchDay
	}
	year, month, day = civil(ms[i].start + d.Day - 1)
	return year, month, day, nil
}

// LeapMonth gives the number of the repeated month of a lunar year, or 0.
func LeapMonth(year int) int {
	for _, m := range months() {
		if m.year == year && m.leap {
			return m.number
		}
	}
	return 0
}

// month is one lunar month: the Julian day number on which it begins, and its name.
type month struct {
	start, year, number int
	leap                bool
}

func (m month) before(d Date) bool {
	if m.year != d.Year {
		return m.year < d.Year
	}
	if m.number != d.Month {
		return m.number < d.Month
	}
	return !m.leap && d.Leap
}

// months is the whole table, about 3,700 months; it is computed once, in some milliseconds, on first use.
var months = sync.OnceValue(buildMonths)

func buildMonths() []month {
	var all []month
	start := eleventhMonth(FirstYear - 1)
	for y := FirstYear; y <= LastYear+1; y++ {
		next := eleventhMonth(y)
		all = append(all, nameMonths(start, next, y)...)
		start = next
	}
	return append(all, month{start: newMoonDay(start), year: LastYear + 1, number: 11})
}

// eleventhMonth gives the lunation that begins the month holding the winter solstice of a civil year.
func eleventhMonth(year int) int {
	endOfYear := julianDay(year, time.December, 31)
	k := int((float64(endOfYear) - 2451550.1) / synodic)
	for newMoonDay(k) <= endOfYear {
		k++
	}
	// The solstice falls on 21–23 December, so it is one of the last two months begun in the year: the later one, if
	// its first day begins with the Sun still short of 270°. A solstice on the first day itself belongs to the month.
	for {
		k--
		if sunLongitude(startOfDay(newMoonDay(k))) < 270 {
			return k
		}
	}
}

// nameMonths numbers the months from the eleventh month of the year before (lunation a) up to, not including, the
// eleventh month of the year (lunation b).
func nameMonths(a, b, year int) []month {
	leapAt := -1
	if b-a == 13 {
		leapAt = leapIndex(a)
	}
	out := make([]month, 0, 13)
	number := 11
	for i := 0; a+i < b; i++ {
		if i > 0 && i != leapAt {
			number = number%12 + 1
		}
		y := year
		if number >= 11 {
			y = year - 1
		}
		out = append(out, month{start: newMoonDay(a + i), year: y, number: number, leap: i == leapAt})
	}
	return out
}

// leapIndex finds the first month after the eleventh in which the Sun passes no multiple of 30°.
func leapIndex(a int) int {
	for i := 1; i < 13; i++ {
		if sector(newMoonDay(a+i)) == sector(newMoonDay(a+i+1)) {
			return i
		}
	}
	return -1
}

// sector is the twelfth of the zodiac in which a civil day begins.
func sector(day int) int { return int(sunLongitude(startOfDay(day)) / 30) }

func newMoonDay(k int) int { return localDay(newMoon(float64(k))) }

// julianDay numbers civil days as astronomers do: 1 January 2000 is 2451545.
func julianDay(year int, m time.Month, day int) int {
	const unixEpoch = 2440588
	secs := time.Date(year, m, day, 0, 0, 0, 0, time.UTC).Unix()
	return int(floorDiv(secs, 86400)) + unixEpoch
}

func civil(jd int) (int, time.Month, int) {
	return time.Unix(int64(jd-2440588)*86400, 0).UTC().Date()
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
