// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"strings"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// setting is what a paper is drawn from: the dossier, its procedure version, and
// the agencies by name.
type setting struct {
	File
	version   *catalogue.Version
	receiving organisation.Agency
	competent organisation.Agency
	event     Event // the act that the paper is about
}

func (s *Service) setting(r db.Reader, m Moved) (x setting, err error) {
	if x.File, err = s.ByID(r, m.Dossier); err != nil {
		return x, err
	}
	if err := s.places(r, &x); err != nil {
		return x, err
	}
	for _, e := range x.Events {
		if e.Seq == m.Seq {
			x.event = e
		}
	}
	return x, nil
}

// places fills in the procedure version and the agencies by name.
func (s *Service) places(r db.Reader, x *setting) (err error) {
	if x.version, err = s.catalogue.Version(r, x.ProcedureVersion); err != nil {
		return err
	}
	if x.receiving, err = s.organisation.Agency(r, x.Receiving); err != nil {
		return err
	}
	x.competent, err = s.organisation.Agency(r, x.Competent)
	return err
}

// OrderSlip is the reaction to an acceptance, a supplement request and a refusal:
// forms 01, 02 and 03 of Circular 03/2025 are ordered from the document room.
func (s *Service) OrderSlip(ctx context.Context, e outbox.Event) error {
	m, err := outbox.Decode[Moved](e)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		x, err := s.setting(tx, m)
		if err != nil {
			return err
		}
		data, err := s.slip(tx, x, m.Act)
		if err != nil || data == nil {
			return err
		}
		_, err = s.document.Order(tx, authz.SystemActor("dossier"), x.order(string(m.Act), x.receiving.Code, data))
		return err
	})
}

func (x setting) order(step, agency string, data document.Data) document.OrderInput {
	return document.OrderInput{Dossier: x.ID, DossierCode: x.Code, Step: step, Agency: agency, Holder: x.Applicant.Name, Data: data}
}

func (s *Service) slip(r db.Reader, x setting, act Act) (document.Data, error) {
	switch act {
	case ActAccept:
		return s.acceptanceSlip(r, x)
	case ActRequestSupplement:
		return s.supplementSlip(x), nil
	case ActRefuse:
		return s.refusalSlip(x), nil
	}
	return nil, nil
}

func (x setting) head(a organisation.Agency, symbol string) document.Head {
	return document.Head{Agency: a.Name, Place: placeOf(a), Symbol: symbol, Date: clock.Date(x.event.At)}
}

// placeOf is the place name that stands before a paper's date: the agency's name
// without the words for what it is.
func placeOf(a organisation.Agency) string {
	name := a.Name
	for _, word := range []string{"phường ", "xã ", "tỉnh "} {
		if _, place, ok := strings.Cut(name, word); ok {
			return place
		}
	}
	return "Sơn La"
}

func (x setting) party() document.Party {
	a := x.Applicant
	return document.Party{Name: a.Name, ID: a.Number, Address: a.Address, Phone: a.Phone, Email: a.Email}
}

func (s *Service) acceptanceSlip(r db.Reader, x setting) (document.Data, error) {
	lines, err := s.derivation(r, x.Dossier, x.version)
	if err != nil {
		return nil, err
	}
	_, fee := catalogue.Bill(*x.version, catalogue.Input{Channel: catalogue.Channel(x.Channel), Answers: x.Content.Answers})
	d := &document.SlipData{
		Head: x.head(x.receiving, "TNHS"), DossierCode: x.Code, From: x.party(), Content: x.Title,
		Sets: max(x.version.Sets, 1), Term: s.termText(x), Received: x.Times.Received, Due: x.Times.Due, Derivation: lines,
		ReturnPlace: x.receiving.Name, Fee: fee, Officer: x.event.ActorName, Link: s.links.Progress(x.Code),
	}
	if x.Submitter != "" && x.Submitter != x.Applicant.Name {
		d.Submitter = &document.Party{Name: x.Submitter}
	}
	for _, c := range x.Content.Components {
		d.Components = append(d.Components, document.Component{Name: c.Name, Originals: c.Originals, Copies: c.Copies, Files: c.Files})
	}
	return d, nil
}

func (s *Service) termText(x setting) string {
	p, err := planOf(x.version, x.Channel)
	if err != nil {
		return ""
	}
	return s.vi.T("dossier.term."+string(p.Promised.Unit), "n", p.Promised.N)
}

// derivation shows how the due date follows, a line each, as a clerk would with a
// pencil.
func (s *Service) derivation(r db.Reader, d Dossier, v *catalogue.Version) ([]string, error) {
	res, err := s.reckon(r, d, v)
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(res.Derivation))
	for _, l := range res.Derivation {
		out = append(out, s.vi.T(l.Why.Key, l.Why.Args...))
	}
	return out, nil
}

// reckon counts the promise again with the calendar it was made with.
func (s *Service) reckon(r db.Reader, d Dossier, v *catalogue.Version) (calendar.Result, error) {
	cal, err := s.calendar.Version(r, d.Times.Calendar)
	if err != nil {
		return calendar.Result{}, err
	}
	p, err := planOf(v, d.Channel)
	if err != nil {
		return calendar.Result{}, err
	}
	return calendar.Due(cal, d.Times.ClockFrom, p.Promised, p.Rule)
}

func (s *Service) supplementSlip(x setting) document.Data {
	d := &document.SupplementData{
		Head: x.head(x.receiving, "PBS"), DossierCode: x.Code, From: x.party(), Content: x.Title, Reason: x.event.Note,
		Until: x.Times.ActBy, Contact: x.event.ActorName, Phone: x.receiving.Phone, Link: s.links.Progress(x.Code),
		Signer: document.Official{Post: x.event.ActorPost, Name: x.event.ActorName},
	}
	for _, m := range x.event.Detail.Missing {
		d.Items = append(d.Items, document.Item{Name: m.What, Reason: m.Why})
	}
	return d
}

func (s *Service) refusalSlip(x setting) document.Data {
	return &document.RefusalData{Head: x.head(x.receiving, "PTC"), DossierCode: x.Code, From: x.party(), Content: x.Title,
		Reasons: []string{x.event.Note}, Officer: x.event.ActorName, Link: s.links.Progress(x.Code)}
}
