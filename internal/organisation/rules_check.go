// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import "strings"

// Check finds what is wrong with units and lineage taken together: one code twice on a day, a parent that does not exist or
// stands below itself, a closed commune-level unit without successor, links to units that are not there, a lineage that
// runs in a circle within one day, and rows whose own merged_into or merged_from disagree with the lineage.
func Check(units []Unit, lineage []Link) []Problem {
	var ps []Problem
	byCode := map[string][]Unit{}
	for _, u := range units {
		byCode[u.Code] = append(byCode[u.Code], u)
	}
	for _, u := range units {
		ps = append(ps, checkOverlap(u, byCode[u.Code])...)
		ps = append(ps, checkParent(u, byCode)...)
	}
	ps = append(ps, checkLinks(byCode, lineage)...)
	ps = append(ps, checkSuccession(units, lineage)...)
	return sortProblems(ps)
}

func checkOverlap(u Unit, same []Unit) []Problem {
	n := 0
	for _, v := range same {
		if overlap(u, v) {
			n++
		}
	}
	if n > 1 {
		return []Problem{problem(ProblemCodeTwice, u.Code, "code", "value", u.Code, "from", u.ValidFrom, "to", u.ValidTo)}
	}
	return nil
}

func overlap(a, b Unit) bool {
	return (a.ValidTo == "" || b.ValidFrom <= a.ValidTo) && (b.ValidTo == "" || a.ValidFrom <= b.ValidTo)
}

func checkParent(u Unit, byCode map[string][]Unit) []Problem {
	if u.Parent == "" {
		return nil
	}
	if len(byCode[u.Parent]) == 0 {
		return []Problem{problem(ProblemParentUnknown, u.Code, "parent", "value", u.Parent)}
	}
	seen := map[string]bool{u.Code: true}
	for p := u.Parent; p != ""; p = byCode[p][0].Parent {
		if seen[p] {
			return []Problem{problem(ProblemParentCycle, u.Code, "parent", "value", p)}
		}
		seen[p] = true
		if len(byCode[p]) == 0 {
			return nil // reported at the unit that names it
		}
	}
	return nil
}

func checkLinks(byCode map[string][]Unit, lineage []Link) []Problem {
	var ps []Problem
	seen := map[Link]bool{}
	for _, l := range lineage {
		key := Link{Old: l.Old, New: l.New, Effective: l.Effective}
		if seen[key] {
			ps = append(ps, problem(ProblemLinkTwice, l.Old, "new", "value", l.New))
		}
		seen[key] = true
		if !begins(byCode[l.New], l.Effective) {
			ps = append(ps, problem(ProblemLinkUnknown, l.Old, "new", "value", l.New, "date", l.Effective))
		}
		if !endsBefore(byCode[l.Old], l.Effective) {
			ps = append(ps, problem(ProblemLinkUnknown, l.Old, "old", "value", l.Old, "date", l.Effective))
		}
	}
	return append(ps, checkDayCycles(lineage)...)
}

func begins(us []Unit, day string) bool {
	for _, u := range us {
		if u.ValidFrom == day {
			return true
		}
	}
	return false
}

func endsBefore(us []Unit, day string) bool {
	for _, u := range us {
		if u.ValidTo != "" && u.ValidTo < day {
			return true
		}
	}
	return false
}

// Within one arrangement a code may go into itself, and two units may trade parts; but two codes that go wholly into each other
// are an exchange of names after which nobody can say which land is which.
func checkDayCycles(lineage []Link) []Problem {
	type bearer struct{ code, day string }
	into := map[bearer][]string{}
	for _, l := range lineage {
		b := bearer{l.Old, l.Effective}
		into[b] = append(into[b], l.New)
	}
	only := func(code, day, next string) bool {
		n := into[bearer{code, day}]
		return len(n) == 1 && n[0] == next
	}
	var ps []Problem
	for _, l := range lineage {
		if l.Old < l.New && only(l.Old, l.Effective, l.New) && only(l.New, l.Effective, l.Old) {
			ps = append(ps, problem(ProblemLineageCycle, l.Old, "new", "value", l.New))
		}
	}
	return ps
}

func checkSuccession(units []Unit, links []Link) []Problem {
	var ps []Problem
	lineage := NewLineage(links)
	for _, u := range units {
		if u.ValidTo != "" && u.Kind.CommuneLevel() {
			into := lineage.Successors(u.Code, u.ValidTo)
			if len(into) == 0 {
				ps = append(ps, problem(ProblemSuccessorless, u.Code, "merged_into"))
			}
			ps = append(ps, checkSaid(u.Code, "merged_into", u.Into, into)...)
		}
		if len(u.From) > 0 {
			ps = append(ps, checkSaid(u.Code, "merged_from", u.From, lineage.Predecessors(u.Code, u.ValidFrom))...)
		}
	}
	return ps
}

func checkSaid(code, field string, said, lineage []string) []Problem {
	if len(said) == 0 || strings.Join(said, ",") == strings.Join(lineage, ",") {
		return nil
	}
	return []Problem{problem(ProblemSelfDescription, code, field, "said", strings.Join(said, ", "), "lineage", strings.Join(lineage, ", "))}
}

// CheckAgencies finds what is wrong with agencies taken together with the units they stand in: a code twice on a day, a parent
// that does not exist or stands below itself, a unit that does not exist.
func CheckAgencies(agencies []Agency, units []Unit) []Problem {
	var ps []Problem
	byCode, known := map[string][]Agency{}, map[string]bool{}
	for _, a := range agencies {
		byCode[a.Code] = append(byCode[a.Code], a)
	}
	for _, u := range units {
		known[u.Code] = true
	}
	for _, a := range agencies {
		n := 0
		for _, b := range byCode[a.Code] {
			if overlap(Unit{ValidFrom: a.ValidFrom, ValidTo: a.ValidTo}, Unit{ValidFrom: b.ValidFrom, ValidTo: b.ValidTo}) {
				n++
			}
		}
		if n > 1 {
			ps = append(ps, problem(ProblemCodeTwice, a.Code, "code", "value", a.Code))
		}
		if !known[a.Unit] {
			ps = append(ps, problem(ProblemUnitUnknown, a.Code, "unit", "value", a.Unit))
		}
		ps = append(ps, checkAbove(a, byCode)...)
	}
	return sortProblems(ps)
}

func checkAbove(a Agency, byCode map[string][]Agency) []Problem {
	seen := map[string]bool{a.Code: true}
	for p := a.Parent; p != ""; p = byCode[p][0].Parent {
		if len(byCode[p]) == 0 {
			return []Problem{problem(ProblemParentUnknown, a.Code, "parent", "value", p)}
		}
		if seen[p] {
			return []Problem{problem(ProblemParentCycle, a.Code, "parent", "value", p)}
		}
		seen[p] = true
	}
	return nil
}
