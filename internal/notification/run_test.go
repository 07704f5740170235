// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/sandbox"
)

// live starts the room against a sandbox, with the machine's clock.
func live(t *testing.T, d *db.DB, cfg Config) *Service {
	t.Helper()
	cfg.Quiet = "none"
	s, err := New(d, texts(t), slog.New(slog.DiscardHandler), cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); s.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return s
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 400 {
		if ok() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func eachLive(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Run("sqlite", func(t *testing.T) { fn(t, testkit.SQLite(t, clock.System(), schemas...)) })
	if server := testkit.Server(t); server != "" {
		t.Run("postgres", func(t *testing.T) { fn(t, testkit.Postgres(t, server, clock.System(), schemas...)) })
	}
}

// TestFromNotifyToThePhone: everything real but the phone.
func TestFromNotifyToThePhone(t *testing.T) {
	eachLive(t, func(t *testing.T, d *db.DB) {
		box := world(t)
		s := live(t, d, Config{
			SMPP: []SMPPConfig{{Name: "op", Addr: box.SMPPAddr, SystemID: "motcua", Sender: "SONLA", Cost: 700}},
			SMTP: []SMTPConfig{{Addr: box.SMTPAddr, Security: "none", From: "motcua@sonla.gov.vn"}},
		})
		box.SMSC.Throttle(2)
		for i := range 40 {
			m := sample()
			m.Key, m.Subject.ID = fmt.Sprint("e", i), fmt.Sprint("d", i)
			tell(t, s, m)
		}
		until(t, "all is delivered", func() bool {
			counts := read(t, d, func(r db.Reader) ([]DayCount, error) { return Counts(r, "2000-01-01", "2100-01-01") })
			by := map[string]int64{}
			for _, c := range counts {
				by[string(c.Channel)+" "+string(c.State)] += c.Messages
			}
			return by["sms delivered"] == 40 && by["email sent"] == 40
		})
		if n, m := len(box.SMS()), len(box.Mails()); n != 40 || m != 40 {
			t.Errorf("%d SMS and %d mails arrived", n, m)
		}
		if got := box.SMS()[0]; got.From != "SONLA" || got.To != "84912345678" || got.Segments != 1 {
			t.Errorf("%+v", got)
		}
	})
}

// TestSecondOperator: the first one's line is dead.
func TestSecondOperator(t *testing.T) {
	box := world(t)
	d := testkit.SQLite(t, clock.System(), schemas...)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // takes connections and says nothing
	s := live(t, d, Config{SMPP: []SMPPConfig{{Name: "deaf", Addr: l.Addr().String(), Patience: 1}, {Name: "op", Addr: box.SMPPAddr}}})
	tell(t, s, sample())
	until(t, "the second operator took it", func() bool { return told(t, d, "d1")[SMS].State == StateDelivered })
	if m := told(t, d, "d1")[SMS]; m.Provider != "op" {
		t.Errorf("%+v", m)
	}
}

// TestOutage: the outside world is away at first, and breaks in the middle.
func TestOutage(t *testing.T) {
	d := testkit.SQLite(t, clock.System(), schemas...)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	s := live(t, d, Config{SMPP: []SMPPConfig{{Name: "op", Addr: addr, Patience: 5}}})
	tell(t, s, sample())
	box, err := sandbox.Start(context.Background(), sandbox.Config{SMPP: addr, ReceiptDelay: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	until(t, "the first message arrived", func() bool { return told(t, d, "d1")[SMS].State == StateDelivered })
	box.SMSC.Disconnect()
	until(t, "the line is gone", func() bool { return box.SMSC.Bound() == 0 })
	m := sample()
	m.Key, m.Subject.ID = "e2", "d2"
	tell(t, s, m)
	until(t, "the second message arrived", func() bool { return told(t, d, "d2")[SMS].State == StateDelivered })
	if n := len(box.SMS()); n != 2 {
		t.Errorf("%d arrived", n)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for name, cfg := range map[string]Config{
		"quiet":    {Quiet: "night"},
		"smpp":     {SMPP: []SMPPConfig{{Addr: "nowhere"}}},
		"twice":    {SMPP: []SMPPConfig{{Addr: "a:1"}, {Addr: "a:1"}}},
		"from":     {SMTP: []SMTPConfig{{Addr: "a:25", From: "x"}}},
		"security": {SMTP: []SMTPConfig{{Addr: "a:25", From: "a@b.vn", Security: "hope"}}},
	} {
		if _, err := New(nil, texts(t), slog.New(slog.DiscardHandler), cfg); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
