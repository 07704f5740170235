// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cockpit_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/chromedp/chromedp"

	"motcua.vn/internal/app"
	"motcua.vn/internal/cockpit"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

var (
	ctx  = context.Background()
	root = authz.SystemActor("test")
)

// kit is two wards with some dossiers, one of them late.
type kit struct {
	t      *testing.T
	a      *app.App
	now    *clock.Fake
	server *httptest.Server
	table  web.Table
	staff  map[string]authz.Actor
	person identity.Person
	late   dossier.Dossier
}

func newKit(t *testing.T, d *db.DB, url string, now *clock.Fake) *kit {
	t.Helper()
	k := &kit{t: t, now: now, staff: map[string]authz.Actor{}}
	var err error
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if d != nil {
		d.Close()
	}
	k.a, err = app.Open(ctx, app.Config{DB: url, Data: t.TempDir(), Clock: now, Demo: true, Log: slog.New(slog.DiscardHandler)})
	must(err)
	t.Cleanup(k.a.Close)
	_, err = k.a.Organisation.ImportDemo(ctx, root)
	must(err)
	_, err = k.a.Catalogue.ImportDemo(ctx, root)
	must(err)
	k.hire("officer", "Lò Thị Ngân", identity.OneStopOfficer, "H52.101.01")
	k.hire("officer102", "Cà Văn Đức", identity.OneStopOfficer, "H52.102.01")
	k.hire("appraiser", "Quàng Thị Hoa", identity.Appraiser, "H52.101.01")
	k.hire("ward", "Tòng Văn Sơn", identity.Leader, "H52.101")
	k.hire("province", "Hoàng Quốc Khánh", identity.Leader, authz.Everywhere)
	k.person, err = k.a.Identity.RegisterPerson(ctx, root, identity.RegisterPersonInput{Number: "014190001234", Name: "Lèo Thị Xuân", Agency: "H52.101.01"})
	must(err)
	k.late = k.file("officer", "H52.101", "c1", true) // Monday morning: due the same day
	now.Set(testkit.Noon.AddDate(0, 0, 1))
	k.file("officer", "H52.101", "c2", true)
	k.file("officer102", "H52.102", "c3", true)
	k.file("officer", "H52.101", "c4", false)
	k.serve()
	return k
}

func (k *kit) hire(login, name string, role identity.Role, at string) {
	k.t.Helper()
	acc, err := k.a.Identity.CreateAccount(ctx, root, identity.CreateAccountInput{Login: login, PasswordHash: "$argon2id$none", Name: name, Agency: at})
	if err == nil {
		_, err = k.a.Identity.Appoint(ctx, root, identity.AppointInput{Account: acc.ID, Agency: at, Role: role, Title: "Chức vụ", ValidFrom: "2025-07-01", Document: "12/QĐ-UBND"})
	}
	if err == nil {
		err = k.a.DB.Read(ctx, func(r db.Reader) error {
			k.staff[login], err = k.a.Identity.ActorOf(r, acc.ID)
			return err
		})
	}
	if err != nil {
		k.t.Fatal(login, err)
	}
}

func (k *kit) file(by, competent, command string, accept bool) dossier.Dossier {
	k.t.Helper()
	d, err := k.a.Dossier.File(ctx, k.staff[by], dossier.FileInput{
		Command: command, Procedure: "1.001193", Competent: competent, Channel: dossier.Direct, Delivery: "counter", Accept: accept,
		Applicant: dossier.Applicant{Person: k.person.ID, Name: k.person.Name, Number: string(k.person.Number), Lang: "vi"},
		Answers: map[string]string{
			"child_name": "Lèo Văn An", "child_sex": "m", "child_birth_date": "2026-11-10", "child_birth_place": "Bệnh viện", "child_ethnicity": "Thái", "child_origin": "Sơn La", "birth_paper": "pledge",
			"parents_married": "no", "requester.name": "Lèo Thị Xuân", "relation": "mother", "within_60_days": "yes", "copies": "0",
		},
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return d
}

func (k *kit) serve() {
	k.t.Helper()
	texts, err := i18n.Load(app.Locales()...)
	if err == nil && !texts.Has("cockpit.title") {
		texts, err = i18n.Load(append(app.Locales(), cockpit.Texts)...)
	}
	if err != nil {
		k.t.Fatal(err)
	}
	a := k.a
	k.table = cockpit.New(cockpit.Config{DB: a.DB, Organisation: a.Organisation, Calendar: a.Calendar, Identity: a.Identity, Dossier: a.Dossier, Frame: a.Frame}).Routes()
	s := web.NewServer(web.Config{
		Texts: texts, Clock: k.now, Log: slog.New(slog.DiscardHandler),
		Authenticate: func(r *http.Request) (authz.Actor, error) {
			c, err := r.Cookie("who")
			if err != nil {
				return authz.Actor{Kind: authz.Anonymous}, nil
			}
			return k.staff[c.Value], nil
		},
		ErrorPage: func(r *http.Request, f *fault.Error, _ string) templ.Component { return ui.Text(f.Key) },
		SignIn:    func(*http.Request, web.Route) string { return "/desk/sign-in" },
	}, k.table)
	s.Handle("GET "+ui.StaticPrefix, ui.StaticHandler())
	s.Handle("GET /as/{login}", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.PathValue("login"), Path: "/"})
	}))
	k.server = httptest.NewServer(s)
	k.t.Cleanup(k.server.Close)
}

func (k *kit) get(login, path string) (int, string) {
	k.t.Helper()
	r, err := http.NewRequest(http.MethodGet, k.server.URL+path, nil)
	if err != nil {
		k.t.Fatal(err)
	}
	if login != "" {
		r.AddCookie(&http.Cookie{Name: "who", Value: login})
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}

func sqlite(t *testing.T) *kit {
	t.Helper()
	now := clock.NewFake(testkit.Noon)
	url := "sqlite:" + filepath.Join(t.TempDir(), "cockpit.db")
	d, err := db.Open(ctx, url, now)
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.Migrations(app.Schemas()...)
	if err == nil {
		_, err = d.Migrate(ctx, all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return newKit(t, d, url, now)
}

// TestFigures compares what the screen says with what was done.
func TestFigures(t *testing.T) {
	k := sqlite(t)
	code, body := k.get("province", "/cockpit")
	for _, want := range []string{"thứ Ba, 17/11/2026", "1 trễ / 3 đang mở", "Ủy ban nhân dân phường Chiềng An", "Quàng Thị Hoa", `href="/cockpit/list?f=late"`, `href="/cockpit/definitions#late"`, "+1 so với hôm trước"} {
		if code != 200 || !strings.Contains(body, want) {
			t.Errorf("%d: the province's screen does not say %q", code, want)
		}
	}
	_, body = k.get("ward", "/cockpit")
	if strings.Contains(body, "Chiềng An") {
		t.Error("a ward's leader sees another ward")
	}
	_, body = k.get("province", "/cockpit/list?f=late")
	if !strings.Contains(body, k.late.Code) || strings.Count(body, `href="/desk/d/`) != 1 {
		t.Error("behind “late” there is not the one late dossier")
	}
	if _, body = k.get("province", "/cockpit/list?f=received&day=2026-11-16"); strings.Count(body, `href="/desk/d/`) != 1 {
		t.Error("one was received on Monday")
	}
	if _, body = k.get("province", "/cockpit?day=2026-11-16"); !strings.Contains(body, "thứ Hai, 16/11/2026") {
		t.Error("no Monday")
	}
	if code, _ = k.get("ward", "/cockpit/list?f=late&u=H52.102"); code != 404 {
		t.Errorf("another ward's list: %d", code)
	}
}

func TestRouteWalk(t *testing.T) {
	k := sqlite(t)
	for _, route := range k.table {
		path := route.Pattern + "?f=open"
		if code, _ := k.get("", path); code != 303 && code != 200 {
			t.Errorf("%s: anonymous got %d", path, code)
		}
		if code, _ := k.get("officer", path); route.Need == cockpit.PermView && code != 403 {
			t.Errorf("%s: an officer got %d", path, code)
		}
		for _, lang := range []string{"vi", "en"} {
			for _, more := range []string{"", "&wall=1", "&day=x", "&day=2026-11-01", "&u=nowhere", "&after=zzz"} {
				code, body := k.get("province", path+"&lang="+lang+more)
				if code >= 500 || strings.Contains(body, "⟦") {
					t.Errorf("%s%s in %s: %d, or a text is missing", path, more, lang, code)
				}
			}
		}
	}
	if code, _ := k.get("province", "/cockpit/list?f=nonsense"); code != 404 {
		t.Errorf("an unknown figure: %d", code)
	}
}

const askAxe = `(async () => {
  const page = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth > page ? ['wider than the page: ' + document.documentElement.scrollWidth] : [];
  const r = await axe.run(document, { resultTypes: ['violations'] });
  return wide.concat(r.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => v.id + ': ' + n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary ?? ''))));
})()`

func TestPagesAreAccessible(t *testing.T) {
	if !testkit.FrontEnd(t) {
		return
	}
	axe, err := os.ReadFile("../../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	k := sqlite(t)
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("/usr/bin/chromium"), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	defer stop()
	c, cancel := chromedp.NewContext(alloc)
	defer cancel()
	if err := chromedp.Do(c, chromedp.Navigate(k.server.URL+"/as/province")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/cockpit?", "/cockpit?wall=1&", "/cockpit/list?f=late&", "/cockpit/list?f=finished&", "/cockpit/definitions?"} {
		for _, width := range []int64{360, 1280} {
			for _, look := range []string{"theme=light&lang=vi", "theme=dark&lang=en"} {
				err := chromedp.Do(c, chromedp.EmulateViewport(width, 800), chromedp.Navigate(k.server.URL+path+look), chromedp.Evaluate[chromedp.Void](string(axe)+";0"))
				if err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(c, chromedp.Evaluate[[]string](askAxe, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					t.Error(fmt.Sprintf("%s%s at %d px: ", path, look, width), f)
				}
			}
		}
	}
}

// TestFiguresOnPostgres asks the same questions of the other engine.
func TestFiguresOnPostgres(t *testing.T) {
	server := testkit.Server(t)
	if server == "" {
		return // allowed outside CI only: testkit.Server sees to it
	}
	now := clock.NewFake(testkit.Noon)
	d := testkit.Postgres(t, server, now, app.Schemas()...)
	err := d.Read(ctx, func(r db.Reader) error {
		s := &dossier.Service{}
		for _, day := range []string{"2026-11-15", "2026-11-16"} {
			if _, err := s.Tallies(r, []string{"H52.101"}, day); err != nil {
				return err
			}
			for _, f := range dossier.Figures {
				if _, _, err := s.Behind(r, f, []string{"H52.101", "H52.102"}, day, "0"); err != nil {
					return err
				}
			}
		}
		_, err := s.LateDesks(r, nil, 5)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
