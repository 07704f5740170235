// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"strings"

	"motcua.vn/internal/document"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// Links are the addresses of the portal that papers and messages name.
type Links struct{ Base string }

// Progress is the page that shows how far a dossier is; it asks for no login.
func (l Links) Progress(code string) string { return l.Base + "/d/" + code }

// Own is the applicant's own page of a dossier.
func (l Links) Own(code string) string { return l.Base + "/me/d/" + code }

var noticeOf = map[Act]notification.Kind{
	ActSubmit: notification.Submitted, ActAccept: notification.Accepted, ActRefuse: notification.Refused, ActRequestSupplement: notification.Supplement,
	ActSupplement: notification.Forwarded, ActAppraise: notification.Forwarded, ActApprove: notification.Forwarded, ActDeliver: notification.Delivered, ActWithdraw: notification.Withdrawn,
}

// Tell is the reaction to every act: the applicant hears of each change of state
// (Decree 224/2026 Art. 15). That a result is ready is told once it is sealed.
func (s *Service) Tell(ctx context.Context, e outbox.Event) error {
	m, err := outbox.Decode[Moved](e)
	if err != nil {
		return err
	}
	kind, ok := noticeOf[m.Act]
	if !ok {
		return nil
	}
	return s.tell(ctx, m, e.ID, kind, "")
}

// TellReady is the reaction to a sealed result.
func (s *Service) TellReady(ctx context.Context, e outbox.Event) error {
	p, err := outbox.Decode[document.PaperEvent](e)
	if err != nil {
		return err
	}
	return s.tell(ctx, Moved{Dossier: p.Dossier}, e.ID, notification.Result, "result")
}

func (s *Service) tell(ctx context.Context, m Moved, key string, kind notification.Kind, suffix string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		x, err := s.setting(tx, m)
		if err != nil {
			return err
		}
		return s.notification.Notify(tx, s.message(tx, x, kind, "dossier/"+key+suffix))
	})
}

// message is what the applicant is told of an act.
func (s *Service) message(r db.Reader, x setting, kind notification.Kind, key string) notification.Message {
	a := x.Applicant
	return notification.Message{
		Key: key, Kind: kind,
		Subject: notification.Subject{Kind: "dossier", ID: x.ID, Code: x.Code},
		To:      notification.Recipient{Person: a.Person, Name: a.Name, Phone: a.Phone, Email: a.Email, Lang: a.Lang},
		Args:    s.noticeArgs(r, x, kind),
	}
}

func (s *Service) noticeArgs(r db.Reader, x setting, kind notification.Kind) notification.Args {
	args := notification.Args{Procedure: x.version.Name.In(x.Applicant.Lang), Agency: x.receiving.Name, At: x.event.At, Due: x.Times.Due,
		Link: s.links.Own(x.Code), Phone: x.receiving.Phone, Reason: x.event.Note}
	if x.event.ActorKind == authz.Staff { // the applicant does not handle their own dossier
		args.Officer = x.event.ActorName
	}
	switch kind {
	case notification.Supplement:
		var papers []string
		for _, m := range x.event.Detail.Missing {
			papers = append(papers, m.What)
		}
		args.Papers, args.Due, args.DueDay = strings.Join(papers, "; "), x.Times.ActBy, true
	case notification.Forwarded:
		holder, err := s.agencyName(r, x.Holder)
		if err == nil && x.Step != NoStep {
			args.Next = join(", ", s.texts.In(x.Applicant.Lang).T(x.Step.Key()), holder)
		}
	}
	return args
}
