// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
)

// Dossier is one application as it stands.
type Dossier struct {
	ID               string
	Code             string // H52.101-261121-0001
	Version          int
	Procedure        string // 1.001193
	ProcedureVersion string
	Title            string // the procedure's name in that version
	Channel          Channel
	State            State
	Step             Step
	StepNo           int
	Holder           string // the agency that holds it now
	Assignee         string // the account it is given to, or "" for whoever may
	Receiving        string // the one-stop it came in by, and goes out by
	Competent        string // the agency that decides
	Applicant        Applicant
	Submitter        string // name of whoever handed it in for the applicant
	FiledBy          string // account of the officer who filed it on the person's behalf
	Times            Times
	Supplements      int
	Outcome          Outcome
	Open             bool
	Money            string
	Delivery         string
	Sync             string
	AppraisedBy      string // account, for the separation of duties
	ApprovedBy       string
	LastCommand      string
}

// Applicant is the owner of the dossier (chủ hồ sơ) as known at filing.
type Applicant struct {
	Person  string // id in the identity room
	Name    string
	Number  string // personal number, or an organisation's
	Phone   string
	Email   string
	Address string
	Lang    string // the language of notices: "vi" or "en"
}

// Times are the instants of a dossier; those that have not come are zero.
type Times struct {
	Submitted    time.Time
	Received     time.Time // accepted: the clock starts here
	ClockFrom    time.Time // when the promise's clock last started
	Due          time.Time // promised to the applicant
	StatutoryDue time.Time // the law's own limit
	StepBegan    time.Time
	StepDue      time.Time // the budget of the present step
	ActBy        time.Time // what orders the work lists
	Finished     time.Time // result ready, refusal or withdrawal: the clock stops
	Delivered    time.Time
	Paused       time.Time // since when it waits for the applicant
	Calendar     string    // the calendar version the dates were reckoned with
}

// Late tells whether the promise is missed at the instant now: finished after
// the due date, or still open past it. Waiting for the applicant is not late.
func (d Dossier) Late(now time.Time) bool {
	due := d.Times.Due
	if due.IsZero() || d.State == Supplement {
		return false
	}
	if !d.Times.Finished.IsZero() {
		return d.Times.Finished.After(due)
	}
	return now.After(due)
}

func (d Dossier) subject() audit.Subject {
	return audit.Subject{Kind: "dossier", ID: d.ID, Unit: d.Holder}
}

// MayHandle tells whether the actor may do the present step.
func (d Dossier) MayHandle(a authz.Actor) bool {
	return d.Step != NoStep && a.Can(d.Step.Permission(), d.Holder) && (d.Assignee == "" || d.Assignee == a.ID)
}

// MayView tells whether the actor may read the whole dossier: its owner, and
// staff who may view dossiers at one of the agencies concerned.
func (d Dossier) MayView(a authz.Actor) bool {
	if a.Kind == authz.Citizen {
		return a.Person != "" && a.Person == d.Applicant.Person
	}
	return a.Can(PermView, d.Holder) || a.Can(PermView, d.Receiving) || a.Can(PermView, d.Competent)
}

// Event is one act in a dossier's life, with the hand-over that it was.
type Event struct {
	Seq         int
	Act         Act
	At          time.Time
	State       State // after the act
	ActorKind   authz.Kind
	Actor       string
	ActorName   string
	ActorPost   string
	FromAgency  string
	FromStep    Step
	ToAgency    string
	ToStep      Step
	StepDue     time.Time // the budget the giver had
	MinutesLeft int       // working minutes that were left of it; below zero: too late
	Note        string
	Detail      Detail
	Command     string
}

// Detail is what only some acts carry.
type Detail struct {
	Missing   []Missing `json:"missing,omitempty"`   // of a supplement request
	Outcome   Outcome   `json:"outcome,omitempty"`   // of an appraisal or approval
	Checked   []string  `json:"checked,omitempty"`   // component keys seen at acceptance
	Due       string    `json:"due,omitempty"`       // the promise after this act
	NumberOf  string    `json:"number_of,omitempty"` // the document number given at stamping
	Receiver  string    `json:"receiver,omitempty"`  // who took the result
	OldDue    string    `json:"old_due,omitempty"`   // the promise before, when it moved
	Separated string    `json:"separated,omitempty"` // a separation of duties that was waived, and why
}

// Missing is one paper asked for, with the reason (form 02 wants each itemised).
type Missing struct {
	Component string `json:"component,omitempty"`
	What      string `json:"what"`
	Why       string `json:"why"`
}

// Content is what the applicant wrote, and the papers as they were checked.
type Content struct {
	Answers    map[string]string
	Components []ComponentCheck
}

// ComponentCheck is one paper of the dossier.
type ComponentCheck struct {
	Key       string `json:"key"`
	Name      string `json:"name"`
	Originals int    `json:"originals"`
	Copies    int    `json:"copies"`
	Seen      bool   `json:"seen"`
	Files     int    `json:"files"`
}
