// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"slices"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// Seat is one permission at one agency.
type Seat struct{ Agency, Permission string }

// HoldersOf are the holders of many seats at an instant, in one query: those
// appointed there, in the order of their names. Who acts by delegation only is
// left to Holders.
func (s *Service) HoldersOf(r db.Reader, seats []Seat, at time.Time) (map[Seat][]Holder, error) {
	out := map[Seat][]Holder{}
	if len(seats) == 0 {
		return out, nil
	}
	var agencies []string
	for _, x := range seats {
		if !slices.Contains(agencies, x.Agency) {
			agencies = append(agencies, x.Agency)
		}
	}
	rows, err := appointedAmong(r, agencies, clock.Date(at))
	if err != nil {
		return nil, err
	}
	for _, x := range seats {
		for _, row := range rows {
			known := slices.ContainsFunc(out[x], func(h Holder) bool { return h.Account == row.Account })
			if !known && row.role.gives(x.Permission, row.agency, x.Agency) {
				row.Because = joinFacts(row.document, row.Post, row.agency)
				out[x] = append(out[x], row.Holder)
			}
		}
	}
	return out, nil
}
