// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"context"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/oauth2"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// vneidTrial is motcua and the stand-in on two sockets, and a browser.
type vneidTrial struct {
	t     *testing.T
	op    *VNeID
	now   *clock.Fake
	opURL string
	site  string
	jar   http.CookieJar
}

func newVNeIDTrial(t *testing.T, alg string) *vneidTrial {
	t.Helper()
	now := clock.NewFake(testkit.Noon)
	d := testkit.SQLite(t, now, outbox.Schema, audit.Schema, identity.Schema)
	return vneidTrialOn(t, d, now, alg)
}

func vneidTrialOn(t *testing.T, d *db.DB, now *clock.Fake, alg string) *vneidTrial {
	t.Helper()
	x := &vneidTrial{t: t, now: now}
	var opHandler, siteHandler http.Handler
	op := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { opHandler.ServeHTTP(w, r) }))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { siteHandler.ServeHTTP(w, r) }))
	t.Cleanup(op.Close)
	t.Cleanup(site.Close)
	x.opURL, x.site = op.URL+"/vneid", site.URL
	x.op = NewVNeID(VNeIDConfig{Issuer: x.opURL, Clock: now, Alg: alg, Clients: []VNeIDClient{
		{ID: "motcua", Secret: "s3cret&=", Redirects: []string{site.URL + identity.PathCallback}, AfterLogout: []string{site.URL + "/"}, BackChannel: site.URL + identity.PathBackChannel},
		{ID: "other", Redirects: []string{"http://other.example/back"}},
	}})
	opHandler = x.op.Handler()
	s := identity.New(d, outbox.New(), identity.Config{Log: slog.New(slog.DiscardHandler), VNeID: identity.VNeID{Issuer: x.opURL, ClientID: "motcua", ClientSecret: "s3cret&=", RedirectURL: site.URL + identity.PathCallback}})
	texts, err := i18n.Load(web.Texts, ui.LocaleFiles, identity.Texts)
	if err != nil {
		t.Fatal(err)
	}
	who := func(w http.ResponseWriter, r *http.Request) error {
		a := web.Actor(r)
		_, err := fmt.Fprintf(w, "%s|%s|%d", a.Kind, a.Name, a.Assurance)
		return err
	}
	siteHandler = web.NewServer(web.Config{
		Texts: texts, Clock: now, Log: slog.New(slog.DiscardHandler), Authenticate: s.Authenticate,
		ErrorPage: func(r *http.Request, f *fault.Error, _ string) templ.Component {
			return ui.Text(i18n.T(r.Context(), f.Key, f.Args...))
		},
	}, append(s.Routes(), web.Route{Method: http.MethodGet, Pattern: "/who", Need: web.Anyone, Handle: who}, web.Route{Method: http.MethodGet, Pattern: "/{$}", Need: web.Anyone, Handle: who}))
	x.jar, _ = cookiejar.New(nil)
	return x
}

func (x *vneidTrial) client(follow bool) *http.Client {
	c := &http.Client{Jar: x.jar}
	if !follow {
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	return c
}

func (x *vneidTrial) body(res *http.Response, err error) (*http.Response, string) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res, html.UnescapeString(string(body))
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([a-z_]+)" value="([^"]*)">`)

// choose opens the sign-in and answers the provider's page; it stops at the address
// that leads back to motcua.
func (x *vneidTrial) choose(fields ...string) string {
	x.t.Helper()
	res, page := x.body(x.client(true).Get(x.site + "/sign-in?next=/who"))
	if res.StatusCode != http.StatusOK || !strings.Contains(page, "Đây không phải VNeID thật") {
		x.t.Fatalf("%d %s", res.StatusCode, page)
	}
	form := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], m[2])
	}
	form.Del("person")
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	res, page = x.body(x.client(false).PostForm(x.opURL+"/authorize", form))
	if res.StatusCode != http.StatusSeeOther {
		x.t.Fatalf("%d %s", res.StatusCode, page)
	}
	return res.Header.Get("Location")
}

func (x *vneidTrial) open(address string) (int, string) {
	x.t.Helper()
	res, page := x.body(x.client(true).Get(address))
	return res.StatusCode, page
}

func TestACitizenSignsInAndOut(t *testing.T) {
	testkit.Each(t, []fs.FS{outbox.Schema, audit.Schema, identity.Schema}, func(t *testing.T, d *db.DB, now *clock.Fake) {
		for _, alg := range []string{"RS256", "ES256"} {
			x := vneidTrialOn(t, d, now, alg)
			code, page := x.open(x.choose("person", "014185000101"))
			if code != http.StatusOK || page != "citizen|Lò Thị Ánh|2" {
				t.Fatalf("%d %s", code, page)
			}
			_, page = x.body(x.client(true).PostForm(x.site+"/sign-out", nil))
			if !strings.Contains(page, "Bạn đã đăng xuất") || !strings.Contains(page, x.opURL+"/end-session?client_id=motcua") {
				t.Fatal(page)
			}
			if _, page = x.open(x.site + "/who"); page != "||0" {
				t.Fatal(page)
			}
		}
	})
}

func TestAnotherPersonMayBeTyped(t *testing.T) {
	x := newVNeIDTrial(t, "")
	code, page := x.open(x.choose("person", "other", "name", "Thào A Sùng", "number", "014201000999", "birth_date", "2001-02-03", "level", "1"))
	if code != http.StatusOK || page != "citizen|Thào A Sùng|1" {
		t.Fatalf("%d %s", code, page)
	}
	if code, page = x.open(x.choose("answer", "no")); code != http.StatusForbidden || !strings.Contains(page, "Bạn đã dừng đăng nhập") || !strings.Contains(page, "/sign-in?next=%2Fwho") {
		t.Fatalf("%d %s", code, page)
	}
}

func TestLeavingTheProviderEndsOurSessionByTheBackChannel(t *testing.T) {
	x := newVNeIDTrial(t, "")
	x.open(x.choose("person", "014185000101"))
	res, page := x.body(x.client(true).Get(x.opURL + "/end-session?client_id=motcua&post_logout_redirect_uri=" + url.QueryEscape(x.site+"/")))
	if res.StatusCode != http.StatusOK || !strings.Contains(page, "Lò Thị Ánh") || !strings.Contains(res.Header.Get("Content-Security-Policy"), "form-action 'self' "+x.site) {
		t.Fatalf("%v %s", res.Header, page)
	}
	if _, page = x.open(x.site + "/who"); page != "citizen|Lò Thị Ánh|2" {
		t.Fatal("asking already ended it: ", page)
	}
	form := url.Values{"client_id": {"motcua"}, "post_logout_redirect_uri": {x.site + "/"}}
	if _, page = x.body(x.client(true).PostForm(x.opURL+"/end-session", form)); page != "||0" {
		t.Fatal(page)
	}
}

func TestLogoutTokensThatDoNotHoldAreRefused(t *testing.T) {
	for name, twist := range badLogoutTokens() {
		t.Run(name, func(t *testing.T) {
			x := newVNeIDTrial(t, "")
			x.open(x.choose("person", "014185000101"))
			sid := slices.Collect(maps.Keys(x.op.sessions))[0]
			x.op.twist = twist
			if told := x.op.End(x.opURL, sid); told["motcua"] != http.StatusBadRequest {
				t.Errorf("%v", told)
			}
			if _, page := x.open(x.site + "/who"); page != "citizen|Lò Thị Ánh|2" {
				t.Error("the session ended: ", page)
			}
		})
	}
}

func badLogoutTokens() map[string]vneidTwist {
	set := func(name string, value any) vneidTwist {
		return vneidTwist{claims: func(c map[string]any) { c[name] = value }}
	}
	drop := func(name string) vneidTwist {
		return vneidTwist{claims: func(c map[string]any) { delete(c, name) }}
	}
	return map[string]vneidTwist{
		"audience": set("aud", "other"), "issuer": set("iss", "https://evil.example"), "nonce": set("nonce", "x"), "expired": set("exp", testkit.Noon.Add(-time.Minute).Unix()),
		"old": set("iat", testkit.Noon.Add(-time.Hour).Unix()), "no events": drop("events"), "no jti": drop("jti"),
		"nobody": {claims: func(c map[string]any) { delete(c, "sub"); delete(c, "sid") }}, "stranger": {stranger: true}, "alg none": {raw: unsigned},
	}
}

func unsigned(token string) string {
	parts := strings.Split(token, ".")
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + parts[1] + "."
}

func TestAnswersThatDoNotHoldSignNobodyIn(t *testing.T) {
	set := func(name string, value any) vneidTwist {
		return vneidTwist{claims: func(c map[string]any) { c[name] = value }}
	}
	for name, twist := range map[string]vneidTwist{
		"wrong nonce": set("nonce", "another"), "no nonce": {claims: func(c map[string]any) { delete(c, "nonce") }},
		"wrong audience": set("aud", "other"), "two audiences": set("aud", []string{"motcua", "other"}), "another party": set("azp", "other"),
		"wrong issuer": set("iss", "https://evil.example"), "expired": set("exp", testkit.Noon.Add(-time.Second).Unix()),
		"from the future": set("iat", testkit.Noon.Add(time.Hour).Unix()), "not yet": set("nbf", testkit.Noon.Add(time.Hour).Unix()),
		"no subject": set("sub", ""), "another access token": set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
		"alg none": {raw: unsigned}, "stranger's key": {stranger: true}, "cut": {raw: func(s string) string { return s[:len(s)-8] }}, "empty": {raw: func(string) string { return "" }},
		"user info of another": {userinfo: func(c map[string]any) { c["sub"] = "another" }},
		"no number":            {claims: func(c map[string]any) { delete(c, "so_dinh_danh") }, userinfo: func(c map[string]any) { delete(c, "so_dinh_danh") }},
		"bad number":           {claims: func(c map[string]any) { c["so_dinh_danh"] = "12345" }, userinfo: func(c map[string]any) { delete(c, "so_dinh_danh") }},
	} {
		t.Run(name, func(t *testing.T) {
			x := newVNeIDTrial(t, "")
			x.op.twist = twist
			code, page := x.open(x.choose("person", "014185000101"))
			if code != http.StatusForbidden || !strings.Contains(page, "không kiểm chứng được") {
				t.Errorf("%d %s", code, page)
			}
			if _, page = x.open(x.site + "/who"); page != "||0" {
				t.Error("signed in: ", page)
			}
		})
	}
}

func TestAnAnswerIsGoodOnceInOneBrowserForAMinute(t *testing.T) {
	x := newVNeIDTrial(t, "")
	back := x.choose("person", "014185000101")
	mine := x.jar
	x.jar, _ = cookiejar.New(nil)
	if code, page := x.open(back); code != http.StatusForbidden || !strings.Contains(page, "trình duyệt khác") {
		t.Errorf("in another browser: %d %s", code, page)
	}
	x.jar = mine
	if code, page := x.open(back); code != http.StatusOK {
		t.Errorf("a stranger's try spoilt it for the right browser: %d %s", code, page)
	}
	back = x.choose("person", "014185000101")
	u, _ := url.Parse(back)
	q := u.Query()
	q.Set("state", "forged")
	if code, _ := x.open(x.site + identity.PathCallback + "?" + q.Encode()); code != http.StatusForbidden {
		t.Error("a forged state")
	}
	q = u.Query()
	q.Set("iss", "https://evil.example")
	if code, _ := x.open(x.site + identity.PathCallback + "?" + q.Encode()); code != http.StatusForbidden {
		t.Error("another issuer's answer")
	}
	back = x.choose("person", "014185000101")
	if code, _ := x.open(back); code != http.StatusOK {
		t.Error("the right one")
	}
	if code, _ := x.open(back); code != http.StatusForbidden {
		t.Error("replayed")
	}
	back = x.choose("person", "014185000101")
	x.now.Advance(61 * time.Second)
	if code, _ := x.open(back); code != http.StatusForbidden {
		t.Error("a code older than a minute")
	}
}

func TestKeysMayRotate(t *testing.T) {
	x := newVNeIDTrial(t, "")
	for i := range 3 {
		if code, page := x.open(x.choose("person", "014185000101")); code != http.StatusOK {
			t.Fatalf("after %d rotations: %d %s", i, code, page)
		}
		x.op.Rotate()
	}
	if len(x.op.keys) != 2 {
		t.Errorf("%d keys published", len(x.op.keys))
	}
}

func TestTheProviderInsistsOnPKCEAndRegisteredAddresses(t *testing.T) {
	x := newVNeIDTrial(t, "")
	good := url.Values{"client_id": {"other"}, "redirect_uri": {"http://other.example/back"}, "response_type": {"code"}, "scope": {"openid"}, "state": {"s"},
		"code_challenge": {oauth2.S256ChallengeFromVerifier(oauth2.GenerateVerifier())}, "code_challenge_method": {"S256"}}
	for _, c := range []struct{ name, value, want string }{
		{"client_id", "nobody", ""}, {"redirect_uri", "http://other.example/back/", ""}, {"redirect_uri", "http://evil.example/", ""},
		{"code_challenge", "", "invalid_request"}, {"code_challenge_method", "plain", "invalid_request"}, {"response_type", "token", "unsupported_response_type"},
		{"scope", "profile", "invalid_scope"}, {"prompt", "none", "login_required"},
	} {
		q := maps.Clone(good)
		q[c.name] = []string{c.value}
		res, page := x.body(x.client(false).Get(x.opURL + "/authorize?" + q.Encode()))
		if c.want == "" && (res.StatusCode != http.StatusBadRequest || !strings.Contains(page, "Yêu cầu đăng nhập chưa đúng")) {
			t.Errorf("%s=%s: %d", c.name, c.value, res.StatusCode)
		}
		if to := res.Header.Get("Location"); c.want != "" && (!strings.Contains(to, "error="+c.want) || !strings.Contains(to, "state=s")) {
			t.Errorf("%s=%s: %q", c.name, c.value, to)
		}
	}
}

func TestTheTokenEndpointTakesACodeOnceWithItsVerifier(t *testing.T) {
	x := newVNeIDTrial(t, "")
	verifier := oauth2.GenerateVerifier()
	cfg := oauth2.Config{ClientID: "other", RedirectURL: "http://other.example/back", Scopes: []string{"openid"}, Endpoint: oauth2.Endpoint{AuthURL: x.opURL + "/authorize", TokenURL: x.opURL + "/token"}}
	code := func() string {
		u, _ := url.Parse(cfg.AuthCodeURL("s", oauth2.S256ChallengeOption(verifier)))
		form := u.Query()
		form.Set("person", "014185000101")
		res, _ := x.body(x.client(false).PostForm(x.opURL+"/authorize", form))
		to, _ := url.Parse(res.Header.Get("Location"))
		return to.Query().Get("code")
	}
	ctx := context.Background()
	if _, err := cfg.Exchange(ctx, code(), oauth2.VerifierOption(oauth2.GenerateVerifier())); err == nil {
		t.Error("another verifier")
	}
	if _, err := cfg.Exchange(ctx, code()); err == nil {
		t.Error("no verifier")
	}
	stranger := cfg
	stranger.ClientID, stranger.ClientSecret = "motcua", "s3cret&="
	if _, err := stranger.Exchange(ctx, code(), oauth2.VerifierOption(verifier)); err == nil {
		t.Error("another client's code")
	}
	wrong := cfg
	wrong.ClientID, wrong.ClientSecret = "motcua", "wrong"
	if _, err := wrong.Exchange(ctx, code(), oauth2.VerifierOption(verifier)); err == nil {
		t.Error("a wrong secret")
	}
	c := code()
	tokens, err := cfg.Exchange(ctx, c, oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	info := func() int {
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, x.opURL+"/userinfo", nil)
		tokens.SetAuthHeader(req)
		res, _ := x.body(http.DefaultClient.Do(req))
		return res.StatusCode
	}
	if info() != http.StatusOK {
		t.Error("no user info")
	}
	if _, err := cfg.Exchange(ctx, c, oauth2.VerifierOption(verifier)); err == nil {
		t.Error("a replayed code")
	}
	if info() != http.StatusUnauthorized {
		t.Error("a replayed code did not take back what it gave")
	}
}

func TestThePagesSayWhatTheyAreInBothLanguages(t *testing.T) {
	x := newVNeIDTrial(t, "")
	for _, path := range []string{"/", "/end-session", "/authorize?client_id=nobody"} {
		for lang, words := range map[string]string{"vi": "Đây không phải VNeID thật", "en": "This is not the real VNeID"} {
			sep := "?"
			if strings.Contains(path, "?") {
				sep = "&"
			}
			res, page := x.body(http.Get(x.opURL + path + sep + "lang=" + lang))
			if !strings.Contains(page, words) || !strings.HasPrefix(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("%s in %s: %s", path, lang, page)
			}
		}
	}
	if v, e := vneidTexts()["vi"], vneidTexts()["en"]; !slices.Equal(slices.Sorted(maps.Keys(v)), slices.Sorted(maps.Keys(e))) {
		t.Error("the languages have different texts")
	}
	for _, p := range x.op.People() {
		if n, ok := identity.ParseNumber(p.Number); !ok || !strings.HasPrefix(p.BirthDate, fmt.Sprint(n.BirthYear())) || string(n.Sex()) != p.Sex {
			t.Errorf("%s: the number does not fit the person", p.Name)
		}
	}
}
