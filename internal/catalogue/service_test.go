// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"io/fs"
	"testing"
	"time"

	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

var (
	rooms  = []fs.FS{outbox.Schema, audit.Schema, organisation.Schema, Schema}
	system = authz.SystemActor("test")
)

func newService(t testing.TB, d *db.DB) *Service {
	t.Helper()
	box := outbox.New()
	org := organisation.New(d, box)
	if _, err := org.ImportDemo(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	return New(d, box, org)
}

// demo runs fn against a database that holds the demo catalogue.
func demo(t *testing.T, fn func(t *testing.T, d *db.DB, s *Service, now *clock.Fake)) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s := newService(t, d)
		if _, err := s.ImportDemo(t.Context(), system); err != nil {
			t.Fatal(err)
		}
		fn(t, d, s, now)
	})
}

func read(t testing.TB, d *db.DB, fn func(r db.Reader) error) {
	t.Helper()
	if err := d.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestImportDemoTwice(t *testing.T) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s := newService(t, d)
		began := clock.System().Now()
		one, err := s.ImportDemo(t.Context(), system)
		took := clock.System().Now().Sub(began)
		if err != nil || one.Added < 1800 || one.Amended+one.Unchanged > 0 {
			t.Fatalf("%+v %v", one, err)
		}
		t.Logf("%d procedures in %v", one.Added, took)
		now.Advance(time.Minute)
		two, err := s.ImportDemo(t.Context(), system)
		if err != nil || two.Added+two.Amended > 0 || two.Unchanged != one.Added {
			t.Errorf("%+v %v", two, err)
		}
		read(t, d, func(r db.Reader) error {
			n, err := s.CountFullOnline(r)
			if n < 1554 {
				t.Errorf("%d full online services", n)
			}
			return err
		})
	})
}

func TestCurrent(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		read(t, d, func(r db.Reader) error {
			id, v, err := s.Current(r, "1.001193", "")
			if err != nil || v.Name.VI != "Đăng ký khai sinh" || Fileable(v) != nil {
				t.Fatalf("%s %v %v", id, v, err)
			}
			again, err := s.Version(r, id)
			if err != nil || again != v {
				t.Errorf("read twice: %v", err)
			}
			if _, _, err := s.Current(r, "9.999999", ""); !fault.Is(err, fault.NotFound) {
				t.Errorf("unknown: %v", err)
			}
			if _, err := s.Version(r, "nothing"); !fault.Is(err, fault.NotFound) {
				t.Errorf("unknown version: %v", err)
			}
			return nil
		})
	})
}
