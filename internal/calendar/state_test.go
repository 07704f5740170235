// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua.vn/standards/lunar"
)

// sharedFile opens a file of the project's shared data, wherever the checkout stands; nil when it is not there.
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

func exceptionOn(k *Compiled, date string) *Exception {
	return k.days[MustDate(date).n-k.base].except
}

// TestKnownDays holds single days against what was announced.
func TestKnownDays(t *testing.T) {
	for date, want := range map[string]Kind{
		"2026-01-01": Holiday, "2026-01-02": SwapOff, "2026-01-10": SwapWork, "2026-02-16": Holiday, "2026-02-20": Holiday,
		"2026-04-26": Holiday, "2026-04-27": Substitute, "2026-04-30": Holiday, "2026-05-01": Holiday,
		"2026-08-22": SwapWork, "2026-08-31": SwapOff, "2026-09-01": Holiday, "2026-09-02": Holiday, "2026-11-24": Holiday,
		"2025-04-26": SwapWork, "2025-05-02": SwapOff, "2025-01-27": Holiday, "2025-01-31": Holiday,
		"2024-05-04": SwapWork, "2024-04-29": SwapOff, "2023-05-03": Substitute, "2019-01-05": SwapWork,
	} {
		if e := exceptionOn(State(), date); e == nil || e.Kind != want {
			t.Errorf("%s: %+v, want %s", date, e, want)
		}
	}
	for _, ordinary := range []string{"2026-02-23", "2026-04-28", "2026-09-03", "2025-11-24", "2025-02-03", "2020-09-03"} {
		if e := exceptionOn(State(), ordinary); e != nil {
			t.Errorf("%s: %+v, want an ordinary day", ordinary, e)
		}
	}
}

// TestHolidayCounts: 10 holidays a year to 2020, 11 from 2021, 12 from 2026; every one on a weekend has a substitute.
func TestHolidayCounts(t *testing.T) {
	for y := StateFirstYear; y <= StateLastYear; y++ {
		r, err := YearReport(State(), y)
		if err != nil {
			t.Fatal(err)
		}
		holidays, weekend, substitutes := 0, 0, 0
		for _, d := range r.Days {
			switch d.Kind {
			case Holiday:
				holidays++
				if d.Weekday == "sat" || d.Weekday == "sun" {
					weekend++
				}
			case Substitute:
				substitutes++
			}
			if d.Name == "" || d.Basis == "" || d.Certainty == "" {
				t.Errorf("%v has no name, basis or certainty", d)
			}
		}
		want := 10
		if y >= 2021 {
			want++
		}
		if y >= 2026 {
			want++
		}
		if holidays != want || weekend != substitutes {
			t.Errorf("%d: %d holidays (want %d), %d on weekends, %d substitutes", y, holidays, want, weekend, substitutes)
		}
		if r.WorkingDays < 245 || r.WorkingDays > 254 {
			t.Errorf("%d: %d working days", y, r.WorkingDays)
		}
	}
	if _, err := YearReport(State(), 2033); err == nil {
		t.Error("2033 was answered")
	}
}

// knownDifferences are the working days on which we differ from the vacanza table, and why.
var knownDifferences = map[string]string{
	"2025-05-02": "swapped for 26 April by 6150/TB-BLĐTBXH, missing in vacanza",
	"2026-01-02": "swapped for 10 January by 12729/VPCP-KGVX, missing in vacanza",
	"2026-08-31": "five-day National Day break, missing in vacanza",
	"2026-11-24": "Culture Day, younger than the table",
	"2027-11-24": "Culture Day, younger than the table",
	"2028-11-24": "Culture Day, younger than the table",
	"2029-11-26": "substitute of Culture Day (a Saturday), younger than the table",
	"2030-11-25": "substitute of Culture Day (a Sunday), younger than the table",
}

// TestAgainstVacanza compares every day of 2015–2030 with the vacanza/holidays library: is it off on a weekday?
func TestAgainstVacanza(t *testing.T) {
	f := sharedFile("holidays/vn_nonworking_2015-2030_from-vacanza.tsv")
	if f == nil {
		t.Log("no comparison file here")
		return
	}
	defer f.Close()
	off := map[Date]bool{}
	worked := map[Date]bool{}
	madeUp := regexp.MustCompile(`substituted from (\d\d)/(\d\d)/(\d{4})`)
	for sc := bufio.NewScanner(f); sc.Scan(); {
		date, rest, _ := strings.Cut(sc.Text(), "\t")
		d, err := ParseDate(date)
		if err != nil {
			continue
		}
		off[d] = true
		if m := madeUp.FindStringSubmatch(rest); m != nil {
			worked[MustDate(m[3]+"-"+m[1]+"-"+m[2])] = true
		}
	}
	if len(off) < 200 {
		t.Fatalf("only %d days were read", len(off))
	}
	seen := map[string]bool{}
	for d := MustDate("2015-01-01"); d.Before(MustDate("2031-01-01")); d = d.AddDays(1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if weekend {
			if e := exceptionOn(State(), d.String()); worked[d] && !State().IsWorkingDay(d) {
				t.Errorf("%v is worked in vacanza, here %+v", d, e)
			}
			continue
		}
		if off[d] == !State().IsWorkingDay(d) {
			continue
		}
		seen[d.String()] = true
		if knownDifferences[d.String()] == "" {
			t.Errorf("%v: off in vacanza %v, here %+v", d, off[d], exceptionOn(State(), d.String()))
		}
	}
	for date, reason := range knownDifferences {
		if !seen[date] {
			t.Errorf("%s no longer differs (%s)", date, reason)
		}
	}
}

// TestAgainstSwapFile checks that every swap of the shared table is in ours.
func TestAgainstSwapFile(t *testing.T) {
	f := sharedFile("holidays/decreed_swaps_and_gaps.tsv")
	if f == nil {
		t.Log("no comparison file here")
		return
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		cols := strings.Split(sc.Text(), "\t")
		off, err := ParseDate(cols[0])
		if err != nil {
			continue
		}
		e := exceptionOn(State(), off.String())
		if e == nil || cols[1] != "" && e.Pair.String() != cols[1] {
			t.Errorf("%v made up by %s: here %+v", off, cols[1], e)
		}
	}
}

// TestLunarHolidaysAgree: Tết and Hùng Kings stand where the lunar package says.
func TestLunarHolidaysAgree(t *testing.T) {
	for _, e := range State().Calendar().Exceptions {
		if e.Kind != Holiday || e.Code != "hung_kings" {
			continue
		}
		if l, err := lunar.ToLunar(e.Date.Civil()); err != nil || l.Day != 10 || l.Month != 3 || l.Leap {
			t.Errorf("%v is %v", e.Date, l)
		}
	}
}

// TestDaysReportJSON pins the keys of the contract.
func TestDaysReportJSON(t *testing.T) {
	r, err := YearReport(State(), 2026)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(r)
	for _, want := range []string{`"days":[{"date":"2026-01-01"`, `"kind":"swap_work"`, `"name":"Ngày Văn hóa Việt Nam"`, `"basis":"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s is missing in %.300s", want, b)
		}
	}
}

// TestTextsComplete: both languages have the same keys, and every key that the rules can give has a text.
func TestTextsComplete(t *testing.T) {
	texts := map[string]map[string]string{}
	for _, lang := range []string{"vi", "en"} {
		b, err := Locale.ReadFile("locale/" + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		texts[lang] = m
	}
	keys := []string{whyReceived, whyBeforeOpening, whyBreak, whyAfterClosing, whyRestDay, whyAfterCutoff, whyLastMinutes,
		whyFirstDay, whyCountedWD, whyCountedD, whyCountedMin, whyCountedH, whyCountedM, whyClamped, whyWeekend, whyPaused,
		whyMoved, whyKept, whyDue}
	for _, k := range []Kind{Holiday, Substitute, SwapOff, Closure, SwapWork, Shortened} {
		keys = append(keys, whyExceptPrefix+string(k))
	}
	for _, e := range State().Calendar().Exceptions {
		keys = append(keys, "calendar.day."+e.Code, "calendar.kind."+string(e.Kind), "calendar.certainty."+string(e.Certainty))
	}
	for lang, m := range texts {
		for _, k := range keys {
			if m[k] == "" {
				t.Errorf("%s has no %s", lang, k)
			}
		}
		for k, text := range m {
			holes := regexp.MustCompile(`\{[a-z]+\}`)
			a, b := holes.FindAllString(text, -1), holes.FindAllString(texts["vi"][k], -1)
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
				t.Errorf("%s: %s has other holes than the Vietnamese: %v, %v", lang, k, a, b)
			}
		}
	}
}
