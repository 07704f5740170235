// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
)

// AcceptInput is what the receiving officer says: which papers were seen.
type AcceptInput struct {
	Ref
	Checked []string // keys of the components that are there
	Note    string
}

// Accept takes an application into the process (tiếp nhận): the clock starts, the
// due date is reckoned in working time, and the dossier goes to the next step.
func (s *Service) Accept(ctx context.Context, actor authz.Actor, in AcceptInput) (Dossier, error) {
	return s.do(ctx, actor, s.accepting(actor, in))
}

func (s *Service) accepting(actor authz.Actor, in AcceptInput) turn {
	return turn{
		act: ActAccept, topic: TopicAccepted, ref: in.Ref, note: in.Note,
		may: atHolder(actor, PermReceive),
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := acceptRule(d, k.plan, k.cal, k.r.Now())
			return d, Detail{Checked: in.Checked, Due: clock.Format(d.Times.Due)}, err
		},
	}
}

// acceptRule: only a dossier that waits at reception can be accepted.
func acceptRule(d Dossier, p Plan, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	if err := atStep(d, StepReceive, Submitted); err != nil {
		return d, err
	}
	d, err := startClock(d, p, cal, now)
	if err != nil {
		return d, err
	}
	d.State, d.Times.Received, d.Times.Paused = Accepted, now, time.Time{}
	return p.next(d, cal, now)
}

// startClock reckons the promise and the law's limit from an instant.
func startClock(d Dossier, p Plan, cal *calendar.Compiled, from time.Time) (Dossier, error) {
	promised, err := calendar.DueAt(cal, from, p.Promised, p.Rule)
	if err != nil {
		return d, err
	}
	statutory, err := calendar.DueAt(cal, from, p.Statutory, p.Rule)
	if err != nil {
		return d, err
	}
	d.Times.ClockFrom, d.Times.Due, d.Times.StatutoryDue, d.Times.Calendar = from, promised, statutory, cal.Version()
	return d, nil
}
