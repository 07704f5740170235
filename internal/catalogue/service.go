// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// PermPublish is to import, publish, amend and close procedures.
const PermPublish = "catalogue.publish"

// DueOf works out the due date of an example, as a civil date; the calendar knows how.
type DueOf func(v Version, e Example) (string, error)

// Service is the room.
type Service struct {
	db       *db.DB
	box      *outbox.Outbox
	org      *organisation.Service
	due      DueOf
	versions versionCache
	kept     db.Kept[*shelf]
}

// New makes the room.
func New(d *db.DB, box *outbox.Outbox, org *organisation.Service) *Service {
	s := &Service{db: d, box: box, org: org}
	s.kept = db.Kept[*shelf]{Version: storedShelf, Load: loadShelf}
	return s
}

// Reckon has the due dates of examples worked out before a version is published, as by DueBy; without it they are not looked at.
func (s *Service) Reckon(due DueOf) { s.due = due }
