// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// VoidInput says which paper is void, and why.
type VoidInput struct{ Paper, Reason string }

// Void takes a paper out of force: its bytes and its number stay, its
// verification page says so, and its place is free for a right one.
func (s *Service) Void(ctx context.Context, actor authz.Actor, in VoidInput) (Paper, error) {
	var p Paper
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		p, err = s.VoidIn(tx, actor, in)
		return err
	})
	return p, err
}

// VoidIn is Void inside the caller's transaction.
func (s *Service) VoidIn(tx *db.Tx, actor authz.Actor, in VoidInput) (Paper, error) {
	p, err := lockedPaper(tx, in.Paper)
	if err != nil {
		return p, missing(err)
	}
	if err := authz.Require(actor, PermVoid, p.Agency); err != nil {
		return p, err
	}
	var c fault.Checks
	c.Require(in.Reason != "", "reason", "fault.field.required")
	if err := c.Err(); err != nil || p.State == Voided {
		return p, err
	}
	p.State, p.VoidReason = Voided, in.Reason
	if err := storeVoid(tx, &p); err != nil {
		return p, err
	}
	if err := audit.Record(tx, actor, "document.void", p.subject(), in); err != nil {
		return p, err
	}
	return p, s.box.Emit(tx, TopicVoided, p.Dossier, p.event())
}
