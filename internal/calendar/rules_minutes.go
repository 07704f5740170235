// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"time"
)

// WorkingMinutes counts the working minutes from one instant to another; negative when to comes first.
func WorkingMinutes(k *Compiled, from, to time.Time) (int, error) {
	a, err := k.at(from)
	if err != nil {
		return 0, err
	}
	b, err := k.at(to)
	if err != nil {
		return 0, err
	}
	return int(k.position(b) - k.position(a)), nil
}

// AddWorkingMinutes gives the earliest instant by which n working minutes have passed. For n = 0 it is the start
// itself.
func AddWorkingMinutes(k *Compiled, from time.Time, n int) (time.Time, error) {
	m, err := k.at(from)
	if err != nil {
		return time.Time{}, err
	}
	if n < 0 || n > MaxTerm*480 {
		return time.Time{}, fmt.Errorf("calendar: cannot add %d working minutes", n)
	}
	if n == 0 {
		return k.time(m), nil
	}
	end, err := k.reach(k.position(m) + int32(n))
	if err != nil {
		return time.Time{}, err
	}
	return k.time(end), nil
}
