// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const sonla = `{
  "version": "sonla-hcc/2026-3",
  "week": {
    "mon": {"open": ["07:00-11:30", "13:30-17:00"]}, "tue": {"open": ["07:00-11:30", "13:30-17:00"]},
    "wed": {"open": ["07:00-11:30", "13:30-17:00"]}, "thu": {"open": ["07:00-11:30", "13:30-17:00"]},
    "fri": {"open": ["07:00-11:30", "13:30-17:00"]}, "sat": {"open": ["07:30-11:30"], "reception_only": true}
  },
  "days": [
    {"date": "2026-08-03", "kind": "closure", "name": "Nghỉ do lũ", "basis": "Thông báo 12/TB-UBND"},
    {"date": "2026-12-31", "kind": "shortened", "open": ["07:00-11:00"], "name": "Tổng kết năm", "basis": "Thông báo 40/TB-UBND"},
    {"date": "2026-08-22", "kind": "ordinary"},
    {"date": "2027-05-08", "kind": "swap_work", "pair": "2027-05-04", "name": "Làm bù", "basis": "…"},
    {"date": "2027-05-04", "kind": "swap_off", "pair": "2027-05-08", "name": "Hoán đổi", "basis": "…"}
  ]
}`

// TestLoad counts with a unit's own file, by hand.
func TestLoad(t *testing.T) {
	c, err := Load(strings.NewReader(sonla))
	if err != nil {
		t.Fatal(err)
	}
	k := c.Compile()
	if c.Version != "sonla-hcc/2026-3" || k.IsWorkingDay(MustDate("2026-08-22")) || !k.IsWorkingDay(MustDate("2027-05-08")) {
		t.Errorf("version %s, or the days are not taken over", c.Version)
	}
	for _, c := range []struct{ from, term, due, why string }{
		{"2026-07-31T09:00", "1wd", "2026-08-04T17:00", "Monday 3 August is closed for the flood"},
		{"2026-12-30T09:00", "1wd", "2026-12-31T11:00", "the shortened day closes at 11:00"},
		{"2026-12-31T10:00", "2wh", "2027-01-04T08:00", "one hour left, then New Year; opening is at 07:00"},
		{"2026-11-21T08:00", "1wd", "2026-11-23T17:00", "received on the reception Saturday, which is not counted; Monday is"},
		{"2026-11-21T08:00", "1wh", "2026-11-23T08:00", "a reception Saturday has no working hours"},
		{"2026-11-21T12:00", "1wd", "2026-11-25T17:00", "after the Saturday reception: received Monday; Culture Day; Wednesday"},
		{"2027-05-07T09:00", "1wd", "2027-05-08T17:00", "the swapped Saturday has Tuesday's hours"},
	} {
		term, _ := ParseTerm(c.term)
		r, err := Due(k, when(t, c.from), term, Rule{})
		if err != nil || !r.Due.Equal(when(t, c.due)) {
			t.Errorf("%s %s: %s (%v), want %s: %s\n%s", c.from, c.term, stamp(r.Due), err, c.due, c.why, pencil(r))
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"unknown key":     `{"weeks": {}}`,
		"unknown kind":    `{"days":[{"date":"2026-08-03","kind":"holidays"}]}`,
		"no kind":         `{"days":[{"date":"2026-08-03"}]}`,
		"no date":         `{"days":[{"kind":"closure"}]}`,
		"bad date":        `{"days":[{"date":"2026-02-30","kind":"closure"}]}`,
		"twice":           `{"days":[{"date":"2026-08-03","kind":"closure"},{"date":"2026-08-03","kind":"closure"}]}`,
		"outside":         `{"days":[{"date":"2046-08-03","kind":"closure"}]}`,
		"overlap":         `{"week":{"mon":{"open":["07:00-12:00","11:00-17:00"]}}}`,
		"backwards":       `{"week":{"mon":{"open":["12:00-07:00"]}}}`,
		"bad span":        `{"week":{"mon":{"open":["7:00-12:00"]}}}`,
		"bad minute":      `{"week":{"mon":{"open":["07:70-12:00"]}}}`,
		"no working day":  `{"week":{"sat":{"open":["07:00-12:00"],"reception_only":true}}}`,
		"weekday":         `{"week":{"monday":{"open":["07:00-12:00"]}}}`,
		"base":            `{"base":"city"}`,
		"range":           `{"base":"none"}`,
		"range of state":  `{"from":"2026-01-01"}`,
		"hours on closed": `{"days":[{"date":"2026-08-03","kind":"closure","open":["07:00-08:00"]}]}`,
		"trailing":        `{} {}`,
		"not json":        `hello`,
	} {
		if _, err := Load(strings.NewReader(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestVersions(t *testing.T) {
	a, _ := LoadBytes([]byte(`{}`))
	if a.Fingerprint() != State().Calendar().Fingerprint() {
		t.Error("an empty file is not the state calendar")
	}
	b, _ := LoadBytes([]byte(`{"days":[{"date":"2026-08-03","kind":"closure"}]}`))
	if b.Version == "" || b.Version == a.Version || b.Fingerprint() == a.Fingerprint() {
		t.Errorf("versions %q and %q", a.Version, b.Version)
	}
}

// TestDueReportJSON pins the keys of the contract.
func TestDueReportJSON(t *testing.T) {
	r, err := Due(State(), when(t, "2026-11-20T09:00"), Term{2, WorkingDays}, Rule{})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(r.Report(func(key string, args ...any) string { return fmt.Sprint(key, args) }))
	for _, want := range []string{`"due":"2026-11-25T17:30:00+07:00"`, `"derivation":[{"from":"2026-11-20T09:00:00+07:00","to":`,
		`"counted":1`, `"why":"calendar.why.working_days`, `"term":"2wd"`, `"version":"vn-2015-2032/1"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s is missing in %s", want, b)
		}
	}
}
