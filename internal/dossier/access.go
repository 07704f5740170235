// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Access answers for the files and papers of drafts and dossiers; the document
// room asks it before it shows or takes anything.
type Access struct{}

// MayRead allows the writer of a draft, and whoever may view the dossier.
func (Access) MayRead(_ context.Context, r db.Reader, a authz.Actor, owner string) error {
	d, draft, err := ownerOfFiles(r, owner)
	if err != nil {
		return err
	}
	if draft.ID != "" && draft.Owner == ownerOf(a) || d.ID != "" && d.MayView(a) {
		return nil
	}
	return fault.New(fault.NotFound, "dossier.fault.not_found")
}

// MayChange allows the writer of a draft; the applicant while papers are asked
// for; and the officers of the one-stop that received the dossier, who scan at
// the counter.
func (Access) MayChange(_ context.Context, r db.Reader, a authz.Actor, owner string) error {
	d, draft, err := ownerOfFiles(r, owner)
	if err != nil {
		return err
	}
	applicant := a.Kind == authz.Citizen && a.Person != "" && a.Person == d.Applicant.Person
	switch {
	case draft.ID != "" && draft.Owner == ownerOf(a):
		return nil
	case d.ID != "" && applicant && d.State == Supplement:
		return nil
	case d.ID != "" && d.Open && a.Kind != authz.Citizen:
		return authz.Require(a, PermReceive, d.Receiving)
	case d.ID != "" && applicant:
		return fault.New(fault.Conflict, "dossier.fault.not_your_turn")
	}
	return fault.New(fault.NotFound, "dossier.fault.not_found")
}

func ownerOfFiles(r db.Reader, owner string) (d Dossier, draft Draft, err error) {
	d, err = byID(r, owner)
	if errors.Is(err, db.ErrNoRows) {
		draft, err = draftByID(r, owner)
	}
	return d, draft, notFound(err)
}
