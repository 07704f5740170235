// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Files lists what belongs to a draft or dossier, oldest first, refused files and
// their reasons included.
func (s *Service) Files(r db.Reader, owner string) ([]File, error) { return storedFiles(r, owner) }

// FileByID finds a file that has not been taken away, for whoever may read it.
func (s *Service) FileByID(ctx context.Context, actor authz.Actor, id string) (File, error) {
	var f File
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		if f, err = s.file(r, id); err != nil {
			return err
		}
		return s.mayRead(ctx, r, actor, f.Owner)
	})
	return f, err
}

// Body is the bytes of a checked file. It asks nobody: the caller has made sure
// that its actor may read it (FileByID does).
func (s *Service) Body(ctx context.Context, id string) (File, []byte, error) {
	var f File
	err := s.db.Read(ctx, func(r db.Reader) (err error) { f, err = s.file(r, id); return err })
	if err != nil {
		return f, nil, err
	}
	if !f.Usable() {
		return f, nil, fault.New(fault.Conflict, "document.fault.not_checked")
	}
	body, err := s.blobs.Get(ctx, f.Hash)
	return f, body, err
}

func (s *Service) file(r db.Reader, id string) (File, error) {
	f, err := storedFile(r, id)
	return f, missing(err)
}

// missing turns a row that is not there into a fault.
func missing(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return fault.Wrap(err, fault.NotFound, "fault.not_found")
	}
	return err
}

// Papers lists the papers of a dossier, oldest first, void ones included.
func (s *Service) Papers(r db.Reader, dossier string) ([]Paper, error) {
	return storedPapers(r, dossier)
}

// PaperByID finds a paper for whoever may read its dossier.
func (s *Service) PaperByID(ctx context.Context, actor authz.Actor, id string) (Paper, error) {
	var p Paper
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		if p, err = s.paper(r, id); err != nil {
			return err
		}
		return s.mayRead(ctx, r, actor, p.Dossier)
	})
	return p, err
}

// PaperBody is the PDF of a paper at its latest stage. It asks nobody: the caller
// has made sure that its actor may read it.
func (s *Service) PaperBody(ctx context.Context, id string) (Paper, []byte, error) {
	var p Paper
	err := s.db.Read(ctx, func(r db.Reader) (err error) { p, err = s.paper(r, id); return err })
	if err != nil {
		return p, nil, err
	}
	if p.Hash() == "" {
		return p, nil, fault.New(fault.Conflict, "document.fault.not_rendered")
	}
	body, err := s.blobs.Get(ctx, p.Hash())
	return p, body, err
}

func (s *Service) paper(r db.Reader, id string) (Paper, error) {
	p, err := storedPaper(r, id)
	return p, missing(err)
}

// Result is the dossier's result as far as it has come; a dossier without one has
// the zero Paper.
func (s *Service) Result(r db.Reader, dossier string) (Paper, error) {
	p, err := storedResult(r, dossier)
	if errors.Is(err, db.ErrNoRows) {
		return Paper{}, nil
	}
	return p, err
}

// ResultState tells how far the dossier's result has come, inside the caller's
// transaction.
func (s *Service) ResultState(r db.Reader, dossier string) (ResultState, error) {
	p, err := s.Result(r, dossier)
	if err != nil {
		return ResultNone, err
	}
	switch p.State {
	case Rendered:
		return ResultRendered, nil
	case Signed:
		return ResultSigned, nil
	case Sealed:
		return ResultSealed, nil
	}
	return ResultNone, nil
}
