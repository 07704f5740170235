// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// RemoveFile takes a file away from its draft or dossier. The row stays, for the
// record; asked twice, it is done once.
func (s *Service) RemoveFile(ctx context.Context, actor authz.Actor, id string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		f, err := s.file(tx, id)
		if err != nil {
			return err
		}
		if err := s.mayChange(ctx, tx, actor, f.Owner); err != nil {
			return err
		}
		storeRemoval(tx, f.ID, clock.Format(tx.Now()))
		return audit.Record(tx, actor, "document.remove_file", f.subject(), map[string]any{"file": f.ID, "name": f.Name, "hash": f.Hash})
	})
}

// Attach gives a draft's files to the dossier that the draft became, inside the
// transaction that makes the dossier. Refused files stay behind.
func (s *Service) Attach(tx *db.Tx, draft, dossier string) error {
	storeOwner(tx, draft, dossier)
	return nil
}

// RemoveOf removes all files of an owner that is going away, inside the owner's
// transaction: a draft that has expired or was thrown away.
func (s *Service) RemoveOf(tx *db.Tx, owner string) {
	storeRemovalOf(tx, owner, clock.Format(tx.Now()))
}
