// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// ImportDemo stores the built-in catalogue of the demo province, in force: complete versions where they have been written, thin
// ones for the rest. The units must be there.
func (s *Service) ImportDemo(ctx context.Context, actor authz.Actor) (ImportReport, error) {
	briefs, err := DemoCatalogue()
	if err != nil {
		return ImportReport{}, err
	}
	complete, err := DemoVersions()
	if err != nil {
		return ImportReport{}, err
	}
	g, err := loadGeneric()
	if err != nil {
		return ImportReport{}, err
	}
	names, err := s.agencyNames(ctx)
	if err != nil {
		return ImportReport{}, err
	}
	written := map[string]Version{}
	for _, v := range complete {
		written[v.Procedure] = v
	}
	var items []item
	for _, b := range briefs {
		usage := int64(0)
		v, ok := written[b.Code]
		if ok {
			usage = usageOfWritten
		}
		if !ok {
			v = g.draft(b, func(code string) (string, bool) { n, ok := names[code]; return n, ok })
		}
		delete(written, b.Code)
		it := item{row: newRow(v, FromDemo), publish: true, usage: usage}
		for _, a := range b.offeredBy() {
			it.offers = append(it.offers, offer{b.Code, a, v.Service})
		}
		items = append(items, it)
	}
	for _, v := range complete {
		if _, left := written[v.Procedure]; left {
			items = append(items, item{row: newRow(v, FromDemo), publish: true, offers: []offer{{v.Procedure, everyCommune, v.Service}}})
		}
	}
	return s.importItems(ctx, actor, FromDemo, items)
}

// usageOfWritten puts the complete versions first among the popular ones until dossiers have been counted.
const usageOfWritten = 100

func (s *Service) agencyNames(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		all, err := s.org.Agencies(r, agenciesOfAll, "")
		for _, a := range all {
			names[a.Code] = a.Name
		}
		return err
	})
	return names, err
}
