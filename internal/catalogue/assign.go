// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"

	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Assign says that an agency, or "*" for the People's Committee of every commune, offers a procedure so far online; level 0 takes
// the offer back.
func (s *Service) Assign(ctx context.Context, actor authz.Actor, procedure, agency string, level ServiceLevel) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := s.Procedure(tx, procedure); err != nil {
			return err
		}
		if agency != everyCommune {
			if _, err := s.org.Agency(tx, agency); err != nil {
				return err
			}
		}
		if err := authz.Require(actor, PermPublish, authz.Everywhere); err != nil {
			return err
		}
		switch {
		case level == 0:
			dropOffer(tx, procedure, agency)
		case oneOf(level, ServiceLevels()):
			saveOffer(tx, procedure, agency, level)
		default:
			var c fault.Checks
			c.Add("level", "catalogue.problem."+ProblemValueUnknown, "value", int(level))
			return c.Err()
		}
		renewState(tx)
		s.kept.Forget(tx)
		e := Assigned{procedure, agency, level}
		if err := audit.Record(tx, actor, "catalogue.assign", subject(procedure), e); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicAssigned, procedure, e)
	})
}

// Weigh sets how often procedures were asked for; whoever counts dossiers calls it from time to time. Codes that are not there are
// passed over.
func (s *Service) Weigh(ctx context.Context, weights map[string]int64) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for code, w := range weights {
			setUsage(tx, code, w)
		}
		renewState(tx)
		s.kept.Forget(tx)
		return nil
	})
}

// OfferedAt tells how far online an agency, or a one-stop for those it receives for, offers a procedure in force.
func (s *Service) OfferedAt(r db.Reader, procedure, agency string) (ServiceLevel, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return 0, err
	}
	i, ok := sh.byCode[procedure]
	if !ok {
		return 0, s.notInForce(r, procedure, today(r))
	}
	at, err := s.offered(r, sh, agency)
	if err != nil {
		return 0, err
	}
	if level, ok := at[i]; ok {
		return level, nil
	}
	return 0, fault.New(fault.Conflict, "catalogue.fault.not_offered", "code", procedure, "agency", agency)
}

// AgenciesOf lists the agencies that offer a procedure, those of the province first, each tier in Vietnamese order.
func (s *Service) AgenciesOf(r db.Reader, procedure string) ([]organisation.Agency, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	i, ok := sh.byCode[procedure]
	if !ok {
		return nil, s.notInForce(r, procedure, today(r))
	}
	all, err := s.org.Agencies(r, organisation.AgencyFilter{}, "")
	if err != nil {
		return nil, err
	}
	_, everywhere := sh.offers[everyCommune][i]
	var out []organisation.Agency
	for _, tier := range organisation.Tiers() {
		for _, a := range all {
			_, named := sh.offers[a.Code][i]
			commune := a.Kind == organisation.PeopleCommittee && a.Tier == organisation.TierCommune
			if a.Tier == tier && (named || everywhere && commune) {
				out = append(out, a)
			}
		}
	}
	return out, nil
}
