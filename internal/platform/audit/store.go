// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

func insert(tx *db.Tx, e Entry) {
	tx.Queue(`INSERT INTO audit_entry (id, at, actor_kind, actor, actor_name, act, subject_kind, subject, unit, detail)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		e.ID, instant(e.At), string(e.ActorKind), e.Actor, e.ActorName, e.Act, e.Subject.Kind, e.Subject.ID, e.Subject.Unit, e.Detail)
}

func scan(r db.Row) (Entry, error) {
	var e Entry
	var at, kind string
	err := r.Scan(&e.ID, &at, &kind, &e.Actor, &e.ActorName, &e.Act, &e.Subject.Kind, &e.Subject.ID, &e.Subject.Unit, &e.Detail)
	if err == nil {
		e.At, err = clock.Parse(at)
	}
	e.ActorKind = kindOf(kind)
	return e, err
}

func bySubject(r db.Reader, subject, after string, limit int) ([]Entry, error) {
	return db.All(r, scan, `SELECT id, at, actor_kind, actor, actor_name, act, subject_kind, subject, unit, detail
		FROM audit_entry WHERE subject = $1 AND id > $2 ORDER BY id LIMIT $3`, subject, after, limit)
}
