// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar_test

import (
	"context"
	"io/fs"
	"testing"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/testkit"
)

const closedOnTuesday = `{"days": [{"date": "2026-11-17", "kind": "closure", "name": "Nghỉ do lũ", "basis": "12/TB-UBND"}]}`

func TestAnAgencyHasItsOwnCalendarTheProvinceAnotherAndTheStateTheRest(t *testing.T) {
	testkit.Each(t, []fs.FS{audit.Schema, calendar.Schema}, func(t *testing.T, d *db.DB, now *clock.Fake) {
		ctx := context.Background()
		s := calendar.NewService(d)
		admin := authz.SystemActor("test")
		due := func(agency string) string {
			var k *calendar.Compiled
			if err := d.Read(ctx, func(r db.Reader) (err error) { k, err = s.For(r, agency); return err }); err != nil {
				t.Fatal(err)
			}
			at, err := calendar.DueAt(k, now.Now(), calendar.Term{N: 1, Unit: calendar.WorkingDays}, calendar.Rule{})
			if err != nil {
				t.Fatal(err)
			}
			return clock.Date(at)
		}
		if got := due("H52.101"); got != "2026-11-17" {
			t.Fatalf("by the state calendar: %s", got)
		}
		id, err := s.Set(ctx, admin, "H52.101", closedOnTuesday, "12/TB-UBND")
		if err != nil {
			t.Fatal(err)
		}
		if a, b := due("H52.101"), due("H52.102"); a != "2026-11-18" || b != "2026-11-17" {
			t.Fatalf("own %s, neighbour's %s", a, b)
		}
		if _, err := s.Set(ctx, admin, "", closedOnTuesday, "13/TB-UBND"); err != nil {
			t.Fatal(err)
		}
		if got := due("H52.102"); got != "2026-11-18" {
			t.Fatalf("by the province's: %s", got)
		}
		now.Advance(time.Minute)
		err = d.Read(ctx, func(r db.Reader) error {
			k, err := s.Version(r, id)
			if err == nil && k.Version() != id {
				t.Errorf("version %s read as %s", id, k.Version())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestACalendarThatSaysNothingOrComesFromAStrangerIsRefused(t *testing.T) {
	testkit.Each(t, []fs.FS{audit.Schema, calendar.Schema}, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		s := calendar.NewService(d)
		if _, err := s.Set(context.Background(), authz.SystemActor("test"), "", `{"weak": {}}`, ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("misspelt: %v", err)
		}
		if _, err := s.Set(context.Background(), authz.Actor{Kind: authz.Staff, ID: "x"}, "", `{}`, ""); !fault.Is(err, fault.Forbidden) {
			t.Errorf("stranger: %v", err)
		}
	})
}
