// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const sessionColumns = "s.id, s.kind, s.account, s.person, s.created, s.last_seen, s.expires, s.assurance, s.agent, s.oidc_sub, s.oidc_sid"

func (s *Session) scan(r db.Row, more ...any) error {
	var kind, created, seen, expires string
	err := r.Scan(append([]any{&s.ID, &kind, &s.Account, &s.Person, &created, &seen, &expires, &s.Assurance, &s.Agent, &s.Subject, &s.SID}, more...)...)
	if err == nil {
		s.Kind = authz.Kind(kind)
		s.Created, s.LastSeen, s.Expires = clock.MustParse(created), clock.MustParse(seen), clock.MustParse(expires)
	}
	return err
}

func scanSession(r db.Row) (s Session, err error) {
	err = s.scan(r)
	return s, err
}

type sessionRow struct {
	session Session
	name    string
}

func sessionWithPerson(r db.Reader, id string) (row sessionRow, err error) {
	err = row.session.scan(r.QueryRow("SELECT "+sessionColumns+", p.name FROM identity_session s JOIN identity_person p ON p.id = s.person WHERE s.id = $1", id), &row.name)
	return row, err
}

func sessionsOf(r db.Reader, kind, person string) ([]Session, error) {
	return db.All(r, scanSession, "SELECT "+sessionColumns+" FROM identity_session s WHERE s.person = $1 AND s.kind = $2 ORDER BY s.created DESC LIMIT 100", person, kind)
}

func insertSession(tx *db.Tx, s Session) {
	tx.Queue(`INSERT INTO identity_session (id, kind, account, person, created, last_seen, expires, assurance, agent, oidc_sub, oidc_sid)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		s.ID, string(s.Kind), s.Account, s.Person, clock.Format(s.Created), clock.Format(s.LastSeen), clock.Format(s.Expires), s.Assurance, s.Agent, s.Subject, s.SID)
}

func touchSession(tx *db.Tx, id, seen string) {
	tx.Queue("UPDATE identity_session SET last_seen = $1 WHERE id = $2 AND last_seen < $1", seen, id)
}

const deleted = " RETURNING id, kind, account, person, created, last_seen, expires, assurance, agent, oidc_sub, oidc_sid"

func deleteSession(tx *db.Tx, id string) ([]Session, error) {
	return db.All(tx, scanSession, "DELETE FROM identity_session WHERE id = $1"+deleted, id)
}

// deleteSessionOf deletes a session only if it is that person's.
func deleteSessionOf(tx *db.Tx, id, person string) ([]Session, error) {
	return db.All(tx, scanSession, "DELETE FROM identity_session WHERE id = $1 AND person = $2"+deleted, id, person)
}

func deleteAccountSessions(tx *db.Tx, account string) ([]Session, error) {
	return db.All(tx, scanSession, "DELETE FROM identity_session WHERE account = $1 AND account <> ''"+deleted, account)
}

func deleteByProviderSession(tx *db.Tx, sid string) ([]Session, error) {
	return db.All(tx, scanSession, "DELETE FROM identity_session WHERE oidc_sid = $1 AND oidc_sid <> ''"+deleted, sid)
}

func deleteBySubject(tx *db.Tx, sub string) ([]Session, error) {
	return db.All(tx, scanSession, "DELETE FROM identity_session WHERE oidc_sub = $1 AND oidc_sub <> ''"+deleted, sub)
}

func deleteExpiredSessions(tx *db.Tx, now string) {
	tx.Queue("DELETE FROM identity_session WHERE expires <= $1", now)
}

func deleteIdleSessions(tx *db.Tx, kind, before string) {
	tx.Queue("DELETE FROM identity_session WHERE kind = $1 AND last_seen < $2", kind, before)
}

// loginState is a sign-in with VNeID under way.
type loginState struct {
	id, browser, nonce, verifier, next string
	expires                            string
}

func insertState(tx *db.Tx, s loginState) {
	tx.Queue("INSERT INTO identity_login_state (id, browser, nonce, verifier, next, expires) VALUES ($1, $2, $3, $4, $5, $6)",
		s.id, s.browser, s.nonce, s.verifier, s.next, s.expires)
}

// takeState returns a sign-in under way in this browser and removes it, so that it
// is used once; in another browser there is none.
func takeState(tx *db.Tx, id, browser string) (loginState, error) {
	var s loginState
	err := tx.QueryRow("DELETE FROM identity_login_state WHERE id = $1 AND browser = $2 RETURNING id, browser, nonce, verifier, next, expires", id, browser).
		Scan(&s.id, &s.browser, &s.nonce, &s.verifier, &s.next, &s.expires)
	return s, err
}

func deleteExpiredStates(tx *db.Tx, now string) {
	tx.Queue("DELETE FROM identity_login_state WHERE expires <= $1", now)
}

func scanToken(r db.Row) (Token, error) {
	var t Token
	var created, expires, revoked string
	err := r.Scan(&t.ID, &t.Account, &t.Name, &created, &expires, &revoked)
	if err == nil {
		t.Created, t.Expires, t.Revoked = clock.MustParse(created), clock.MustParse(expires), clock.MustParse(revoked)
	}
	return t, err
}

func tokenByID(r db.Reader, id string) (Token, error) {
	return scanToken(r.QueryRow("SELECT id, account, name, created, expires, revoked FROM identity_token WHERE id = $1", id))
}

func tokensOf(r db.Reader, account string) ([]Token, error) {
	return db.All(r, scanToken, "SELECT id, account, name, created, expires, revoked FROM identity_token WHERE account = $1 ORDER BY created", account)
}

func insertToken(tx *db.Tx, t Token) {
	tx.Queue("INSERT INTO identity_token (id, account, name, created, expires, revoked) VALUES ($1, $2, $3, $4, $5, $6)",
		t.ID, t.Account, t.Name, clock.Format(t.Created), clock.Format(t.Expires), clock.Format(t.Revoked))
}

func revokeToken(tx *db.Tx, id string) {
	tx.Queue("UPDATE identity_token SET revoked = $1 WHERE id = $2 AND revoked = ''", clock.Format(tx.Now()), id)
}
