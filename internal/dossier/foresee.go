// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"errors"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Prospect is an act that is open to an actor, with what would follow if it were
// done at once. It is what a person reads before they click.
type Prospect struct {
	Act       Act
	Outcome   Outcome             // of an appraisal: what would be proposed
	Hindrance error               // why it would be refused; nil when it would not
	After     Dossier             // as it would be
	Reckoning calendar.Result     // how a new promise follows; the zero Result when it does not move
	Messages  []notification.Sent // what the applicant would be told
}

// Moved tells whether the promise would be another one.
func (p Prospect) Moved(was Dossier) bool {
	return p.Hindrance == nil && !p.After.Times.Due.IsZero() && !p.After.Times.Due.Equal(was.Times.Due)
}

// toBeWritten stands for the words that the officer has not typed yet.
const toBeWritten = "…"

// Foresee lists the acts that the actor has the right to do on a dossier as it
// stands, the usual one first, each with what would follow. Nothing is stored.
func (s *Service) Foresee(r db.Reader, actor authz.Actor, f File) ([]Prospect, error) {
	turns := s.openTurns(actor, f.Dossier)
	if len(turns) == 0 {
		return nil, nil
	}
	k, err := s.known(r, f.Dossier)
	if err != nil {
		return nil, err
	}
	var out []Prospect
	for _, t := range turns {
		p, err := s.foresee(r, actor, f, t, k)
		if err != nil {
			return nil, err
		}
		if !notTheirs(p.Hindrance) {
			out = append(out, p)
		}
	}
	return out, nil
}

// notTheirs is the plain lack of a right: such an act is not offered at all.
func notTheirs(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Key == "fault.forbidden"
}

func (s *Service) openTurns(a authz.Actor, d Dossier) []turn {
	ref := Ref{Code: d.Code, Version: d.Version}
	asking := s.requesting(a, SupplementInput{Ref: ref, Missing: []Missing{{What: toBeWritten, Why: toBeWritten}}})
	var out []turn
	switch {
	case !d.Open:
		return nil
	case d.State == Supplement:
		out = append(out, s.supplementing(a, SupplementedInput{Ref: ref}))
	case d.Step == StepReceive:
		out = append(out, s.accepting(a, AcceptInput{Ref: ref}), asking, s.refusing(a, RefuseInput{Ref: ref, Reason: toBeWritten}))
	case d.Step == StepAppraise:
		grant := s.appraising(a, AppraiseInput{Ref: ref, Outcome: Granted})
		refuse := s.appraising(a, AppraiseInput{Ref: ref, Outcome: Refused, Note: toBeWritten})
		grant.detail.Outcome, refuse.detail.Outcome = Granted, Refused
		out = append(out, grant, refuse, asking)
	case d.Step == StepApprove:
		out = append(out, s.approving(a, ApproveInput{Ref: ref}), s.returning(a, ReturnInput{Ref: ref, Reason: toBeWritten}))
	case d.Step == StepStamp:
		out = append(out, s.stamping(a, StampInput{Ref: ref}))
	case d.Step == StepDeliver:
		out = append(out, s.delivering(a, DeliverInput{Ref: ref}))
	}
	if d.MayWithdraw() {
		out = append(out, s.withdrawing(a, WithdrawInput{Ref: ref}))
	}
	return out
}

func (s *Service) foresee(r db.Reader, actor authz.Actor, f File, t turn, k known) (Prospect, error) {
	p := Prospect{Act: t.act, Outcome: t.detail.Outcome, After: f.Dossier}
	if p.Hindrance = t.may(f.Dossier); p.Hindrance != nil {
		return p, onlyFaults(p.Hindrance)
	}
	after, detail, err := t.rule(f.Dossier, k)
	if p.Hindrance = err; err != nil {
		return p, onlyFaults(err)
	}
	p.After = after
	if !after.Times.ClockFrom.Equal(f.Times.ClockFrom) {
		if p.Reckoning, err = calendar.Due(k.cal, after.Times.ClockFrom, k.plan.Promised, k.plan.Rule); err != nil {
			return p, err
		}
	}
	p.Messages, err = s.wouldTell(r, actor, f, p.After, t, detail, k)
	return p, err
}

// onlyFaults lets internal errors through and keeps what a person may be told.
func onlyFaults(err error) error {
	if fault.Of(err).Kind == fault.Internal {
		return err
	}
	return nil
}

// wouldTell writes the messages that the act would send, as the reactions do.
func (s *Service) wouldTell(r db.Reader, actor authz.Actor, f File, after Dossier, t turn, detail Detail, k known) ([]notification.Sent, error) {
	kind, ok := noticeOf[t.act]
	if t.act == ActStamp {
		kind, ok = notification.Result, k.plan.Paper
	}
	if !ok {
		return nil, nil
	}
	e, err := eventOf(actor, f.Dossier, after, t, detail, r.Now(), k.cal)
	if err != nil {
		return nil, err
	}
	x := setting{File: f, event: e}
	x.Dossier = after
	if err := s.places(r, &x); err != nil {
		return nil, err
	}
	return s.notification.Preview(r, s.message(r, x, kind, ""))
}

// ReckonedTerms are what the province promises and what the law allows for a
// dossier of this version and door.
func ReckonedTerms(v *catalogue.Version, ch Channel) (promised, statutory calendar.Term, err error) {
	p, err := planOf(v, ch)
	return p.Promised, p.Statutory, err
}

// DueIf is when an application taken in at an instant would be promised.
func (s *Service) DueIf(r db.Reader, v *catalogue.Version, ch Channel, competent string, at time.Time) (calendar.Result, error) {
	p, err := planOf(v, ch)
	if err != nil {
		return calendar.Result{}, err
	}
	cal, err := s.calendar.For(r, competent)
	if err != nil {
		return calendar.Result{}, err
	}
	return calendar.Due(cal, at, p.Promised, p.Rule)
}
