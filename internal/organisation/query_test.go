// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/web"
)

func TestResolve(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		cases := []struct {
			q          Question
			code, name string
			to         []string
		}{
			{Question{Code: "04111", On: "2025-06-30"}, "04111", "Xã Mường Bằng", []string{"04123"}},
			{Question{Code: "04111", On: "2025-07-01"}, "04111", "Xã Mường Bằng", []string{"04123"}},
			{Question{Code: "04111"}, "04111", "Xã Mường Bằng", []string{"04123"}},
			{Question{Code: "03664", On: "2025-06-30"}, "03664", "Xã Chiềng Xôm", []string{"03664"}},
			{Question{Code: "03664", On: "2025-07-01"}, "03664", "Phường Chiềng An", nil},
			{Question{Name: "Xã Chiềng Xôm", On: "2025-06-30"}, "03664", "Xã Chiềng Xôm", []string{"03664"}},
			{Question{Name: "muong bang", On: "2025-06-30", Within: "125"}, "04111", "Xã Mường Bằng", []string{"04123"}},
			{Question{Code: "H52.03"}, "H52.03", "Sở Tư pháp tỉnh Sơn La", nil},
			{Question{Code: "000.00.03.H52"}, "H52.03", "Sở Tư pháp tỉnh Sơn La", nil},
			{Question{Code: "116", On: "2020-01-01"}, "116", "Thành phố Sơn La", nil},
		}
		read(t, d, func(r db.Reader) error {
			for _, c := range cases {
				rep, err := s.Resolve(r, c.q)
				if err != nil || len(rep.Matches) == 0 {
					t.Errorf("%+v: %v %v", c.q, rep, err)
					continue
				}
				m := rep.Matches[0]
				ok := m.Code == c.code && m.Name == c.name && len(m.Successors) == len(c.to)
				for i := range c.to {
					ok = ok && m.Successors[i].Code == c.to[i]
				}
				if !ok {
					t.Errorf("%+v: %+v", c.q, rep.Matches)
				}
			}
			rep, err := s.Resolve(r, Question{Name: "Chiềng Chung", On: "2025-06-30"})
			if err != nil || len(rep.Matches) != 2 {
				t.Errorf("two Chiềng Chung: %+v %v", rep, err)
			}
			rep, _ = s.Resolve(r, Question{Code: "116"})
			if len(rep.Matches) != 1 || len(rep.Matches[0].CoveredBy) == 0 {
				t.Errorf("a district is covered by nothing: %+v", rep)
			}
			for _, q := range []Question{{}, {Name: " - "}, {Code: "14", On: "2025-02-30"}} {
				if _, err := s.Resolve(r, q); !fault.Is(err, fault.Invalid) {
					t.Errorf("%+v: %v", q, err)
				}
			}
			return nil
		})
	})
}

// Every code of every unit that ever was resolves on days before and after the arrangement.
func TestEveryCodeResolves(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		f := sonLa(t)
		read(t, d, func(r db.Reader) error {
			for _, u := range f.Units {
				for _, on := range []string{"1990-01-01", lastOld, firstNew, "2026-11-16"} {
					rep, err := s.Resolve(r, Question{Code: u.Code, On: on})
					if err != nil || len(rep.Matches) != 1 {
						t.Errorf("%s on %s: %+v %v", u.Code, on, rep, err)
						continue
					}
					m := rep.Matches[0]
					if m.ValidTo != "" && len(m.Successors)+len(m.CoveredBy) == 0 {
						t.Errorf("%s on %s: nothing answers", u.Code, on)
					}
				}
			}
			return nil
		})
	})
}

func TestCommunesAndSearch(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		read(t, d, func(r db.Reader) error {
			now, err := s.Communes(r, "")
			if err != nil || len(now) != 75 || now[0].ProperName() != "Bắc Yên" {
				t.Errorf("%d communes, first %v: %v", len(now), now[0].Name, err)
			}
			old, _ := s.Communes(r, lastOld)
			if len(old) != 200 {
				t.Errorf("%d communes before", len(old))
			}
			for q, want := range map[string]string{"chieng an": "Phường Chiềng An", "Chiềng An": "Phường Chiềng An", "phuong to hi": "Phường Tô Hiệu",
				"Mường Bang": "Xã Mường Bang", "Mường Bằng": "Xã Mường Bằng"} {
				found, err := s.Search(r, q, 5)
				if err != nil || len(found) == 0 || found[0].Name != want {
					t.Errorf("%s: %v %v", q, found, err)
				}
			}
			return nil
		})
	})
}

func TestOperations(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		texts, err := i18n.Load(Texts, web.Texts)
		if err != nil {
			t.Fatal(err)
		}
		api := web.NewAPI("test")
		s.Operate(api)
		srv := web.NewServer(web.Config{Texts: texts, Clock: now, Authenticate: func(*http.Request) (authz.Actor, error) { return authz.Actor{}, nil }}, api.Routes())
		get := func(path string, want int) (body map[string]any) {
			t.Helper()
			w := httptest.NewRecorder()
			srv.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
			if w.Code != want {
				t.Errorf("%s: %d %s", path, w.Code, w.Body)
			}
			_ = json.Unmarshal(w.Body.Bytes(), &body)
			return body
		}
		first := get("/api/v1/units?limit=50", 200)
		second := get("/api/v1/units?limit=50&cursor="+first["next"].(string), 200)
		if len(first["items"].([]any)) != 50 || len(second["items"].([]any)) != 25 || second["next"] != nil {
			t.Errorf("pages of %d and %d", len(first["items"].([]any)), len(second["items"].([]any)))
		}
		if a := get("/api/v1/agencies/H52.102", 200); a["service_centre"] != "H52.102.01" {
			t.Errorf("%v", a)
		}
		get("/api/v1/units/04111?on=2025-06-30", 200)
		get("/api/v1/units?q=to+hieu", 200)
		get("/api/v1/agencies?kind=service_centre&tier=province", 200)
		get("/api/v1/units/99999", 404)
		get("/api/v1/agencies/H99", 404)
		get("/api/v1/agencies?kind=court", 422)
	})
}
