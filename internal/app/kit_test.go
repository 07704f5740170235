// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

// house is a whole installation with two offices, served in this process.
type house struct {
	t       testing.TB
	app     *App
	handler http.Handler
	logs    *bytes.Buffer
	offices []BenchOffice
	citizen string // a session's cookie
}

// migrated opens an installation on a fresh database.
func migrated(t testing.TB, url string) *App {
	t.Helper()
	ctx := context.Background()
	d, err := db.Open(ctx, url, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	all, err := db.Migrations(Schemas()...)
	if err == nil {
		_, err = d.Migrate(ctx, all)
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(ctx, Config{DB: url, Data: t.TempDir(), Log: slog.New(slog.DiscardHandler), Hotline: "1022"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func newHouse(t testing.TB, url string) *house {
	t.Helper()
	h := &house{t: t, app: migrated(t, url), logs: &bytes.Buffer{}}
	h.app.log = slog.New(slog.NewTextHandler(h.logs, nil))
	var err error
	if h.offices, err = h.app.PrepareBench(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	h.citizen = h.session(h.offices[0].Person)
	h.handler = h.app.Handler()
	return h
}

// session signs a citizen in as VNeID would, past VNeID.
func (h *house) session(person string) string {
	h.t.Helper()
	const secret = "a-citizens-session"
	sum := sha256.Sum256([]byte(secret))
	err := h.app.DB.Write(context.Background(), func(tx *db.Tx) error {
		now := clock.Format(tx.Now())
		_, err := tx.Exec(`INSERT INTO identity_session (id, kind, account, person, created, last_seen, expires, assurance, agent, oidc_sub, oidc_sid)
			VALUES ($1, 'citizen', '', $2, $3, $3, $4, 2, '', '', '')`, hex.EncodeToString(sum[:]), person, now, clock.Format(tx.Now().Add(time.Hour)))
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return "motcua_session=" + secret
}

// as are the headers by which somebody is known: "" for nobody, a bearer token, or
// the citizen's cookie.
func (h *house) send(who string, r *http.Request) *httptest.ResponseRecorder {
	switch {
	case strings.HasPrefix(who, "mcq_"):
		r.Header.Set("Authorization", "Bearer "+who)
	case who != "":
		r.Header.Add("Cookie", who)
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

func (h *house) get(who, path string) *httptest.ResponseRecorder {
	return h.send(who, httptest.NewRequest(http.MethodGet, path, nil))
}

// call does one operation of the API; headers alternate name and value.
func (h *house) call(who, method, path string, body any, headers ...string) *httptest.ResponseRecorder {
	h.t.Helper()
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		in = bytes.NewReader(text)
	}
	r := httptest.NewRequest(method, path, in)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return h.send(who, r)
}

func decode[T any](t testing.TB, w *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return v
}

// application is a body of POST /api/v1/dossiers that is taken.
func (h *house) application() map[string]any {
	o := h.offices[0]
	return map[string]any{"procedure": BenchProcedure, "competent": o.Agency, "channel": "direct", "person": o.Person, "name": o.Name, "number": o.Number,
		"answers": map[string]string{"request": "thử"}}
}

func sqlite(t testing.TB) string { return "sqlite:" + t.TempDir() + "/app.db" }

func eachHouse(t *testing.T, fn func(t *testing.T, h *house)) {
	testkit.EachURL(t, func(t *testing.T, url string) { fn(t, newHouse(t, url)) })
}
