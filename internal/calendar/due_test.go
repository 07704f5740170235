// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// when reads a time of the table: Vietnam's unless it says otherwise, closing when it is only a date.
func when(t testing.TB, s string) time.Time {
	t.Helper()
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if at, err := time.ParseInLocation(layout, s, Zone); err == nil {
			return at
		}
	}
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d.At(17*60 + 30)
}

func ruleOf(t *testing.T, options string) (r Rule) {
	t.Helper()
	for _, o := range strings.Fields(options) {
		name, value, _ := strings.Cut(o, "=")
		n := 0
		fmt.Sscan(value, &n)
		switch name {
		case "same":
			r.SameDay = true
		case "cutoff":
			r.Cutoff = n
		case "first":
			r.CountFirstDay = true
		case "last":
			r.LastMinutes = n
		case "keep":
			r.KeepRestDay = true
		default:
			t.Fatalf("unknown option %q", o)
		}
	}
	return r
}

// TestHandChecked walks testdata/due.txt.
func TestHandChecked(t *testing.T) {
	b, err := os.ReadFile("testdata/due.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases, reason := 0, ""
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			reason = line
			continue
		}
		cols := strings.Split(line, "|")
		if len(cols) != 4 || !strings.HasPrefix(reason, "# ") {
			t.Fatalf("line %d: four columns and a reason are wanted", n+1)
		}
		for i := range cols {
			cols[i] = strings.TrimSpace(cols[i])
		}
		term, err := ParseTerm(cols[1])
		if err != nil {
			t.Fatal(err)
		}
		r, err := Due(State(), when(t, cols[0]), term, ruleOf(t, cols[2]))
		if want := when(t, cols[3]); err != nil || !r.Due.Equal(want) {
			t.Errorf("line %d: %s %s %s\n got %s (%v)\nwant %s\n%s\n%s", n+1, cols[0], cols[1], cols[2], stamp(r.Due), err,
				stamp(want), reason, pencil(r))
		}
		checkDerivation(t, r)
		cases, reason = cases+1, ""
	}
	if cases < 80 {
		t.Errorf("only %d cases", cases)
	}
}

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkDerivation holds the lines against the result: they are in order, end at the due time, and what they count is the
// term, no more and no less.
func checkDerivation(t fataler, r Result) {
	t.Helper()
	sum := 0
	for i, l := range r.Derivation {
		if l.To.Before(l.From) || i > 0 && l.From.Before(r.Derivation[i-1].From) && l.Counted > 0 {
			t.Fatalf("line %d is out of order:\n%s", i, pencil(r))
		}
		sum += l.Counted
	}
	want := r.Term.N
	if r.Term.Unit == WorkingHours {
		want *= 60
	}
	if last := r.Derivation[len(r.Derivation)-1]; sum != want || !last.To.Equal(r.Due) {
		t.Fatalf("%d counted, the term is %d:\n%s", sum, want, pencil(r))
	}
}

func pencil(r Result) string {
	var b strings.Builder
	for _, l := range r.Derivation {
		fmt.Fprintf(&b, "  %s – %s  %d %s  %s %v\n", stamp(l.From), stamp(l.To), l.Counted, l.Unit, l.Why.Key, l.Why.Args)
	}
	return b.String()
}

// TestDerivationReads pins one whole derivation, as a page shows it.
func TestDerivationReads(t *testing.T) {
	r, err := Due(State(), when(t, "2026-11-19T17:45"), Term{3, WorkingDays}, Rule{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range r.Derivation {
		got = append(got, fmt.Sprintf("%s %s %d%s %s", stamp(l.From)[5:16], stamp(l.To)[5:16], l.Counted, l.Unit,
			strings.TrimPrefix(l.Why.Key, "calendar.why.")))
	}
	want := []string{
		"11-19T17:45 11-20T07:30 0min after_closing",
		"11-20T07:30 11-21T00:00 0wd first_day_not_counted",
		"11-21T00:00 11-23T00:00 0wd weekly_rest",
		"11-23T00:00 11-23T17:30 1wd working_days",
		"11-24T00:00 11-25T00:00 0wd day.holiday",
		"11-25T00:00 11-26T17:30 2wd working_days",
		"11-26T17:30 11-26T17:30 0wd due",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r.Derivation[4].Why.Basis == "" || r.Version != StateVersion {
		t.Errorf("no basis or version: %+v", r)
	}
}

// TestGuessIsMarked: a due date that rests on an unverified day says so.
func TestGuessIsMarked(t *testing.T) {
	for from, want := range map[string]Certainty{
		"2026-08-21T09:00": Unverified, "2026-11-23T09:00": Unverified, "2027-02-03T09:00": Provisional, "2026-01-09T09:00": Decreed,
		"2026-04-29T09:00": Computed,
	} {
		r, err := Due(State(), when(t, from), Term{1, WorkingDays}, Rule{})
		if err != nil {
			t.Fatal(err)
		}
		marked := false
		for _, l := range r.Derivation {
			marked = marked || l.Why.Certainty == want
		}
		if !marked {
			t.Errorf("%s: no line is %s\n%s", from, want, pencil(r))
		}
	}
}

func TestOutOfRange(t *testing.T) {
	for _, c := range []struct{ from, term string }{
		{"2014-12-31T09:00", "1wd"}, {"2032-12-31T09:00", "1wd"}, {"2032-12-01T09:00", "60d"}, {"2032-06-01T09:00", "12m"},
		{"2032-12-31T17:00", "8wh"}, {"2032-12-31T17:00", "72h"}, {"2026-01-01T09:00", "10000m"}, {"2026-01-01T09:00", "10000d"},
	} {
		term, _ := ParseTerm(c.term)
		if r, err := Due(State(), when(t, c.from), term, Rule{}); err == nil {
			t.Errorf("%s %s: %s", c.from, c.term, stamp(r.Due))
		}
	}
}

func TestParseTerm(t *testing.T) {
	for _, good := range []string{"1wd", "15wd", "30d", "8wh", "72h", "1m", "10000d"} {
		if term, err := ParseTerm(good); err != nil || term.String() != good {
			t.Errorf("%s: %v %v", good, term, err)
		}
	}
	for _, bad := range []string{"", "0wd", "-1d", "5", "wd", "1.5wd", "5 wd", "5WD", "10001d", "99999999999999999999d", "5x"} {
		if term, err := ParseTerm(bad); err == nil {
			t.Errorf("%q was read as %v", bad, term)
		}
	}
}

func TestDates(t *testing.T) {
	for _, bad := range []string{"2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "x"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q was read as %v", bad, d)
		}
	}
	for n := 0; n < 200*366; n++ {
		d := MustDate("1900-01-01").AddDays(n)
		u := time.Date(1900, 1, 1+n, 0, 0, 0, 0, time.UTC)
		if d.String() != u.Format(time.DateOnly) || d.Weekday() != u.Weekday() || DateOf(d.At(0)) != d || DateOf(d.At(1439)) != d {
			t.Fatalf("%v is not %v", d, u)
		}
	}
}

func BenchmarkDueAt(b *testing.B) {
	k, start := State(), when(b, "2026-11-20T16:59")
	for _, term := range []Term{{15, WorkingDays}, {30, Days}, {40, WorkingHours}, {1, Months}} {
		b.Run(term.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				DueAt(k, start, term, Rule{})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "due/s")
		})
	}
}

func BenchmarkDueWithDerivation(b *testing.B) {
	k, start := State(), when(b, "2026-11-20T16:59")
	for b.Loop() {
		Due(k, start, Term{15, WorkingDays}, Rule{})
	}
}
