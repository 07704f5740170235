// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

// CheckAgencies finds what is wrong with agencies taken together with the units: one code twice on a day, a parent that is not
// there or stands below itself, a unit that never was.
func CheckAgencies(agencies []Agency, units []Unit) []Problem {
	known := map[string]bool{}
	for _, u := range units {
		known[u.Code] = true
	}
	byCode := map[string][]Agency{}
	for _, a := range agencies {
		byCode[a.Code] = append(byCode[a.Code], a)
	}
	var ps []Problem
	for _, a := range agencies {
		if !known[a.Unit] {
			ps = append(ps, problem(ProblemUnitUnknown, a.Code, "unit", "value", a.Unit))
		}
		ps = append(ps, checkAgencyOverlap(a, byCode[a.Code])...)
		ps = append(ps, checkAgencyParent(a, byCode)...)
	}
	return sortProblems(ps)
}

func checkAgencyOverlap(a Agency, same []Agency) []Problem {
	n := 0
	for _, b := range same {
		if overlap(Unit{ValidFrom: a.ValidFrom, ValidTo: a.ValidTo}, Unit{ValidFrom: b.ValidFrom, ValidTo: b.ValidTo}) {
			n++
		}
	}
	if n > 1 {
		return []Problem{problem(ProblemCodeTwice, a.Code, "code", "value", a.Code)}
	}
	return nil
}

func checkAgencyParent(a Agency, byCode map[string][]Agency) []Problem {
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
