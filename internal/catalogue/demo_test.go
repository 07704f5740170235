// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestDemoCatalogue(t *testing.T) {
	bs, err := DemoCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	levels, unitless := map[ServiceLevel]int{}, 0
	for _, b := range bs {
		levels[b.Service]++
		if len(b.Levels) == 0 || b.Agency == "" || len(b.Audience) == 0 {
			t.Errorf("%s: %v %q %v", b.Code, b.Levels, b.Agency, b.Audience)
		}
		if b.Certainty != "source" && b.Certainty != "assigned" {
			t.Errorf("%s: certainty %q", b.Code, b.Certainty)
		}
		if oneOf(ProblemTermWithoutUnit, b.Remarks) {
			unitless++
		}
		if b.Certainty == "assigned" && len(b.Terms) > 0 {
			t.Errorf("%s: a term that nobody gave", b.Code)
		}
		if oneOf(b.Code, []string{"1.001193"}) && len(b.Terms[Online]) != 0 {
			t.Errorf("%s: the national text gives no unit, so there is no term: %v", b.Code, b.Terms)
		}
	}
	t.Logf("%d procedures, by service level %v, %d with a term without unit", len(bs), levels, unitless)
	if levels[Full] < 1554 {
		t.Errorf("full services: %d", levels[Full])
	}
	info, err := os.Stat("demo/catalogue.tsv")
	if err != nil || info.Size() > 500_000 {
		t.Errorf("size: %v %v", info, err)
	}
}

func TestDemoCatalogueRemarksKnown(t *testing.T) {
	bs, err := DemoCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	vi := localeTexts(t, "vi")
	for _, b := range bs {
		for _, r := range b.Remarks {
			if vi["catalogue.problem."+r] == "" {
				t.Fatalf("%s: remark %q has no text", b.Code, r)
			}
		}
		if !norm.NFC.IsNormalString(b.Name + b.Field) {
			t.Errorf("%s: not NFC", b.Code)
		}
	}
}

func TestDemoVersions(t *testing.T) {
	vs, err := DemoVersions()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]Version{}
	for _, v := range vs {
		seen[v.Procedure] = v
		for _, p := range v.Check() {
			t.Errorf("%s: %s %s %v", v.Procedure, p.Code, p.Field, p.Args)
		}
		if len(v.Examples) < 2 || v.Name.EN == "" || len(v.Form.Fields) < 9 {
			t.Errorf("%s: %d examples, %d fields", v.Procedure, len(v.Examples), len(v.Form.Fields))
		}
		for _, f := range v.Form.Fields {
			if f.Label.EN == "" {
				t.Errorf("%s: %s has no English label", v.Procedure, f.Key)
			}
		}
		for _, e := range v.Examples {
			if e.Expect.Due == "" || e.Input.Received == "" {
				t.Errorf("%s: an example without due date", v.Procedure)
			}
		}
	}
	for _, code := range []string{"1.001193", "2.000635", "1.000894", "1.000656", "1.004873", "1.001612", "1.013236"} {
		if seen[code].Procedure == "" {
			t.Errorf("no %s", code)
		}
	}
	bs, err := DemoCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	briefs := map[string]Brief{}
	for _, b := range bs {
		briefs[b.Code] = b
	}
	for code, v := range seen {
		if briefs[code].Service != v.Service {
			t.Errorf("%s: service %d in the catalogue, %d in the version", code, briefs[code].Service, v.Service)
		}
	}
	birth := seen["1.001193"]
	var kinds []string
	minutes := 0
	for _, s := range birth.Steps {
		kinds, minutes = append(kinds, string(s.Kind)), minutes+s.Minutes
	}
	if got := strings.Join(kinds, " "); got != "receive appraise approve stamp deliver" || minutes > 480 || !birth.FiveOnSpot || birth.SameDayUntil != "15:00" {
		t.Errorf("birth: %s, %d minutes", got, minutes)
	}
	if n := len(birth.Form.Fields); n < 12 || n > 18 {
		t.Errorf("birth form has %d fields", n)
	}
	if cut, ok := CutPercent(seen["1.013236"].Statutory, seen["1.013236"].Committed); !ok || cut != 30 {
		t.Errorf("cut %d", cut)
	}
}
