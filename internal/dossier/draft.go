// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"errors"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// DraftLife is how long an untouched draft is kept; the person is told.
const DraftLife = 30 * 24 * time.Hour

// Draft is an application being written. It is kept on the server from the first
// field, and found again on any device.
type Draft struct {
	ID               string
	Version          int
	Owner            string // person, or account of the officer at the counter
	Procedure        string
	ProcedureVersion string
	Receiving        string
	Competent        string
	Answers          map[string]string
	CreatedAt        time.Time
	UpdatedAt        time.Time
	ExpiresAt        time.Time
}

func ownerOf(a authz.Actor) string {
	if a.Kind == authz.Citizen {
		return a.Person
	}
	return a.ID
}

// StartDraft begins an application, or goes on with the one that this person has
// already begun for the same procedure and agency.
func (s *Service) StartDraft(ctx context.Context, actor authz.Actor, procedure, competent string) (Draft, error) {
	if ownerOf(actor) == "" {
		return Draft{}, authz.Refuse(actor)
	}
	var out Draft
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if d, err := draftFor(tx, ownerOf(actor), procedure, competent, clock.Format(tx.Now())); err == nil {
			out = d
			return nil
		} else if !errors.Is(err, db.ErrNoRows) {
			return err
		}
		version, _, err := s.catalogue.Current(tx, procedure, clock.Date(tx.Now()))
		if err != nil {
			return err
		}
		_, receiving, err := s.agencies(tx, FileInput{Competent: competent})
		if err != nil {
			return err
		}
		out = Draft{ID: ids.New(tx.Now()), Version: 1, Owner: ownerOf(actor), Procedure: procedure, ProcedureVersion: version, Receiving: receiving.Code, Competent: competent,
			Answers: map[string]string{}, CreatedAt: tx.Now(), UpdatedAt: tx.Now(), ExpiresAt: tx.Now().Add(DraftLife)}
		return insertDraft(tx, out)
	})
	return out, err
}

// SaveDraft keeps what was typed; nothing is judged yet. Fields not named stay as
// they are. A draft is the writer's own and is not audited until it is filed.
func (s *Service) SaveDraft(ctx context.Context, actor authz.Actor, id string, fields map[string]string) (Draft, error) {
	var out Draft
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := draftForChange(tx, id)
		if err != nil {
			return notFound(err)
		}
		if d.Owner != ownerOf(actor) {
			return fault.New(fault.NotFound, "dossier.fault.not_found")
		}
		for k, v := range fields {
			if len(d.Answers) >= maxAnswers && d.Answers[k] == "" {
				break
			}
			d.Answers[k] = clip(v)
		}
		d.Version, d.UpdatedAt, d.ExpiresAt = d.Version+1, tx.Now(), tx.Now().Add(DraftLife)
		out = d
		return updateDraft(tx, d)
	})
	return out, err
}

// A draft is kept as typed, within bounds that no honest form reaches.
const (
	maxAnswers   = 300
	maxAnswerLen = 20_000
)

func clip(s string) string {
	if len(s) <= maxAnswerLen {
		return s
	}
	return s[:maxAnswerLen]
}

// DropDraft throws a draft away, at its owner's wish.
func (s *Service) DropDraft(ctx context.Context, actor authz.Actor, id string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := draftForChange(tx, id)
		if err != nil {
			return notFound(err)
		}
		if d.Owner != ownerOf(actor) {
			return fault.New(fault.NotFound, "dossier.fault.not_found")
		}
		s.document.RemoveOf(tx, id)
		deleteDraft(tx, id)
		return nil
	})
}

// Draft finds a draft of the actor's own.
func (s *Service) Draft(r db.Reader, actor authz.Actor, id string) (Draft, error) {
	d, err := draftByID(r, id)
	if err == nil && d.Owner != ownerOf(actor) {
		err = fault.New(fault.NotFound, "dossier.fault.not_found")
	}
	return d, notFound(err)
}

// Drafts lists the actor's drafts, the last touched first.
func (s *Service) Drafts(r db.Reader, actor authz.Actor) ([]Draft, error) {
	return draftsOf(r, ownerOf(actor), clock.Format(r.Now()), 50)
}
