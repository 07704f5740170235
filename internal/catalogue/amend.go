// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// Amend stores a version that a person wrote as a draft, of a procedure that is there or of a new one. The same text twice is one
// draft.
func (s *Service) Amend(ctx context.Context, actor authz.Actor, v Version) (Entry, error) {
	w := newRow(v, FromHand)
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		history, err := entriesOf(tx, v.Procedure)
		if err != nil {
			return err
		}
		if err := authz.Require(actor, PermPublish, authz.Everywhere); err != nil {
			return err
		}
		if err := draftRule(v); err != nil {
			return err
		}
		for _, e := range history {
			if e.Hash == w.Hash {
				w.Entry = e
				return nil
			}
		}
		w.ID, w.CreatedAt = ids.New(tx.Now()), tx.Now()
		addProcedure(tx, v.Procedure)
		addVersion(tx, w)
		renewState(tx)
		s.kept.Forget(tx)
		if err := audit.Record(tx, actor, "catalogue.amend", subject(v.Procedure), map[string]string{"version": w.ID}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicImported, "catalogue", Imported{Origin: FromHand, Amended: []string{v.Procedure}})
	})
	return w.Entry, err
}

// draftRule: a draft may be unfinished, but must be a version of something, in values that the tables take.
func draftRule(v Version) error {
	var c fault.Checks
	c.Require(procedureCode.MatchString(v.Procedure), "procedure", "catalogue.problem."+ProblemCodeBad, "value", clip(v.Procedure))
	c.Require(v.Name.VI != "", "name", "catalogue.problem."+ProblemNameMissing)
	c.Require(oneOf(v.Service, ServiceLevels()), "service", "catalogue.problem."+ProblemValueUnknown, "value", itoa(int(v.Service)))
	c.Require(v.Decision.Kind == "" || oneOf(v.Decision.Kind, DecisionKinds()), "decision.kind", "catalogue.problem."+ProblemValueUnknown, "value", clip(string(v.Decision.Kind)))
	for field, d := range map[string]string{"decision.from": v.Decision.From, "decision.to": v.Decision.To} {
		c.Require(d == "" || dateShape.MatchString(d), field, "catalogue.problem."+ProblemDateBad, "value", clip(d))
	}
	return c.Err()
}
