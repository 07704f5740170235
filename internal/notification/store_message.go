// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// insertMessage leaves a message alone that was written for the same cause before.
func insertMessage(tx *db.Tx, m Message, d draft, now time.Time) {
	at := clock.Format(now)
	delivered := ""
	if d.state == StateDelivered {
		delivered = at
	}
	tx.Queue(`INSERT INTO notification_message (id, dedupe, channel, kind, template, subject_kind, subject, code, person, name, address, lang,
			title, body, encoding, segments, urgent, quiet_from, quiet_to, state, run_at, give_up_at, day, created_at, delivered_at, last_error)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
		ON CONFLICT (dedupe, channel) DO NOTHING`,
		d.id, m.Key, string(d.channel), string(m.Kind), d.template, m.Subject.Kind, m.Subject.ID, m.Subject.Code, d.person, d.name, d.address, d.lang,
		d.title, d.body, string(d.sms.Encoding), d.sms.Segments, m.Urgent, d.quiet.From, d.quiet.To, string(d.state),
		clock.Format(d.runAt), clock.Format(d.runAt.Add(giveUpAfter)), day(now), at, delivered, d.lastError)
}

// leased is a message that this process has taken to send.
type leased struct {
	Outgoing
	channel  Channel
	attempt  int
	unsure   int
	segments int64
	quiet    Window
	giveUp   time.Time
}

func scanLeased(r db.Row) (leased, error) {
	var m leased
	var created, giveUp string
	err := r.Scan(&m.ID, &m.channel, &m.To, &m.Name, &m.Lang, &m.Title, &m.Body, &m.segments, &m.attempt, &m.unsure, &m.quiet.From, &m.quiet.To, &created, &giveUp)
	if err == nil {
		m.At, m.giveUp = clock.MustParse(created), clock.MustParse(giveUp)
	}
	m.Repeat = m.unsure > 0
	return m, err
}

// claim leases what is due, the longest waiting first. While a message is being
// sent run_at is the end of its lease: one that is found then was cut off. What
// follows an older message to the same person about the same thing waits for it,
// unless it is urgent.
func claim(tx *db.Tx, c Channel, worker, now, until string, limit int) ([]leased, error) {
	return db.All(tx, scanLeased, `UPDATE notification_message
		SET unsure = unsure + CASE WHEN state = 'sending' THEN 1 ELSE 0 END, state = 'sending', attempt = attempt + 1, run_at = $1, lease_owner = $2
		WHERE id IN (SELECT m.id FROM notification_message m
			WHERE m.channel = $3 AND m.state IN ('queued', 'sending', 'failed') AND m.run_at <= $4
			AND (m.urgent OR m.subject = '' OR NOT EXISTS (SELECT 1 FROM notification_message o
				WHERE o.subject = m.subject AND o.id < m.id AND o.channel = m.channel AND o.address = m.address
				AND o.state IN ('queued', 'sending', 'failed')))
			ORDER BY m.run_at, m.id LIMIT $5`+tx.SkipLocked()+`)
		RETURNING id, channel, address, name, lang, title, body, segments, attempt, unsure, quiet_from, quiet_to, created_at, give_up_at`,
		until, worker, string(c), now, limit)
}

// The three ends of an attempt; each is false when the lease was lost.

func markSent(tx *db.Tx, m leased, worker, provider, providerID string, cost int64, now string) (bool, error) {
	n, err := tx.Exec(`UPDATE notification_message
		SET state = 'sent', provider = $1, provider_id = $2, cost = cost + $3, sent_at = $4, lease_owner = '', last_error = ''
		WHERE id = $5 AND lease_owner = $6 AND attempt = $7 AND state = 'sending'`,
		provider, providerID, cost, now, m.ID, worker, m.attempt)
	return n == 1, err
}

func markFailed(tx *db.Tx, m leased, worker string, state State, runAt, lastError string, unsure int) (bool, error) {
	n, err := tx.Exec(`UPDATE notification_message
		SET state = $1, run_at = $2, last_error = $3, unsure = unsure + $4, lease_owner = ''
		WHERE id = $5 AND lease_owner = $6 AND attempt = $7 AND state = 'sending'`,
		string(state), runAt, lastError, unsure, m.ID, worker, m.attempt)
	return n == 1, err
}

// release gives a message back that was not tried.
func release(tx *db.Tx, m leased, worker, runAt string) (bool, error) {
	n, err := tx.Exec(`UPDATE notification_message
		SET state = 'queued', run_at = $1, attempt = attempt - 1, lease_owner = ''
		WHERE id = $2 AND lease_owner = $3 AND attempt = $4 AND state = 'sending'`,
		runAt, m.ID, worker, m.attempt)
	return n == 1, err
}

func reviveMessage(tx *db.Tx, id, address, now, giveUp string) (Channel, error) {
	var c Channel
	err := tx.QueryRow(`UPDATE notification_message
		SET state = 'queued', run_at = $1, give_up_at = $2, address = CASE WHEN $3 = '' THEN address ELSE $3 END, last_error = ''
		WHERE id = $4 AND state = 'dead' AND channel <> 'portal' RETURNING channel`, now, giveUp, address, id).Scan(&c)
	return c, err
}
