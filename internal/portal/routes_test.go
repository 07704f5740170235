// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/portal"
)

// TestEveryRoute walks the table: nobody signed in, the wrong person, a form that
// is none, an unknown thing; and every page in both languages without a missing
// text.
func TestEveryRoute(t *testing.T) {
	h := open(t, sqlite(t))
	h.person("other", "Cà Văn Nam", "014080005678", "1980-05-05")
	h.staff("officer", "Quàng Văn Tâm")
	b := h.browser("lo")
	draft := b.begin(birth, ward)
	dc := b.apply("H52.102")
	routes := h.pages.Routes()
	if len(routes) != 36 {
		t.Errorf("%d routes: is each of them walked?", len(routes))
	}
	for _, r := range routes {
		t.Run(r.Method+" "+r.Pattern, func(t *testing.T) { walkRoute(t, h, r, draft, dc) })
	}
}

func pathOf(r web.Route, draft, dc string) string {
	code := birth
	switch {
	case strings.HasPrefix(r.Pattern, "/d/"), strings.HasPrefix(r.Pattern, "/me/d/"):
		code = dc
	case strings.HasPrefix(r.Pattern, "/v/"):
		code = "nothing"
	}
	if strings.HasSuffix(r.Pattern, "/done") {
		draft = dc
	}
	return strings.NewReplacer("{code}", code, "{draft}", draft, "{$}", "").Replace(r.Pattern)
}

func walkRoute(t *testing.T, h *house, r web.Route, draft, dc string) {
	path := pathOf(r, draft, dc)
	ask := func(who, path string, fields ...string) (int, string) {
		b := h.browser(who)
		b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		if r.Method == http.MethodPost {
			return b.send(path, fields...)
		}
		return b.open(path)
	}
	if code, _ := ask("", path); r.Need == web.Citizens && code != http.StatusSeeOther && code != http.StatusUnauthorized {
		t.Errorf("anonymous: %d", code)
	}
	if r.Need == web.Citizens {
		if code, _ := ask("officer", path); code != http.StatusForbidden {
			t.Errorf("an officer: %d", code)
		}
		if own := strings.Contains(r.Pattern, "{draft}") || strings.HasPrefix(r.Pattern, "/me/d/"); own {
			code, page := ask("other", path, "command", "x")
			dropped := strings.HasSuffix(path, "/drop") && code == http.StatusSeeOther // as if it were gone
			if code != http.StatusNotFound && !dropped {
				t.Errorf("another person: %d %s", code, main(page))
			}
		}
	}
	if r.Method == http.MethodPost {
		if code, page := ask("lo", path, "command", strings.Repeat("x", 100)); code >= 500 {
			t.Errorf("an empty form: %d %s", code, main(page))
		}
		return
	}
	for _, lang := range []string{"vi", "en"} {
		if code, page := ask("lo", path+"?lang="+lang); code >= 400 && !strings.HasPrefix(r.Pattern, "/v/") {
			t.Errorf("%s: %d %s", lang, code, main(page))
		}
	}
	if strings.Contains(r.Pattern, "{") && r.Pattern != "/{$}" {
		unknown := strings.NewReplacer("{code}", "9.999999", "{draft}", "nothing").Replace(r.Pattern)
		if code, page := ask("lo", unknown); code != http.StatusNotFound || strings.Contains(page, "fault") {
			t.Errorf("unknown: %d %s", code, main(page))
		}
	}
}

// TestPagesAreLight: at most 60 KB over the wire, the page itself; styles, script
// and fonts come once.
func TestPagesAreLight(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	draft := b.begin("1.013236", "H52.05")
	for _, path := range []string{"/", "/search?q=dat", "/t/" + birth, "/t/1.013236", "/me", "/apply/" + draft, "/d/nothing"} {
		req, _ := http.NewRequest(http.MethodGet, h.url+path, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		res, err := (&http.Client{Transport: &http.Transport{DisableCompression: true}, Jar: b.Jar}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if len(body) > 60_000 {
			t.Errorf("%s: %d bytes", path, len(body))
		}
		plain := len(body)
		if res.Header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(strings.NewReader(string(body)))
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(z)
			plain = len(text)
		}
		t.Logf("%-40s %6d bytes, %6d on the wire", path, plain, len(body))
	}
}

func TestLookupsAreLimited(t *testing.T) {
	h := open(t, sqlite(t), func(c *portal.Config) { c.Lookups = 3 })
	b := h.browser("")
	for i := range 3 {
		if code, _ := b.open(fmt.Sprintf("/d/H52.101.01-261116-%04d", i)); code != http.StatusNotFound {
			t.Fatalf("%d: %d", i, code)
		}
	}
	code, page := b.open("/d/H52.101.01-261116-0009")
	want(t, "the fourth", code, http.StatusTooManyRequests, page, "Hãy đợi 10 phút")
	h.now.Advance(11 * 60 * 1e9)
	if code, _ := b.open("/d/H52.101.01-261116-0009"); code != http.StatusNotFound {
		t.Errorf("later: %d", code)
	}
}

// TestTwoClicksMakeOneDossier sends the same application many times at once.
func TestTwoClicksMakeOneDossier(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	id := b.begin(birth, ward)
	b.fill(id, map[string]string{"birth_paper": "electronic"})
	var wg sync.WaitGroup
	var mu sync.Mutex
	codes := map[string]bool{}
	for range 8 {
		wg.Go(func() {
			c := h.browser("lo")
			code, page := c.send("/apply/"+id+"/submit", "command", "the same", "delivery", "online", "agree", "yes")
			mu.Lock()
			defer mu.Unlock()
			if code != 200 || !strings.HasSuffix(c.at, "/done") {
				t.Errorf("%d %s %s", code, c.at, main(page))
			}
			codes[c.at] = true
		})
	}
	wg.Wait()
	if len(codes) != 1 {
		t.Errorf("%d dossiers: %v", len(codes), codes)
	}
	if code, page := b.open("/apply/" + id); code != 200 || !strings.HasSuffix(b.at, "/done") {
		t.Errorf("the draft leads to %s: %d %s", b.at, code, main(page))
	}
}

// TestPagesAreValidHTML hands every page, as served, to html-validate.
func TestPagesAreValidHTML(t *testing.T) {
	tool := "../../web/node_modules/.bin/html-validate"
	if _, err := os.Stat(tool); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("needed: npm ci in web/")
		}
		t.Log("html-validate is not installed (npm ci in web/)")
		return
	}
	h := open(t, sqlite(t))
	b := h.browser("lo")
	draft := b.begin(birth, ward)
	dc := b.apply("H52.102")
	if _, err := h.Dossier.RequestSupplement(t.Context(), h.staff("officer", "Quàng Văn Tâm"), dossier.SupplementInput{Ref: dossier.Ref{Code: dc}, Missing: []dossier.Missing{{What: "Giấy chứng sinh", Why: "mờ"}}}); err != nil {
		t.Fatal(err)
	}
	h.drain()
	dir := t.TempDir()
	save := func(n int, path string) {
		res, err := b.Get(h.url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.html", n)), append(body, []byte("<!-- "+path+" -->")...), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, r := range h.pages.Routes() {
		if r.Method == http.MethodGet {
			save(i, pathOf(r, draft, dc))
		}
	}
	for i, path := range []string{"/search?q=khai", "/search?q=zzzz", "/lookup?code=", "/apply/" + draft + "?q=mother&check=1", "/apply/" + draft + "/papers?check=1", "/t/" + birth + "?u=" + ward, "/t/1.013236"} {
		save(100+i, path)
	}
	if out, err := exec.Command(tool, "-c", "../../web/htmlvalidate.json", "--formatter", "text", dir+"/*.html").CombinedOutput(); err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
}
