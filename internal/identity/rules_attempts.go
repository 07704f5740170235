// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import "time"

// attempts is the count of wrong passwords for one login, or from one address.
type attempts struct {
	failed int
	until  time.Time // locked until
}

// limit is how many wrong passwords are borne, and how long the door stays shut
// after that.
type limit struct {
	failures int
	lock     time.Duration
}

func (a attempts) locked(now time.Time) bool { return now.Before(a.until) }

// wrongRule counts one more wrong password. After a lock has run out the count
// begins anew.
func wrongRule(a attempts, l limit, now time.Time) attempts {
	if !a.until.IsZero() && !now.Before(a.until) {
		a = attempts{}
	}
	a.failed++
	if a.failed >= l.failures {
		a.until = now.Add(l.lock)
	}
	return a
}
