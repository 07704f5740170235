// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// ControlSlip draws form 06, the process control slip, from the log as it stands:
// one row for each hand-over, with giver, receiver, time and time left.
func (s *Service) ControlSlip(ctx context.Context, actor authz.Actor, code string) ([]byte, error) {
	var in document.OrderInput
	err := s.db.Read(ctx, func(r db.Reader) error {
		f, err := s.Open(r, actor, code)
		if err != nil {
			return err
		}
		x, err := s.setting(r, Moved{Dossier: f.ID, Seq: f.Version})
		if err != nil {
			return err
		}
		d, err := s.control(r, x)
		in = x.order("control", x.receiving.Code, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.document.Preview(in)
}

func (s *Service) control(r db.Reader, x setting) (document.Data, error) {
	d := &document.ControlData{Head: x.head(x.receiving, "KSHS"), DossierCode: x.Code, From: x.party(), Content: x.Title, Lead: x.competent.Name,
		Received: x.Times.Received, Due: x.Times.Due, Link: s.links.Progress(x.Code)}
	for _, e := range x.Events {
		if e.FromStep == e.ToStep {
			continue
		}
		from, err := s.agencyName(r, e.FromAgency)
		if err != nil {
			return nil, err
		}
		to, err := s.agencyName(r, e.ToAgency)
		if err != nil {
			return nil, err
		}
		receiver := ""
		if e.ToStep != NoStep {
			receiver = s.vi.T(e.ToStep.Key())
		}
		d.HandOvers = append(d.HandOvers, document.HandOver{Giver: e.ActorName, GiverUnit: from, Receiver: receiver, ReceiverUnit: to, At: e.At,
			Result: s.punctuality(e), Note: join(": ", s.vi.T(e.Act.Key()), e.Note)})
	}
	return d, nil
}

func (s *Service) agencyName(r db.Reader, code string) (string, error) {
	if code == "" {
		return "", nil
	}
	a, err := s.organisation.Agency(r, code)
	return a.Name, err
}

// punctuality is early, on time or late against the step's budget.
func (s *Service) punctuality(e Event) string {
	switch {
	case e.StepDue.IsZero():
		return ""
	case e.MinutesLeft < 0 || e.At.After(e.StepDue):
		return s.vi.T("dossier.punctuality.late")
	case e.MinutesLeft == 0:
		return s.vi.T("dossier.punctuality.on_time")
	}
	return s.vi.T("dossier.punctuality.early")
}
