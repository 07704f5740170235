// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// WithdrawInput gives the applicant's reason, if they name one.
type WithdrawInput struct {
	Ref
	Reason string
}

// Withdraw takes an application back at the applicant's wish (rút hồ sơ), as long
// as nothing has been decided (Circular 03/2025 Art. 7).
func (s *Service) Withdraw(ctx context.Context, actor authz.Actor, in WithdrawInput) (Dossier, error) {
	return s.do(ctx, actor, s.withdrawing(actor, in))
}

func (s *Service) withdrawing(actor authz.Actor, in WithdrawInput) turn {
	return turn{
		act: ActWithdraw, topic: TopicWithdrawn, ref: in.Ref, note: in.Reason,
		may: func(d Dossier) error { return mayActForOwner(actor, d) },
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := withdrawRule(d, k.r.Now())
			return d, Detail{}, err
		},
	}
}

func withdrawRule(d Dossier, now time.Time) (Dossier, error) {
	if !d.MayWithdraw() {
		return d, fault.New(fault.Conflict, "dossier.fault.too_late_to_withdraw")
	}
	return closed(d, Withdrawn, now), nil
}

// MayWithdraw tells whether it is still early enough: nothing has been approved.
func (d Dossier) MayWithdraw() bool {
	return d.Open && d.ApprovedBy == "" && (d.State == Submitted || d.State == Accepted || d.State == InProcess || d.State == Supplement || d.State == PaymentDue)
}
