// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"time"

	"motcua.vn/internal/platform/db"
)

// LateDesk is a place of work where dossiers lie past their due date.
type LateDesk struct {
	Desk
	Count  int
	Oldest time.Time // the earliest due date among them
}

// LateDesks lists who holds what is late now, the most first: a place of work
// each, for the competent agencies given, or all.
func (s *Service) LateDesks(r db.Reader, agencies []string, limit int) ([]LateDesk, error) {
	return lateDesks(r, agencies, spanOf("", r.Now()), limit)
}
