// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/authz"
)

// ApproveInput confirms the proposed decision.
type ApproveInput struct {
	Ref
	Note string
}

// Approve decides (phê duyệt). It is also the order to sign the result with the
// approver's key: the signing itself follows as a reaction, and the seal waits
// for it.
func (s *Service) Approve(ctx context.Context, actor authz.Actor, in ApproveInput) (Dossier, error) {
	return s.do(ctx, actor, s.approving(actor, in))
}

func (s *Service) approving(actor authz.Actor, in ApproveInput) turn {
	return turn{
		act: ActApprove, topic: TopicApproved, ref: in.Ref, note: in.Note,
		may: func(d Dossier) error {
			if err := atHolder(actor, PermApprove)(d); err != nil {
				return err
			}
			return apart(actor, d.AppraisedBy, "dossier.fault.appraiser_approves")
		},
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := approveRule(d, k.plan, k.cal, k.r.Now())
			d.ApprovedBy = actor.ID
			return d, Detail{Outcome: d.Outcome}, err
		},
	}
}

func approveRule(d Dossier, p Plan, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	if err := atStep(d, StepApprove, InProcess); err != nil {
		return d, err
	}
	return p.next(d, cal, now)
}
