// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"testing"

	"motcua.vn/internal/calendar"
)

// Every example of every complete version comes to its due date in the state calendar.
func TestExamplesAreDueInTheStateCalendar(t *testing.T) {
	c, err := calendar.StateCalendar(calendar.DefaultWeek())
	if err != nil {
		t.Fatal(err)
	}
	due := DueBy(c.Compile())
	all, err := DemoVersions()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		for _, e := range v.Examples {
			got, err := due(v, e)
			if err != nil || got != e.Expect.Due {
				t.Errorf("%s %s: %s, want %s (%v)", v.Procedure, e.Name.VI, got, e.Expect.Due, err)
			}
			n++
		}
	}
	if n < 14 {
		t.Errorf("%d examples", n)
	}
}
