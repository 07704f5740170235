// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/web"
)

func TestOperations(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, now *clock.Fake) {
		texts, err := i18n.Load(Texts, web.Texts)
		if err != nil {
			t.Fatal(err)
		}
		api := web.NewAPI("test")
		s.Operate(api)
		srv := web.NewServer(web.Config{Texts: texts, Clock: now, Authenticate: func(*http.Request) (authz.Actor, error) { return authz.Actor{}, nil }},
			append(api.Routes(), s.Routes()...))
		get := func(path string, want int) *httptest.ResponseRecorder {
			t.Helper()
			w := httptest.NewRecorder()
			srv.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
			if w.Code != want {
				t.Errorf("%s: %d %s", path, w.Code, w.Body)
			}
			return w
		}
		body := func(path string) (m map[string]any) {
			t.Helper()
			if err := json.Unmarshal(get(path, 200).Body.Bytes(), &m); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			return m
		}
		if m := body("/api/v1/procedures?limit=1&q=" + url.QueryEscape("khai sinh")); m["items"].([]any)[0].(map[string]any)["code"] != "1.001193" {
			t.Errorf("%v", m)
		}
		if m := body("/api/v1/procedures/1.001193"); m["document"].(map[string]any)["procedure"] != "1.001193" {
			t.Errorf("%v", m)
		}
		id := body("/api/v1/procedures/1.001193")["id"].(string)
		body("/api/v1/versions/" + id)
		body("/api/v1/versions/" + id + "/changes?from=" + id)
		body("/api/v1/procedures/1.001193/versions")
		body("/api/v1/procedures/1.001193/agencies")
		body("/api/v1/fields")
		all := body("/api/v1/procedures.json")["procedures"].([]any)
		rows, err := csv.NewReader(strings.NewReader(get("/api/v1/procedures.csv", 200).Body.String())).ReadAll()
		if err != nil || len(rows) != len(all)+1 || len(all) < 1800 {
			t.Errorf("%d rows, %d procedures: %v", len(rows), len(all), err)
		}
		get("/api/v1/procedures/9.999999", 404)
		get("/api/v1/versions/none", 404)
		get("/api/v1/procedures?level=moon", 422)
		get("/api/v1/procedures?agency=H99", 404)

		_, v := amended(t, d, s)
		draft, err := s.Amend(t.Context(), system, v)
		if err != nil {
			t.Fatal(err)
		}
		get("/api/v1/versions/"+draft.ID, 404)
		get("/api/v1/versions/"+id+"/changes?from="+draft.ID, 404)
	})
}

func TestPosterTarget(t *testing.T) {
	if p := PosterTarget("1.001193", "H52.102"); p != "/t/1.001193?u=H52.102" {
		t.Error(p)
	}
}
