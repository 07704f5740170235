// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"motcua.vn/internal/app"
	"motcua.vn/internal/desk"
	"motcua.vn/internal/document"
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
	"motcua.vn/internal/sandbox"
)

const (
	ward   = "H52.101"
	centre = "H52.101.01"
	birth  = "1.001193"
	family = "014190001234"
)

var (
	ctx  = context.Background()
	root = authz.SystemActor("test")
)

// kit is a small province with one ward at work, served over HTTP. Who makes a
// request is said by a cookie.
type kit struct {
	t      *testing.T
	a      *app.App
	now    *clock.Fake
	server *httptest.Server
	table  web.Table
	pages  *desk.Pages
	texts  *i18n.Catalogue
	staff  map[string]authz.Actor
	person identity.Person
}

// each runs on SQLite and, where there is a server, on PostgreSQL.
func each(t *testing.T, fn func(t *testing.T, k *kit)) {
	t.Run("sqlite", func(t *testing.T) { fn(t, newKit(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))) })
	if server := testkit.Server(t); server != "" {
		t.Run("postgres", func(t *testing.T) { fn(t, newKit(t, emptied(t, server))) })
	}
}

func newKit(t *testing.T, url string) *kit {
	t.Helper()
	k := &kit{t: t, now: clock.NewFake(testkit.Noon), staff: map[string]authz.Actor{}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	d, err := db.Open(ctx, url, k.now)
	must(err)
	all, err := db.Migrations(app.Schemas()...)
	must(err)
	_, err = d.Migrate(ctx, all)
	must(err)
	d.Close()
	k.a, err = app.Open(ctx, app.Config{DB: url, Data: t.TempDir(), Clock: k.now, Demo: true, Log: slog.New(slog.DiscardHandler)})
	must(err)
	t.Cleanup(k.a.Close)
	_, err = k.a.Organisation.ImportDemo(ctx, root)
	must(err)
	_, err = k.a.Catalogue.ImportDemo(ctx, root)
	must(err)
	k.hire("officer", "Lò Thị Ngân", "Công chức một cửa", identity.OneStopOfficer, ward, centre) // as in the demo
	k.hire("officer2", "Cà Văn Đức", "Công chức một cửa", identity.OneStopOfficer, centre)
	k.hire("appraiser", "Quàng Thị Hoa", "Công chức tư pháp", identity.Appraiser, ward, centre)
	k.hire("approver", "Nguyễn Văn Minh", "Phó Chủ tịch", identity.Approver, ward, centre)
	k.hire("keeper", "Vì Thị Lan", "Văn thư", identity.SealKeeper, ward, centre)
	k.hire("stranger", "Hà Văn Xa", "Công chức một cửa", identity.OneStopOfficer, "H52.102.01")
	k.hire("leader", "Tòng Văn Sơn", "Chủ tịch", identity.Leader, ward)
	k.keys()
	k.person, err = k.a.Identity.RegisterPerson(ctx, root, identity.RegisterPersonInput{Number: family, Name: "Lèo Thị Xuân", BirthDate: "1990-05-20", Phone: "0912345678", Address: "Bản Mé", Agency: centre})
	must(err)
	k.serve()
	return k
}

func (k *kit) hire(login, name, title string, role identity.Role, at ...string) {
	k.t.Helper()
	acc, err := k.a.Identity.CreateAccount(ctx, root, identity.CreateAccountInput{Login: login, PasswordHash: "$argon2id$none", Name: name, Agency: at[0]})
	for _, agency := range at {
		if err == nil {
			_, err = k.a.Identity.Appoint(ctx, root, identity.AppointInput{Account: acc.ID, Agency: agency, Role: role, Title: title, ValidFrom: "2025-07-01", Document: "12/QĐ-UBND"})
		}
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

// also gives somebody a further role.
func (k *kit) also(login string, role identity.Role, at ...string) {
	k.t.Helper()
	for _, agency := range at {
		if _, err := k.a.Identity.Appoint(ctx, root, identity.AppointInput{Account: k.staff[login].ID, Agency: agency, Role: role, Title: "Công chức", ValidFrom: "2025-07-01", Document: "13/QĐ-UBND"}); err != nil {
			k.t.Fatal(err)
		}
	}
	err := k.a.DB.Read(ctx, func(r db.Reader) (err error) {
		k.staff[login], err = k.a.Identity.ActorOf(r, k.staff[login].ID)
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

// keys gives the approver a key and the ward and its one-stop their seals.
func (k *kit) keys() {
	k.t.Helper()
	ca, err := sandbox.OpenCA("", k.now)
	if err != nil {
		k.t.Fatal(err)
	}
	approver := k.staff["approver"]
	put := func(key *sandbox.Key, err error, in document.ImportKeyInput) {
		k.t.Helper()
		if err == nil {
			in.Key, err = key.KeyPEM()
			in.Chain, in.Unit = key.ChainPEM(), ward
		}
		if err == nil {
			_, err = k.a.Document.ImportKey(ctx, root, in)
		}
		if err != nil {
			k.t.Fatal(err)
		}
	}
	key, err := ca.Signer(sandbox.Person{Name: approver.Name, Title: approver.Post}, sandbox.P256)
	put(key, err, document.ImportKeyInput{Holder: approver.ID, Kind: document.PersonKey, Name: approver.Name})
	key, err = ca.Seal(sandbox.Agency{Name: "Ủy ban nhân dân phường Tô Hiệu", Code: ward}, sandbox.P256)
	put(key, err, document.ImportKeyInput{Holder: ward, Kind: document.SealKey, Name: "Ủy ban nhân dân phường Tô Hiệu"})
}

func (k *kit) serve() {
	k.t.Helper()
	locales := app.Locales()
	texts, err := i18n.Load(locales...)
	if err == nil && !texts.Has("desk.work.title") {
		texts, err = i18n.Load(append(locales, desk.Texts)...)
	}
	if err != nil {
		k.t.Fatal(err)
	}
	a := k.a
	pages := desk.New(desk.Config{DB: a.DB, Organisation: a.Organisation, Calendar: a.Calendar, Identity: a.Identity, Catalogue: a.Catalogue, Document: a.Document, Dossier: a.Dossier, Frame: a.Frame})
	k.table, k.pages, k.texts = pages.Routes(), pages, texts
	s := web.NewServer(web.Config{
		Texts: texts, Clock: k.now, Log: slog.New(slog.DiscardHandler), Authenticate: k.who,
		ErrorPage: func(r *http.Request, f *fault.Error, _ string) templ.Component {
			return ui.Page{Title: "error", Main: ui.Text(i18n.From(r.Context()).Fault(f))}
		},
		SignIn: func(*http.Request, web.Route) string { return "/desk/sign-in" },
	}, append(k.table, a.Document.Routes()...))
	s.Handle("GET "+ui.StaticPrefix, ui.StaticHandler())
	s.Handle("GET /as/{login}", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.PathValue("login"), Path: "/"})
	}))
	k.server = httptest.NewServer(s)
	k.t.Cleanup(k.server.Close)
}

func (k *kit) who(r *http.Request) (authz.Actor, error) {
	c, err := r.Cookie("who")
	if err != nil {
		return authz.Actor{Kind: authz.Anonymous}, nil
	}
	if c.Value == "citizen" {
		return authz.Actor{Kind: authz.Citizen, ID: "c", Person: k.person.ID, Name: k.person.Name}, nil
	}
	return k.staff[c.Value], nil
}

// answer is what came back.
type answer struct {
	Code           int
	Body, Location string
	Cookies        []*http.Cookie
}

func (k *kit) do(login, method, path string, form url.Values) answer {
	k.t.Helper()
	r, err := http.NewRequest(method, k.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		k.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
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
	return answer{resp.StatusCode, string(body), resp.Header.Get("Location"), resp.Cookies()}
}

func (k *kit) get(login, path string) answer {
	k.t.Helper()
	return k.do(login, http.MethodGet, path, nil)
}

// hidden reads the hidden fields of the form that posts to the address.
func hidden(t *testing.T, body, action string) url.Values {
	t.Helper()
	at := strings.Index(body, `action="`+action)
	if at < 0 {
		t.Fatalf("no form for %s", action)
	}
	end := strings.Index(body[at:], "</form>")
	out := url.Values{}
	for _, m := range regexp.MustCompile(`type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(body[at:at+end], -1) {
		out.Set(m[1], m[2])
	}
	return out
}

// act does an act as a person without script would: open the page, send its form.
func (k *kit) act(login, code, name string, fields url.Values) answer {
	k.t.Helper()
	page := k.get(login, "/desk/d/"+code+"?act="+name)
	form := hidden(k.t, page.Body, "/desk/d/"+code+"/"+name)
	for key, values := range fields {
		form[key] = values
	}
	return k.do(login, http.MethodPost, "/desk/d/"+code+"/"+name, form)
}

func birthAnswers() map[string]string {
	return map[string]string{
		"child_name": "Lèo Văn An", "child_sex": "m", "child_birth_date": "2026-11-10", "child_birth_place": "Bệnh viện đa khoa tỉnh Sơn La", "child_ethnicity": "Thái", "child_origin": "Sơn La",
		"birth_paper": "paper", "birth_paper_number": "123", "mother.name": "Lèo Thị Xuân", "mother.number": family, "parents_married": "no",
		"requester.name": "Lèo Thị Xuân", "requester.number": family, "relation": "mother", "within_60_days": "yes", "copies": "0",
	}
}

// file takes an application in, not accepted yet.
func (k *kit) file(command string) dossier.Dossier {
	k.t.Helper()
	d, err := k.a.Dossier.File(ctx, k.staff["officer"], dossier.FileInput{
		Command: command, Procedure: birth, Competent: ward, Channel: dossier.Direct, Delivery: "counter", Answers: birthAnswers(),
		Applicant:  dossier.Applicant{Person: k.person.ID, Name: k.person.Name, Number: family, Phone: k.person.Phone, Lang: "vi"},
		Components: []dossier.ComponentCheck{{Key: "birth_paper", Name: "Giấy chứng sinh", Originals: 1}},
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return d
}

// react lets the reactions catch up.
func (k *kit) react() {
	k.t.Helper()
	for range 3 {
		if err := k.a.Worker.Drain(ctx); err != nil {
			k.t.Fatal(err)
		}
		k.now.Advance(time.Second)
	}
}

func (k *kit) open(code string) dossier.File {
	k.t.Helper()
	var f dossier.File
	err := k.a.DB.Read(ctx, func(r db.Reader) (err error) {
		f, err = k.a.Dossier.Open(r, k.staff["officer"], code)
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return f
}

// emptied is a PostgreSQL database of its own.
func emptied(t *testing.T, server string) string {
	t.Helper()
	name := "desk_" + strings.ToLower(strings.NewReplacer("/", "_", "-", "_").Replace(t.Name())) + "_" + time.Duration(os.Getpid()).String()
	name = regexp.MustCompile(`[^a-z0-9_]`).ReplaceAllString(name, "")
	admin, err := db.Open(ctx, server, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Admin(ctx, "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer admin.Close()
		if err := admin.Admin(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	base, query, _ := strings.Cut(server, "?")
	return base[:strings.LastIndex(base, "/")+1] + name + "?" + query
}

// texted is a context in Vietnamese.
func (k *kit) texted() context.Context { return i18n.With(ctx, k.texts.In(i18n.Vietnamese)) }

// picture is a small PNG.
func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 120, 160))
	for i := range img.Pix {
		img.Pix[i] = byte(i)
	}
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
