// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// DeliverInput says who took the result.
type DeliverInput struct {
	Ref
	Receiver string // name; "" is the applicant
	Note     string
}

// Deliver hands the result over (trả kết quả): at the counter, by post or as the
// electronic original.
func (s *Service) Deliver(ctx context.Context, actor authz.Actor, in DeliverInput) (Dossier, error) {
	return s.do(ctx, actor, s.delivering(actor, in))
}

func (s *Service) delivering(actor authz.Actor, in DeliverInput) turn {
	return turn{
		act: ActDeliver, topic: TopicDelivered, ref: in.Ref, note: in.Note,
		may: atHolder(actor, PermDeliver),
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			paper, err := s.paperState(k, d)
			if err != nil {
				return d, Detail{}, err
			}
			d, err = deliverRule(d, paper, k.r.Now())
			receiver := in.Receiver
			if receiver == "" {
				receiver = d.Applicant.Name
			}
			return d, Detail{Receiver: receiver}, err
		},
	}
}

func deliverRule(d Dossier, paper document.ResultState, now time.Time) (Dossier, error) {
	if err := atStep(d, StepDeliver, Processed); err != nil {
		return d, err
	}
	if paper != document.ResultSealed {
		return d, fault.New(fault.Conflict, "dossier.fault.not_sealed_yet")
	}
	d = closed(d, Delivered, now)
	d.Times.Delivered = now
	return d, nil
}
