// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/web"
)

// garbage is what people and programs put into a path.
var garbage = []string{"x", "H52.101.01-261121-9999", "..%2f..%2fetc%2fpasswd", "%00", "%F0%9F%98%80", "'%20OR%201=1--", "%E2%80%AE", strings.Repeat("9", 300), "-1", "%ff%fe"}

var hole = regexp.MustCompile(`\{[a-z_]+(\.\.\.)?\}`)

func pathOf(pattern, value string) string {
	pattern = strings.TrimSuffix(pattern, "{$}")
	return hole.ReplaceAllString(pattern, value)
}

// fit fails the test when an answer is not fit for anybody to see.
func (h *house) fit(what string, w *httptest.ResponseRecorder) {
	h.t.Helper()
	body := w.Body.String()
	head := w.Header()
	kind := head.Get("Content-Type")
	switch {
	case strings.Contains(body, "⟦"):
		at := strings.Index(body, "⟦")
		h.t.Errorf("%s: a text is missing: %.60s", what, body[at:])
	case w.Code >= 500 && w.Code != http.StatusServiceUnavailable:
		h.t.Errorf("%s: %d %.300s\n%s", what, w.Code, body, h.logs)
		h.logs.Reset()
	case head.Get("Content-Security-Policy") == "" || head.Get("X-Content-Type-Options") != "nosniff":
		h.t.Errorf("%s: no protection in %v", what, head)
	case strings.HasPrefix(body, "<!doctype") && !strings.Contains(body, `<html lang="`):
		h.t.Errorf("%s: a page in no language: %.200s", what, body)
	case w.Code >= 400 && strings.Contains(kind, "json"):
		h.problem(what, w)
	}
	if strings.Contains(body, "db: ") || strings.Contains(body, "goroutine ") || strings.Contains(body, "sql:") {
		h.t.Errorf("%s: shows its inside: %.300s", what, body)
	}
}

// problem checks RFC 9457.
func (h *house) problem(what string, w *httptest.ResponseRecorder) {
	h.t.Helper()
	var p web.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		h.t.Errorf("%s: %v in %s", what, err, w.Body)
		return
	}
	if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
		h.t.Errorf("%s: %d as %s: %s", what, w.Code, kind, w.Body)
	}
	if p.Status != w.Code || p.Title == "" || p.Detail == "" || !strings.HasPrefix(p.Type, "urn:motcua:") {
		h.t.Errorf("%s: answered %d with the problem %s", what, w.Code, w.Body)
	}
	if (w.Code == http.StatusServiceUnavailable || w.Code == http.StatusTooManyRequests) && w.Header().Get("Retry-After") == "" {
		h.t.Errorf("%s: does not say when to come again", what)
	}
}

func (h *house) people() map[string]string {
	o := h.offices[0]
	return map[string]string{"nobody": "", "an officer": o.Officer, "an appraiser": o.Appraiser, "a seal keeper": o.Keeper, "a citizen": h.citizen, "a forged token": "mcq_forged", "a forged cookie": "motcua_session=forged"}
}

// speaks asks in a language.
func speaks(lang string, r *http.Request) *http.Request {
	r.Header.Add("Cookie", "lang="+lang)
	return r
}

// TestEveryRouteIsWalked goes through all of them with whoever might come and
// whatever they might bring.
func TestEveryRouteIsWalked(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		routes := h.app.Routes()
		if len(routes) < 30 {
			t.Fatalf("%d routes", len(routes))
		}
		for _, route := range routes {
			for name, who := range h.people() {
				for i, value := range garbage {
					lang := []string{i18n.Vietnamese, i18n.English}[i%2]
					path := pathOf(route.Pattern, value)
					what := name + " " + route.Method + " " + path + " (" + lang + ")"
					w := h.send(who, speaks(lang, httptest.NewRequest(route.Method, path, nil)))
					h.fit(what, w)
					h.admits(what, route, name, w)
					if path == pathOf(route.Pattern, "") {
						break // no holes: the same each time
					}
				}
			}
		}
	})
}

// admits checks the coarse check: who may not is sent to sign in, or told.
func (h *house) admits(what string, t web.Route, name string, w *httptest.ResponseRecorder) {
	h.t.Helper()
	stranger := name == "nobody" || strings.HasPrefix(name, "a forged")
	citizen := name == "a citizen"
	refused := t.Need != web.Anyone && (stranger || citizen && t.Need != web.SignedIn && t.Need != web.Citizens || !stranger && !citizen && t.Need == web.Citizens)
	if !refused {
		return
	}
	switch w.Code {
	case http.StatusUnauthorized, http.StatusForbidden:
	case http.StatusSeeOther:
		if t.API || !strings.Contains(w.Header().Get("Location"), "sign-in") {
			h.t.Errorf("%s: sent to %q", what, w.Header().Get("Location"))
		}
	case http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusBadRequest, http.StatusNotFound: // the path was cleaned by net/http, or is none
		if hole.MatchString(t.Pattern) {
			return
		}
		fallthrough
	default:
		h.t.Errorf("%s: %d, and needs %s", what, w.Code, t.Need)
	}
}

// TestEveryFormSurvivesBadInput posts what no form would.
func TestEveryFormSurvivesBadInput(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		bodies := map[string][2]string{ // body and content type
			"nothing":          {"", "application/x-www-form-urlencoded"},
			"half a form":      {"a=%zz&b", "application/x-www-form-urlencoded"},
			"no form":          {"{{{", "application/json"},
			"an array":         {"[1,2,3]", "application/json"},
			"deep":             {strings.Repeat("[", 20_000), "application/json"},
			"wrong types":      {`{"note": 7, "answers": "x", "checked": {"a": 1}, "procedure": null}`, "application/json"},
			"unknown fields":   {`{"is_admin": true}`, "application/json"},
			"broken multipart": {"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n", "multipart/form-data; boundary=x"},
			"no boundary":      {"--x--", "multipart/form-data"},
			"not UTF-8":        {"name=\xff\xfe&command=\x00", "application/x-www-form-urlencoded"},
			"no type":          {"hello", ""},
		}
		for _, route := range h.app.Routes() {
			if route.Method == http.MethodGet {
				continue
			}
			for name, body := range bodies {
				for person, who := range h.people() {
					r := httptest.NewRequest(route.Method, pathOf(route.Pattern, "x"), strings.NewReader(body[0]))
					r.Header.Set("Content-Type", body[1])
					r.Header.Set("Idempotency-Key", "walk-"+name)
					w := h.send(who, speaks(i18n.English, r))
					what := person + " " + route.Method + " " + route.Pattern + " with " + name
					h.fit(what, w)
					if route.Need != web.Anyone && w.Code/100 == 2 {
						t.Errorf("%s: %d %s", what, w.Code, w.Body)
					}
				}
			}
		}
	})
}

// endless is a body that is larger than any route takes.
type endless struct{ left int64 }

func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), e.left)
	for i := range b[:n] {
		b[i] = 'a'
	}
	e.left -= n
	return int(n), nil
}

func TestABodyThatIsTooLargeIsRefused(t *testing.T) {
	h := newHouse(t, sqlite(t))
	for _, route := range h.app.Routes() {
		if route.Method == http.MethodGet || route.Method == http.MethodDelete {
			continue
		}
		for _, kind := range []string{"application/json", "application/x-www-form-urlencoded", "application/octet-stream"} {
			body := &endless{left: max(route.MaxBody, 1<<20) + 1<<20}
			r := httptest.NewRequest(route.Method, pathOf(route.Pattern, "x")+"?owner=x&name=x", body)
			r.ContentLength = -1
			r.Header.Set("Content-Type", kind)
			r.Header.Set("Idempotency-Key", "too-large")
			w := h.send(h.personFor(route), r)
			what := route.Method + " " + route.Pattern + " with a large " + kind
			h.fit(what, w)
			if w.Code/100 == 2 {
				t.Errorf("%s: %d", what, w.Code)
			}
			if body.left == 0 && route.Need != web.Anyone {
				t.Errorf("%s: read all of it", what)
			}
			if strings.HasPrefix(route.Pattern, "/api/") && w.Code != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: %d %s", what, w.Code, w.Body)
			}
		}
	}
}

// personFor is somebody whom a route lets in.
func (h *house) personFor(t web.Route) string {
	o := h.offices[0]
	switch t.Need {
	case web.Citizens:
		return h.citizen
	case "dossier.appraise":
		return o.Appraiser
	case "dossier.approve":
		return o.Approver
	case "dossier.seal":
		return o.Keeper
	}
	return o.Officer
}

// TestADeadDatabaseIsSaid closes the database under the running house.
func TestADeadDatabaseIsSaid(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		h := newHouse(t, url)
		routes := h.app.Routes()
		h.app.DB.Close()
		for _, route := range routes {
			for name, who := range h.people() {
				for _, lang := range []string{i18n.Vietnamese, i18n.English} {
					began := time.Now()
					r := speaks(lang, httptest.NewRequest(route.Method, pathOf(route.Pattern, "x"), strings.NewReader("{}")))
					r.Header.Set("Content-Type", "application/json")
					r.Header.Set("Idempotency-Key", "12345678")
					w := h.send(who, r)
					what := name + " " + route.Method + " " + route.Pattern + " without a database"
					h.fit(what, w)
					if w.Code == http.StatusInternalServerError || time.Since(began) > 5*time.Second {
						t.Errorf("%s: %d after %v", what, w.Code, time.Since(began))
					}
				}
			}
		}
		if w := h.get("", "/readyz"); w.Code != http.StatusServiceUnavailable {
			t.Errorf("ready without a database: %d", w.Code)
		}
		if w := h.get("", "/healthz"); w.Code != http.StatusOK {
			t.Errorf("the process itself is well: %d", w.Code)
		}
		if w := h.get("", "/metrics"); w.Code != http.StatusOK {
			t.Errorf("no metrics without a database: %d", w.Code)
		}
	})
}

// TestAServerThatWentAway is a database that was there and no longer answers.
func TestAServerThatWentAway(t *testing.T) {
	a, err := Open(context.Background(), Config{DB: "postgres://motcua@127.0.0.1:1/none?connect_timeout=1", Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	h := &house{t: t, app: a, handler: a.Handler()}
	for _, path := range []string{"/api/v1/units", "/api/v1/dossiers/x/progress", "/readyz"} {
		w := h.get("mcq_x", path)
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
		h.problem(path, w)
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	h := newHouse(t, sqlite(t))
	for path, code := range map[string]int{"/no/such/page": 404, "/api/v1/no/such": 404, "/api/v2/units": 404, "/static/../app.go": 404} {
		for _, lang := range []string{"vi", "en"} {
			w := h.send("", speaks(lang, httptest.NewRequest(http.MethodGet, path, nil)))
			h.fit(path, w)
			if w.Code != code && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
				t.Errorf("%s: %d", path, w.Code)
			}
		}
	}
	for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete, "BREW"} {
		w := h.send("", httptest.NewRequest(method, "/api/v1/units", nil))
		h.fit(method, w)
		if w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, w.Code)
		}
	}
}

// TestAnotherSiteCannotAct: a browser that comes from elsewhere with our cookie.
func TestAnotherSiteCannotAct(t *testing.T) {
	h := newHouse(t, sqlite(t))
	for _, route := range h.app.Routes() {
		if route.Method == http.MethodGet {
			continue
		}
		r := httptest.NewRequest(route.Method, pathOf(route.Pattern, "x"), strings.NewReader("{}"))
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Content-Type", "application/json")
		w := h.send(h.citizen, r)
		h.fit(route.Pattern, w)
		if w.Code != http.StatusForbidden {
			t.Errorf("%s %s from another site: %d", route.Method, route.Pattern, w.Code)
		}
	}
}

func TestMetricsAreACatalogue(t *testing.T) {
	h := newHouse(t, sqlite(t))
	h.get("", "/api/v1/units")
	h.get("", "/no/such/page")
	w := h.get("", "/metrics")
	body := w.Body.String()
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	for _, name := range []string{"motcua_http_seconds_count", "motcua_http_seconds_bucket", "motcua_outbox_waiting", "motcua_outbox_dead", "motcua_messages_waiting", "motcua_build_info", "motcua_database_up", "go_goroutines", "process_resident_memory_bytes"} {
		if !strings.Contains(body, "\n"+name) && !strings.HasPrefix(body, name) {
			t.Errorf("no %s", name)
		}
	}
	for _, line := range strings.Split(body, "\n") {
		if strings.HasPrefix(line, "motcua_") && !strings.Contains(body, "# HELP "+base(line)+" ") {
			t.Errorf("no help for %s", line)
		}
		if strings.Contains(line, "no/such") {
			t.Errorf("a path that anybody may invent is a label: %s", line)
		}
	}
	if !strings.Contains(body, `route="/api/v1/units"`) {
		t.Error("no route is named")
	}
}

func base(line string) string {
	name := line[:strings.IndexAny(line+" ", "{ ")]
	for _, suffix := range []string{"_bucket", "_count", "_sum"} {
		name = strings.TrimSuffix(name, suffix)
	}
	return name
}
