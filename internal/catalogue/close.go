// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// CloseInput says until when a procedure can be applied for, and which one to use afterwards.
type CloseInput struct {
	Procedure string
	LastDay   string // "" is today
	Successor string // "" where there is none
	Decision  string
}

// Close ends a procedure (bãi bỏ). Dossiers that were received keep their version and are finished under it.
func (s *Service) Close(ctx context.Context, actor authz.Actor, in CloseInput) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if in.LastDay == "" {
			in.LastDay = today(tx)
		}
		if err := lockProcedure(tx, in.Procedure); err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		id, err := inForce(tx, in.Procedure, in.LastDay)
		if errors.Is(err, db.ErrNoRows) {
			return s.notInForce(tx, in.Procedure, in.LastDay)
		}
		if err != nil {
			return err
		}
		if err := authz.Require(actor, PermPublish, authz.Everywhere); err != nil {
			return err
		}
		if err := s.closeRule(tx, in); err != nil {
			return err
		}
		if _, err := endVersions(tx, in.Procedure, in.LastDay, ""); err != nil {
			return err
		}
		setSuccessor(tx, in.Procedure, in.Successor)
		renewState(tx)
		s.kept.Forget(tx)
		event := ClosedEvent{Procedure: in.Procedure, Version: id, LastDay: in.LastDay, Successor: in.Successor, Decision: in.Decision}
		if err := audit.Record(tx, actor, "catalogue.close", subject(in.Procedure), event); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicClosed, in.Procedure, event)
	})
}

func (s *Service) closeRule(r db.Reader, in CloseInput) error {
	var c fault.Checks
	c.Require(dateShape.MatchString(in.LastDay), "last_day", "catalogue.problem."+ProblemDateBad, "value", clip(in.LastDay))
	c.Require(in.Successor != in.Procedure, "successor", "catalogue.fault.own_successor")
	if err := c.Err(); err != nil || in.Successor == "" {
		return err
	}
	_, err := s.Procedure(r, in.Successor)
	return err
}
