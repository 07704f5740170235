// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

const (
	lastOld  = "2025-06-30"
	firstNew = "2025-07-01"
)

func sonLa(t *testing.T) Facts {
	t.Helper()
	f, err := SonLa()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func communeLevel(us []Unit) []Unit {
	var out []Unit
	for _, u := range us {
		if u.Kind.CommuneLevel() {
			out = append(out, u)
		}
	}
	return out
}

func TestSonLaInvariants(t *testing.T) {
	f := sonLa(t)
	if ps := Check(f.Units, f.Lineage); len(ps) != 0 {
		t.Fatalf("problems: %v", ps)
	}
	before, after := On(f.Units, lastOld), On(f.Units, firstNew)
	kinds := func(us []Unit) map[Kind]int {
		m := map[Kind]int{}
		for _, u := range us {
			m[u.Kind]++
		}
		return m
	}
	b, a := kinds(before), kinds(after)
	if b[Province] != 1 || b[District] != 12 || b[Commune]+b[Ward]+b[Township] != 200 {
		t.Errorf("on %s: %v", lastOld, b)
	}
	if a[Province] != 1 || a[District] != 0 || a[Commune] != 67 || a[Ward] != 8 || a[Township] != 0 {
		t.Errorf("on %s: %v", firstNew, a)
	}
	unchanged := 0
	for _, u := range communeLevel(before) {
		into := Successors(f.Lineage, u.Code, lastOld)
		if len(into) == 0 {
			t.Errorf("%s %s has no successor", u.Code, u.Name)
		}
		for _, c := range into {
			n, ok := Find(f.Units, c, firstNew)
			if !ok {
				t.Errorf("%s goes into %s, which does not exist", u.Code, c)
			}
			if c == u.Code && SameName(n.Name, u.Name) && len(n.From) == 1 {
				unchanged++
			}
		}
	}
	if unchanged != 7 {
		t.Errorf("unchanged = %d, want 7 (Resolution 1681 Art. 1(69))", unchanged)
	}
	for _, u := range f.Units {
		if !norm.NFC.IsNormalString(u.Name + u.Basis + strings.Join(u.Aliases, "")) {
			t.Errorf("%s is not NFC", u.Code)
		}
	}
}

func TestSonLaAgencies(t *testing.T) {
	f := sonLa(t)
	if ps := CheckAgencies(f.Agencies, f.Units); len(ps) != 0 {
		t.Fatalf("problems: %v", ps)
	}
	byCode, kinds := map[string]Agency{}, map[AgencyKind]int{}
	for _, a := range f.Agencies {
		if _, twice := byCode[a.Code]; twice {
			t.Errorf("%s twice", a.Code)
		}
		byCode[a.Code] = a
		kinds[a.Kind]++
		if a.Certainty != Demo {
			t.Errorf("%s: numbers are ours and must be marked so", a.Code)
		}
	}
	if kinds[PeopleCommittee] != 76 || kinds[ServiceCentre] != 76 {
		t.Errorf("kinds %v", kinds)
	}
	served := map[string]int{}
	for _, a := range f.Agencies {
		if a.Parent != "" && byCode[a.Parent].Code == "" {
			t.Errorf("%s: parent %s unknown", a.Code, a.Parent)
		}
		if _, ok := Find(f.Units, a.Unit, firstNew); !ok {
			t.Errorf("%s: unit %s unknown", a.Code, a.Unit)
		}
		served[a.Unit+string(a.Kind)]++
	}
	for _, u := range communeLevel(On(f.Units, firstNew)) {
		if served[u.Code+string(PeopleCommittee)] != 1 || served[u.Code+string(ServiceCentre)] != 1 {
			t.Errorf("%s has no committee or no centre", u.Code)
		}
	}
}

// The shared data are other people's files; they are compared when somebody has them, and never needed.
func shared(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("MOTCUA_SHARED"), "../../../shared/data", "../../../../shared/data"} {
		p := filepath.Join(dir, name)
		if _, err := os.Stat(p); dir != "" && err == nil {
			return p
		}
	}
	t.Logf("not compared: no %s (set MOTCUA_SHARED)", name)
	return ""
}

func TestSonLaAgreesWithResolution(t *testing.T) {
	p := shared(t, "admin-units/son-la_200to75_from-resolution.tsv")
	if p == "" {
		return
	}
	file, err := os.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	f, rows := sonLa(t), 0
	for sc := bufio.NewScanner(file); sc.Scan(); {
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 7 || c[0] == "clause" {
			continue
		}
		rows++
		o, ok1 := Find(f.Units, c[3], lastOld)
		n, ok2 := Find(f.Units, c[1], firstNew)
		if !ok1 || !ok2 || o.Parent != c[5] {
			t.Errorf("%v: %v %v", c, o, n)
			continue
		}
		if !bears(o, c[4], nameKey) || !SameName(n.Name, c[2]) {
			t.Errorf("names differ: %v: %q %q", c, o.Name, n.Name)
		}
		if got := Successors(f.Lineage, c[3], lastOld); len(got) != 1 || got[0] != c[1] {
			t.Errorf("%s goes into %v, want %s", c[3], got, c[1])
		}
	}
	if rows != 200 {
		t.Errorf("rows = %d", rows)
	}
}

func TestSonLaAgreesWithStatisticalList(t *testing.T) {
	p := shared(t, "admin-units/gso_2025-03-01_63provinces.json")
	if p == "" {
		return
	}
	raw, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	type level3 struct{ Level3_id, Name, Type string }
	var all []struct {
		Level1_id string
		Level2s   []struct {
			Level2_id, Name string
			Level3s         []level3
		}
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]Kind{"Xã": Commune, "Phường": Ward, "Thị trấn": Township}
	f, n := sonLa(t), 0
	for _, p := range all {
		if p.Level1_id != "14" {
			continue
		}
		for _, d := range p.Level2s {
			if u, ok := Find(f.Units, d.Level2_id, lastOld); !ok || !SameName(u.Name, d.Name) {
				t.Errorf("district %s %s: %v", d.Level2_id, d.Name, u)
			}
			for _, c := range d.Level3s {
				n++
				u, ok := Find(f.Units, c.Level3_id, lastOld)
				if !ok || u.Parent != d.Level2_id || !bears(u, c.Name, nameKey) || u.Kind != kinds[c.Type] {
					t.Errorf("%v: %v", c, u)
				}
			}
		}
	}
	if n != 200 {
		t.Errorf("compared %d", n)
	}
}
