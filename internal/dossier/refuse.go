// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// RefuseInput gives the reason of a refusal to accept; form 03 prints it.
type RefuseInput struct {
	Ref
	Reason string
}

// Refuse declines to accept an application (từ chối tiếp nhận, form 03).
func (s *Service) Refuse(ctx context.Context, actor authz.Actor, in RefuseInput) (Dossier, error) {
	return s.do(ctx, actor, s.refusing(actor, in))
}

func (s *Service) refusing(actor authz.Actor, in RefuseInput) turn {
	return turn{
		act: ActRefuse, topic: TopicRefused, ref: in.Ref, note: in.Reason,
		may: atHolder(actor, PermReceive),
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := refuseRule(d, in.Reason, k.r.Now())
			return d, Detail{}, err
		},
	}
}

func refuseRule(d Dossier, reason string, now time.Time) (Dossier, error) {
	var c fault.Checks
	c.Require(reason != "", "reason", "dossier.fault.reason_required")
	if err := c.Err(); err != nil {
		return d, err
	}
	if err := atStep(d, StepReceive, Submitted); err != nil {
		return d, err
	}
	return closed(d, NotAccepted, now), nil
}
