// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package outbox

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

func insertEvent(tx *db.Tx, id, topic, subject, payload, now string) {
	tx.Queue(`INSERT INTO outbox_event (id, topic, subject, payload, at, run_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, topic, subject, payload, now, now)
}

func markDone(tx *db.Tx, event, reaction, now string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO outbox_done (event, reaction, at) VALUES ($1, $2, $3)
		ON CONFLICT (event, reaction) DO NOTHING`, event, reaction, now)
	return n == 1, err
}

func scanEvent(r db.Row) (Event, error) {
	var e Event
	var at, payload string
	if err := r.Scan(&e.ID, &e.Topic, &e.Subject, &payload, &at, &e.Attempt); err != nil {
		return e, err
	}
	e.Payload, e.At = []byte(payload), clock.MustParse(at)
	return e, nil
}

// claim leases the oldest events that are due. An event whose subject has an
// older event still waiting stays behind it.
func claim(tx *db.Tx, worker, now, until string, limit int) ([]Event, error) {
	return db.All(tx, scanEvent, `UPDATE outbox_event SET lease_until = $1, lease_owner = $2, attempt = attempt + 1
		WHERE id IN (SELECT e.id FROM outbox_event e
			WHERE e.state = 'waiting' AND e.run_at <= $3 AND e.lease_until <= $3
			AND NOT EXISTS (SELECT 1 FROM outbox_event o WHERE o.attempt > 0 AND o.subject = e.subject AND o.state = 'waiting'
				AND o.id < e.id AND (o.run_at > $3 OR o.lease_until > $3))
			ORDER BY e.id LIMIT $4`+tx.SkipLocked()+`)
		RETURNING id, topic, subject, payload, at, attempt`, until, worker, now, limit)
}

func deleteEvent(tx *db.Tx, id string, remembered bool) {
	if remembered {
		tx.Queue(`DELETE FROM outbox_done WHERE event = $1`, id)
	}
	tx.Queue(`DELETE FROM outbox_event WHERE id = $1`, id)
}

func deferEvent(tx *db.Tx, id, runAt, lastError, state string) {
	tx.Queue(`UPDATE outbox_event SET run_at = $1, lease_until = '', last_error = $2, state = $3 WHERE id = $4`,
		runAt, lastError, state, id)
}

func doneReactions(r db.Reader, event string) ([]string, error) {
	return db.All(r, func(row db.Row) (s string, err error) { return s, row.Scan(&s) },
		`SELECT reaction FROM outbox_done WHERE event = $1`, event)
}

func countByState(r db.Reader, state string) (int, error) {
	return db.Value[int](r, `SELECT COUNT(*) FROM outbox_event WHERE state = $1`, state)
}

func scanFailure(r db.Row) (Failure, error) {
	var f Failure
	var at string
	err := r.Scan(&f.ID, &f.Topic, &f.Subject, &at, &f.Attempt, &f.LastError)
	f.At = clock.MustParse(at)
	return f, err
}

func failures(r db.Reader, after string, limit int) ([]Failure, error) {
	return db.All(r, scanFailure, `SELECT id, topic, subject, at, attempt, last_error FROM outbox_event
		WHERE state = 'dead' AND id > $1 ORDER BY id LIMIT $2`, after, limit)
}

func revive(tx *db.Tx, id, now string) (int64, error) {
	return tx.Exec(`UPDATE outbox_event SET state = 'waiting', run_at = $1, attempt = 0 WHERE id = $2 AND state = 'dead'`, now, id)
}
