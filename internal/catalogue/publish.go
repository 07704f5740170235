// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Publish puts a draft into force, from the day its decision says or today. It is refused while Check finds an error or an
// example comes to another answer (Decree 63/2010/NĐ-CP Art. 15; the seven mandatory elements). What was in force ends the day
// before; dossiers keep the version under which they were received.
func (s *Service) Publish(ctx context.Context, actor authz.Actor, version string) (Entry, error) {
	var out Entry
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		e, v, err := loadForChange(tx, version)
		if err != nil {
			return err
		}
		if err := authz.Require(actor, PermPublish, authz.Everywhere); err != nil {
			return err
		}
		if err := s.publishRule(e, *v); err != nil {
			return err
		}
		if e.From == "" {
			e.From = today(tx)
		}
		e.State, e.PublishedAt = Published, tx.Now()
		replaces, err := s.putInForce(tx, e)
		if err != nil {
			return err
		}
		out = e
		event := PublishedEvent{Procedure: e.Procedure, Version: e.ID, Replaces: replaces, From: e.From, Decision: e.Decision}
		if err := audit.Record(tx, actor, "catalogue.publish", subject(e.Procedure), event); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicPublished, e.Procedure, event)
	})
	return out, err
}

func subject(code string) audit.Subject { return audit.Subject{Kind: "procedure", ID: code} }

func loadForChange(tx *db.Tx, id string) (Entry, *Version, error) {
	e, err := entryByID(tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return e, nil, fault.New(fault.NotFound, "catalogue.fault.no_version", "id", id)
	}
	if err != nil {
		return e, nil, err
	}
	if err := lockProcedure(tx, e.Procedure); err != nil {
		return e, nil, err
	}
	v, err := documentOf(tx, id)
	return e, v, err
}

func (s *Service) publishRule(e Entry, v Version) error {
	if e.State != Drafted {
		return fault.New(fault.Conflict, "catalogue.fault.not_draft", "code", e.Procedure)
	}
	ps := v.Check()
	for _, x := range v.Examples {
		if s.due == nil || x.Expect.Due == "" {
			continue
		}
		due, err := s.due(v, x)
		if err != nil {
			return err
		}
		ps = append(ps, dueProblems(v, x, due)...)
	}
	return refusal(ps)
}

// dueProblems leaves out what Check has said of the example already.
func dueProblems(v Version, x Example, due string) []Problem {
	if due == x.Expect.Due {
		return nil
	}
	return []Problem{newProblem(Error, ProblemExampleFails, v.Procedure, "examples.due", "name", x.Name.VI, "want", x.Expect.Due, "got", due)}
}

// refusal is a fault with every error at its field.
func refusal(ps []Problem) error {
	var c fault.Checks
	for _, p := range ps {
		if p.Severity == Error {
			c.Add(p.Field, p.Key(), p.args()...)
		}
	}
	return c.Err()
}

// args are the arguments of the problem's sentence.
func (p Problem) args() []any {
	var out []any
	for k, v := range p.Args {
		out = append(out, k, v)
	}
	return out
}

func (s *Service) putInForce(tx *db.Tx, e Entry) (replaces string, err error) {
	replaces, err = inForce(tx, e.Procedure, e.From)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return "", err
	}
	n, err := publishVersion(tx, e.ID, e.From, clock.Format(e.PublishedAt))
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "catalogue.fault.not_draft", "code", e.Procedure)
	}
	if err != nil {
		return "", err
	}
	if _, err := endVersions(tx, e.Procedure, dayBefore(e.From), e.ID); err != nil {
		return "", err
	}
	renewState(tx)
	s.kept.Forget(tx)
	return replaces, nil
}
