// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/authz"
)

// Topics of the events this room emits; the payload of each is a Moved.
const (
	TopicSubmitted           = "dossier.submitted"
	TopicAccepted            = "dossier.accepted"
	TopicRefused             = "dossier.refused"
	TopicSupplementRequested = "dossier.supplement_requested"
	TopicSupplemented        = "dossier.supplemented"
	TopicAppraised           = "dossier.appraised"
	TopicReturned            = "dossier.returned"
	TopicApproved            = "dossier.approved"
	TopicStamped             = "dossier.stamped"
	TopicDelivered           = "dossier.delivered"
	TopicWithdrawn           = "dossier.withdrawn"
)

// Topics lists them all.
var Topics = []string{
	TopicSubmitted, TopicAccepted, TopicRefused, TopicSupplementRequested, TopicSupplemented, TopicAppraised,
	TopicReturned, TopicApproved, TopicStamped, TopicDelivered, TopicWithdrawn,
}

// Moved says that an act was done; Seq is its place in the dossier's events.
type Moved struct {
	Dossier   string `json:"dossier"`
	Code      string `json:"code"`
	Procedure string `json:"procedure"`
	Act       Act    `json:"act"`
	Seq       int    `json:"seq"`
	State     State  `json:"state"`
	Step      Step   `json:"step"`
	Holder    string `json:"holder"`
	Competent string `json:"competent"`
	Actor     string `json:"actor"`
}

func movedOf(d Dossier, e Event) Moved {
	return Moved{Dossier: d.ID, Code: d.Code, Procedure: d.Procedure, Act: e.Act, Seq: e.Seq, State: d.State, Step: d.Step, Holder: d.Holder, Competent: d.Competent, Actor: e.Actor}
}

// eventOf is the row of history for an act: the giver's side before it, the
// receiver's after it, and the working minutes that were left of the budget.
func eventOf(a authz.Actor, was, now Dossier, t turn, detail Detail, at time.Time, cal *calendar.Compiled) (Event, error) {
	e := Event{
		Seq: now.Version, Act: t.act, At: at, State: now.State,
		ActorKind: a.Kind, Actor: a.ID, ActorName: a.Name, ActorPost: a.Post,
		FromAgency: was.Holder, FromStep: was.Step, ToAgency: now.Holder, ToStep: now.Step,
		StepDue: was.Times.StepDue, Note: t.note, Detail: detail, Command: t.ref.Command,
	}
	if !was.Times.StepDue.IsZero() {
		var err error
		if e.MinutesLeft, err = calendar.WorkingMinutes(cal, at, was.Times.StepDue); err != nil {
			return e, err
		}
	}
	return e, nil
}
