// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"testing"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

var schemas = []fs.FS{audit.Schema, Schema}

func each(t *testing.T, fn func(t *testing.T, d *db.DB, now *clock.Fake)) {
	t.Helper()
	testkit.Each(t, schemas, fn)
}

// fake is a provider that does what it is told.
type fake struct {
	name string
	mu   sync.Mutex
	took []Outgoing
	say  func(n int, m Outgoing) error // n counts from 1
	n    int
}

func (f *fake) Send(_ context.Context, m Outgoing) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	if f.say != nil {
		if err := f.say(f.n, m); err != nil {
			return "", err
		}
	}
	f.took = append(f.took, m)
	return fmt.Sprintf("%s-%d", f.name, len(f.took)), nil
}

func (f *fake) all() []Outgoing {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Outgoing(nil), f.took...)
}

func room(t testing.TB, d *db.DB, now clock.Clock, providers ...Provider) *Service {
	t.Helper()
	s, err := New(d, texts(t), slog.New(slog.DiscardHandler), Config{Hotline: "1022", Providers: providers, Pace: now})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// usual is a room with one operator and one relay.
func usual(t testing.TB, d *db.DB, now clock.Clock) (s *Service, sms, mail *fake) {
	sms, mail = &fake{name: "op"}, &fake{name: "relay"}
	return room(t, d, now, Provider{Name: "op", Channel: SMS, Sender: sms, Cost: 700}, Provider{Name: "relay", Channel: Email, Sender: mail}), sms, mail
}

func tell(t testing.TB, s *Service, m Message) {
	t.Helper()
	if err := s.db.Write(context.Background(), func(tx *db.Tx) error { return s.Notify(tx, m) }); err != nil {
		t.Fatal(err)
	}
}

// told is what the subject's messages are, by channel.
func told(t testing.TB, d *db.DB, subject string) map[Channel]Sent {
	t.Helper()
	out := map[Channel]Sent{}
	for _, m := range read(t, d, func(r db.Reader) ([]Sent, error) { return ForSubject(r, subject) }) {
		out[m.Channel] = m
	}
	return out
}

func read[T any](t testing.TB, d *db.DB, fn func(db.Reader) (T, error)) (out T) {
	t.Helper()
	if err := d.Read(context.Background(), func(r db.Reader) (err error) { out, err = fn(r); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func drain(t testing.TB, s *Service) {
	t.Helper()
	if err := s.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
}

var (
	citizen = authz.Actor{Kind: authz.Citizen, ID: "a1", Person: "p1", Name: "Lò Thị Ẻn"}
	other   = authz.Actor{Kind: authz.Citizen, ID: "a2", Person: "p2"}
	manager = authz.Actor{Kind: authz.Staff, ID: "a3", Person: "p3", Name: "Quản trị", Grants: []authz.Grant{
		{Permission: PermManage, Unit: authz.Everywhere}, {Permission: PermTemplates, Unit: authz.Everywhere}}}
)

func audited(t testing.TB, d *db.DB, subject string) []string {
	t.Helper()
	var out []string
	for _, e := range read(t, d, func(r db.Reader) ([]audit.Entry, error) { return audit.Of(r, subject, "", 100) }) {
		out = append(out, e.Act)
	}
	return out
}
