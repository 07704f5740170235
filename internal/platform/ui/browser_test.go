// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const (
	chromium = "/usr/bin/chromium"
	axe      = "../../../web/node_modules/axe-core/axe.min.js"
	// policy is what the web server sends; the pages must work under it.
	policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"
)

// TestStorybookInABrowser opens every story in both languages, narrow and wide, light and dark, asks axe, looks for
// anything that sticks out sideways or was refused by the policy, and leaves screenshots (UI_SHOTS names a folder).
func TestStorybookInABrowser(t *testing.T) {
	audit, ok := prerequisites(t)
	if !ok {
		return
	}
	server := httptest.NewServer(storyServer())
	defer server.Close()
	ctx := browser(t)
	shots := os.Getenv("UI_SHOTS")
	if shots == "" {
		shots = t.TempDir()
	}
	for _, v := range views() {
		check(ctx, t, server.URL, audit, shots, v)
	}
}

// view is one way to look at a story.
type view struct {
	story, lang, theme, size string
	width                    int64
}

func views() []view {
	var all []view
	for _, lang := range []string{"vi", "en"} {
		for _, width := range []int64{360, 1280} {
			all = append(all,
				view{"portal", lang, "light", "normal", width},
				view{"portal", lang, "light", "large", width},
				view{"wall", lang, "dark", "normal", width})
			for _, theme := range []string{"light", "dark"} {
				all = append(all, view{"desk", lang, theme, "normal", width}, view{"panes", lang, theme, "normal", width},
					view{"cockpit", lang, theme, "normal", width})
			}
		}
	}
	return all
}

func (v view) name() string {
	return fmt.Sprintf("%s-%s-%s-%s-%d", v.story, v.lang, v.theme, v.size, v.width)
}

func prerequisites(t *testing.T) (audit string, ok bool) {
	t.Helper()
	raw, err := os.ReadFile(axe)
	if err != nil {
		missing(t, "axe-core is not installed (npm ci in web/)")
		return "", false
	}
	if _, err := os.Stat(chromium); err != nil {
		missing(t, "no "+chromium)
		return "", false
	}
	if !Built() {
		missing(t, "the front end is not built (npm run build in web/)")
		return "", false
	}
	return string(raw), true
}

func storyServer() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(StaticPrefix, StaticHandler())
	mux.Handle("/story", RememberPrefs(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := r.URL.Query().Get("lang")
		s := stories(lang)[r.URL.Query().Get("story")]
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = s.Render(WithTranslator(r.Context(), Locale(lang)), w)
	})))
	return mux
}

func browser(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// findings is what the page says about itself.
type findings struct {
	Violations []string `json:"violations"`
	Wide       []string `json:"wide"`
	Clipped    []string `json:"clipped"`
	Refused    []string `json:"refused"`
	Fonts      bool     `json:"fonts"`
}

const listen = `window.refused = []; document.addEventListener('securitypolicyviolation', (e) => window.refused.push(e.violatedDirective + ' ' + e.blockedURI)); true`

// ask opens every details so that nothing hides from axe, and looks for what is too wide or cut off.
const ask = `(async () => {
  await document.fonts.ready;
  for (const d of document.querySelectorAll('details')) d.open = true;
  const told = (e) => e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '').split(' ').join('.') + ' ' + e.textContent.trim().slice(0, 30);
  const page = document.documentElement.clientWidth;
  const shown = [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length && !e.closest('.govuk-visually-hidden, .govuk-skip-link, svg, dialog'));
  const wide = document.documentElement.scrollWidth > page ? shown.filter((e) => e.getBoundingClientRect().right > page + 1).slice(0, 8).map(told) : [];
  const clipped = shown.filter((e) => e.matches('h1,h2,h3,button,a,dt,dd,td,th,summary,span') && ['hidden', 'clip'].includes(getComputedStyle(e).overflowY)
    && e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).webkitLineClamp === 'none').slice(0, 8).map(told);
  const result = await axe.run(document, { resultTypes: ['violations'] });
  return {
    violations: result.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => v.id + ': ' + n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary ?? ''))),
    wide, clipped, refused: window.refused ?? [],
    fonts: document.fonts.check('16px "Be Vietnam Pro"', 'Ựễ'),
  };
})()`

func check(ctx context.Context, t *testing.T, base, audit, shots string, v view) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	url := fmt.Sprintf("%s/story?story=%s&lang=%s&theme=%s&type=%s", base, v.story, v.lang, v.theme, v.size)
	height := int64(800)
	err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, height), chromedp.Navigate(url),
		chromedp.Evaluate[chromedp.Void](listen), chromedp.Evaluate[chromedp.Void](audit+";0"))
	if err != nil {
		t.Fatalf("%s: %v", v.name(), err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[findings](ask, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", v.name(), err)
	}
	report(t, v, got)
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("%s: %v", v.name(), err)
	}
	if err := os.WriteFile(filepath.Join(shots, v.name()+".png"), picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

func report(t *testing.T, v view, got findings) {
	t.Helper()
	for what, list := range map[string][]string{"axe": got.Violations, "wider than the page": got.Wide, "clipped": got.Clipped, "refused by the policy": got.Refused} {
		if len(list) > 0 {
			t.Errorf("%s: %s:\n  %s", v.name(), what, strings.Join(list, "\n  "))
		}
	}
	if !got.Fonts {
		t.Errorf("%s: the web font did not load", v.name())
	}
}
