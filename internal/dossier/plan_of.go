// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/fault"
)

// planOf reads the plan from the procedure version, for the door the dossier came
// in by. A version without internal steps gets the five with a share of the term
// each; one without a term cannot have a due date, and so no dossier.
func planOf(v *catalogue.Version, ch Channel) (Plan, error) {
	statutory, promised := v.TermsOn(catalogue.Channel(ch))
	if !promised.Known() {
		statutory, promised = anyTerm(v)
	}
	if !promised.Known() {
		return Plan{}, fault.New(fault.Conflict, "dossier.fault.no_term", "procedure", v.Procedure)
	}
	p := Plan{
		OnTheSpot: v.FiveOnSpot,
		Promised:  promised.Counted(),
		Statutory: statutory.Counted(),
		Rule:      v.CountingRule(),
		Restart:   true,
		Paper:     len(v.Results) > 0,
		Fee:       len(v.Fees) > 0,
	}
	budget := 0
	for _, st := range v.Steps {
		budget += st.Minutes
		p.Steps = append(p.Steps, PlanStep{Step: Step(st.Kind), Minutes: st.Minutes})
	}
	if budget == 0 {
		p.Steps = sharedOut(p.Promised)
	}
	return p, nil
}

// anyTerm is the term of the first channel that has one: a province that opens a
// further door keeps the term it promised at the others.
func anyTerm(v *catalogue.Version) (statutory, promised catalogue.Term) {
	for _, o := range v.Channels {
		if s, c := v.TermsOn(o.Channel); c.Known() {
			return s, c
		}
	}
	return statutory, promised
}

// sharedOut gives appraisal six tenths of the working time, approval two,
// stamping one; reception and delivery half a tenth each.
func sharedOut(t calendar.Term) []PlanStep {
	total := workingMinutes(t)
	share := func(s Step, percent int) PlanStep { return PlanStep{s, max(total*percent/100, 15)} }
	return []PlanStep{share(StepReceive, 5), share(StepAppraise, 60), share(StepApprove, 20), share(StepStamp, 10), share(StepDeliver, 5)}
}

// workingMinutes is about how much working time a term holds, for budgets of
// steps only; due dates are never reckoned with it.
func workingMinutes(t calendar.Term) int {
	const day = 8 * 60
	switch t.Unit {
	case calendar.WorkingHours:
		return t.N * 60
	case calendar.Hours:
		return max(t.N*60/3, 60)
	case calendar.Days:
		return max(t.N*day*5/7, day/2)
	case calendar.Months:
		return t.N * 21 * day
	}
	return t.N * day
}
