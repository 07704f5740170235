// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const templateColumns = `kind, form, lang, version, title, body, reason, author, at`

func scanTemplate(r db.Row) (Template, error) {
	var t Template
	var at string
	err := r.Scan(&t.Kind, &t.Form, &t.Lang, &t.Version, &t.Title, &t.Body, &t.Reason, &t.Author, &at)
	if err == nil {
		t.At, err = clock.Parse(at)
	}
	return t, err
}

func currentTemplates(r db.Reader, kind Kind, lang string) ([]Template, error) {
	return db.All(r, scanTemplate, `SELECT `+templateColumns+` FROM notification_template
		WHERE kind = $1 AND lang = $2 AND current`, string(kind), lang)
}

func templateVersions(r db.Reader, kind Kind, form Form, lang string) ([]Template, error) {
	return db.All(r, scanTemplate, `SELECT `+templateColumns+` FROM notification_template
		WHERE kind = $1 AND form = $2 AND lang = $3 ORDER BY version DESC LIMIT 100`, string(kind), string(form), lang)
}

func lastTemplateVersion(r db.Reader, kind Kind, form Form, lang string) (int64, error) {
	return db.Value[int64](r, `SELECT COALESCE(MAX(version), 0) FROM notification_template
		WHERE kind = $1 AND form = $2 AND lang = $3`, string(kind), string(form), lang)
}

func storeTemplate(tx *db.Tx, t Template) error {
	tx.Queue(`UPDATE notification_template SET current = FALSE WHERE kind = $1 AND form = $2 AND lang = $3 AND current`,
		string(t.Kind), string(t.Form), t.Lang)
	_, err := tx.Exec(`INSERT INTO notification_template (`+templateColumns+`, current) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE)`,
		string(t.Kind), string(t.Form), t.Lang, t.Version, t.Title, t.Body, t.Reason, t.Author, clock.Format(t.At))
	return err
}
