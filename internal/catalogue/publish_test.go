// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"testing"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// amended gives an amended copy of the version of birth registration in force.
func amended(t *testing.T, d *db.DB, s *Service) (id string, v Version) {
	t.Helper()
	read(t, d, func(r db.Reader) error {
		i, p, err := s.Current(r, "1.001193", "")
		if err == nil {
			id, v = i, *p
			v.Decision.Number, v.Decision.Kind = "999/QĐ-UBND", Amend
		}
		return err
	})
	return id, v
}

func TestPublish(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		before, v := amended(t, d, s)
		v.Decision.From = "2026-11-20"
		draft, err := s.Amend(t.Context(), system, v)
		if err != nil || draft.State != Drafted {
			t.Fatal(draft, err)
		}
		again, err := s.Amend(t.Context(), system, v)
		if err != nil || again.ID != draft.ID {
			t.Errorf("the same text is another draft: %v %v", again, err)
		}
		e, err := s.Publish(t.Context(), system, draft.ID)
		if err != nil || e.State != Published || e.From != "2026-11-20" {
			t.Fatal(e, err)
		}
		if _, err := s.Publish(t.Context(), system, draft.ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("published twice: %v", err)
		}
		read(t, d, func(r db.Reader) error {
			for on, want := range map[string]string{"": before, "2026-11-19": before, "2026-11-20": draft.ID, "2030-01-01": draft.ID} {
				if id, _, err := s.Current(r, "1.001193", on); err != nil || id != want {
					t.Errorf("on %q: %s, want %s (%v)", on, id, want, err)
				}
			}
			if old, err := s.Version(r, before); err != nil || old.Decision.Number == v.Decision.Number {
				t.Errorf("the old version is gone: %v", err)
			}
			sum, err := s.Summary(r, "1.001193")
			if err != nil || sum.Version != before {
				t.Errorf("listed too early: %v %v", sum, err)
			}
			changes, err := s.Compare(r, before, draft.ID)
			if err != nil || len(changes) == 0 {
				t.Errorf("no changes: %v", err)
			}
			es, err := audit.Of(r, "1.001193", "", 10)
			if len(es) != 2 {
				t.Errorf("audit: %v", es)
			}
			return err
		})
		now.Set(time.Date(2026, 11, 20, 0, 30, 0, 0, clock.Vietnam)) // the list turns over at midnight, without a write
		read(t, d, func(r db.Reader) error {
			sum, err := s.Summary(r, "1.001193")
			if sum.Version != draft.ID {
				t.Errorf("not listed on its day: %v", sum)
			}
			return err
		})
	})
}

func TestPublishRefuses(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		_, v := amended(t, d, s)
		v.Examples = append([]Example(nil), v.Examples...)
		v.Examples[0].Expect.Fee += 1000
		failing, err := s.Amend(t.Context(), system, v)
		if err != nil {
			t.Fatal(err)
		}
		_, v = amended(t, d, s)
		v.Sequence = nil
		unfinished, err := s.Amend(t.Context(), system, v)
		if err != nil {
			t.Fatal(err)
		}
		_, v = amended(t, d, s)
		v.Decision.Number = "1000/QĐ-UBND"
		good, err := s.Amend(t.Context(), system, v)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{failing.ID, unfinished.ID} {
			if _, err := s.Publish(t.Context(), system, id); !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) == 0 {
				t.Errorf("%s: %v", id, err)
			}
		}
		if _, err := s.Publish(t.Context(), authz.Actor{Kind: authz.Staff, ID: "a"}, good.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("without the right: %v", err)
		}
		if _, err := s.Publish(t.Context(), system, "nothing"); !fault.Is(err, fault.NotFound) {
			t.Errorf("nothing: %v", err)
		}
		s.Reckon(func(Version, Example) (string, error) { return "1999-01-01", nil })
		if _, err := s.Publish(t.Context(), system, good.ID); !fault.Is(err, fault.Invalid) {
			t.Errorf("a due date that is not the calendar's: %v", err)
		}
		s.Reckon(func(_ Version, e Example) (string, error) { return e.Expect.Due, nil })
		if _, err := s.Publish(t.Context(), system, good.ID); err != nil {
			t.Errorf("a good one: %v", err)
		}
		for _, bad := range []Version{{}, {Procedure: "1.001193"}, {Procedure: "x", Name: Text{VI: "x"}, Service: Full}, {Procedure: "1.001193", Name: Text{VI: "x"}, Service: 9}} {
			if _, err := s.Amend(t.Context(), system, bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
	})
}

func TestClose(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		for _, in := range []CloseInput{{Procedure: "1.000656", Successor: "1.000656"}, {Procedure: "1.000656", Successor: "9.999999"},
			{Procedure: "9.999999"}, {Procedure: "1.000656", LastDay: "20261120"}} {
			if err := s.Close(t.Context(), system, in); err == nil {
				t.Errorf("%+v accepted", in)
			}
		}
		in := CloseInput{Procedure: "1.000656", LastDay: "2026-11-20", Successor: "1.001193", Decision: "1/QĐ-UBND"}
		if err := s.Close(t.Context(), system, in); err != nil {
			t.Fatal(err)
		}
		read(t, d, func(r db.Reader) error {
			if _, _, err := s.Current(r, "1.000656", "2026-11-20"); err != nil {
				t.Errorf("on its last day: %v", err)
			}
			_, _, err := s.Current(r, "1.000656", "2026-11-21")
			if !fault.Is(err, fault.Conflict) || fault.Of(err).Key != "catalogue.fault.succeeded" {
				t.Errorf("afterwards: %v", err)
			}
			return nil
		})
		now.Set(time.Date(2026, 11, 21, 9, 0, 0, 0, clock.Vietnam))
		read(t, d, func(r db.Reader) error {
			hits, _, err := s.Search(r, "đăng ký khai tử", Filter{}, "", 50)
			for _, h := range hits {
				if h.Code == "1.000656" {
					t.Error("still listed")
				}
			}
			return err
		})
	})
}

func TestOffers(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		offered := func(code, agency string) (out ServiceLevel) {
			read(t, d, func(r db.Reader) error {
				out, _ = s.OfferedAt(r, code, agency)
				return nil
			})
			return out
		}
		if offered("1.001193", "H52.102") != Full || offered("1.001193", "H52.102.01") != Full || offered("1.001193", "H52.03") != 0 {
			t.Errorf("%d %d %d", offered("1.001193", "H52.102"), offered("1.001193", "H52.102.01"), offered("1.001193", "H52.03"))
		}
		if err := s.Assign(t.Context(), system, "1.001193", "H52.102", Information); err != nil {
			t.Fatal(err)
		}
		if offered("1.001193", "H52.102") != Information || offered("1.001193", "H52.103") != Full {
			t.Error("one commune's word does not count more than the rule for all")
		}
		if err := s.Assign(t.Context(), system, "1.001193", "H52.102", 0); err != nil || offered("1.001193", "H52.102") != Full {
			t.Errorf("not taken back: %v", err)
		}
		if err := s.Assign(t.Context(), system, "1.001193", "H52.102", 7); !fault.Is(err, fault.Invalid) {
			t.Errorf("level 7: %v", err)
		}
		read(t, d, func(r db.Reader) error {
			as, err := s.AgenciesOf(r, "1.001193")
			if len(as) != 75 {
				t.Errorf("%d agencies", len(as))
			}
			popular, err2 := s.Popular(r, 5)
			if err2 != nil || len(popular) != 5 || popular[0].Usage == 0 {
				t.Errorf("%v %v", popular, err2)
			}
			return err
		})
	})
}
