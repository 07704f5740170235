// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"fmt"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

var schemas = []fs.FS{outbox.Schema, audit.Schema, Schema}

var (
	ctx  = context.Background()
	boss = authz.SystemActor("test")
)

const password = "một câu dài dễ nhớ"

// cheap is the password's hash at a cost that tests can pay.
var cheap = hashWith(cost{memory: 64, passes: 1, threads: 1}, []byte("sixteen bytes!!!"), password)

// kit is a service on a database.
type kit struct {
	*Service
	t   *testing.T
	d   *db.DB
	now *clock.Fake
}

func each(t *testing.T, cfg Config, fn func(k *kit)) {
	t.Helper()
	testkit.Each(t, schemas, func(t *testing.T, d *db.DB, now *clock.Fake) {
		if cfg.Log == nil {
			cfg.Log = slog.New(slog.DiscardHandler)
		}
		fn(&kit{New(d, outbox.New(), cfg), t, d, now})
	})
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (k *kit) read(fn func(r db.Reader) error) {
	k.t.Helper()
	if err := k.d.Read(ctx, fn); err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) account(login string) Account {
	k.t.Helper()
	return must[Account](k.t)(k.CreateAccount(ctx, boss, CreateAccountInput{Login: login, PasswordHash: cheap, Name: "Lò Thị " + login, Agency: authz.Everywhere}))
}

func (k *kit) appoint(a Account, agency string, role Role, from, to string) Appointment {
	k.t.Helper()
	return must[Appointment](k.t)(k.Appoint(ctx, boss, AppointInput{Account: a.ID, Agency: agency, Role: role, Title: "Chức vụ", ValidFrom: from, ValidTo: to, Document: "12/QĐ-UBND"}))
}

func (k *kit) signIn(login string) SignedInSession {
	k.t.Helper()
	return must[SignedInSession](k.t)(k.SignInStaff(ctx, SignInStaffInput{Login: login, Password: password, Address: "192.0.2.1", Agent: "test"}))
}

// actor is who a request with this session's cookie is by.
func (k *kit) actor(token string) authz.Actor {
	k.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(&http.Cookie{Name: sessionCookieName, Value: token})
	return must[authz.Actor](k.t)(k.Authenticate(r))
}

func (k *kit) bearer(secret string) authz.Actor {
	k.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	return must[authz.Actor](k.t)(k.Authenticate(r))
}

func (k *kit) count(table string) int {
	k.t.Helper()
	n := 0
	k.read(func(r db.Reader) (err error) {
		n, err = db.Value[int](r, "SELECT COUNT(*) FROM "+table)
		return err
	})
	return n
}

func wantFault(t testing.TB, err error, kind fault.Kind, key string) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Kind != kind || !strings.Contains(f.Error(), key) {
		t.Fatalf("got %v, want %q of kind %v", err, key, kind)
	}
}

// site serves the room's routes as the installation would, over a real socket.
func (k *kit) site() *httptest.Server {
	k.t.Helper()
	return siteOf(k.t, k.Service)
}

func siteOf(t *testing.T, s *Service) *httptest.Server {
	t.Helper()
	texts := must[*i18n.Catalogue](t)(i18n.Load(web.Texts, ui.LocaleFiles, Texts))
	home := func(w http.ResponseWriter, r *http.Request) error {
		a := web.Actor(r)
		_, err := fmt.Fprintf(w, "%s|%s|%d", a.Kind, a.Name, a.Assurance)
		return err
	}
	table := append(s.Routes(),
		web.Route{Method: http.MethodGet, Pattern: "/{$}", Need: web.Anyone, Handle: home},
		web.Route{Method: http.MethodGet, Pattern: "/desk", Need: web.Staff, Handle: home},
		web.Route{Method: http.MethodGet, Pattern: "/me", Need: web.Citizens, Handle: home})
	server := httptest.NewServer(web.NewServer(web.Config{
		Texts: texts, Clock: s.db.Clock(), Log: slog.New(slog.DiscardHandler), Authenticate: s.Authenticate,
		ErrorPage: func(r *http.Request, f *fault.Error, incident string) templ.Component {
			return ui.Text(i18n.T(r.Context(), f.Key, f.Args...))
		},
		SignIn: SignInPath,
	}, table))
	t.Cleanup(server.Close)
	return server
}

// browser keeps cookies and follows redirects.
type browser struct {
	t testing.TB
	*http.Client
}

func newBrowser(t testing.TB) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t, &http.Client{Jar: jar}}
}

func (b *browser) open(address string) (int, string) {
	b.t.Helper()
	return b.answer(b.Get(address))
}

func (b *browser) send(address string, fields ...string) (int, string) {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.answer(b.PostForm(address, form))
}

func (b *browser) answer(res *http.Response, err error) (int, string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, html.UnescapeString(string(body))
}

func (b *browser) cookies(address string) map[string]string {
	u, _ := url.Parse(address)
	out := map[string]string{}
	for _, c := range b.Jar.Cookies(u) {
		out[c.Name] = c.Value
	}
	return out
}
