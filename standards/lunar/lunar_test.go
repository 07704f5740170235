// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package lunar

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// tet lists published dates of the first day of the lunar year: years in which Vietnam and China differ (1968, 1969,
// 1985, 2007, 2030), and 2015–2032.
var tet = []string{
	"1968-01-29", "1969-02-16", "1970-02-06", "1975-02-11", "1985-01-21", "1986-02-09", "2000-02-05", "2007-02-17",
	"2008-02-07", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12",
	"2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
	"2030-02-02", "2031-01-23", "2032-02-11",
}

func TestTet(t *testing.T) {
	for _, want := range tet {
		var y int
		fmt.Sscanf(want, "%d-", &y)
		if got := isoOf(t, Date{Year: y, Month: 1, Day: 1}); got != want {
			t.Errorf("Tết %d: %s, want %s", y, got, want)
		}
	}
}

// TestHungKings checks the tenth of the third month against published holidays.
func TestHungKings(t *testing.T) {
	for y, want := range map[int]string{
		2015: "2015-04-28", 2020: "2020-04-02", 2023: "2023-04-29", 2024: "2024-04-18", 2025: "2025-04-07",
		2026: "2026-04-26", 2027: "2027-04-16", 2028: "2028-04-04", 2029: "2029-04-23", 2030: "2030-04-12",
		2031: "2031-04-01", 2032: "2032-04-19",
	} {
		if got := isoOf(t, Date{Year: y, Month: 3, Day: 10}); got != want {
			t.Errorf("Hùng Kings %d: %s, want %s", y, got, want)
		}
	}
}

func TestLeapMonths(t *testing.T) {
	for y, want := range map[int]int{
		1984: 0, 1985: 2, 1987: 7, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6,
		2026: 0, 2028: 5, 2031: 3, 2033: 11,
	} {
		if got := LeapMonth(y); got != want {
			t.Errorf("leap month of %d: %d, want %d", y, got, want)
		}
	}
}

// TestMeeusExamples holds the astronomy against the worked examples of the book.
func TestMeeusExamples(t *testing.T) {
	// Example 49.a: new moon of February 1977, JDE 2443192.65118.
	if got := newMoon(-283); math.Abs(got-2443192.65118) > 0.00002 {
		t.Errorf("new moon of lunation -283: %.5f", got)
	}
	// Example 25.b: 13 October 1992, 0h TD, apparent longitude 199°54'21.82"; 2 seconds of arc are allowed.
	if got, want := sunLongitude(2448908.5), 199+54.0/60+21.82/3600; math.Abs(got-want) > 2.0/3600 {
		t.Errorf("sun: %.6f, want %.6f", got, want)
	}
}

// meeusLow is the other, shorter solar theory of the book (25.2–25.8), good to about 0.01°: a check on sunTerms as a whole.
func meeusLow(jde float64) float64 {
	t := (jde - j2000) / 36525
	l := 280.46646 + t*(36000.76983+t*0.0003032)
	m := rad * (357.52911 + t*(35999.05029-t*0.0001537))
	c := (1.914602-t*(0.004817+t*0.000014))*math.Sin(m) + (0.019993-t*0.000101)*math.Sin(2*m) + 0.000289*math.Sin(3*m)
	return wrap(l + c - 0.00569 - 0.00478*math.Sin(rad*(125.04-1934.136*t)))
}

func TestSunAgainstShorterTheory(t *testing.T) {
	worst := 0.0
	for jd := julianDay(1900, 1, 1); jd < julianDay(2200, 1, 1); jd += 3 {
		d := math.Abs(sunLongitude(float64(jd)) - meeusLow(float64(jd)))
		worst = math.Max(worst, math.Min(d, 360-d))
	}
	t.Logf("largest difference %.4f°", worst)
	if worst > 0.012 {
		t.Errorf("the two solar theories differ by %.4f°", worst)
	}
}

func TestEveryDayRoundTrips(t *testing.T) {
	var before Date
	for jd := julianDay(1900, 1, 31); jd < julianDay(2200, 1, 1); jd++ {
		y, m, d := civil(jd)
		l, err := ToLunar(y, m, d)
		if err != nil {
			t.Fatalf("%d-%d-%d: %v", y, m, d, err)
		}
		if iso := isoOf(t, l); iso != fmt.Sprintf("%04d-%02d-%02d", y, m, d) {
			t.Fatalf("%v goes back to %s", l, iso)
		}
		if l.Day != before.Day+1 && l.Day != 1 || l.Day > 30 || l.Day == 1 && before.Day != 0 && before.Day < 29 {
			t.Fatalf("after %v comes %v", before, l)
		}
		before = l
	}
}

func TestImpossibleDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date{
			Year: rapid.IntRange(1890, 2210).Draw(t, "y"), Month: rapid.IntRange(-1, 14).Draw(t, "m"),
			Day: rapid.IntRange(-1, 32).Draw(t, "d"), Leap: rapid.Bool().Draw(t, "leap"),
		}
		y, m, day, err := FromLunar(d)
		if err != nil {
			return
		}
		if back, err := ToLunar(y, m, day); err != nil || back != d {
			t.Fatalf("%v became %d-%d-%d and %v", d, y, m, day, back)
		}
	})
	if _, err := ToLunar(1850, 1, 1); err != ErrRange {
		t.Errorf("1850: %v", err)
	}
}

// TestAgainstAmlich compares every day of 2015–2030 with the npm package amlich, an implementation of someone else.
func TestAgainstAmlich(t *testing.T) {
	f := sharedFile("holidays/lunar_days_amlich_2015-2030.tsv")
	if f == nil {
		t.Log("no comparison file here")
		return
	}
	defer f.Close()
	rows := 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var y, m, d, leap int
		var want Date
		if n, _ := fmt.Sscanf(sc.Text(), "%d-%d-%d\t%d\t%d\t%d\t%d", &y, &m, &d, &want.Day, &want.Month, &want.Year, &leap); n != 7 {
			continue
		}
		want.Leap = leap == 1
		rows++
		if got, err := ToLunar(y, time.Month(m), d); err != nil || got != want {
			t.Errorf("%d-%02d-%02d: %v (%v), amlich has %v", y, m, d, got, err, want)
		}
	}
	t.Logf("%d days agree", rows)
	if rows < 5000 {
		t.Errorf("only %d rows were read", rows)
	}
}

// sharedFile opens a file of the project's shared data, wherever the checkout stands.
func sharedFile(name string) *os.File {
	for _, base := range []string{os.Getenv("MOTCUA_SHARED"), "../../../shared", "../../../../shared"} {
		for _, sub := range []string{"data", ""} {
			if f, err := os.Open(filepath.Join(base, sub, filepath.FromSlash(name))); err == nil {
				return f
			}
		}
	}
	return nil
}

func isoOf(t *testing.T, d Date) string {
	t.Helper()
	y, m, day, err := FromLunar(d)
	if err != nil {
		t.Fatalf("%v: %v", d, err)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

func FuzzLunar(f *testing.F) {
	f.Add(2026, 2, 17, false)
	f.Add(2025, 6, 30, true)
	f.Fuzz(func(t *testing.T, y, m, d int, leap bool) {
		if yy, mm, dd, err := FromLunar(Date{Year: y, Month: m, Day: d, Leap: leap}); err == nil {
			if back, err := ToLunar(yy, mm, dd); err != nil || back != (Date{y, m, d, leap}) {
				t.Errorf("%d/%d/%d does not round-trip: %v", d, m, y, back)
			}
		}
		if y > -10000 && y < 10000 && m > 0 && m < 13 && d > 0 && d < 32 {
			ToLunar(y, time.Month(m), d)
		}
	})
}

func BenchmarkBuildTable(b *testing.B) {
	for b.Loop() {
		buildMonths()
	}
}

func BenchmarkToLunar(b *testing.B) {
	for b.Loop() {
		ToLunar(2026, 11, 21)
	}
}
