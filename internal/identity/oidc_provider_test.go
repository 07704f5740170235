// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

// otherProvider installs npm's oidc-provider into a copy and runs it. It is a
// certified implementation by other people: what passes with it is not only our own
// reading of the standard.
func otherProvider(t *testing.T, alg, home string) (issuer string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/oidc-provider")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	t.Cleanup(cancel)
	install := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		cannot(t, "npm ci: %v\n%s", err, out)
		return ""
	}
	run := exec.CommandContext(ctx, "node", filepath.Join(dir, "server.mjs"))
	run.Env = append(os.Environ(), "ALG="+alg, "REDIRECT="+home+PathCallback, "HOME_PAGE="+home+"/", "BACKCHANNEL="+home+PathBackChannel)
	run.Stderr = io.Discard
	stdin, err := run.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		cannot(t, "node: %v", err)
		return ""
	}
	t.Cleanup(func() { stdin.Close(); _ = run.Wait() })
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if issuer, ok := strings.CutPrefix(lines.Text(), "issuer "); ok {
			go func() { _, _ = io.Copy(io.Discard, stdout) }()
			return issuer
		}
	}
	cannot(t, "the provider did not start")
	return ""
}

// cannot fails where everything must run, and elsewhere leaves the test out loudly.
func cannot(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Logf("left out: "+format, args...)
}

func TestWithAnIndependentProvider(t *testing.T) {
	if _, err := exec.LookPath("npm"); err != nil {
		cannot(t, "no npm: %v", err)
		return
	}
	for _, alg := range []string{"RS256", "ES256"} {
		t.Run(alg, func(t *testing.T) {
			var handler http.Handler
			front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
			t.Cleanup(front.Close)
			issuer := otherProvider(t, alg, front.URL)
			if issuer == "" {
				return
			}
			s := New(testkit.SQLite(t, clock.System(), schemas...), outbox.New(), Config{Log: slog.New(slog.DiscardHandler), VNeID: VNeID{
				Issuer: issuer, ClientID: "motcua", ClientSecret: "a secret of the test", RedirectURL: front.URL + PathCallback,
			}})
			handler = siteOf(t, s).Config.Handler
			journeyWithOther(t, front.URL, issuer)
		})
	}
}

var xsrfField = regexp.MustCompile(`name="xsrf" value="([^"]+)"`)

func journeyWithOther(t *testing.T, site, issuer string) {
	b := newBrowser(t)
	if code, page := b.open(site + PathSignIn + "?next=/me"); code != http.StatusOK || !strings.HasPrefix(page, "citizen|Lò Thị Ánh|") {
		t.Fatalf("sign-in: %d %s", code, page)
	}
	// A session of the provider exists: no question is asked the second time.
	if code, page := b.open(site + PathSignIn + "?next=/me"); code != http.StatusOK || !strings.HasPrefix(page, "citizen|Lò Thị Ánh|") {
		t.Fatalf("again: %d %s", code, page)
	}
	mixed(t, site, issuer)

	// Leaving the provider ends our session by its back channel.
	_, page := b.open(issuer + "/session/end?" + url.Values{"client_id": {"motcua"}, "post_logout_redirect_uri": {site + "/"}}.Encode())
	m := xsrfField.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the provider's sign-out page: %s", page)
	}
	if code, page := b.send(issuer+"/session/end/confirm", "xsrf", m[1], "logout", "yes"); code != http.StatusOK || page != "||0" {
		t.Fatalf("after leaving: %d %s", code, page)
	}

	newBrowser(t).open(issuer + "/test/rotate")
	if code, page := newBrowser(t).open(site + PathSignIn + "?next=/me"); code != http.StatusOK || !strings.HasPrefix(page, "citizen|") {
		t.Fatalf("after the keys were changed: %d %s", code, page)
	}
	newBrowser(t).open(issuer + "/test/login?as=nobody")
	if code, page := newBrowser(t).open(site + PathSignIn + "?next=/me"); code != http.StatusForbidden || !strings.Contains(page, "không kiểm chứng được") {
		t.Fatalf("a person without a number: %d %s", code, page)
	}
}

// mixed gives one sign-in the code of another, as a thief of codes would.
func mixed(t *testing.T, site, issuer string) {
	stop := func(b *browser) *url.URL {
		var at *url.URL
		b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if strings.HasPrefix(r.URL.String(), site+PathCallback) {
				at = r.URL
				return http.ErrUseLastResponse
			}
			return nil
		}
		b.open(site + PathSignIn)
		b.CheckRedirect = nil
		if at == nil {
			t.Fatal("never came back")
		}
		return at
	}
	thief, victim := newBrowser(t), newBrowser(t)
	theirs, own := stop(victim).Query(), stop(thief).Query()
	own.Set("code", theirs.Get("code"))
	if code, page := thief.open(site + PathCallback + "?" + own.Encode()); code != http.StatusForbidden || !strings.Contains(page, "không kiểm chứng được") {
		t.Errorf("a stolen code: %d %s", code, page)
	}
	if code, _ := victim.open(site + PathCallback + "?" + theirs.Encode()); code != http.StatusOK {
		t.Errorf("the rightful browser: %d", code)
	}
	again := stop(thief).Query()
	again.Set("code", theirs.Get("code"))
	if code, _ := thief.open(site + PathCallback + "?" + again.Encode()); code != http.StatusForbidden {
		t.Errorf("a used code: %d", code)
	}
}
