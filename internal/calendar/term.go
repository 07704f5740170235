// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"strconv"
)

// Unit is the unit of a limit.
type Unit string

const (
	WorkingDays  Unit = "wd" // ngày làm việc
	Days         Unit = "d"  // ngày
	WorkingHours Unit = "wh" // giờ làm việc
	Hours        Unit = "h"  // giờ, round the clock
	Months       Unit = "m"  // tháng
)

// minuteUnit is the unit of lines that count working minutes.
const minuteUnit Unit = "min"

// MaxTerm bounds what a procedure may state; anything above is a slip of the keyboard.
const MaxTerm = 10000

// Term is a limit: so many of a unit.
type Term struct {
	N    int
	Unit Unit
}

// ParseTerm reads 15wd, 30d, 8wh, 72h, 1m.
func ParseTerm(s string) (Term, error) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	t := Term{N: n, Unit: Unit(s[i:])}
	if err != nil || t.check() != nil {
		return Term{}, fmt.Errorf("calendar: %q is not a term like 15wd, 30d, 8wh, 72h or 1m", s)
	}
	return t, nil
}

func (t Term) check() error {
	switch t.Unit {
	case WorkingDays, Days, WorkingHours, Hours, Months:
		if t.N >= 1 && t.N <= MaxTerm {
			return nil
		}
	}
	return fmt.Errorf("calendar: bad term %d%s", t.N, t.Unit)
}

// String is the form that ParseTerm reads.
func (t Term) String() string { return strconv.Itoa(t.N) + string(t.Unit) }

// MarshalText writes that form.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads it.
func (t *Term) UnmarshalText(b []byte) (err error) {
	*t, err = ParseTerm(string(b))
	return err
}

// clock writes a minute of the day as 15:00.
func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// hours writes minutes as hours, 3.5 for 210.
func hours(minutes int32) string {
	return strconv.FormatFloat(float64(minutes)/60, 'f', -1, 64)
}
