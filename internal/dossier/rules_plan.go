// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"time"

	"motcua.vn/internal/calendar"
)

// Plan is what the life of a dossier needs to know of its procedure version.
type Plan struct {
	Steps     []PlanStep
	OnTheSpot bool          // all five steps at the service centre
	Promised  calendar.Term // what the province commits to
	Statutory calendar.Term // what the law allows
	Rule      calendar.Rule
	Restart   bool // a completed supplement starts the clock afresh (Decree 61/2018 Art. 19(4)); else it goes on
	Paper     bool // the result is a document, signed and sealed
	Fee       bool // something is to be paid
}

// PlanStep is one step with its budget.
type PlanStep struct {
	Step    Step
	Minutes int // working minutes
}

// Limits that hold for every procedure until a setting says otherwise.
const (
	// AnswerMinutes is how soon an online application is accepted, refused or sent
	// back: 8 working hours (late-2025 interlinked decree; Decree 216/2026).
	AnswerMinutes = 8 * 60
	// SupplementDays is how long the applicant has: 15 working days.
	SupplementDays = 15
	// MaxSupplements is how often papers may be asked for: once (Decree 61/2018 Art. 11(2)c).
	MaxSupplements = 1
)

// place is the agency that holds a dossier during a step: all five at the
// receiving one-stop when on the spot; else it receives and delivers, and the
// competent agency does what lies between.
func (p Plan) place(d Dossier, s Step) string {
	if p.OnTheSpot || s == StepReceive || s == StepDeliver {
		return d.Receiving
	}
	return d.Competent
}

// enter puts the dossier at step number no, its budget starting now.
func (p Plan) enter(d Dossier, no int, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	st := p.Steps[no]
	d.StepNo, d.Step, d.Holder, d.Assignee = no, st.Step, p.place(d, st.Step), ""
	d.Times.StepBegan = now
	due, err := calendar.AddWorkingMinutes(cal, now, st.Minutes)
	if err != nil {
		return d, err
	}
	d.Times.StepDue = due
	d.Times.ActBy = d.Times.StepDue
	if !d.Times.Due.IsZero() && d.Times.Due.Before(d.Times.StepDue) {
		d.Times.ActBy = d.Times.Due
	}
	return d, nil
}

// next is enter at the following step.
func (p Plan) next(d Dossier, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	return p.enter(d, d.StepNo+1, cal, now)
}

// stepNo finds a step in the plan; -1 when the procedure has none.
func (p Plan) stepNo(s Step) int {
	for i, st := range p.Steps {
		if st.Step == s {
			return i
		}
	}
	return -1
}

// closed ends the dossier's way: nothing is left to do.
func closed(d Dossier, state State, now time.Time) Dossier {
	d.State, d.Step, d.Assignee, d.Open = state, NoStep, "", false
	d.Times.ActBy, d.Times.StepDue = time.Time{}, time.Time{}
	if d.Times.Finished.IsZero() {
		d.Times.Finished = now
	}
	return d
}
