// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strconv"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const accountSelect = `SELECT a.id, a.version, a.login, a.password, a.person, p.name, a.state, a.failed, a.locked_until, a.last_seen, a.created
	FROM identity_account a JOIN identity_person p ON p.id = a.person`

func scanAccount(r db.Row) (Account, error) {
	var a Account
	var locked, seen, created string
	err := r.Scan(&a.ID, &a.Version, &a.Login, &a.password, &a.Person, &a.Name, &a.State, &a.failed, &locked, &seen, &created)
	if err == nil {
		a.LockedUntil, a.LastSeen, a.Created = clock.MustParse(locked), clock.MustParse(seen), clock.MustParse(created)
	}
	return a, err
}

func accountByID(r db.Reader, id string) (Account, error) {
	return scanAccount(r.QueryRow(accountSelect+" WHERE a.id = $1", id))
}

func accountByLogin(r db.Reader, login string) (Account, error) {
	return scanAccount(r.QueryRow(accountSelect+" WHERE a.login = $1", login))
}

// lockAccount makes later writers of the account wait; it tells whether there is one.
func lockAccount(tx *db.Tx, id string) error {
	_, err := db.Value[string](tx, "SELECT id FROM identity_account WHERE id = $1"+tx.ForUpdate(), id)
	return err
}

func insertAccount(tx *db.Tx, a Account) {
	tx.Queue(`INSERT INTO identity_account (id, version, login, password, person, state, failed, locked_until, last_seen, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Version, a.Login, a.password, a.Person, string(a.State), a.failed, clock.Format(a.LockedUntil), clock.Format(a.LastSeen), clock.Format(a.Created))
}

func updateAccount(tx *db.Tx, a Account) {
	tx.Queue(`UPDATE identity_account SET version = version + 1, password = $1, state = $2, failed = $3, locked_until = $4, last_seen = $5 WHERE id = $6`,
		a.password, string(a.State), a.failed, clock.Format(a.LockedUntil), clock.Format(a.LastSeen), a.ID)
}

const appointmentColumns = "id, account, agency, role, title, valid_from, valid_to, document"

func scanAppointment(r db.Row) (Appointment, error) {
	var a Appointment
	err := r.Scan(&a.ID, &a.Account, &a.Agency, &a.Role, &a.Title, &a.ValidFrom, &a.ValidTo, &a.Document)
	return a, err
}

func appointmentByID(tx *db.Tx, id string) (Appointment, error) {
	return scanAppointment(tx.QueryRow("SELECT "+appointmentColumns+" FROM identity_appointment WHERE id = $1"+tx.ForUpdate(), id))
}

func appointmentsOf(r db.Reader, account string) ([]Appointment, error) {
	return db.All(r, scanAppointment, "SELECT "+appointmentColumns+` FROM identity_appointment
		WHERE account = $1 ORDER BY agency, role, valid_from`, account)
}

func insertAppointment(tx *db.Tx, a Appointment) (bool, error) {
	n, err := tx.Exec(`INSERT INTO identity_appointment (id, account, agency, role, title, valid_from, valid_to, document, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account, agency, role, valid_from) DO NOTHING`,
		a.ID, a.Account, a.Agency, string(a.Role), a.Title, a.ValidFrom, a.ValidTo, a.Document, clock.Format(tx.Now()))
	return n == 1, err
}

func endAppointment(tx *db.Tx, id, lastDay string) {
	tx.Queue("UPDATE identity_appointment SET valid_to = $1 WHERE id = $2", lastDay, id)
}

func insertDelegation(tx *db.Tx, d Delegation) {
	tx.Queue(`INSERT INTO identity_delegation (id, from_account, to_account, role, agency, procedures, valid_from, valid_to, document, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		d.ID, d.From, d.To, string(d.Role), d.Agency, d.Procedures, d.ValidFrom, d.ValidTo, d.Document, clock.Format(tx.Now()))
}

// A delegation counts only while its giver is in service and holds the role.
const delegationSelect = `SELECT d.id, d.from_account, d.to_account, p.name, a.title, d.role, d.agency, d.procedures, d.valid_from, d.valid_to, d.document
	FROM identity_delegation d
	JOIN identity_appointment a ON a.account = d.from_account AND a.role = d.role AND (a.agency = d.agency OR a.agency = '*')
		AND a.valid_from <= $1 AND (a.valid_to = '' OR a.valid_to >= $1)
	JOIN identity_account g ON g.id = d.from_account AND g.state = 'active'
	JOIN identity_person p ON p.id = g.person
	WHERE d.valid_from <= $1 AND d.valid_to >= $1`

func scanDelegation(r db.Row) (Delegation, error) {
	var d Delegation
	err := r.Scan(&d.ID, &d.From, &d.To, &d.FromName, &d.FromTitle, &d.Role, &d.Agency, &d.Procedures, &d.ValidFrom, &d.ValidTo, &d.Document)
	return d, err
}

func delegationsTo(r db.Reader, account, day string) ([]Delegation, error) {
	return db.All(r, scanDelegation, delegationSelect+" AND d.to_account = $2 ORDER BY d.id", day, account)
}

// rightsOf loads all from which an account's rights of a day follow.
func rightsOf(r db.Reader, account, day string) (posts []Appointment, lent []Delegation, err error) {
	if posts, err = appointmentsOf(r, account); err != nil {
		return nil, nil, err
	}
	lent, err = delegationsTo(r, account, day)
	return posts, lent, err
}

// holding is a row of who holds a role at an agency.
type holding struct {
	Holder
	role     Role
	agency   string
	document string
}

func scanHolding(r db.Row) (holding, error) {
	var h holding
	err := r.Scan(&h.Account, &h.Person, &h.Name, &h.role, &h.agency, &h.Post, &h.document)
	return h, err
}

func appointedAt(r db.Reader, agency, day string) ([]holding, error) {
	return db.All(r, scanHolding, `SELECT g.id, p.id, p.name, a.role, a.agency, a.title, a.document
		FROM identity_appointment a JOIN identity_account g ON g.id = a.account AND g.state = 'active' JOIN identity_person p ON p.id = g.person
		WHERE a.agency IN ($1, '*') AND a.valid_from <= $2 AND (a.valid_to = '' OR a.valid_to >= $2) ORDER BY p.name_key, g.id, a.id`, agency, day)
}

func delegatedAt(r db.Reader, agency, day string) ([]Delegation, error) {
	return db.All(r, scanDelegation, delegationSelect+" AND d.agency IN ($2, '*') ORDER BY d.id", day, agency)
}

// appointedAmong is appointedAt for several agencies; there are never more than a
// province has.
func appointedAmong(r db.Reader, agencies []string, day string) ([]holding, error) {
	args := []any{day}
	marks := ""
	for _, a := range agencies {
		args = append(args, a)
		marks += ", $" + strconv.Itoa(len(args))
	}
	return db.All(r, scanHolding, `SELECT g.id, p.id, p.name, a.role, a.agency, a.title, a.document
		FROM identity_appointment a JOIN identity_account g ON g.id = a.account AND g.state = 'active' JOIN identity_person p ON p.id = g.person
		WHERE a.valid_from <= $1 AND (a.valid_to = '' OR a.valid_to >= $1) AND a.agency IN ('*'`+marks+`) ORDER BY p.name_key, g.id, a.id`, args...)
}

func anyAccount(r db.Reader) (bool, error) {
	return db.Value[bool](r, `SELECT EXISTS (SELECT 1 FROM identity_account)`)
}
