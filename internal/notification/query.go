// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"errors"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Sent is a message as people see it: its address is masked.
type Sent struct {
	ID        string
	Kind      Kind
	Channel   Channel
	State     State
	Subject   Subject
	Person    string
	Address   string // masked
	Lang      string
	Title     string // empty for SMS
	Body      string
	Encoding  string // SMS: "gsm7" or "ucs2"
	Segments  int
	Template  int64
	Urgent    bool
	Attempt   int
	Unsure    int // how often it may have gone out without our knowing
	Provider  string
	Cost      int64 // đồng
	CreatedAt time.Time
	RunAt     time.Time // when it is tried next, for Queued and Failed
	SentAt    time.Time
	Done      time.Time // when it was delivered
	ReadAt    time.Time
	LastError string // a text key, or the provider's words
}

// ForSubject lists what was told about a subject, oldest first: the citizen's and
// the officer's view.
func ForSubject(r db.Reader, subject string) ([]Sent, error) { return messagesOf(r, subject) }

// Inbox lists a person's portal messages, newest first, from the cursor on; next
// is "" at the end.
func Inbox(r db.Reader, person, cursor string, limit int) (list []Sent, next string, err error) {
	list, err = inbox(r, person, cursor, limit+1)
	return page(list, limit, err)
}

// Unread is Inbox without what has been read.
func Unread(r db.Reader, person, cursor string, limit int) (list []Sent, next string, err error) {
	list, err = unread(r, person, cursor, limit+1)
	return page(list, limit, err)
}

// CountUnread counts up to 100 unread portal messages.
func CountUnread(r db.Reader, person string) (int, error) { return countUnread(r, person) }

func page(list []Sent, limit int, err error) ([]Sent, string, error) {
	if err != nil || len(list) <= limit || limit < 1 {
		return list, "", err
	}
	return list[:limit], list[limit-1].ID, nil
}

// MarkRead notes that the person has read a portal message; again changes nothing.
func (s *Service) MarkRead(ctx context.Context, actor authz.Actor, id string) error {
	if actor.Person == "" {
		return authz.Refuse(actor)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := markRead(tx, id, actor.Person, clock.Format(tx.Now()))
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "notification.fault.unknown")
		}
		return err
	})
}

// Failures lists dead messages, newest first, from the cursor on.
func Failures(r db.Reader, cursor string, limit int) (list []Sent, next string, err error) {
	list, err = deadMessages(r, cursor, limit+1)
	return page(list, limit, err)
}

// Receipts lists the raw delivery reports on a message, oldest first.
func Receipts(r db.Reader, message string) ([]Report, error) { return receiptsOf(r, message) }

// Waiting counts messages that are not sent yet.
func Waiting(r db.Reader) (int, error) { return countWaiting(r) }

// DayCount is what went out over one channel and provider in one state on one day.
type DayCount struct {
	Day      string // YYYY-MM-DD on which the messages were written
	Channel  Channel
	Provider string
	State    State
	Messages int64
	Segments int64
	Cost     int64 // đồng
}

// Counts sums the messages of the days from and to, both included.
func Counts(r db.Reader, from, to string) ([]DayCount, error) { return countDays(r, from, to) }

// Revive queues a dead message again, to a corrected address when one is given.
func (s *Service) Revive(ctx context.Context, actor authz.Actor, id, address string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m, err := messageByID(tx, id)
		if errors.Is(err, db.ErrNoRows) {
			return fault.New(fault.NotFound, "notification.fault.unknown")
		}
		if err != nil {
			return err
		}
		if !actor.CanSomewhere(PermManage) {
			return authz.Refuse(actor)
		}
		if address, err = correctAddress(m, address); err != nil {
			return err
		}
		now := tx.Now()
		c, err := reviveMessage(tx, id, address, clock.Format(now), clock.Format(now.Add(giveUpAfter)))
		if errors.Is(err, db.ErrNoRows) {
			return fault.New(fault.Conflict, "notification.fault.stale")
		}
		if err != nil {
			return err
		}
		tx.After(func() { s.wake(c) })
		detail := map[string]string{"message": id, "address": MaskAddress(address)}
		return audit.Record(tx, actor, "notification.revive", audit.Subject{Kind: m.Subject.Kind, ID: m.Subject.ID}, detail)
	})
}

func correctAddress(m Sent, address string) (string, error) {
	if address == "" {
		if m.LastError == errorAddress {
			return "", fieldFault("notification.fault.address")
		}
		return "", nil
	}
	parse := ParseEmail
	if m.Channel == SMS {
		parse = ParsePhone
	}
	out, ok := parse(address)
	if !ok {
		return "", fieldFault("notification.fault.address")
	}
	return out, nil
}

func fieldFault(key string) error {
	var c fault.Checks
	c.Add("address", key)
	return c.Err()
}
