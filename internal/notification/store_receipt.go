// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

func insertReceipt(tx *db.Tx, id string, rep Report, now string) {
	done := clock.Format(rep.Done)
	if done == "" {
		done = now
	}
	tx.Queue(`INSERT INTO notification_receipt (id, provider, provider_id, outcome, status, raw, done_at, received_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (provider, provider_id, status, done_at) DO NOTHING`,
		id, rep.Provider, rep.ProviderID, string(rep.Outcome), rep.Status, rep.Raw, done, now)
}

func scanMatched(r db.Row) (m matched, err error) {
	err = r.Scan(&m.receipt, &m.message, &m.outcome, &m.status, &m.doneAt)
	return m, err
}

func matchedReceipts(r db.Reader, limit int) ([]matched, error) {
	return db.All(r, scanMatched, `SELECT r.id, m.id, r.outcome, r.status, r.done_at
		FROM notification_receipt r JOIN notification_message m ON m.provider = r.provider AND m.provider_id = r.provider_id
		WHERE r.message = '' AND m.provider_id <> '' AND m.state <> 'sending' ORDER BY r.id LIMIT $1`, limit)
}

func settleReceipt(tx *db.Tx, id, message string) {
	tx.Queue(`UPDATE notification_receipt SET message = $1 WHERE id = $2`, message, id)
}

// setDelivered also corrects a message that an earlier report gave up. Operators
// cut their times to minutes, so that one may lie before the sending.
func setDelivered(tx *db.Tx, message, at string) {
	tx.Queue(`UPDATE notification_message SET state = 'delivered', delivered_at = CASE WHEN sent_at > $1 THEN sent_at ELSE $1 END, last_error = ''
		WHERE id = $2 AND (state = 'sent' OR state = 'dead')`, at, message)
}

func setUndelivered(tx *db.Tx, message, status string) {
	tx.Queue(`UPDATE notification_message SET state = 'dead', last_error = $1 WHERE id = $2 AND state = 'sent'`, status, message)
}

func orphanReceipts(tx *db.Tx, before string) {
	tx.Queue(`UPDATE notification_receipt SET message = '-' WHERE message = '' AND received_at < $1`, before)
}

func hasOrphans(r db.Reader, before string) (bool, error) {
	n, err := db.Value[int](r, `SELECT COUNT(*) FROM (SELECT id FROM notification_receipt WHERE message = '' AND received_at < $1 LIMIT 1) AS o`, before)
	return n > 0, err
}
