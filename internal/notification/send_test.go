// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

func TestSent(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, mail := usual(t, d, now)
		tell(t, s, sample())
		now.Advance(time.Second)
		drain(t, s)
		by := told(t, d, "d1")
		if m := by[SMS]; m.State != StateSent || m.Provider != "op" || m.Cost != 700 || m.Attempt != 1 || !m.SentAt.Equal(now.Now()) || m.Unsure != 0 {
			t.Errorf("%+v", m)
		}
		if got := sms.all(); len(got) != 1 || got[0].To != "84912345678" || got[0].Repeat {
			t.Errorf("%+v", got)
		}
		if got := mail.all(); len(got) != 1 || got[0].To != "en@example.vn" || got[0].Name != "Lò Thị Ẻn" || got[0].Title == "" || by[Email].State != StateSent {
			t.Errorf("%+v", got)
		}
	})
}

func TestTemporaryTroubleIsTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		sms.say = func(n int, _ Outgoing) error {
			if n <= 2 {
				return errors.New("the line is down")
			}
			return nil
		}
		tell(t, s, sample())
		drain(t, s)
		m := told(t, d, "d1")[SMS]
		if m.State != StateFailed || m.LastError != "op: the line is down" || !m.RunAt.After(now.Now()) || m.RunAt.After(now.Now().Add(time.Minute)) {
			t.Errorf("%+v", m)
		}
		drain(t, s)
		if sms.n != 1 {
			t.Errorf("tried %d times without a pause", sms.n)
		}
		for range 2 {
			now.Advance(time.Minute)
			drain(t, s)
		}
		if m := told(t, d, "d1")[SMS]; m.State != StateSent || m.Attempt != 3 || m.LastError != "" || len(sms.all()) != 1 {
			t.Errorf("%+v", m)
		}
	})
}

func TestPermanentRefusalIsDead(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		sms.say = func(int, Outgoing) error { return fmt.Errorf("%w: no such number", ErrPermanent) }
		tell(t, s, sample())
		drain(t, s)
		if m := told(t, d, "d1")[SMS]; m.State != StateDead || m.LastError == "" || sms.n != 1 {
			t.Errorf("%+v", m)
		}
	})
}

func TestAProviderThatStaysAwayIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		sms.say = func(int, Outgoing) error { return errors.New("down") }
		tell(t, s, sample())
		for range 100 {
			drain(t, s)
			now.Advance(time.Hour)
		}
		if m := told(t, d, "d1")[SMS]; m.State != StateDead || m.Attempt < 10 || m.Attempt > 80 {
			t.Errorf("%+v", m)
		}
		sms.say = nil
		if err := s.Revive(context.Background(), citizen, told(t, d, "d1")[SMS].ID, ""); err == nil {
			t.Error("revived by a citizen")
		}
		if err := s.Revive(context.Background(), manager, told(t, d, "d1")[SMS].ID, "0987 654 321"); err != nil {
			t.Fatal(err)
		}
		now.Set(testkit.Noon.AddDate(0, 0, 7))
		drain(t, s)
		if m := told(t, d, "d1")[SMS]; m.State != StateSent || sms.all()[0].To != "84987654321" {
			t.Errorf("%+v", m)
		}
		if acts := audited(t, d, "d1"); len(acts) != 1 || acts[0] != "notification.revive" {
			t.Errorf("audit: %v", acts)
		}
	})
}

func TestSecondProvider(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		first, second := &fake{name: "a"}, &fake{name: "b"}
		s := room(t, d, now, Provider{Name: "a", Channel: SMS, Sender: first}, Provider{Name: "b", Channel: SMS, Sender: second, Cost: 900})
		first.say = func(int, Outgoing) error { return errors.New("down") }
		for i := range 5 {
			m := sample()
			m.Key, m.Subject.ID = fmt.Sprint("e", i), fmt.Sprint("d", i)
			tell(t, s, m)
			drain(t, s)
			if m := told(t, d, m.Subject.ID)[SMS]; m.State != StateSent || m.Provider != "b" || m.Cost != 900 {
				t.Errorf("%+v", m)
			}
		}
		if first.n != restAfter || len(second.all()) != 5 {
			t.Errorf("the first was asked %d times, the second took %d", first.n, len(second.all()))
		}
		first.say = nil
		now.Advance(time.Minute)
		m := sample()
		m.Key, m.Subject.ID = "e9", "d9"
		tell(t, s, m)
		drain(t, s)
		if m := told(t, d, "d9")[SMS]; m.Provider != "a" {
			t.Errorf("after its rest: %+v", m)
		}
	})
}

func TestUnsureDoesNotGoToTheSecond(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		first, second := &fake{name: "a"}, &fake{name: "b"}
		s := room(t, d, now, Provider{Name: "a", Channel: SMS, Sender: first}, Provider{Name: "b", Channel: SMS, Sender: second})
		first.say = func(n int, _ Outgoing) error {
			if n == 1 {
				return fmt.Errorf("%w: silence", ErrUnsure)
			}
			return nil
		}
		tell(t, s, sample())
		drain(t, s)
		if m := told(t, d, "d1")[SMS]; m.State != StateFailed || m.Unsure != 1 || m.RunAt.Sub(now.Now()) < unsureBackOff || second.n != 0 {
			t.Errorf("%+v", m)
		}
		now.Advance(time.Hour)
		drain(t, s)
		if got := first.all(); len(got) != 1 || !got[0].Repeat {
			t.Errorf("%+v", got)
		}
	})
}

func TestThrottledProviderRests(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		sms.say = func(n int, _ Outgoing) error {
			if n == 1 {
				return fmt.Errorf("%w", ErrThrottled)
			}
			return nil
		}
		tell(t, s, sample())
		drain(t, s)
		m := sample()
		m.Key, m.Subject.ID = "e2", "d2"
		tell(t, s, m)
		if _, err := s.Step(context.Background(), SMS); err != nil {
			t.Fatal(err)
		}
		if m := told(t, d, "d2")[SMS]; m.State != StateQueued || m.Attempt != 0 || !m.RunAt.After(now.Now()) || sms.n != 1 {
			t.Errorf("%+v", m)
		}
		now.Advance(time.Minute)
		drain(t, s)
		if len(sms.all()) != 2 {
			t.Errorf("%+v", sms.all())
		}
	})
}

func TestQuietHoursHoldSMS(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, mail := usual(t, d, now)
		now.Set(time.Date(2026, 11, 16, 23, 0, 0, 0, clock.Vietnam))
		tell(t, s, sample())
		urgent := sample()
		urgent.Key, urgent.Kind, urgent.Urgent = "e2", Supplement, true
		tell(t, s, urgent)
		drain(t, s)
		if got := sms.all(); len(got) != 1 || len(mail.all()) != 2 {
			t.Errorf("%d SMS and %d mails at night", len(got), len(mail.all()))
		}
		now.Set(time.Date(2026, 11, 17, 7, 0, 0, 0, clock.Vietnam))
		drain(t, s)
		if len(sms.all()) != 2 {
			t.Error("nothing in the morning")
		}
		// what was due by day but is late does not go out at night either
		now.Set(time.Date(2026, 11, 17, 21, 59, 0, 0, clock.Vietnam))
		m := sample()
		m.Key, m.Subject.ID = "e3", "d3"
		tell(t, s, m)
		now.Advance(2 * time.Minute)
		drain(t, s)
		if m := told(t, d, "d3")[SMS]; m.State != StateQueued || !m.RunAt.Equal(time.Date(2026, 11, 18, 7, 0, 0, 0, clock.Vietnam)) || m.Attempt != 0 {
			t.Errorf("%+v", m)
		}
	})
}

func TestMessagesOfOneDossierKeepTheirOrder(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		sms.say = func(n int, _ Outgoing) error {
			if n == 1 {
				return errors.New("down")
			}
			return nil
		}
		for i, kind := range []Kind{Submitted, Accepted, Ready} {
			m := sample()
			m.Key, m.Kind = fmt.Sprint("e", i), kind
			tell(t, s, m)
		}
		drain(t, s)
		if len(sms.all()) != 0 {
			t.Error("a later message overtook the first")
		}
		now.Advance(time.Minute)
		drain(t, s)
		got := sms.all()
		if len(got) != 3 || got[0].ID > got[1].ID || got[1].ID > got[2].ID {
			t.Errorf("%+v", got)
		}
	})
}

// TestCrash: a worker dies between leasing and writing down the end.
func TestCrash(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		tell(t, s, sample())
		var taken []leased
		err := d.Write(context.Background(), func(tx *db.Tx) (err error) {
			taken, err = claim(tx, SMS, "dead worker", clock.Format(tx.Now()), clock.Format(tx.Now().Add(leaseFor)), 10)
			return err
		})
		if err != nil || len(taken) != 1 {
			t.Fatalf("%v %v", taken, err)
		}
		drain(t, s)
		if sms.n != 0 {
			t.Error("sent while somebody else holds the lease")
		}
		now.Advance(leaseFor + time.Second)
		drain(t, s)
		if got := sms.all(); len(got) != 1 || !got[0].Repeat {
			t.Errorf("%+v", got)
		}
		if m := told(t, d, "d1")[SMS]; m.State != StateSent || m.Unsure != 1 || m.Attempt != 2 {
			t.Errorf("%+v", m)
		}
		// the dead worker comes back: its word no longer counts
		var kept bool
		err = d.Write(context.Background(), func(tx *db.Tx) (err error) {
			kept, err = markFailed(tx, taken[0], "dead worker", StateFailed, clock.Format(tx.Now()), "late", 0)
			return err
		})
		if m := told(t, d, "d1")[SMS]; err != nil || kept || m.State != StateSent {
			t.Errorf("%v %v %+v", kept, err, m)
		}
	})
}

func TestAPanicOfAProviderIsUnsure(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		sms.say = func(int, Outgoing) error { panic("boom") }
		tell(t, s, sample())
		sms.mu = sync.Mutex{}
		drain(t, s)
		if m := told(t, d, "d1")[SMS]; m.State != StateFailed || m.Unsure != 1 {
			t.Errorf("%+v", m)
		}
	})
}

// TestManyWorkers: several nodes, each message once.
func TestManyWorkers(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		sms := &fake{name: "op"}
		var nodes []*Service
		for range 4 {
			nodes = append(nodes, room(t, d, now, Provider{Name: "op", Channel: SMS, Sender: sms}))
		}
		const n = 300
		for i := range n {
			m := sample()
			m.Key, m.Subject.ID = fmt.Sprint("e", i), fmt.Sprint("d", i/2) // two of each subject
			tell(t, nodes[0], m)
		}
		var wg sync.WaitGroup
		for _, s := range nodes {
			wg.Go(func() {
				for {
					if err := s.Drain(context.Background()); err != nil {
						t.Error(err)
						return
					}
					if read(t, d, Waiting) == 0 {
						return
					}
				}
			})
		}
		wg.Wait()
		seen := map[string]bool{}
		for _, m := range sms.all() {
			if seen[m.ID] {
				t.Errorf("%s went out twice", m.ID)
			}
			seen[m.ID] = true
		}
		if len(seen) != n {
			t.Errorf("%d of %d went out", len(seen), n)
		}
	})
}

func TestPaceAndStop(t *testing.T) {
	d := testkit.SQLite(t, clock.System(), schemas...)
	sms := &fake{name: "op"}
	s := room(t, d, clock.System(), Provider{Name: "op", Channel: SMS, Sender: sms, Rate: 20})
	for i := range 20 {
		m := sample()
		m.Key, m.Subject.ID, m.Urgent = fmt.Sprint("e", i), fmt.Sprint("d", i), true
		tell(t, s, m)
	}
	ctx, stop := context.WithTimeout(context.Background(), 400*time.Millisecond)
	defer stop()
	s.Run(ctx)
	sent := len(sms.all())
	if sent < 3 || sent > 12 {
		t.Errorf("%d in 0.4 s at 20 a second", sent)
	}
	if left := read(t, d, Waiting); left != 20-sent {
		t.Errorf("%d sent, %d waiting", sent, left)
	}
	for i := range 20 { // what was leased and not tried was given back
		if m := told(t, d, fmt.Sprint("d", i))[SMS]; m.State == StateSending || m.Unsure != 0 {
			t.Errorf("%+v", m)
		}
	}
}
