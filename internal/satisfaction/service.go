// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// Service is the room.
type Service struct {
	db      *db.DB
	box     *outbox.Outbox
	dossier *dossier.Service
}

// New makes the room.
func New(d *db.DB, box *outbox.Outbox, dossiers *dossier.Service) *Service {
	return &Service{db: d, box: box, dossier: dossiers}
}
