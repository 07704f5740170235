// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"fmt"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/web"
)

// deed is one thing an officer can do on a dossier: the act of the dossier room,
// under the name that stands in its address, its text keys and its form.
type deed struct {
	name    string
	key     string // on the keyboard
	act     dossier.Act
	outcome dossier.Outcome // tells the two proposals of an appraisal apart
	need    string
	do      func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error)
}

var deeds = []deed{
	{name: "accept", key: "a", act: dossier.ActAccept, need: dossier.PermReceive,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Accept(ctx, a, dossier.AcceptInput{Ref: ref, Checked: in.Checked, Note: in.Note})
		}},
	{name: "ask", key: "m", act: dossier.ActRequestSupplement, need: web.Staff,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.RequestSupplement(ctx, a, dossier.SupplementInput{Ref: ref, Missing: in.Missing, Note: in.Note})
		}},
	{name: "refuse", key: "x", act: dossier.ActRefuse, need: dossier.PermReceive,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Refuse(ctx, a, dossier.RefuseInput{Ref: ref, Reason: in.Reason})
		}},
	{name: "grant", key: "a", act: dossier.ActAppraise, outcome: dossier.Granted, need: dossier.PermAppraise,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Appraise(ctx, a, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted, Note: in.Note})
		}},
	{name: "decline", key: "x", act: dossier.ActAppraise, outcome: dossier.Refused, need: dossier.PermAppraise,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Appraise(ctx, a, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Refused, Note: in.Note})
		}},
	{name: "approve", key: "a", act: dossier.ActApprove, need: dossier.PermApprove,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Approve(ctx, a, dossier.ApproveInput{Ref: ref, Note: in.Note})
		}},
	{name: "return", key: "b", act: dossier.ActReturn, need: dossier.PermApprove,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Return(ctx, a, dossier.ReturnInput{Ref: ref, Reason: in.Reason})
		}},
	{name: "stamp", key: "a", act: dossier.ActStamp, need: dossier.PermStamp,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Stamp(ctx, a, dossier.StampInput{Ref: ref, Note: in.Note})
		}},
	{name: "deliver", key: "a", act: dossier.ActDeliver, need: dossier.PermDeliver,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Deliver(ctx, a, dossier.DeliverInput{Ref: ref, Receiver: in.Receiver, Note: in.Note})
		}},
	{name: "supplement", key: "a", act: dossier.ActSupplement, need: dossier.PermReceive,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Supplement(ctx, a, dossier.SupplementedInput{Ref: ref, Note: in.Note})
		}},
	{name: "withdraw", key: "w", act: dossier.ActWithdraw, need: dossier.PermReceive,
		do: func(ctx context.Context, s *dossier.Service, a authz.Actor, ref dossier.Ref, in typed) (dossier.Dossier, error) {
			return s.Withdraw(ctx, a, dossier.WithdrawInput{Ref: ref, Reason: in.Reason})
		}},
}

// deedOf finds the deed that a prospect is about.
func deedOf(p dossier.Prospect) deed {
	for _, d := range deeds {
		if d.act == p.Act && (d.outcome == "" || d.outcome == p.Outcome) {
			return d
		}
	}
	return deed{}
}

// typed is what an officer wrote into the form of an act; it comes back with the
// page when the act could not be done.
type typed struct {
	Note, Reason, Receiver string
	Checked                []string
	Missing                []dossier.Missing
	Rows                   int // of the list of what is missing
}

// Bounds of what is typed, in characters and rows.
const (
	maxNote = 2000
	maxLine = 300
	maxRows = 20
)

func readTyped(f *web.Form) typed {
	in := typed{Note: f.Area("note", maxNote), Reason: f.Area("reason", maxNote), Receiver: f.Text("receiver", 200)}
	for _, k := range f.Values("checked") {
		if len(in.Checked) < 100 {
			in.Checked = append(in.Checked, web.CleanLine(k))
		}
	}
	in.Rows = f.Int("rows", 0, maxRows)
	for i := range in.Rows {
		m := dossier.Missing{What: f.Text(fmt.Sprintf("missing-%d-what", i), maxLine), Why: f.Text(fmt.Sprintf("missing-%d-why", i), maxLine)}
		if m.What != "" || m.Why != "" { // rows left empty close up
			in.Missing = append(in.Missing, m)
		}
	}
	return in
}

// anything tells whether there is something that must not be lost.
func (in typed) anything() bool {
	return in.Note != "" || in.Reason != "" || len(in.Missing) > 0
}
