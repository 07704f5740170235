// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// AppraiseInput is the appraiser's proposal.
type AppraiseInput struct {
	Ref
	Outcome Outcome
	Note    string // the finding; required for a refusal
}

// Appraise examines the dossier and proposes a decision (thẩm định).
func (s *Service) Appraise(ctx context.Context, actor authz.Actor, in AppraiseInput) (Dossier, error) {
	return s.do(ctx, actor, s.appraising(actor, in))
}

func (s *Service) appraising(actor authz.Actor, in AppraiseInput) turn {
	return turn{
		act: ActAppraise, topic: TopicAppraised, ref: in.Ref, note: in.Note,
		may: atHolder(actor, PermAppraise),
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := appraiseRule(d, in, k.plan, k.cal, k.r.Now())
			d.AppraisedBy = actor.ID
			return d, Detail{Outcome: in.Outcome}, err
		},
	}
}

func appraiseRule(d Dossier, in AppraiseInput, p Plan, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	var c fault.Checks
	c.Require(in.Outcome == Granted || in.Outcome == Refused, "outcome", "fault.field.choose")
	c.Require(in.Outcome != Refused || in.Note != "", "note", "dossier.fault.reason_required")
	if err := c.Err(); err != nil {
		return d, err
	}
	if err := atStep(d, StepAppraise, Accepted, InProcess); err != nil {
		return d, err
	}
	d.State, d.Outcome = InProcess, in.Outcome
	return p.next(d, cal, now)
}

// ReturnInput gives the reason for sending a dossier back.
type ReturnInput struct {
	Ref
	Reason string
}

// Return sends the dossier back to appraisal before it is decided (trả lại).
func (s *Service) Return(ctx context.Context, actor authz.Actor, in ReturnInput) (Dossier, error) {
	return s.do(ctx, actor, s.returning(actor, in))
}

func (s *Service) returning(actor authz.Actor, in ReturnInput) turn {
	return turn{
		act: ActReturn, topic: TopicReturned, ref: in.Ref, note: in.Reason,
		may: atHolder(actor, PermApprove),
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := returnRule(d, in.Reason, k.plan, k.cal, k.r.Now())
			return d, Detail{}, err
		},
	}
}

func returnRule(d Dossier, reason string, p Plan, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	var c fault.Checks
	c.Require(reason != "", "reason", "dossier.fault.reason_required")
	if err := c.Err(); err != nil {
		return d, err
	}
	if err := atStep(d, StepApprove, InProcess); err != nil {
		return d, err
	}
	d.Outcome, d.AppraisedBy = Undecided, ""
	return p.enter(d, p.stepNo(StepAppraise), cal, now)
}
