// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// StampInput is the seal keeper's act.
type StampInput struct {
	Ref
	Note string
}

// Stamp puts the agency's seal on a signed result (đóng dấu): the result is ready
// and the clock stops. Number, date and seal are set by the reaction.
func (s *Service) Stamp(ctx context.Context, actor authz.Actor, in StampInput) (Dossier, error) {
	return s.do(ctx, actor, s.stamping(actor, in))
}

func (s *Service) stamping(actor authz.Actor, in StampInput) turn {
	return turn{
		act: ActStamp, topic: TopicStamped, ref: in.Ref, note: in.Note,
		may: func(d Dossier) error {
			if err := atHolder(actor, PermStamp)(d); err != nil {
				return err
			}
			return apart(actor, d.ApprovedBy, "dossier.fault.approver_stamps")
		},
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			paper, err := s.paperState(k, d)
			if err != nil {
				return d, Detail{}, err
			}
			d, err = stampRule(d, paper, k.plan, k.cal, k.r.Now())
			return d, Detail{Outcome: d.Outcome}, err
		},
	}
}

func (s *Service) paperState(k known, d Dossier) (document.ResultState, error) {
	if !k.plan.Paper {
		return document.ResultSealed, nil
	}
	return s.document.ResultState(k.r, d.ID)
}

// stampRule: the agency's key is used only on what the competent person has
// signed (Decree 30/2020 Art. 32).
func stampRule(d Dossier, paper document.ResultState, p Plan, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	if err := atStep(d, StepStamp, InProcess); err != nil {
		return d, err
	}
	if paper != document.ResultSigned && paper != document.ResultSealed {
		return d, fault.New(fault.Conflict, "dossier.fault.not_signed_yet")
	}
	d, err := p.next(d, cal, now)
	d.State, d.Times.Finished = Processed, now
	d.Times.ActBy = d.Times.StepDue
	return d, err
}
