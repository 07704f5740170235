// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

var (
	rooms  = []fs.FS{outbox.Schema, audit.Schema, Schema}
	system = authz.SystemActor("test")
)

// demo runs fn against a database that holds the demo province.
func demo(t *testing.T, fn func(t *testing.T, d *db.DB, s *Service, now *clock.Fake)) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s := New(d, outbox.New())
		if rep, err := s.ImportDemo(t.Context(), system); err != nil || len(rep.Found) > 0 {
			t.Fatal(rep, err)
		}
		fn(t, d, s, now)
	})
}

// read runs fn in a Read and fails the test on an error.
func read(t *testing.T, d *db.DB, fn func(r db.Reader) error) {
	t.Helper()
	if err := d.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestImportTwice(t *testing.T) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s := New(d, outbox.New())
		one, err := s.ImportDemo(t.Context(), system)
		if err != nil || len(one.Found) > 0 {
			t.Fatal(one, err)
		}
		if one.Closed != 200 || one.Opened != 75 || one.Abolished != 12 || one.Units != 288 || one.Unchanged != 0 {
			t.Errorf("%+v", one)
		}
		now.Advance(time.Minute)
		two, err := s.ImportDemo(t.Context(), system)
		if err != nil || two.Added+two.Amended+len(two.Found) > 0 || two.Unchanged != one.Added {
			t.Errorf("%+v %v", two, err)
		}
		read(t, d, func(r db.Reader) error {
			entries, err := audit.Of(r, "organisation", "", 10)
			if len(entries) != 1 {
				t.Errorf("audit entries: %d", len(entries))
			}
			return err
		})
	})
}

func TestImportRefuses(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		head := "code\tname\tkind\ttier\tunit\tparent\n"
		for _, row := range []string{"H52.900\tX\tdepartment\tprovince\t99\tH52", "H52.900\tX\tdepartment\tprovince\t14\tH52.999", "H52.900\tX\tcourt\tprovince\t14\tH52"} {
			rep, err := s.ImportAgencies(t.Context(), system, strings.NewReader(head+row+"\n"))
			if err != nil || len(rep.Found) == 0 {
				t.Errorf("%s: %+v %v", row, rep, err)
			}
		}
		_, err := s.ImportAgencies(t.Context(), authz.Actor{Kind: authz.Staff, ID: "a"}, strings.NewReader(head))
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("without the right: %v", err)
		}
		read(t, d, func(r db.Reader) error {
			if _, err := s.Agency(r, "H52.900"); !fault.Is(err, fault.NotFound) {
				t.Errorf("stored all the same: %v", err)
			}
			return nil
		})
	})
}

func TestServiceCentres(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		read(t, d, func(r db.Reader) error {
			for code, want := range map[string]string{"H52.03": "H52.01.01", "H52.31": "H52.01.01", "H52.01": "H52.01.01", "H52": "H52.01.01",
				"H52.102": "H52.102.01", "H52.102.01": "H52.102.01", "000.00.03.H52": "H52.01.01"} {
				c, err := s.ServiceCentreOf(r, code)
				if err != nil || c.Code != want {
					t.Errorf("%s: %s %v, want %s", code, c.Code, err, want)
				}
			}
			under, err := s.CompetentOf(r, "H52.102.01")
			if err != nil || len(under) != 1 || under[0].Code != "H52.102" {
				t.Errorf("%v %v", under, err)
			}
			over, err := s.CompetentOf(r, "H52.01.01")
			if err != nil || len(over) != 18 {
				t.Errorf("%d agencies of the province: %v", len(over), err)
			}
			cs, err := s.Agencies(r, AgencyFilter{Kind: ServiceCentre, Tier: TierCommune}, "")
			if len(cs) != 75 {
				t.Errorf("%d centres", len(cs))
			}
			return err
		})
	})
}

// A write is seen by this process at once, by another within the time that a kept value is believed.
func TestWritesAreSeen(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		other := New(d, outbox.New())
		name := func(s *Service) (out string) {
			read(t, d, func(r db.Reader) error {
				a, err := s.Agency(r, "H52.03")
				out = a.Name
				return err
			})
			return out
		}
		before := name(other)
		table := "code\tname\tkind\ttier\tunit\tparent\tvalid_from\told_code\tphone\nH52.03\tSở Pháp luật\tdepartment\tprovince\t14\tH52\t2025-03-01\t000.00.03.H52\t0212 3852 000\n"
		rep, err := s.ImportAgencies(context.Background(), system, strings.NewReader(table))
		if err != nil || rep.Amended != 1 {
			t.Fatal(rep, err)
		}
		if name(s) != "Sở Pháp luật" || name(other) != before {
			t.Errorf("%q %q", name(s), name(other))
		}
		now.Advance(5 * time.Second)
		if name(other) != "Sở Pháp luật" {
			t.Errorf("the other node still says %q", name(other))
		}
	})
}

// What a transaction saw of its own rows is gone with it when it fails.
func TestNothingLeaksFromAFailedWrite(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		other := New(d, outbox.New())
		fail := fault.New(fault.Conflict, "organisation.fault.no_unit")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			a, err := s.Agency(tx, "H52.03")
			if err != nil {
				return err
			}
			a.Name = "Sở Không Có"
			saveAgency(tx, a)
			renewVersion(tx)
			if seen, err := other.Agency(tx, "H52.03"); err != nil || seen.Name != a.Name {
				t.Errorf("%v %v", seen, err)
			}
			return fail
		})
		if !fault.Is(err, fault.Conflict) {
			t.Fatal(err)
		}
		read(t, d, func(r db.Reader) error {
			a, err := other.Agency(r, "H52.03")
			if a.Name == "Sở Không Có" {
				t.Error("it leaked")
			}
			return err
		})
	})
}

func TestImportFiles(t *testing.T) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		s := New(d, outbox.New())
		rep, err := s.ImportFiles(t.Context(), system, "facts/son-la-lineage.tsv", "facts/son-la-agencies.tsv", "facts/son-la-units.tsv")
		if err != nil || len(rep.Found) > 0 || rep.Opened != 75 || rep.Abolished != 12 || rep.Agencies == 0 {
			t.Errorf("%+v %v", rep, err)
		}
		texts, err := i18n.Load(Texts)
		if err != nil {
			t.Fatal(err)
		}
		rep, err = s.ImportFiles(t.Context(), system, "doc.go")
		rep.Tell(texts.In("vi"))
		if err != nil || len(rep.Problems) == 0 || rep.Problems[0].Message == "" {
			t.Errorf("%+v %v", rep, err)
		}
	})
}

func BenchmarkAgency(b *testing.B) {
	d := testkit.SQLite(b, clock.NewFake(testkit.Noon), rooms...)
	s := New(d, outbox.New())
	if _, err := s.ImportDemo(b.Context(), system); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	_ = d.Read(b.Context(), func(r db.Reader) error {
		for b.Loop() {
			if _, err := s.ServiceCentreOf(r, "H52.102"); err != nil {
				return err
			}
		}
		return nil
	})
}
