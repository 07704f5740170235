// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// PermArrange is to change units, agencies and their lineage.
const PermArrange = "organisation.arrange"

// Service is the room.
type Service struct {
	db   *db.DB
	box  *outbox.Outbox
	kept db.Kept[*whole]
}

// New makes the room.
func New(d *db.DB, box *outbox.Outbox) *Service {
	return &Service{db: d, box: box, kept: db.Kept[*whole]{Version: storedVersion, Load: loadWhole}}
}
