// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"fmt"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

// Report keeps a delivery report. When it returns nil the report is durable and
// the operator need not send it again; the same report twice is kept once. The
// message follows in Settle, since a report may come before the operator's answer
// to the message itself was written down.
func (s *Service) Report(ctx context.Context, rep Report) error {
	if rep.ProviderID == "" {
		return fmt.Errorf("notification: a report of %s without an id", rep.Provider)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		insertReceipt(tx, ids.New(tx.Now()), rep, clock.Format(tx.Now()))
		tx.After(func() { notify(s.reports) })
		return nil
	})
}

// Settle brings the reports that have come to their messages. A report whose
// message does not appear within a day is set aside.
func (s *Service) Settle(ctx context.Context) (int, error) {
	var waiting []matched
	var old bool
	limit := clock.Format(s.db.Clock().Now().Add(-orphanAfter))
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		if waiting, err = matchedReceipts(r, 256); err == nil {
			old, err = hasOrphans(r, limit)
		}
		return err
	})
	if err != nil || len(waiting) == 0 && !old {
		return 0, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		for _, m := range waiting {
			settleReceipt(tx, m.receipt, m.message)
			switch m.outcome {
			case OutcomeDelivered:
				setDelivered(tx, m.message, m.doneAt)
			case OutcomeFailed:
				setUndelivered(tx, m.message, m.status)
			}
		}
		orphanReceipts(tx, limit)
		return nil
	})
	return len(waiting), err
}

type matched struct {
	receipt, message string
	outcome          Outcome
	status, doneAt   string
}
