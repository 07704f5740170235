// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

func today(r db.Reader) string { return clock.Date(r.Now()) }

// storedShelf is the version of what is in force: it changes with every write, and at midnight.
func storedShelf(r db.Reader) (string, error) {
	v, err := storedState(r)
	return v + "@" + today(r), err
}

func scanSummary(r db.Row) (Summary, error) {
	var s Summary
	var levels, audience string
	var service int64
	err := r.Scan(&s.Code, &s.Version, &s.Name.VI, &s.Name.EN, &s.Field, &levels, &audience, &service, &s.FiveOnSpot, &s.Fileable, &s.Usage, &s.Draft)
	s.Levels, s.Audience, s.Service = cut[Level](levels), cut[Audience](audience), ServiceLevel(service)
	return s, err
}

func summaries(r db.Reader, on string) ([]Summary, error) {
	return db.All(r, scanSummary, `SELECT v.procedure, v.id, v.name, v.name_en, v.field, v.levels, v.audience, v.service, v.five_on_spot, v.fileable, p.usage_weight,
			v.state = 'draft'
		FROM catalogue_version v JOIN catalogue_procedure p ON p.code = v.procedure
		WHERE v.state = 'draft' OR v.effective_from <= $1 AND (v.effective_to = '' OR v.effective_to >= $1) AND v.kind <> 'repeal'
		ORDER BY v.sort_key, v.procedure, v.effective_from DESC, v.id DESC`, on)
}

type offer struct {
	procedure, agency string
	level             ServiceLevel
}

func allOffers(r db.Reader) ([]offer, error) {
	return db.All(r, func(row db.Row) (offer, error) {
		var o offer
		var level int64
		err := row.Scan(&o.procedure, &o.agency, &level)
		o.level = ServiceLevel(level)
		return o, err
	}, `SELECT procedure, agency, service FROM catalogue_agency ORDER BY procedure, agency`)
}
