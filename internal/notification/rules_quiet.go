// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
)

// Window is a stretch of the day in Vietnam's time, in minutes from midnight; it
// may go over midnight. From equal to To is no window.
type Window struct{ From, To int }

// ParseWindow reads "22:00-07:00"; "" is no window.
func ParseWindow(s string) (Window, bool) {
	if s == "" {
		return Window{}, true
	}
	from, to, both := strings.Cut(s, "-")
	f, ok1 := minutes(from)
	t, ok2 := minutes(to)
	return Window{f, t}, both && ok1 && ok2
}

// String is the window as ParseWindow reads it.
func (w Window) String() string {
	if w.From == w.To {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", w.From/60, w.From%60, w.To/60, w.To%60)
}

func minutes(s string) (int, bool) {
	hh, mm, both := strings.Cut(strings.TrimSpace(s), ":")
	h, e1 := strconv.Atoi(hh)
	m, e2 := strconv.Atoi(mm)
	return h*60 + m, both && e1 == nil && e2 == nil && h >= 0 && h < 24 && m >= 0 && m < 60
}

// after is t, or the end of the window that t falls into.
func (w Window) after(t time.Time) time.Time {
	local := t.In(clock.Vietnam)
	now := local.Hour()*60 + local.Minute()
	inside := w.From <= now && now < w.To
	if w.From > w.To {
		inside = now >= w.From || now < w.To
	}
	if w.From == w.To || !inside {
		return t
	}
	end := time.Date(local.Year(), local.Month(), local.Day(), w.To/60, w.To%60, 0, 0, clock.Vietnam)
	if !end.After(t) {
		end = end.AddDate(0, 0, 1)
	}
	return end
}

// Limits of sending. A lease outlives the slowest answer of a provider; between
// attempts the pause doubles; what did not go out in giveUpAfter is dead.
const (
	leaseFor      = 2 * time.Minute
	sendTimeout   = 30 * time.Second
	batchSize     = 32
	pollEvery     = 2 * time.Second
	firstBackOff  = 15 * time.Second
	maxBackOff    = time.Hour
	unsureBackOff = 10 * time.Minute // an answer may still come: do not send twice in haste
	giveUpAfter   = 72 * time.Hour
	orphanAfter   = 24 * time.Hour
)

// backOff doubles, with chance, so that a provider that comes back is not
// flooded.
func backOff(attempt int) time.Duration {
	d := min(firstBackOff<<min(max(attempt-1, 0), 20), maxBackOff)
	return d/2 + rand.N(d/2+1)
}
