// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// sweepBatch bounds one sweep's transaction.
const sweepBatch = 200

// Sweep removes drafts that nobody touched for DraftLife, with their files, as the
// person was told. It returns how many; call it again until that is none.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	var ids []string
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if ids, err = expiredDrafts(tx, clock.Format(tx.Now()), sweepBatch); err != nil {
			return err
		}
		for _, id := range ids {
			s.document.RemoveOf(tx, id)
			deleteDraft(tx, id)
		}
		return nil
	})
	return len(ids), err
}
