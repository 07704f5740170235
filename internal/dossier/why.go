// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"slices"
	"strings"
)

// Demand is what an act on a dossier asks of whoever does it: a permission at one
// of the agencies. Against says what stands in the way whatever one's rights.
type Demand struct {
	Permission string
	Agencies   []string
	Against    []Reason
}

// Reason is a text key with its arguments.
type Reason struct {
	Key  string
	Args []any
}

func (q *Demand) against(key string, args ...any) {
	q.Against = append(q.Against, Reason{key, args})
}

// place is where in a dossier's life an act belongs.
type place struct {
	act    Act
	step   Step
	states []State
}

var places = []place{
	{ActAccept, StepReceive, []State{Submitted}},
	{ActRefuse, StepReceive, []State{Submitted}},
	{ActAppraise, StepAppraise, []State{Accepted, InProcess}},
	{ActApprove, StepApprove, []State{InProcess}},
	{ActReturn, StepApprove, []State{InProcess}},
	{ActStamp, StepStamp, []State{InProcess}},
	{ActDeliver, StepDeliver, []State{Processed}},
}

// ActNames are the words by which DemandOf knows what is to be done.
func ActNames() []string {
	out := []string{"view"}
	for _, a := range []Act{ActAccept, ActRefuse, ActRequestSupplement, ActSupplement, ActAppraise, ActReturn, ActApprove, ActStamp, ActDeliver, ActWithdraw} {
		out = append(out, string(a))
	}
	return out
}

// PermissionOf is the permission that an act asks for, given as "accept",
// "request-supplement" or itself as "dossier.approve"; ok is false for a word that
// is none of them. An act that goes with the present step has no one permission.
func PermissionOf(word string) (permission string, ok bool) {
	switch act := actOf(word); act {
	case ActRequestSupplement:
		return "", true
	case ActSupplement, ActWithdraw:
		return PermReceive, true
	case "view":
		return PermView, true
	default:
		i := slices.IndexFunc(places, func(p place) bool { return p.act == act })
		if i < 0 {
			return "", false
		}
		return places[i].step.Permission(), true
	}
}

// actOf takes "accept", "request-supplement" and "dossier.accept" for the act, and
// a step's permission for the act that ends the step.
func actOf(word string) Act {
	if word == PermView {
		return "view"
	}
	for _, p := range places {
		if p.step.Permission() == word {
			return p.act
		}
	}
	return Act(strings.ReplaceAll(strings.TrimPrefix(word, "dossier."), "-", "_"))
}

// DemandOf says what an act on this dossier asks of an account, now.
func (d Dossier) DemandOf(word, account string) (q Demand, ok bool) {
	act := actOf(word)
	if q.Permission, ok = PermissionOf(word); !ok {
		return q, false
	}
	switch act {
	case "view":
		q.Agencies = d.concerned()
		return q, true
	case ActSupplement, ActWithdraw:
		q.Agencies = []string{d.Receiving}
		if act == ActWithdraw && !d.MayWithdraw() {
			q.against("dossier.why.too_late")
		}
		if act == ActSupplement && d.State != Supplement {
			q.against("dossier.why.out_of_order", "step", d.Step, "state", d.State)
		}
		return q, true
	case ActRequestSupplement:
		q.Permission = d.Step.Permission()
	}
	q.Agencies = []string{d.Holder}
	d.objections(&q, act, account)
	return q, true
}

func (d Dossier) concerned() []string {
	out := []string{d.Holder, d.Receiving, d.Competent}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(a string) bool { return a == "" })
}

// objections are the order of steps, the separation of duties and the hand that
// it was given to.
func (d Dossier) objections(q *Demand, act Act, account string) {
	if !d.inPlace(act) {
		q.against("dossier.why.out_of_order", "step", d.Step, "state", d.State)
	}
	if act == ActApprove && d.AppraisedBy != "" && d.AppraisedBy == account {
		q.against("dossier.why.appraised_it")
	}
	if act == ActStamp && d.ApprovedBy != "" && d.ApprovedBy == account {
		q.against("dossier.why.approved_it")
	}
	if d.Assignee != "" && d.Assignee != account {
		q.against("dossier.why.assigned")
	}
	if act == ActRequestSupplement && d.Supplements >= MaxSupplements {
		q.against("dossier.why.asked_once")
	}
}

func (d Dossier) inPlace(act Act) bool {
	if act == ActRequestSupplement {
		return d.Step == StepReceive && d.State == Submitted || d.Step == StepAppraise && (d.State == Accepted || d.State == InProcess)
	}
	return slices.ContainsFunc(places, func(p place) bool { return p.act == act && p.step == d.Step && slices.Contains(p.states, d.State) })
}
