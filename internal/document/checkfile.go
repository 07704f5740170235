// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
)

// CheckAdded is the reaction to TopicFileAdded: it asks the scanner again for a
// file that came while the scanner was away, until there is a verdict.
func (s *Service) CheckAdded(ctx context.Context, e outbox.Event) error {
	added, err := outbox.Decode[FileAdded](e)
	if err != nil || added.State != FileReceived {
		return err
	}
	_, err = s.CheckFile(ctx, authz.SystemActor("document"), added.File)
	if fault.Is(err, fault.NotFound) {
		return nil // taken away meanwhile
	}
	return err
}

// CheckFile gives a received file its verdict.
func (s *Service) CheckFile(ctx context.Context, actor authz.Actor, id string) (File, error) {
	var f File
	err := s.db.Read(ctx, func(r db.Reader) (err error) { f, err = s.file(r, id); return err })
	if err != nil || f.State != FileReceived {
		return f, err
	}
	body, err := s.blobs.Get(ctx, f.Hash)
	if err != nil {
		return f, err
	}
	verdict := s.scan.Scan(ctx, body)
	f.State, f.CheckedAt = FileChecked, s.now()
	if verdict != nil && !refuse(&f, verdict) {
		return File{}, verdict
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := storeVerdict(tx, f)
		if err != nil || n == 0 {
			return err
		}
		if err := audit.Record(tx, actor, "document.check_file", f.subject(), map[string]any{"file": f.ID, "state": f.State, "reason": f.Reason}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicFileSettled, f.Owner, FileSettled{File: f.ID, Owner: f.Owner, State: f.State, Reason: f.Reason})
	})
	return f, err
}
