// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"fmt"
	"testing"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

func report(id string, o Outcome, status string, done time.Time) Report {
	return Report{Provider: "op", ProviderID: id, Outcome: o, Status: status, Raw: "id:" + id, Done: done}
}

func TestReceipts(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		ctx := context.Background()
		s, _, _ := usual(t, d, now)
		tell(t, s, sample())
		// the report is faster than our own note of the sending
		for range 2 {
			if err := s.Report(ctx, report("op-1", OutcomeDelivered, "DELIVRD", now.Now().Add(-30*time.Second))); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Settle(ctx); err != nil {
			t.Fatal(err)
		}
		now.Advance(time.Second)
		drain(t, s)
		m := told(t, d, "d1")[SMS]
		if m.State != StateDelivered || m.Done.Before(m.SentAt) {
			t.Errorf("%+v", m)
		}
		if raw := read(t, d, func(r db.Reader) ([]Report, error) { return Receipts(r, m.ID) }); len(raw) != 1 || raw[0].Raw != "id:op-1" {
			t.Errorf("%+v", raw)
		}
		next := sample()
		next.Key, next.Subject.ID = "e2", "d2"
		tell(t, s, next)
		drain(t, s)
		for _, rep := range []Report{report("op-2", OutcomePending, "ENROUTE", now.Now()), report("op-2", OutcomeFailed, "UNDELIV 027", now.Now()), report("nobody", OutcomeFailed, "UNDELIV", now.Now())} {
			if err := s.Report(ctx, rep); err != nil {
				t.Fatal(err)
			}
		}
		drain(t, s)
		if m := told(t, d, "d2")[SMS]; m.State != StateDead || m.LastError != "UNDELIV 027" {
			t.Errorf("%+v", m)
		}
		now.Advance(25 * time.Hour)
		drain(t, s)
		if n := read(t, d, func(r db.Reader) ([]Report, error) { return Receipts(r, "-") }); len(n) != 1 {
			t.Errorf("%d receipts set aside", len(n))
		}
		if err := s.Report(ctx, Report{Provider: "op"}); err == nil {
			t.Error("a report without id was taken")
		}
	})
}

func TestInbox(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		ctx := context.Background()
		s, _, _ := usual(t, d, now)
		for i := range 7 {
			m := sample()
			m.Key, m.Subject.ID = fmt.Sprint("e", i), fmt.Sprint("d", i)
			tell(t, s, m)
			now.Advance(time.Second)
		}
		var seen []string
		for cursor := ""; ; {
			type answer struct {
				list []Sent
				next string
			}
			a := read(t, d, func(r db.Reader) (a answer, err error) {
				a.list, a.next, err = Inbox(r, "p1", cursor, 3)
				return a, err
			})
			for _, m := range a.list {
				seen = append(seen, m.Subject.ID)
			}
			if cursor = a.next; cursor == "" {
				break
			}
		}
		if fmt.Sprint(seen) != "[d6 d5 d4 d3 d2 d1 d0]" {
			t.Error(seen)
		}
		id := told(t, d, "d3")[Portal].ID
		for who, want := range map[*authz.Actor]fault.Kind{&other: fault.NotFound, {}: fault.Unauthenticated} {
			if err := s.MarkRead(ctx, *who, id); !fault.Is(err, want) {
				t.Errorf("%+v: %v", who, err)
			}
		}
		first := now.Now()
		for range 2 {
			if err := s.MarkRead(ctx, citizen, id); err != nil {
				t.Fatal(err)
			}
			now.Advance(time.Minute)
		}
		if m := told(t, d, "d3")[Portal]; !m.ReadAt.Equal(first) {
			t.Errorf("read at %s", m.ReadAt)
		}
		if n := read(t, d, func(r db.Reader) (int, error) { return CountUnread(r, "p1") }); n != 6 {
			t.Errorf("%d unread", n)
		}
		if list := read(t, d, func(r db.Reader) ([]Sent, error) { l, _, err := Unread(r, "p1", "", 10); return l, err }); len(list) != 6 {
			t.Errorf("%d unread", len(list))
		}
		if err := s.MarkRead(ctx, citizen, told(t, d, "d3")[SMS].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("an SMS was marked read: %v", err)
		}
	})
}

func TestConsole(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		ctx := context.Background()
		s, sms, _ := usual(t, d, now)
		sms.say = func(n int, _ Outgoing) error {
			if n%2 == 0 {
				return ErrPermanent
			}
			return nil
		}
		for i := range 6 {
			m := sample()
			m.Key, m.Subject.ID, m.To.Email = fmt.Sprint("e", i), fmt.Sprint("d", i), ""
			tell(t, s, m)
			drain(t, s)
		}
		dead, next, err := []Sent(nil), "", error(nil)
		_ = d.Read(ctx, func(r db.Reader) error { dead, next, err = Failures(r, "", 2); return nil })
		if err != nil || len(dead) != 2 || next == "" || dead[0].ID < dead[1].ID {
			t.Errorf("%+v %q %v", dead, next, err)
		}
		counts := read(t, d, func(r db.Reader) ([]DayCount, error) { return Counts(r, "2026-11-16", "2026-11-16") })
		var cost, messages int64
		for _, c := range counts {
			cost += c.Cost
			messages += c.Messages
		}
		if cost != 3*700 || messages != 12 {
			t.Errorf("%+v", counts)
		}
		for _, bad := range []struct {
			id, address string
			want        fault.Kind
		}{{"unknown", "", fault.NotFound}, {dead[0].ID, "abc", fault.Invalid}, {told(t, d, "d0")[SMS].ID, "", fault.Conflict}} {
			if err := s.Revive(ctx, manager, bad.id, bad.address); !fault.Is(err, bad.want) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
	})
}
