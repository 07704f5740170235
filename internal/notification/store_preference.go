// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const preferenceColumns = `person, sms, email, diacritics, lang, quiet_from, quiet_to, version, updated_at`

func scanPreference(r db.Row) (Preference, error) {
	var p Preference
	var at string
	err := r.Scan(&p.Person, &p.SMS, &p.Email, &p.Diacritics, &p.Lang, &p.Quiet.From, &p.Quiet.To, &p.Version, &at)
	if err == nil {
		p.UpdatedAt, err = clock.Parse(at)
	}
	return p, err
}

func preferenceOf(r db.Reader, person string) (Preference, error) {
	return scanPreference(r.QueryRow(`SELECT `+preferenceColumns+` FROM notification_preference WHERE person = $1`, person))
}

func lockedPreference(tx *db.Tx, person string) (Preference, error) {
	return scanPreference(tx.QueryRow(`SELECT `+preferenceColumns+` FROM notification_preference WHERE person = $1`+tx.ForUpdate(), person))
}

// storePreference is false when somebody was faster.
func storePreference(tx *db.Tx, p Preference) (bool, error) {
	n, err := tx.Exec(`INSERT INTO notification_preference (`+preferenceColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (person) DO UPDATE SET sms = excluded.sms, email = excluded.email, diacritics = excluded.diacritics, lang = excluded.lang,
			quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, version = excluded.version, updated_at = excluded.updated_at
		WHERE notification_preference.version = excluded.version - 1`,
		p.Person, p.SMS, p.Email, p.Diacritics, p.Lang, p.Quiet.From, p.Quiet.To, p.Version, clock.Format(p.UpdatedAt))
	return n == 1, err
}
