// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal_test

import (
	"context"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"motcua.vn/internal/app"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/portal"
	"motcua.vn/internal/sandbox"
	"motcua.vn/internal/satisfaction"
)

const (
	birth  = "1.001193"
	copies = "2.000635"
	ward   = "H52.101"
)

var system = authz.SystemActor("test")

// house is an installation with its portal, served over a real socket.
type house struct {
	*app.App
	t      testing.TB
	now    *clock.Fake
	rating *satisfaction.Service
	pages  *portal.Pages
	table  web.Table
	url    string
	people map[string]authz.Actor // by the value of the cookie
	ca     *sandbox.CA
}

// open builds the installation on an empty database with the demo catalogue.
func open(t testing.TB, url string, change ...func(*portal.Config)) *house {
	t.Helper()
	h := &house{t: t, now: clock.NewFake(testkit.Noon), people: map[string]authz.Actor{}}
	h.prepare(url)
	dir := t.TempDir()
	box, err := sandbox.Start(t.Context(), sandbox.Config{Clock: h.now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	h.ca = box.CA
	root := filepath.Join(dir, "root.pem")
	if err := os.WriteFile(root, h.ca.RootPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := app.Config{DB: url, Data: dir, BaseURL: "https://motcua.example.vn", Demo: true, TrustedRoots: root, Clock: h.now, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})), Hotline: "02123855555"}
	if h.App, err = app.Open(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.App.Close)
	h.rating = satisfaction.New(h.DB, h.Box, h.Dossier)
	if _, err := h.Organisation.ImportDemo(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Catalogue.ImportDemo(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	h.serve(change...)
	h.person("lo", "Lò Thị Hương", "014190001234", "1990-03-08")
	return h
}

// sqlite is the address of a fresh database file.
func sqlite(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") }

func (h *house) prepare(url string) {
	rooms := app.Schemas()
	if !slices.Contains(rooms, fs.FS(satisfaction.Schema)) {
		rooms = append(rooms, satisfaction.Schema)
	}
	all, err := db.Migrations(rooms...)
	if err != nil {
		h.t.Fatal(err)
	}
	d, err := db.Open(h.t.Context(), url, h.now)
	if err != nil {
		h.t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Migrate(h.t.Context(), all); err != nil {
		h.t.Fatal(err)
	}
}

func locales() []fs.FS {
	out := app.Locales()
	for _, more := range []fs.FS{satisfaction.Texts, portal.Texts} {
		if !slices.Contains(out, more) {
			out = append(out, more)
		}
	}
	return out
}

// serve puts the portal on a socket. Who a request is by says a cookie; the real
// sign-in has tests of its own.
func (h *house) serve(change ...func(*portal.Config)) {
	texts, err := i18n.Load(locales()...)
	if err != nil {
		h.t.Fatal(err)
	}
	cfg := portal.Config{DB: h.DB, Organisation: h.Organisation, Catalogue: h.Catalogue, Identity: h.Identity, Document: h.Document, Notification: h.Notification,
		Dossier: h.Dossier, Satisfaction: h.rating, BaseURL: h.Config.BaseURL, Frame: h.Frame}
	for _, c := range change {
		c(&cfg)
	}
	h.pages = portal.New(cfg)
	h.table = append(h.pages.Routes(), h.Document.Routes()...)
	signIn := web.Route{Method: http.MethodGet, Pattern: identity.PathSignIn, Need: web.Anyone, Handle: func(w http.ResponseWriter, r *http.Request) error {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "lo", Path: "/"})
		return web.SeeOther(w, r, web.LocalPath(r.URL.Query().Get("next")))
	}}
	s := web.NewServer(web.Config{
		Texts: texts, Clock: h.now, Log: slog.New(slog.NewTextHandler(h.t.Output(), nil)),
		Authenticate: func(r *http.Request) (authz.Actor, error) {
			c, err := r.Cookie("who")
			if err != nil {
				return authz.Actor{}, nil
			}
			return h.people[c.Value], nil
		},
		ErrorPage: func(r *http.Request, f *fault.Error, incident string) templ.Component {
			p := h.Frame(httptest.NewRecorder(), r, ui.Page{Title: i18n.T(r.Context(), f.Key, f.Args...)})
			p.Main = ui.Title{Text: i18n.T(r.Context(), f.Key, f.Args...), Lead: incident}
			return p
		},
		SignIn: func(r *http.Request, _ web.Route) string {
			return identity.PathSignIn + "?next=" + url.QueryEscape(r.URL.RequestURI())
		},
	}, append(slices.Clone(h.table), signIn))
	s.Handle("GET "+ui.StaticPrefix, ui.StaticHandler())
	server := httptest.NewServer(s)
	h.t.Cleanup(server.Close)
	h.url = server.URL
}

// person is a citizen who can sign in as who.
func (h *house) person(who, name, number, born string) authz.Actor {
	h.t.Helper()
	n, err := h.Identity.RegisterPerson(context.Background(), system, identity.RegisterPersonInput{Number: number, Name: name, BirthDate: born, Phone: "0912345678", Email: who + "@example.vn", Address: "Bản Lót, xã Mường Bang"})
	if err != nil {
		h.t.Fatal(err)
	}
	a := authz.Actor{Kind: authz.Citizen, ID: n.ID, Person: n.ID, Name: n.Name, Assurance: 2}
	h.people[who] = a
	return a
}

// staff is an officer who may do everything at every agency.
func (h *house) staff(who, name string) authz.Actor {
	a := authz.Actor{Kind: authz.Staff, ID: "staff-" + who, Name: name, Post: "Công chức"}
	for _, p := range []string{dossier.PermReceive, dossier.PermAppraise, dossier.PermApprove, dossier.PermStamp, dossier.PermDeliver, dossier.PermView, document.PermSign, document.PermSeal} {
		a.Grants = append(a.Grants, authz.Grant{Permission: p, Unit: authz.Everywhere})
	}
	h.people[who] = a
	return a
}

func (h *house) read(fn func(r db.Reader) error) {
	h.t.Helper()
	if err := h.DB.Read(context.Background(), fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) drain() {
	h.t.Helper()
	if err := h.Worker.Drain(context.Background()); err != nil {
		h.t.Fatal(err)
	}
}

// keys gives the approver and the agency the keys that a result needs.
func (h *house) keys(approver authz.Actor, agency organisation.Agency) {
	h.t.Helper()
	add := func(holder string, kind document.KeyKind, name string, k *sandbox.Key, err error) {
		if err != nil {
			h.t.Fatal(err)
		}
		key, err := k.KeyPEM()
		if err != nil {
			h.t.Fatal(err)
		}
		if _, err = h.Document.ImportKey(context.Background(), system, document.ImportKeyInput{Holder: holder, Kind: kind, Name: name, Unit: agency.Code, Key: key, Chain: k.ChainPEM()}); err != nil {
			h.t.Fatal(err)
		}
	}
	person, err := h.ca.Signer(sandbox.Person{ID: approver.ID, Name: approver.Name, Agency: agency.Name}, sandbox.P256)
	add(approver.ID, document.PersonKey, approver.Name, person, err)
	seal, err := h.ca.Seal(sandbox.Agency{Code: agency.Code, Name: agency.Name}, sandbox.P256)
	add(agency.Code, document.SealKey, agency.Name, seal, err)
}

// browser is a client without script that keeps cookies and follows redirects.
type browser struct {
	*house
	*http.Client
	at string // the path where it is
}

func (h *house) browser(who string) *browser {
	jar, _ := cookiejar.New(nil)
	b := &browser{house: h, Client: &http.Client{Jar: jar, Timeout: time.Minute}}
	if who != "" {
		u, _ := url.Parse(h.url)
		jar.SetCookies(u, []*http.Cookie{{Name: "who", Value: who, Path: "/"}})
	}
	return b
}

func (b *browser) open(path string) (int, string) {
	b.t.Helper()
	return b.answer(b.Get(b.url + path))
}

func (b *browser) answer(res *http.Response, err error) (int, string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.at = res.Request.URL.RequestURI()
	text := html.UnescapeString(string(body))
	if strings.Contains(text, "⟦") {
		b.t.Errorf("%s: a text is missing: %s", b.at, regexp.MustCompile(`⟦[^⟧]*⟧`).FindString(text))
	}
	return res.StatusCode, text
}

// send posts the form of the page shown, with fields changed; page is its HTML.
func (b *browser) send(path string, fields ...string) (int, string) {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.answer(b.PostForm(b.url+path, form))
}

// want fails unless the page has the status and every text.
func want(t testing.TB, where string, code, expected int, page string, texts ...string) {
	t.Helper()
	if code != expected {
		t.Fatalf("%s: status %d, want %d\n%s", where, code, expected, main(page))
	}
	for _, x := range texts {
		if !strings.Contains(page, x) {
			t.Fatalf("%s: no %q in\n%s", where, x, main(page))
		}
	}
}

// main is the main part of a page as text, for messages.
func main(page string) string {
	if i := strings.Index(page, "<main"); i >= 0 {
		page = page[i:]
	}
	page = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")
	page = strings.Join(strings.Fields(page), " ")
	return page[:min(len(page), 3000)]
}

// value is the value of a hidden or text field of a page.
func value(page, name string) string {
	m := regexp.MustCompile(`<input[^>]*name="` + regexp.QuoteMeta(name) + `"[^>]*>`).FindString(page)
	v := regexp.MustCompile(`value="([^"]*)"`).FindStringSubmatch(m)
	if v == nil {
		return ""
	}
	return v[1]
}
