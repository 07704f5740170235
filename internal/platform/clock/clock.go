// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package clock is the only place that asks the machine for the time, and the
// one place that says how an instant and a civil date are written down.
//
// Instants are stored as fixed-width UTC text, so that both databases sort them
// as bytes; people see them in Vietnam's time (UTC+7, no daylight saving).
package clock

import (
	"fmt"
	"sync"
	"time"
)

// Layout is the stored form of an instant: UTC, microseconds, always 27 bytes.
const Layout = "2006-01-02T15:04:05.000000Z"

// DateLayout is the stored form of a civil date.
const DateLayout = "2006-01-02"

// Vietnam is the zone in which working time and civil dates are reckoned.
var Vietnam = time.FixedZone("+07", 7*60*60)

// Clock tells the time. The zero value of nothing implements it: pass one in.
type Clock interface {
	Now() time.Time
}

type system struct{}

// System is the machine's clock, cut to microseconds as both databases keep it.
func System() Clock { return system{} }

func (system) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Fake is a clock that stands still until it is told otherwise.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a clock that shows t.
func NewFake(t time.Time) *Fake { return &Fake{now: t.UTC().Truncate(time.Microsecond)} }

// Now returns the instant the clock was last set to.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Set moves the clock to t.
func (f *Fake) Set(t time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = t.UTC().Truncate(time.Microsecond)
}

// Advance moves the clock forward by d.
func (f *Fake) Advance(d time.Duration) { f.Set(f.Now().Add(d)) }

// Format writes an instant in the stored form; the zero instant is "".
func Format(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(Layout)
}

// Parse reads the stored form of an instant; "" is the zero instant.
func Parse(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(Layout, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("clock: %q is not a stored instant: %w", s, err)
	}
	return t, nil
}

// MustParse is Parse for values that this program wrote itself.
func MustParse(s string) time.Time {
	t, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return t
}

// Date is the civil date of an instant in Vietnam, as YYYY-MM-DD.
func Date(t time.Time) string { return t.In(Vietnam).Format(DateLayout) }
