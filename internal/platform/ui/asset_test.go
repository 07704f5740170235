// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func get(t *testing.T, path, accepts string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", accepts)
	w := httptest.NewRecorder()
	StaticHandler().ServeHTTP(w, r)
	return w.Result()
}

func TestStaticFilesAreServedOnceAndForEver(t *testing.T) {
	if !Built() {
		missing(t, "the front end is not built (npm run build in web/)")
		return
	}
	got := get(t, Asset("portal.css"), "gzip, br")
	if got.StatusCode != http.StatusOK || got.Header.Get("Content-Encoding") != "br" ||
		!strings.Contains(got.Header.Get("Cache-Control"), "immutable") ||
		!strings.HasPrefix(got.Header.Get("Content-Type"), "text/css") {
		t.Errorf("portal.css: %d %v", got.StatusCode, got.Header)
	}
	if e := get(t, Asset("app.js"), "br;q=0, gzip").Header.Get("Content-Encoding"); e != "gzip" {
		t.Errorf("app.js for a browser without brotli: %q", e)
	}
}

func TestStaticHandlerGivesNothingElse(t *testing.T) {
	for _, path := range []string{"/static/", "/static/fonts", "/static/../text.go", "/static/nothing.css", "/static//etc/passwd"} {
		if got := get(t, path, ""); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
	if got := get(t, "/static/placeholder.css", ""); got.StatusCode != http.StatusOK {
		t.Errorf("placeholder.css: %d", got.StatusCode)
	}
}

// The budget of look.md: the style sheet of the portal in 25 kB, its page in 60 kB with fonts.
func TestPortalStaysInItsBudget(t *testing.T) {
	if !Built() {
		missing(t, "the front end is not built (npm run build in web/)")
		return
	}
	css := get(t, Asset("portal.css"), "gzip").ContentLength
	if css <= 0 || css > 25_000 {
		t.Errorf("portal.css is %d bytes compressed, wants at most 25000", css)
	}
	total := css
	for _, name := range []string{"app.js", "icons.svg", "band.svg", "core-400.woff2", "core-700.woff2", "figures-400.woff2"} {
		total += get(t, Asset(name), "gzip").ContentLength
	}
	t.Logf("portal: css %d, all but the page %d bytes over the wire with gzip", css, total)
	if total > 48_000 {
		t.Errorf("the portal needs %d bytes beside its page, wants at most 48000", total)
	}
}

func TestPreferencesAreRemembered(t *testing.T) {
	var seen Prefs
	h := RememberPrefs(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = prefsOf(r.Context()) }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?type=large&theme=dark", nil))
	if !seen.Large || seen.Theme != ThemeDark || len(w.Result().Cookies()) != 2 {
		t.Errorf("asked by link: %+v %v", seen, w.Result().Cookies())
	}
	r := httptest.NewRequest(http.MethodGet, "/?theme=<script>", nil)
	r.AddCookie(&http.Cookie{Name: "motcua_type", Value: "large"})
	r.AddCookie(&http.Cookie{Name: "motcua_theme", Value: "purple"})
	h.ServeHTTP(httptest.NewRecorder(), r)
	if !seen.Large || seen.Theme != ThemeAuto {
		t.Errorf("by cookie: %+v", seen)
	}
}

func TestSwitchLinksStayHere(t *testing.T) {
	for path, want := range map[string]string{
		"/a?q=x y&lang=vi": "/a?lang=en&q=x+y", "//evil.example/": "/?lang=en", "": "/?lang=en", "https://evil.example": "/?lang=en",
	} {
		if got := string(Page{Path: path}.here("lang", "en")); got != want {
			t.Errorf("%q: %q, wants %q", path, got, want)
		}
	}
}

func TestWithoutTranslatorTheTextIsVietnamese(t *testing.T) {
	if got := T(context.Background(), "ui.field.count_left", "count", 5); got != "Còn 5 ký tự" {
		t.Error(got)
	}
}
