// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// AddFileInput is one file as it came.
type AddFileInput struct {
	Owner     string // the draft's or dossier's id
	Component string // the procedure's component it is meant for; may be empty
	Name      string
	Body      []byte
}

// AddFile takes a file in. The returned file says what became of it: checked, or
// received while the virus scanner is away (CheckFile goes on later). One that is
// refused is kept as a row with its reason, and the fault is returned beside it;
// it stands in nobody's way. The same bytes for the same component are one file.
func (s *Service) AddFile(ctx context.Context, actor authz.Actor, in AddFileInput) (File, error) {
	f, err := newFile(ids.New(s.now()), actor.ID, s.now(), in)
	if err != nil {
		return File{}, err
	}
	if err := s.db.Read(ctx, func(r db.Reader) error { return s.mayChange(ctx, r, actor, f.Owner) }); err != nil {
		return File{}, err
	}
	refusal := s.examine(ctx, &f, in.Body)
	if refusal != nil && !refuse(&f, refusal) {
		return File{}, refusal
	}
	if f.State != FileRefused {
		if _, err := s.blobs.Put(ctx, in.Body); err != nil {
			return File{}, err
		}
	}
	kept := f
	store := func(tx *db.Tx) (err error) {
		if err = s.mayChange(ctx, tx, actor, f.Owner); err != nil {
			return err
		}
		kept, err = s.keep(tx, actor, f)
		return err
	}
	err = s.db.Write(ctx, store)
	if db.IsUnique(err) { // sent twice at the same instant: now the twin is there
		err = s.db.Write(ctx, store)
	}
	if err != nil {
		return File{}, err
	}
	return kept, refusal
}

// examine looks at the bytes outside any transaction: type, wholeness, harm, and
// a thumbnail.
func (s *Service) examine(ctx context.Context, f *File, body []byte) error {
	found, err := inspect(body, s.limits)
	f.Type, f.Pages, f.Width, f.Height = found.Type, found.Pages, found.Width, found.Height
	if err != nil {
		return err
	}
	if f.Type == JPEG || f.Type == PNG {
		if f.Thumbnail, err = s.makeThumbnail(ctx, body); err != nil {
			return err
		}
	}
	switch err := s.scan.Scan(ctx, body); {
	case fault.Is(err, fault.Unavailable):
		s.log.Warn("virus scanner", "error", err)
		return nil // stays received
	case err != nil:
		return err
	}
	f.State, f.CheckedAt = FileChecked, f.AddedAt
	return nil
}

func (s *Service) makeThumbnail(ctx context.Context, body []byte) (string, error) {
	select {
	case s.decode <- struct{}{}:
		defer func() { <-s.decode }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	small, err := thumbnail(body)
	if err != nil {
		return "", err
	}
	return s.blobs.Put(ctx, small)
}

// refuse marks a file as refused when err is about the file; any other error is
// the program's own.
func refuse(f *File, err error) bool {
	var why *fault.Error
	if !errors.As(err, &why) || why.Kind != fault.Invalid && why.Kind != fault.TooLarge {
		return false
	}
	f.State, f.Reason, f.Thumbnail = FileRefused, why.Key, ""
	return true
}

// keep stores the file, or finds it where it was sent before.
func (s *Service) keep(tx *db.Tx, actor authz.Actor, f File) (File, error) {
	if f.State != FileRefused {
		known, err := storedTwin(tx, f)
		if err == nil {
			return known, nil
		}
		if !errors.Is(err, db.ErrNoRows) {
			return f, err
		}
	}
	storeFile(tx, f)
	if err := audit.Record(tx, actor, "document.add_file", f.subject(), map[string]any{"file": f.ID, "name": f.Name, "hash": f.Hash, "state": f.State, "reason": f.Reason}); err != nil {
		return f, err
	}
	return f, s.box.Emit(tx, TopicFileAdded, f.ID, FileAdded{File: f.ID, Owner: f.Owner, State: f.State})
}

func (f File) subject() audit.Subject { return audit.Subject{Kind: "dossier", ID: f.Owner} }
