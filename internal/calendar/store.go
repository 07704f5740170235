// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// currentID finds the newest version of the agency, else of the province.
func currentID(r db.Reader, agency string) (string, error) {
	return db.Value[string](r, `SELECT id FROM calendar_version WHERE agency IN ($1, '') ORDER BY agency DESC, id DESC LIMIT 1`, agency)
}

func documentOf(r db.Reader, id string) (string, error) {
	return db.Value[string](r, `SELECT document FROM calendar_version WHERE id = $1`, id)
}

func insertVersion(tx *db.Tx, id, agency, document, basis, by string) {
	tx.Queue(`INSERT INTO calendar_version (id, agency, document, basis, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, agency, document, basis, clock.Format(tx.Now()), by)
}
