// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/standards/vntext"
)

const personColumns = "id, version, personal_number, name, birth_date, sex, phone, email, address, language, sms_diacritics, source, created, changed"

func scanPerson(r db.Row) (Person, error) {
	var p Person
	var created, changed string
	err := r.Scan(&p.ID, &p.Version, &p.Number, &p.Name, &p.BirthDate, &p.Sex, &p.Phone, &p.Email, &p.Address, &p.Language, &p.SMSDiacritics, &p.Source, &created, &changed)
	if err == nil {
		p.Created, p.Changed = clock.MustParse(created), clock.MustParse(changed)
	}
	return p, err
}

func personByID(r db.Reader, id string) (Person, error) {
	return scanPerson(r.QueryRow("SELECT "+personColumns+" FROM identity_person WHERE id = $1", id))
}

func personForUpdate(tx *db.Tx, id string) (Person, error) {
	return scanPerson(tx.QueryRow("SELECT "+personColumns+" FROM identity_person WHERE id = $1"+tx.ForUpdate(), id))
}

func personByNumber(r db.Reader, n PersonalNumber) (Person, error) {
	return scanPerson(r.QueryRow("SELECT "+personColumns+" FROM identity_person WHERE personal_number = $1 AND personal_number <> ''", string(n)))
}

func insertPerson(tx *db.Tx, p Person) {
	tx.Queue(`INSERT INTO identity_person (id, version, personal_number, name, name_folded, name_key, birth_date, sex, phone, email, address,
		language, sms_diacritics, source, created, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		p.ID, p.Version, string(p.Number), p.Name, vntext.Fold(p.Name), vntext.NameKey(p.Name), p.BirthDate, string(p.Sex), p.Phone, p.Email, p.Address,
		p.Language, p.SMSDiacritics, string(p.Source), clock.Format(p.Created), clock.Format(p.Changed))
}

// updatePerson writes what may change; it counts the version up, and tells whether
// the row still had the version that was loaded.
func updatePerson(tx *db.Tx, p Person) (bool, error) {
	n, err := tx.Exec(`UPDATE identity_person SET version = version + 1, name = $1, name_folded = $2, name_key = $3, birth_date = $4, sex = $5, phone = $6,
		email = $7, address = $8, language = $9, sms_diacritics = $10, source = $11, changed = $12 WHERE id = $13 AND version = $14`,
		p.Name, vntext.Fold(p.Name), vntext.NameKey(p.Name), p.BirthDate, string(p.Sex), p.Phone,
		p.Email, p.Address, p.Language, p.SMSDiacritics, string(p.Source), clock.Format(tx.Now()), p.ID, p.Version)
	return n == 1, err
}
