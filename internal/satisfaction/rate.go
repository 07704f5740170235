// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"context"
	"errors"
	"time"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// RateInput is what the applicant says. Sent twice under one command, it is said once.
type RateInput struct {
	Code    string // of the dossier
	Score   int
	Words   string
	Command string
}

// Rate takes the applicant's rating of a finished dossier, once; the same person
// may change it for ChangeFor.
func (s *Service) Rate(ctx context.Context, actor authz.Actor, in RateInput) (Rating, error) {
	var out Rating
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := s.dossier.Open(tx, actor, in.Code)
		if err != nil {
			return err
		}
		was, err := ratingForChange(tx, d.ID)
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		if was.command != "" && was.command == in.Command {
			out = was
			return nil
		}
		if err := requireApplicant(actor, d.Dossier); err != nil {
			return err
		}
		if out, err = rateRule(was, d.Dossier, actor, in, tx.Now()); err != nil {
			return err
		}
		storeRating(tx, out)
		if err := audit.Record(tx, actor, "satisfaction.rate", out.subject(), rated{out.Score, out.Version}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicRated, out.Dossier, Rated{Dossier: out.Dossier, Procedure: out.Procedure, Agency: out.Agency, Score: out.Score, Before: was.Score})
	})
	return out, err
}

type rated struct {
	Score   int `json:"score"`
	Version int `json:"version"`
}

// requireApplicant: nobody rates in another's name, least of all the officer.
func requireApplicant(a authz.Actor, d dossier.Dossier) error {
	if a.Kind != authz.Citizen || a.Person == "" || a.Person != d.Applicant.Person {
		return authz.Refuse(a)
	}
	return nil
}

func rateRule(was Rating, d dossier.Dossier, a authz.Actor, in RateInput, now time.Time) (Rating, error) {
	if !Ratable(d) {
		return was, fault.New(fault.Conflict, "satisfaction.fault.not_yet")
	}
	words := web.CleanArea(in.Words)
	if err := checkRating(in.Score, words); err != nil {
		return was, err
	}
	if was.Version > 0 && !was.Open(now) {
		return was, fault.New(fault.Conflict, "satisfaction.fault.too_late")
	}
	next := was
	if was.Version == 0 {
		next = Rating{Dossier: d.ID, Code: d.Code, Procedure: d.Procedure, Agency: d.Competent, Receiving: d.Receiving, GivenAt: now, person: personHash(a.Person, d.ID)}
	}
	next.Score, next.Words, next.ChangedAt, next.Version, next.command = in.Score, words, now, was.Version+1, in.Command
	return next, nil
}

// Ratable tells whether a dossier can be rated: its result has been handed over.
func Ratable(d dossier.Dossier) bool { return d.State == dossier.Delivered }
