// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"errors"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Version gives a version by its id. It is shared by all who ask: do not change it.
func (s *Service) Version(r db.Reader, id string) (*Version, error) {
	if v, ok := s.versions.get(id); ok {
		return v, nil
	}
	v, err := documentOf(r, id)
	if errors.Is(err, db.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "catalogue.fault.no_version", "id", id)
	}
	if err != nil {
		return nil, err
	}
	s.versions.put(id, v)
	return v, nil
}

// Current gives the version of a procedure in force on a day ("" is today). For today it asks what this process keeps: another
// node's publication is seen within seconds, and the law counts in days.
func (s *Service) Current(r db.Reader, code, on string) (id string, v *Version, err error) {
	if on == "" {
		sh, err := s.kept.Get(r)
		if err != nil {
			return "", nil, err
		}
		if i, ok := sh.byCode[code]; ok && !sh.all[i].Draft {
			v, err = s.Version(r, sh.all[i].Version)
			return sh.all[i].Version, v, err
		}
		on = today(r)
	}
	id, err = inForce(r, code, on)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil, s.notInForce(r, code, on)
	}
	if err != nil {
		return "", nil, err
	}
	v, err = s.Version(r, id)
	return id, v, err
}

// notInForce tells a procedure that is over, with the one to use instead, from one that never was.
func (s *Service) notInForce(r db.Reader, code, on string) error {
	p, err := procedureByCode(r, code)
	switch {
	case errors.Is(err, db.ErrNoRows):
		return fault.New(fault.NotFound, "catalogue.fault.no_procedure", "code", code)
	case err != nil:
		return err
	case p.Successor != "":
		return fault.New(fault.Conflict, "catalogue.fault.succeeded", "code", code, "successor", p.Successor)
	}
	return fault.New(fault.Conflict, "catalogue.fault.not_in_force", "code", code, "date", on)
}

// Procedure gives what stays the same through all versions.
func (s *Service) Procedure(r db.Reader, code string) (Procedure, error) {
	p, err := procedureByCode(r, code)
	if errors.Is(err, db.ErrNoRows) {
		return p, fault.New(fault.NotFound, "catalogue.fault.no_procedure", "code", code)
	}
	return p, err
}

// published is nil when the version has left the state of a draft.
func published(r db.Reader, id string) error {
	e, err := entryByID(r, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && e.State == Drafted {
		return fault.New(fault.NotFound, "catalogue.fault.no_version", "id", id)
	}
	return err
}
