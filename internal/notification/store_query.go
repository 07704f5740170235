// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"cmp"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const sentColumns = `id, kind, channel, state, subject_kind, subject, code, person, address, lang, title, body, encoding, segments, template, urgent,
	attempt, unsure, provider, cost, created_at, run_at, sent_at, delivered_at, read_at, last_error`

func scanSent(r db.Row) (Sent, error) {
	var s Sent
	var created, run, sent, done, read string
	err := r.Scan(&s.ID, &s.Kind, &s.Channel, &s.State, &s.Subject.Kind, &s.Subject.ID, &s.Subject.Code, &s.Person, &s.Address, &s.Lang, &s.Title, &s.Body,
		&s.Encoding, &s.Segments, &s.Template, &s.Urgent, &s.Attempt, &s.Unsure, &s.Provider, &s.Cost, &created, &run, &sent, &done, &read, &s.LastError)
	if err != nil {
		return s, err
	}
	s.Address = MaskAddress(s.Address)
	s.CreatedAt, s.RunAt, s.SentAt = clock.MustParse(created), clock.MustParse(run), clock.MustParse(sent)
	s.Done, s.ReadAt = clock.MustParse(done), clock.MustParse(read)
	return s, nil
}

func messagesOf(r db.Reader, subject string) ([]Sent, error) {
	return db.All(r, scanSent, `SELECT `+sentColumns+` FROM notification_message WHERE subject = $1 ORDER BY id LIMIT 500`, subject)
}

func messageByID(r db.Reader, id string) (Sent, error) {
	return scanSent(r.QueryRow(`SELECT `+sentColumns+` FROM notification_message WHERE id = $1`, id))
}

// afterAll sorts after every id, in any collation.
const afterAll = "zzzzzzzzzzzzzzzzzzzzzzzz"

func before(cursor string) string { return cmp.Or(cursor, afterAll) }

func inbox(r db.Reader, person, cursor string, limit int) ([]Sent, error) {
	return db.All(r, scanSent, `SELECT `+sentColumns+` FROM notification_message
		WHERE person = $1 AND channel = 'portal' AND id < $2 ORDER BY id DESC LIMIT $3`, person, before(cursor), limit)
}

func unread(r db.Reader, person, cursor string, limit int) ([]Sent, error) {
	return db.All(r, scanSent, `SELECT `+sentColumns+` FROM notification_message
		WHERE person = $1 AND channel = 'portal' AND read_at = '' AND id < $2 ORDER BY id DESC LIMIT $3`, person, before(cursor), limit)
}

func countUnread(r db.Reader, person string) (int, error) {
	return db.Value[int](r, `SELECT COUNT(*) FROM (SELECT id FROM notification_message
		WHERE person = $1 AND channel = 'portal' AND read_at = '' LIMIT 100) AS u`, person)
}

func markRead(tx *db.Tx, id, person, now string) (int64, error) {
	return tx.Exec(`UPDATE notification_message SET read_at = CASE WHEN read_at = '' THEN $1 ELSE read_at END
		WHERE id = $2 AND person = $3 AND channel = 'portal'`, now, id, person)
}

func deadMessages(r db.Reader, cursor string, limit int) ([]Sent, error) {
	return db.All(r, scanSent, `SELECT `+sentColumns+` FROM notification_message
		WHERE state = 'dead' AND id < $1 ORDER BY id DESC LIMIT $2`, before(cursor), limit)
}

func countWaiting(r db.Reader) (int, error) {
	return db.Value[int](r, `SELECT COUNT(*) FROM notification_message WHERE state IN ('queued', 'sending', 'failed')`)
}

func scanReport(r db.Row) (Report, error) {
	var rep Report
	var done string
	err := r.Scan(&rep.Provider, &rep.ProviderID, &rep.Outcome, &rep.Status, &rep.Raw, &done)
	rep.Done = clock.MustParse(done)
	return rep, err
}

func receiptsOf(r db.Reader, message string) ([]Report, error) {
	return db.All(r, scanReport, `SELECT provider, provider_id, outcome, status, raw, done_at FROM notification_receipt
		WHERE message = $1 ORDER BY id`, message)
}

func scanDay(r db.Row) (DayCount, error) {
	var c DayCount
	err := r.Scan(&c.Day, &c.Channel, &c.Provider, &c.State, &c.Messages, &c.Segments, &c.Cost)
	return c, err
}

func countDays(r db.Reader, from, to string) ([]DayCount, error) {
	return db.All(r, scanDay, `SELECT day, channel, provider, state, COUNT(*), CAST(SUM(segments) AS BIGINT), CAST(SUM(cost) AS BIGINT)
		FROM notification_message WHERE day >= $1 AND day <= $2
		GROUP BY day, channel, provider, state ORDER BY day, channel, provider, state`, from, to)
}
