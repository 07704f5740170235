// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"errors"
	"strings"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/standards/vntext"
)

func storedVersion(r db.Reader) (string, error) {
	v, err := db.Value[string](r, `SELECT version FROM organisation_state WHERE name = 'tables'`)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return v, err
}

func renewVersion(tx *db.Tx) {
	tx.Queue(`INSERT INTO organisation_state (name, version) VALUES ('tables', $1)
		ON CONFLICT (name) DO UPDATE SET version = excluded.version`, ids.New(tx.Now()))
}

func scanUnit(r db.Row) (Unit, error) {
	var u Unit
	var kind, aliases string
	err := r.Scan(&u.Code, &u.ValidFrom, &u.ValidTo, &u.Name, &kind, &u.Parent, &u.Basis, &aliases)
	u.Kind = Kind(kind)
	if aliases != "" {
		u.Aliases = strings.Split(aliases, "\n")
	}
	return u, err
}

func allUnits(r db.Reader) ([]Unit, error) {
	return db.All(r, scanUnit, `SELECT code, valid_from, valid_to, name, kind, parent, basis, aliases
		FROM organisation_unit ORDER BY code, valid_from`)
}

func saveUnit(tx *db.Tx, u Unit) {
	tx.Queue(`INSERT INTO organisation_unit (code, valid_from, valid_to, name, kind, parent, basis, aliases, folded, sort_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (code, valid_from) DO UPDATE SET valid_to = excluded.valid_to, name = excluded.name, kind = excluded.kind,
			parent = excluded.parent, basis = excluded.basis, aliases = excluded.aliases, folded = excluded.folded, sort_key = excluded.sort_key`,
		u.Code, u.ValidFrom, u.ValidTo, u.Name, string(u.Kind), u.Parent, u.Basis, strings.Join(u.Aliases, "\n"), fold(u.ProperName()), vntext.SortKey(u.ProperName()))
}

func scanLink(r db.Row) (Link, error) {
	var l Link
	err := r.Scan(&l.Old, &l.New, &l.Effective, &l.Basis)
	return l, err
}

func allLinks(r db.Reader) ([]Link, error) {
	return db.All(r, scanLink, `SELECT old_code, new_code, effective, basis FROM organisation_lineage ORDER BY old_code, effective, new_code`)
}

func saveLink(tx *db.Tx, l Link) {
	tx.Queue(`INSERT INTO organisation_lineage (old_code, new_code, effective, basis) VALUES ($1, $2, $3, $4)
		ON CONFLICT (old_code, effective, new_code) DO UPDATE SET basis = excluded.basis`, l.Old, l.New, l.Effective, l.Basis)
}

func scanAgency(r db.Row) (Agency, error) {
	var a Agency
	var kind, tier, certainty string
	err := r.Scan(&a.Code, &a.ValidFrom, &a.ValidTo, &a.OldCode, &a.Name, &kind, &tier, &a.Unit, &a.Parent, &a.Phone, &a.Address, &certainty)
	a.Kind, a.Tier, a.Certainty = AgencyKind(kind), Tier(tier), Certainty(certainty)
	return a, err
}

func allAgencies(r db.Reader) ([]Agency, error) {
	return db.All(r, scanAgency, `SELECT code, valid_from, valid_to, old_code, name, kind, tier, unit, parent, phone, address, certainty
		FROM organisation_agency ORDER BY code, valid_from`)
}

func saveAgency(tx *db.Tx, a Agency) {
	tx.Queue(`INSERT INTO organisation_agency (code, valid_from, valid_to, old_code, name, kind, tier, unit, parent, phone, address, certainty, folded, sort_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (code, valid_from) DO UPDATE SET valid_to = excluded.valid_to, old_code = excluded.old_code, name = excluded.name,
			kind = excluded.kind, tier = excluded.tier, unit = excluded.unit, parent = excluded.parent, phone = excluded.phone,
			address = excluded.address, certainty = excluded.certainty, folded = excluded.folded, sort_key = excluded.sort_key`,
		a.Code, a.ValidFrom, a.ValidTo, a.OldCode, a.Name, string(a.Kind), string(a.Tier), a.Unit, a.Parent, a.Phone, a.Address,
		string(a.Certainty), fold(a.Name), vntext.SortKey(a.Name))
}
