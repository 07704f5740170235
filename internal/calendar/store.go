// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"strconv"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// currentID finds the newest version of the agency, else of the province.
func currentID(r db.Reader, agency string) (string, error) {
	return db.Value[string](r, `SELECT id FROM calendar_version WHERE agency IN ($1, '') ORDER BY agency DESC, id DESC LIMIT 1`, agency)
}

// currentIDs finds the newest version of each of the agencies that has one, and
// under "" the province's.
func currentIDs(r db.Reader, agencies []string) (map[string]string, error) {
	args := make([]any, len(agencies))
	marks := ""
	for i, a := range agencies {
		args[i] = a
		marks += ", $" + strconv.Itoa(i+1)
	}
	out := map[string]string{}
	_, err := db.All(r, func(row db.Row) (struct{}, error) {
		var agency, id string
		err := row.Scan(&agency, &id)
		out[agency] = id
		return struct{}{}, err
	}, `SELECT agency, MAX(id) FROM calendar_version WHERE agency IN (''`+marks+`) GROUP BY agency`, args...)
	return out, err
}

func documentOf(r db.Reader, id string) (string, error) {
	return db.Value[string](r, `SELECT document FROM calendar_version WHERE id = $1`, id)
}

func insertVersion(tx *db.Tx, id, agency, document, basis, by string) {
	tx.Queue(`INSERT INTO calendar_version (id, agency, document, basis, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, agency, document, basis, clock.Format(tx.Now()), by)
}
