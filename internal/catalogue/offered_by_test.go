// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"testing"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

func TestOfferedBy(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		read(t, d, func(r db.Reader) error {
			births, err := s.OfferedBy(r, "1.001193")
			if err != nil || len(births) != 75 {
				t.Errorf("births: %d agencies, %v", len(births), err)
			}
			building, err := s.OfferedBy(r, "1.013236")
			if err != nil || len(building) != 1 || building[0].Code != "H52.05" {
				t.Errorf("building: %v %v", building, err)
			}
			none, err := s.OfferedBy(r, "9.999999")
			if len(none) != 0 {
				t.Errorf("unknown: %v", none)
			}
			return err
		})
	})
}
