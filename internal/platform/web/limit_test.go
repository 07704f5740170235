// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

func TestLimiter(t *testing.T) {
	now := clock.NewFake(time.Date(2026, 11, 16, 9, 0, 0, 0, clock.Vietnam))
	l := NewLimiter(now, 2, time.Minute)
	for range 2 {
		if err := l.Allow("a"); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Allow("a"); !fault.Is(err, fault.TooMany) {
		t.Errorf("the third: %v", err)
	}
	if err := l.Allow("b"); err != nil {
		t.Errorf("another address: %v", err)
	}
	now.Advance(time.Minute + time.Second)
	if err := l.Allow("a"); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}
