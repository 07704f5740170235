// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"encoding/json"
	"fmt"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const draftColumns = `id, version, owner, procedure_code, procedure_version, receiving, competent, answers, created_at, updated_at, expires_at`

func scanDraft(r db.Row) (Draft, error) {
	var d Draft
	var answers, created, updated, expires string
	err := r.Scan(&d.ID, &d.Version, &d.Owner, &d.Procedure, &d.ProcedureVersion, &d.Receiving, &d.Competent, &answers, &created, &updated, &expires)
	if err != nil {
		return d, err
	}
	d.CreatedAt, d.UpdatedAt, d.ExpiresAt = clock.MustParse(created), clock.MustParse(updated), clock.MustParse(expires)
	if err := json.Unmarshal([]byte(answers), &d.Answers); err != nil {
		return d, fmt.Errorf("dossier: draft %s: %w", d.ID, err)
	}
	return d, nil
}

func draftByID(r db.Reader, id string) (Draft, error) {
	return scanDraft(r.QueryRow(`SELECT `+draftColumns+` FROM dossier_draft WHERE id = $1`, id))
}

func draftForChange(tx *db.Tx, id string) (Draft, error) {
	return scanDraft(tx.QueryRow(`SELECT `+draftColumns+` FROM dossier_draft WHERE id = $1`+tx.ForUpdate(), id))
}

func draftFor(r db.Reader, owner, procedure, competent, now string) (Draft, error) {
	return scanDraft(r.QueryRow(`SELECT `+draftColumns+` FROM dossier_draft
		WHERE owner = $1 AND procedure_code = $2 AND competent = $3 AND expires_at > $4 ORDER BY updated_at DESC LIMIT 1`, owner, procedure, competent, now))
}

func draftsOf(r db.Reader, owner, now string, limit int) ([]Draft, error) {
	return db.All(r, scanDraft, `SELECT `+draftColumns+` FROM dossier_draft
		WHERE owner = $1 AND expires_at > $2 ORDER BY updated_at DESC, id DESC LIMIT $3`, owner, now, limit)
}

func insertDraft(tx *db.Tx, d Draft) error {
	answers, err := json.Marshal(d.Answers)
	if err != nil {
		return err
	}
	tx.Queue(`INSERT INTO dossier_draft (`+draftColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		d.ID, d.Version, d.Owner, d.Procedure, d.ProcedureVersion, d.Receiving, d.Competent, string(answers), clock.Format(d.CreatedAt), clock.Format(d.UpdatedAt), clock.Format(d.ExpiresAt))
	return nil
}

func updateDraft(tx *db.Tx, d Draft) error {
	answers, err := json.Marshal(d.Answers)
	if err != nil {
		return err
	}
	tx.Queue(`UPDATE dossier_draft SET version = $1, answers = $2, updated_at = $3, expires_at = $4 WHERE id = $5`,
		d.Version, string(answers), clock.Format(d.UpdatedAt), clock.Format(d.ExpiresAt), d.ID)
	return nil
}

func deleteDraft(tx *db.Tx, id string) {
	tx.Queue(`DELETE FROM dossier_draft WHERE id = $1`, id)
}

func expiredDrafts(r db.Reader, now string, limit int) ([]string, error) {
	return db.All(r, func(row db.Row) (id string, err error) { return id, row.Scan(&id) },
		`SELECT id FROM dossier_draft WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2`, now, limit)
}
