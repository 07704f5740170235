// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestOldCodeAnswers(t *testing.T) {
	f := sonLa(t)
	// 04111 was Xã Mường Bằng; a public list sends it to 03943 Xã Mường Bang, another place. The resolution, clause 45, says 04123.
	got := Answering(f.Units, f.Lineage, "04111", "2020-01-01", "2026-01-01")
	if len(got) != 1 || got[0].Code != "04123" || got[0].ProperName() != "Chiềng Mung" {
		t.Errorf("04111: %v", got)
	}
	if got := Answering(f.Units, f.Lineage, "04111", "2020-01-01", lastOld); len(got) != 1 || got[0].Name != "Xã Mường Bằng" {
		t.Errorf("before the arrangement it answers itself: %v", got)
	}
	if got := Answering(f.Units, f.Lineage, "123", lastOld, firstNew); got != nil {
		t.Errorf("an abolished district has no answer: %v", got)
	}
	if got := Answering(f.Units, f.Lineage, "14", lastOld, firstNew); len(got) != 1 {
		t.Errorf("the province stays: %v", got)
	}
}

func TestCodeUsedAgain(t *testing.T) {
	f := sonLa(t)
	o, _ := Find(f.Units, "03664", lastOld)
	n, _ := Find(f.Units, "03664", firstNew)
	if o.Name != "Xã Chiềng Xôm" || n.Name != "Phường Chiềng An" {
		t.Errorf("%s, %s", o.Name, n.Name)
	}
	if got := Predecessors(f.Lineage, "03664", firstNew); !reflect.DeepEqual(got, []string{"03661", "03664", "03667"}) {
		t.Errorf("predecessors %v", got)
	}
	if got := Predecessors(f.Lineage, "03664", lastOld); got != nil {
		t.Errorf("the old bearer has none: %v", got)
	}
	if got := Successors(f.Lineage, "03664", firstNew); got != nil {
		t.Errorf("the new bearer has no successor: %v", got)
	}
}

func TestByName(t *testing.T) {
	f := sonLa(t)
	two := ByName(f.Units, "Chiềng Chung", "", lastOld)
	if len(two) != 2 || two[0].Parent == two[1].Parent {
		t.Errorf("two Chiềng Chung: %v", two)
	}
	if one := ByName(f.Units, "xã Chiềng Chung", "125", lastOld); len(one) != 1 || !one[0].Exact {
		t.Errorf("in Mai Sơn: %v", one)
	}
	if got := ByName(f.Units, "Mường Bằng", "", lastOld); len(got) != 1 || got[0].Code != "04111" {
		t.Errorf("Mường Bằng: %v", got)
	}
	if got := ByName(f.Units, norm.NFD.String("MƯỜNG BANG"), "14", lastOld); len(got) != 1 || got[0].Code != "03964" {
		t.Errorf("Mường Bang: %v", got)
	}
	if got := ByName(f.Units, "muong bang", "", lastOld); len(got) != 2 || got[0].Exact {
		t.Errorf("without diacritics: %v", got)
	}
	if got := ByName(f.Units, "Xã Noong Lay", "", lastOld); len(got) != 1 || got[0].Name != "Xã Nong Lay" {
		t.Errorf("by alias: %v", got)
	}
	if got := ByName(f.Units, " ", "", lastOld); got != nil {
		t.Errorf("nothing asked: %v", got)
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Liên Hòa", "Liên Hoà", true}, {"Thúy", "Thuý", true}, {"Mường É", norm.NFD.String("mường é"), true},
		{"Mường Bằng", "Mường Bang", false}, {"Đá Đỏ", "Da Do", false}, {"Nậm Păm", "Nặm Păm", false},
	} {
		if SameName(c.a, c.b) != c.same {
			t.Errorf("%q %q", c.a, c.b)
		}
	}
	if fold("Đá  ĐỎ, Kim-Bon") != "da do kim bon" {
		t.Error(fold("Đá  ĐỎ, Kim-Bon"))
	}
}

func TestBadUnits(t *testing.T) {
	in := strings.Join([]string{
		"# remark", "code\tname\tkind\tparent\tvalid_from\tvalid_to",
		"14\tTỉnh A\tprovince\t\t\t", "123\tHuyện B\tprovince\t\t\t", "00001\t\tcommune\t14\t2025-02-30\t",
		"00002\t" + norm.NFD.String("Xã Đỗ") + "\tvillage\t14\t2025-07-01\t2025-06-30", "short",
	}, "\n")
	us, ps := ParseUnits(strings.NewReader(in))
	if len(us) != 1 {
		t.Errorf("units %v", us)
	}
	var got []string
	for _, p := range ps {
		got = append(got, fmt.Sprintf("%d %s", p.Row, p.Code))
	}
	want := []string{"4 code_bad", "5 name_missing", "5 date_bad", "6 name_not_nfc", "6 kind_unknown", "6 dates_reversed", "7 row_shape"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	for _, bad := range []string{"", "name\tkind\n", "# only remarks\n"} {
		if _, ps := ParseUnits(strings.NewReader(bad)); len(ps) == 0 {
			t.Errorf("%q accepted", bad)
		}
	}
}

func TestCheckFinds(t *testing.T) {
	u := func(code, parent, from, to string) Unit {
		return Unit{Code: code, Name: "x", Kind: Commune, Parent: parent, ValidFrom: from, ValidTo: to}
	}
	p := Unit{Code: "14", Name: "x", Kind: Province}
	for want, c := range map[string]struct {
		us []Unit
		ls []Link
	}{
		ProblemCodeTwice:     {[]Unit{p, u("00001", "14", "", ""), u("00001", "14", "2025-01-01", "")}, nil},
		ProblemParentUnknown: {[]Unit{u("00001", "99", "", "")}, nil},
		ProblemParentCycle:   {[]Unit{u("00001", "00002", "", ""), u("00002", "00001", "", "")}, nil},
		ProblemSuccessorless: {[]Unit{p, u("00001", "14", "", "2025-01-01")}, nil},
		ProblemLinkUnknown:   {[]Unit{p, u("00001", "14", "", "2024-12-31")}, []Link{{Old: "00001", New: "00009", Effective: "2025-01-01"}}},
		ProblemLineageCycle: {[]Unit{p, u("00001", "14", "", "2024-12-31"), u("00002", "14", "", "2024-12-31"), u("00001", "14", "2025-01-01", ""), u("00002", "14", "2025-01-01", "")},
			[]Link{{Old: "00001", New: "00002", Effective: "2025-01-01"}, {Old: "00002", New: "00001", Effective: "2025-01-01"}}},
	} {
		found := false
		for _, p := range Check(c.us, c.ls) {
			found = found || p.Code == want
		}
		if !found {
			t.Errorf("%s not found: %v", want, Check(c.us, c.ls))
		}
	}
}

func TestCheckAgenciesFinds(t *testing.T) {
	u := []Unit{{Code: "14", Name: "x", Kind: Province}}
	a := func(code, unit, parent, from, to string) Agency {
		return Agency{Code: code, Unit: unit, Parent: parent, ValidFrom: from, ValidTo: to}
	}
	for want, as := range map[string][]Agency{
		ProblemCodeTwice:     {a("H52", "14", "", "", "2025-02-28"), a("H52", "14", "", "2025-02-28", "")},
		ProblemUnitUnknown:   {a("H52", "99", "", "", "")},
		ProblemParentUnknown: {a("H52.1", "14", "H52", "", "")},
		ProblemParentCycle:   {a("H52", "14", "H52.1", "", ""), a("H52.1", "14", "H52", "", "")},
	} {
		if ps := CheckAgencies(as, u); len(ps) == 0 || ps[0].Code != want {
			t.Errorf("%s: %v", want, ps)
		}
	}
	if ps := CheckAgencies([]Agency{a("H52", "14", "", "", "2025-02-28"), a("H52", "14", "", "2025-03-01", "")}, u); len(ps) != 0 {
		t.Errorf("one after the other is no overlap: %v", ps)
	}
}

// The whole country, 10,047 old units into 3,321, must be checked while a person waits.
func BenchmarkCheckCountry(b *testing.B) {
	units := []Unit{{Code: "14", Name: "x", Kind: Province}}
	var links []Link
	for i := range 10047 {
		o, n := fmt.Sprintf("%05d", i+1), fmt.Sprintf("%05d", i%3321+1)
		units = append(units, Unit{Code: o, Name: "x", Kind: Commune, Parent: "14", ValidTo: lastOld})
		if i < 3321 {
			units = append(units, Unit{Code: n, Name: "x", Kind: Commune, Parent: "14", ValidFrom: firstNew})
		}
		links = append(links, Link{Old: o, New: n, Effective: firstNew})
	}
	for b.Loop() {
		if ps := Check(units, links); len(ps) > 0 {
			b.Fatal(ps[0])
		}
	}
}

// Over any lineage in which every unit that an arrangement touches is accounted for: what goes forward comes back, and the walk
// ends although codes are used again.
func TestLineageProperty(t *testing.T) {
	codes := []string{"00001", "00002", "00003", "00004"}
	rapid.Check(t, func(t *rapid.T) {
		var ls []Link
		for _, day := range []string{"1990-01-01", "2003-05-05", "2025-07-01"} {
			for _, c := range codes {
				for _, n := range rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 1, 3, rapid.ID[string]).Draw(t, day+c) {
					ls = append(ls, Link{Old: c, New: n, Effective: day})
				}
			}
		}
		c := rapid.SampledFrom(codes).Draw(t, "code")
		for _, s := range Successors(ls, c, "1980-01-01") {
			back := Predecessors(ls, s, "2026-01-01")
			if i := sort.SearchStrings(back, c); i >= len(back) || back[i] != c {
				t.Fatalf("%s -> %s, but back to %v (%v)", c, s, back, ls)
			}
		}
	})
}

func FuzzParseUnits(f *testing.F) {
	f.Add("code\tname\tkind\tparent\n14\tTỉnh A\tprovince\t\n")
	f.Add("code\tname\tkind\n\xff\t\t\n")
	f.Fuzz(func(t *testing.T, in string) {
		us, _ := ParseUnits(strings.NewReader(in))
		for _, u := range us {
			if _, ps := NewUnit(u); len(ps) > 0 {
				t.Fatalf("parsed a bad unit %v: %v", u, ps)
			}
		}
	})
}

func TestLocalesComplete(t *testing.T) {
	src, err := os.ReadFile("problem.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`Problem\w+\s+= "(\w+)"`).FindAllSubmatch(src, -1) {
		want = append(want, "organisation.problem."+string(m[1]))
	}
	for _, k := range Kinds() {
		want = append(want, "organisation.kind."+string(k))
	}
	for _, k := range AgencyKinds() {
		want = append(want, "organisation.agency_kind."+string(k))
	}
	for _, k := range Tiers() {
		want = append(want, "organisation.tier."+string(k))
	}
	vi, en := texts(t, "vi"), texts(t, "en")
	for _, k := range want {
		if vi[k] == "" || en[k] == "" {
			t.Errorf("no text for %s", k)
		}
	}
	holes := regexp.MustCompile(`\{\w+\}`)
	for k := range vi {
		a, b := holes.FindAllString(vi[k], -1), holes.FindAllString(en[k], -1)
		sort.Strings(a)
		sort.Strings(b)
		if !reflect.DeepEqual(a, b) || len(vi) != len(en) {
			t.Errorf("%s: %v, %v", k, a, b)
		}
	}
}

func texts(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("locale/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}
