// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"reflect"
	"testing"
)

func birth(t *testing.T) Version {
	t.Helper()
	vs, err := DemoVersions()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vs {
		if v.Procedure == "1.001193" {
			return v
		}
	}
	t.Fatal("no 1.001193")
	return Version{}
}

func TestCheckMandatoryElements(t *testing.T) {
	missing := map[string]bool{}
	for _, p := range (Version{}).Check() {
		if p.Code == ProblemElementMissing {
			missing[p.Field] = true
		}
	}
	for _, e := range MandatoryElements() {
		if !missing[e] {
			t.Errorf("%s not missed", e)
		}
	}
	if n := len(MandatoryElements()); n != 7 {
		t.Errorf("%d elements; Decision 766 counts seven", n)
	}
}

func TestCheckFinds(t *testing.T) {
	term := func(s string) Term {
		x, err := ParseTerm(s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for want, spoil := range map[string]func(*Version){
		ProblemCodeBad:         func(v *Version) { v.Procedure = "1.1" },
		ProblemValueUnknown:    func(v *Version) { v.Service = 5 },
		ProblemKeyTwice:        func(v *Version) { v.Components[1].Key = v.Components[0].Key },
		ProblemDateBad:         func(v *Version) { v.Decision.Date = "01/07/2025" },
		ProblemDatesReversed:   func(v *Version) { v.Decision.From, v.Decision.To = "2026-02-01", "2026-01-01" },
		ProblemCommittedLonger: func(v *Version) { v.Committed = term("9wh") },
		ProblemStepsLonger:     func(v *Version) { v.Steps[1].Minutes = 481 },
		ProblemStepsOrder:      func(v *Version) { v.Steps[0], v.Steps[1] = v.Steps[1], v.Steps[0] },
		ProblemOptionsMissing:  func(v *Version) { v.Form.Fields[1].Options = nil },
		ProblemReferenceBad:    func(v *Version) { v.Components[0].When = &Condition{Field: "birth_paper", In: []string{"parchment"}} },
		ProblemAmountBad:       func(v *Version) { v.Fees[0].Amount = -1 },
		ProblemResultCode:      func(v *Version) { v.Results[0].Code = "KQ.1" },
		ProblemExampleMissing:  func(v *Version) { v.Examples = nil },
		ProblemExampleFails:    func(v *Version) { v.Fees[1].Amount++ },
	} {
		v := birth(t)
		spoil(&v)
		if n, _ := CountProblems(v.Check()); n[want] == 0 {
			t.Errorf("%s not found: %v", want, v.Check())
		}
	}
}

func TestCommittedTermOfChannel(t *testing.T) {
	v := birth(t)
	v.Channels[0].Statutory, _ = ParseTerm("4wh")
	if s, c := v.TermsOn(v.Channels[0].Channel); s.String() != "4wh" || c.String() != "4wh" {
		t.Errorf("a channel's own statutory term replaces both: %v %v", s, c)
	}
	if s, _ := v.TermsOn(v.Channels[1].Channel); s.String() != "1wd" {
		t.Errorf("%v", s)
	}
}

func TestPapersAndBill(t *testing.T) {
	v := birth(t)
	in := Input{Channel: Direct, Answers: map[string]string{"birth_paper": "witness", "parents_married": "no", "relation": "father",
		"within_60_days": "no", "relief": "poor", "copies": "3"}}
	if got := Papers(v, in); !reflect.DeepEqual(got, []string{"witness", "id_shown"}) {
		t.Errorf("papers %v", got)
	}
	lines, total := Bill(v, in)
	if total != 24000 || len(lines) != 2 || lines[0].Relief != "poor" || lines[0].Amount != 0 {
		t.Errorf("a relieved line is shown with zero: %v %d", lines, total)
	}
	for _, bad := range []string{"", "-1", "x", "99999999999999999999"} {
		in.Answers["copies"] = bad
		if _, total := Bill(v, in); total < 0 || total > mostCopies*8000 {
			t.Errorf("%q: %d", bad, total)
		}
	}
}

func TestRunExampleDue(t *testing.T) {
	v := birth(t)
	if ps := RunExample(v, v.Examples[0], "2026-03-04"); len(ps) != 1 || ps[0].Field != "examples.due" {
		t.Errorf("%v", ps)
	}
	if ps := RunExample(v, v.Examples[0], v.Examples[0].Expect.Due); len(ps) != 0 {
		t.Errorf("%v", ps)
	}
}

func TestDiff(t *testing.T) {
	a, b := birth(t), birth(t)
	if d := Diff(a, b); len(d) != 0 {
		t.Errorf("no change: %v", d)
	}
	b.Components = append([]Component{{Key: "new", Name: Text{VI: "Giấy mới"}, Presentation: Submit, Originals: 1}}, b.Components...)
	b.Committed, _ = ParseTerm("4wh")
	b.Levels = nil
	want := []Change{
		{"committed", Changed, "1wd", "4wh"}, {"components.new.copies", Added, "", "0"}, {"components.new.key", Added, "", "new"},
		{"components.new.name.vi", Added, "", "Giấy mới"}, {"components.new.originals", Added, "", "1"},
		{"components.new.presentation", Added, "", "submit"}, {"levels.commune", Removed, "commune", ""},
	}
	if d := Diff(a, b); !reflect.DeepEqual(d, want) {
		t.Errorf("%v", d)
	}
}

func TestHashSurvivesStorage(t *testing.T) {
	v := birth(t)
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var w Version
	if err := json.Unmarshal(b, &w); err != nil {
		t.Fatal(err)
	}
	if v.Hash() != w.Hash() || len(Diff(v, w)) != 0 {
		t.Error("stored and read back, it is another version")
	}
	w.Name.EN += "."
	if v.Hash() == w.Hash() {
		t.Error("a change without another hash")
	}
}

func TestDraftLeavesDoubtOpen(t *testing.T) {
	rows, ps := parseChannels("1.000028", "Trực tiếp1 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phíTrực tuyến2Miễn phí")
	v := Draft(Raw{Code: "1.000028", Name: "x", Channels: rows}, ps)
	for _, o := range v.Channels {
		if o.Statutory.Known() {
			t.Errorf("%s: %v", o.Channel, o.Statutory)
		}
	}
	if !reflect.DeepEqual(v.Remarks, []string{ProblemTermWithoutUnit}) {
		t.Errorf("remarks %v", v.Remarks)
	}
	if !HasErrors(v.Check()) {
		t.Error("a draft without term may be published")
	}
}
