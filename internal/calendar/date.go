// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"time"
)

// Zone is Vietnam's time. A fixed zone, because there has been no daylight saving since 1975 and a server need not
// carry a zone database.
var Zone = time.FixedZone("+07", zoneSeconds)

const (
	zoneSeconds   = 7 * 3600
	daySeconds    = 86400
	minutesPerDay = 1440
	unixDayOffset = 719163 // 1 January 1970 is day 719163 when 1 January of year 1 is day 1
)

// Date is a civil date. The zero Date is no date.
type Date struct{ n int32 }

// NewDate makes a date and refuses days that do not exist.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	y, m, d := t.Date()
	if y != year || m != month || d != day || year < 1 || year > 9999 {
		return Date{}, fmt.Errorf("calendar: there is no %04d-%02d-%02d", year, int(month), day)
	}
	return Date{int32(floorDiv(t.Unix(), daySeconds) + unixDayOffset)}, nil
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("calendar: %q is not a date like 2026-11-21", s)
	}
	return NewDate(t.Date())
}

// MustDate is ParseDate for constants and tests.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf is the civil date in Vietnam at an instant.
func DateOf(t time.Time) Date {
	day, _ := split(t)
	return Date{day}
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// Civil gives year, month and day.
func (d Date) Civil() (int, time.Month, int) { return d.utc().Date() }

// Year is the year.
func (d Date) Year() int { return d.utc().Year() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) } // day 1 was a Monday

// AddDays goes forward or back.
func (d Date) AddDays(n int) Date { return Date{d.n + int32(n)} }

// AddMonths goes from date to same date; where the month is shorter, to its last day (Civil Code Art. 148(3)).
func (d Date) AddMonths(n int) (to Date, clamped bool) {
	y, m, day := d.Civil()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	if day > last {
		day, clamped = last, true
	}
	return Date{int32(floorDiv(first.Unix(), daySeconds)+unixDayOffset) + int32(day-1)}, clamped
}

// Sub is the number of days from e to d.
func (d Date) Sub(e Date) int { return int(d.n - e.n) }

// Before and After compare dates.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After is the other comparison.
func (d Date) After(e Date) bool { return d.n > e.n }

// At is a minute of the day as an instant.
func (d Date) At(minute int) time.Time { return join(d.n, int32(minute)) }

// String is YYYY-MM-DD; empty for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Vietnamese is dd/mm/yyyy.
func (d Date) Vietnamese() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format("02/01/2006")
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is no date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

func (d Date) utc() time.Time { return time.Unix((int64(d.n)-unixDayOffset)*daySeconds, 0).UTC() }

// split gives the civil day and the minute of an instant; seconds are dropped, since office time is kept in minutes.
func split(t time.Time) (day, minute int32) {
	secs := t.Unix() + zoneSeconds
	d := floorDiv(secs, daySeconds)
	return int32(d + unixDayOffset), int32((secs - d*daySeconds) / 60)
}

func join(day, minute int32) time.Time {
	return time.Unix((int64(day)-unixDayOffset)*daySeconds-zoneSeconds+int64(minute)*60, 0).In(Zone)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
