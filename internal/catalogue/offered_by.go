// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"slices"

	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
)

// OfferedBy lists the agencies that do a procedure today, in Vietnamese order: those named, and every commune's People's
// Committee where the offer is for all of them. A person chooses among them where to apply.
func (s *Service) OfferedBy(r db.Reader, procedure string) ([]organisation.Agency, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	i, ok := sh.byCode[procedure]
	if !ok {
		return nil, nil
	}
	all, err := s.org.Agencies(r, organisation.AgencyFilter{}, "")
	if err != nil {
		return nil, err
	}
	_, everywhere := sh.offers[everyCommune][i]
	return slices.DeleteFunc(slices.Clone(all), func(a organisation.Agency) bool {
		_, named := sh.offers[a.Code][i]
		return !named && !(everywhere && a.Kind == organisation.PeopleCommittee && a.Tier == organisation.TierCommune)
	}), nil
}
