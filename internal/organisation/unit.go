// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Kind is what sort of administrative unit it is.
type Kind string

// The kinds of administrative units. District stands for the whole former middle tier: rural district, town, provincial city.
const (
	Province Kind = "province"
	District Kind = "district"
	Commune  Kind = "commune"
	Ward     Kind = "ward"
	Township Kind = "township"
)

// Kinds lists every kind, highest tier first.
func Kinds() []Kind { return []Kind{Province, District, Commune, Ward, Township} }

// Known tells whether k is one of Kinds.
func (k Kind) Known() bool {
	for _, x := range Kinds() {
		if x == k {
			return true
		}
	}
	return false
}

// CommuneLevel tells whether k is of the lowest tier.
func (k Kind) CommuneLevel() bool { return k == Commune || k == Ward || k == Township }

// Unit is one administrative unit for one span of validity. Name carries its kind, as in law: "Xã Mường Bang".
type Unit struct {
	Code      string   `json:"code"`
	Name      string   `json:"name"`
	Kind      Kind     `json:"kind"`
	Parent    string   `json:"parent,omitempty"`
	ValidFrom string   `json:"valid_from,omitempty"`
	ValidTo   string   `json:"valid_to,omitempty"`
	Into      []string `json:"merged_into,omitempty"`
	From      []string `json:"merged_from,omitempty"`
	Basis     string   `json:"basis,omitempty"`
	Aliases   []string `json:"aliases,omitempty"`
}

// NewUnit gives the unit back, with surrounding blanks removed, when nothing is wrong with it.
func NewUnit(u Unit) (Unit, []Problem) {
	u.Code, u.Name = strings.TrimSpace(u.Code), strings.TrimSpace(u.Name)
	var ps []Problem
	if !codeFits(u.Code, u.Kind) {
		ps = append(ps, problem(ProblemCodeBad, u.Code, "code", "value", u.Code))
	}
	ps = append(ps, checkName(u.Code, u.Name)...)
	if !u.Kind.Known() {
		ps = append(ps, problem(ProblemKindUnknown, u.Code, "kind", "value", string(u.Kind)))
	}
	if (u.Kind == Province) != (u.Parent == "") {
		ps = append(ps, problem(ProblemParentMissing, u.Code, "parent"))
	}
	ps = append(ps, checkSpan(u.Code, u.ValidFrom, u.ValidTo)...)
	if len(ps) > 0 {
		return Unit{}, ps
	}
	return u, nil
}

// On tells whether the unit was valid on the civil date.
func (u Unit) On(date string) bool { return spanHolds(u.ValidFrom, u.ValidTo, date) }

// ProperName is the name without its kind: "Mường Bang".
func (u Unit) ProperName() string { return properName(u.Name) }

// Statistical codes have two digits for a province, three for a former district, five for the commune level (Decision 124/2004/QĐ-TTg).
func codeFits(code string, k Kind) bool {
	want := 5
	switch k {
	case Province:
		want = 2
	case District:
		want = 3
	}
	return len(code) == want && strings.Trim(code, "0123456789") == ""
}

func checkName(subject, name string) []Problem {
	if name == "" {
		return []Problem{problem(ProblemNameMissing, subject, "name")}
	}
	if !norm.NFC.IsNormalString(name) {
		return []Problem{problem(ProblemNameNotNFC, subject, "name", "value", name)}
	}
	return nil
}

func checkSpan(subject, from, to string) []Problem {
	var ps []Problem
	if from != "" && !isDate(from) {
		ps = append(ps, problem(ProblemDateBad, subject, "valid_from", "value", from))
	}
	if to != "" && !isDate(to) {
		ps = append(ps, problem(ProblemDateBad, subject, "valid_to", "value", to))
	}
	if len(ps) == 0 && from != "" && to != "" && to < from {
		ps = append(ps, problem(ProblemDatesReversed, subject, "valid_to", "from", from, "to", to))
	}
	return ps
}

var dateShape = regexp.MustCompile(`^(1[89]|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)

// isDate accepts civil dates from 1800 to 2199; a day that its month does not have is refused.
func isDate(s string) bool {
	if !dateShape.MatchString(s) {
		return false
	}
	switch s[5:7] {
	case "04", "06", "09", "11":
		return s[8:] != "31"
	case "02":
		return s[8:] <= "28" || s[8:] == "29" && leap(s[:4])
	}
	return true
}

func leap(year string) bool {
	n := 0
	for _, c := range year {
		n = n*10 + int(c-'0')
	}
	return n%4 == 0 && (n%100 != 0 || n%400 == 0)
}

func spanHolds(from, to, date string) bool {
	return (from == "" || from <= date) && (to == "" || date <= to)
}
