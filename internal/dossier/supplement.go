// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"fmt"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// SupplementInput lists what is missing, each with its reason, all at once.
type SupplementInput struct {
	Ref
	Missing []Missing
	Note    string
}

// RequestSupplement asks the applicant for what is missing (yêu cầu bổ sung, form
// 02): once, complete, itemised. The dossier waits for the applicant.
func (s *Service) RequestSupplement(ctx context.Context, actor authz.Actor, in SupplementInput) (Dossier, error) {
	return s.do(ctx, actor, s.requesting(actor, in))
}

func (s *Service) requesting(actor authz.Actor, in SupplementInput) turn {
	return turn{
		act: ActRequestSupplement, topic: TopicSupplementRequested, ref: in.Ref, note: in.Note,
		may: func(d Dossier) error { return atHolder(actor, d.Step.Permission())(d) },
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			d, err := requestSupplementRule(d, in.Missing, k.cal, k.r.Now())
			return d, Detail{Missing: in.Missing}, err
		},
	}
}

func requestSupplementRule(d Dossier, missing []Missing, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	if err := checkMissing(missing); err != nil {
		return d, err
	}
	if d.Step != StepAppraise || d.State != Accepted && d.State != InProcess {
		if err := atStep(d, StepReceive, Submitted); err != nil {
			return d, err
		}
	}
	if d.Supplements >= MaxSupplements {
		return d, fault.New(fault.Conflict, "dossier.fault.supplement_once")
	}
	wait, err := calendar.DueAt(cal, now, calendar.Term{N: SupplementDays, Unit: calendar.WorkingDays}, calendar.Rule{})
	if err != nil {
		return d, err
	}
	d.State, d.Supplements = Supplement, d.Supplements+1
	d.Times.Paused, d.Times.ActBy = now, wait
	return d, nil
}

func checkMissing(missing []Missing) error {
	var c fault.Checks
	c.Require(len(missing) > 0, "missing", "dossier.fault.missing_required")
	for i, m := range missing {
		c.Require(m.What != "", fmt.Sprintf("missing-%d-what", i), "fault.field.required")
		c.Require(m.Why != "", fmt.Sprintf("missing-%d-why", i), "dossier.fault.reason_required")
	}
	return c.Err()
}

// SupplementedInput is the applicant's answer to a supplement request.
type SupplementedInput struct {
	Ref
	Answers map[string]string // changed answers only
	Note    string
}

// Supplement hands in what was asked for (bổ sung hồ sơ); the officer at a counter
// may do it for the applicant. The dossier goes back to where it was, and the
// clock starts afresh or goes on, as the procedure says.
func (s *Service) Supplement(ctx context.Context, actor authz.Actor, in SupplementedInput) (Dossier, error) {
	return s.do(ctx, actor, s.supplementing(actor, in))
}

func (s *Service) supplementing(actor authz.Actor, in SupplementedInput) turn {
	return turn{
		act: ActSupplement, topic: TopicSupplemented, ref: in.Ref, note: in.Note,
		may: func(d Dossier) error { return mayActForOwner(actor, d) },
		rule: func(d Dossier, k known) (Dossier, Detail, error) {
			old := d.Times.Due
			d, err := supplementRule(d, k.plan, k.cal, k.r.Now())
			if err != nil {
				return d, Detail{}, err
			}
			if err := s.mergeAnswers(k, d, in.Answers); err != nil {
				return d, Detail{}, err
			}
			return d, Detail{Due: clock.Format(d.Times.Due), OldDue: clock.Format(old)}, nil
		},
	}
}

func supplementRule(d Dossier, p Plan, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	if err := atStep(d, d.Step, Supplement); err != nil {
		return d, err
	}
	paused := d.Times.Paused
	d.Times.Paused = time.Time{}
	if d.Times.Received.IsZero() {
		d.State = Submitted
		return awaitAnswer(d, cal, now)
	}
	d.State = InProcess
	d, err := moveClock(d, p, cal, paused, now)
	if err != nil {
		return d, err
	}
	return p.enter(d, d.StepNo, cal, now)
}

// moveClock starts the clock afresh, or puts off both limits by the working time
// that the dossier waited for the applicant.
func moveClock(d Dossier, p Plan, cal *calendar.Compiled, paused, now time.Time) (Dossier, error) {
	if p.Restart {
		return startClock(d, p, cal, now)
	}
	minutes, err := calendar.WorkingMinutes(cal, paused, now)
	if err != nil {
		return d, err
	}
	for _, t := range []*time.Time{&d.Times.Due, &d.Times.StatutoryDue} {
		if *t, err = calendar.AddWorkingMinutes(cal, *t, minutes); err != nil {
			return d, err
		}
	}
	return d, nil
}

// awaitAnswer puts an application in front of reception, to be answered within
// eight working hours.
func awaitAnswer(d Dossier, cal *calendar.Compiled, now time.Time) (Dossier, error) {
	due, err := calendar.AddWorkingMinutes(cal, now, AnswerMinutes)
	d.Times.StepBegan, d.Times.StepDue, d.Times.ActBy = now, due, due
	return d, err
}

// mergeAnswers puts the changed answers in; all of them together must hold as on
// the day of filing.
func (s *Service) mergeAnswers(k known, d Dossier, changed map[string]string) error {
	if len(changed) == 0 {
		return nil
	}
	v, err := s.catalogue.Version(k.r, d.ProcedureVersion)
	if err != nil {
		return err
	}
	c, err := contentOf(k.r, d.ID)
	if err != nil {
		return err
	}
	for key, answer := range changed {
		c.Answers[key] = web.CleanArea(answer)
	}
	var wrong fault.Checks
	wrong.Require(len(c.Answers) <= maxAnswers, "answers", "fault.invalid")
	checkAnswers(&wrong, v.Form, c.Answers, clock.Date(k.r.Now()))
	if err := wrong.Err(); err != nil || k.tx == nil {
		return err
	}
	return updateContent(k.tx, d.ID, c)
}

// mayActForOwner: the applicant, or an officer of the one-stop that received it.
func mayActForOwner(a authz.Actor, d Dossier) error {
	if a.Kind == authz.Citizen && a.Person != "" && a.Person == d.Applicant.Person {
		return nil
	}
	return authz.Require(a, PermReceive, d.Receiving)
}
