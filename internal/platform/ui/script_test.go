// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// What app.js adds, tried in a browser on the portal's story: the script adds, it never stands in the way.

// outside answers what the script asks the server; saving and uploading fail the first time.
type outside struct {
	saves, uploads atomic.Int32
	saved          atomic.Value
}

func (o *outside) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", storyServer())
	mux.HandleFunc("POST /story/save", func(w http.ResponseWriter, r *http.Request) {
		if o.saves.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		o.saved.Store(r.FormValue("phone"))
	})
	mux.HandleFunc("POST /story/upload", func(w http.ResponseWriter, r *http.Request) {
		if o.uploads.Add(1) == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		file, _, err := r.FormFile("files")
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		raw, _ := io.ReadAll(file)
		sum := sha256.Sum256(raw)
		if hex.EncodeToString(sum[:]) != r.Header.Get("X-File-SHA256") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		_, _ = fmt.Fprintf(w, `{"state":"stored","size":"5 kB","sha256":%q,"remove":"9"}`, hex.EncodeToString(sum[:]))
	})
	mux.HandleFunc("GET /search/live", func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `<p id="hit">%s</p>`, r.FormValue("q"))
	})
	return mux
}

func TestScriptInABrowser(t *testing.T) {
	if _, ok := prerequisites(t); !ok {
		return
	}
	var o outside
	server := httptest.NewServer(o.handler())
	defer server.Close()
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/story?story=desk&lang=vi")); err != nil {
		t.Fatal(err)
	}
	t.Run("theme is switched and remembered", func(t *testing.T) {
		run(ctx, t, `document.querySelector('[data-switch=theme]').click()`)
		until(ctx, t, `document.documentElement.dataset.theme === 'dark' && document.cookie.includes('motcua_theme=dark')`)
	})
	t.Run("keys", func(t *testing.T) {
		press(ctx, t, "?")
		until(ctx, t, `document.getElementById('shortcuts').open`)
		run(ctx, t, `document.getElementById('shortcuts').close()`)
		press(ctx, t, "/")
		until(ctx, t, `document.activeElement.id === 'find'`)
	})
	t.Run("autosave says that it failed, tries again, says that it saved", func(t *testing.T) {
		run(ctx, t, `const p = document.getElementById('phone'); p.value = '0912345678'; p.dispatchEvent(new Event('input', { bubbles: true }))`)
		until(ctx, t, `document.querySelector('[data-autosave-state]').dataset.state === 'failed'`)
		until(ctx, t, `document.querySelector('[data-autosave-state]').dataset.state === 'saved'`)
		if got, _ := o.saved.Load().(string); got != "0912345678" {
			t.Errorf("saved %q", got)
		}
	})
	t.Run("upload fails, is sent again, is stored", func(t *testing.T) {
		upload(ctx, t)
		until(ctx, t, `document.querySelector('[data-files] .mc-file--failed [data-retry]') !== null`)
		run(ctx, t, `document.querySelector('[data-files] .mc-file--failed [data-retry]').click()`)
		until(ctx, t, `[...document.querySelectorAll('[data-files] .mc-file--stored')].some((f) => f.textContent.includes('giấy.pdf') && f.querySelector('[name=remove][value="9"]'))`)
	})
	t.Run("search answers while typing", func(t *testing.T) {
		run(ctx, t, `const q = document.getElementById('q'); q.value = 'khai sinh'; q.dispatchEvent(new Event('input', { bubbles: true }))`)
		until(ctx, t, `document.getElementById('hit')?.textContent === 'khai sinh'`)
	})
	t.Run("a form is sent once, choices reveal, exclusive ones clear", func(t *testing.T) {
		until(ctx, t, `(() => { const f = document.querySelector('form[data-once]'); let n = 0; f.addEventListener('submit', (e) => { if (!e.defaultPrevented) n++; e.preventDefault(); }); f.requestSubmit(); f.requestSubmit(); return n === 1; })()`)
		until(ctx, t, `(() => { document.getElementById('receive').click(); return document.getElementById('receive-2-reveal').hidden; })()`)
		until(ctx, t, `(() => { document.getElementById('papers-3').click(); return !document.getElementById('papers').checked; })()`)
	})
}

func run(ctx context.Context, t *testing.T, script string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("{"+script+"}0")); err != nil {
		t.Fatalf("%s: %v", script, err)
	}
}

func press(ctx context.Context, t *testing.T, key string) {
	t.Helper()
	run(ctx, t, fmt.Sprintf(`document.body.dispatchEvent(new KeyboardEvent('keydown', { key: %q, bubbles: true, cancelable: true }))`, key))
}

// until waits for something the page will say of itself.
func until(ctx context.Context, t *testing.T, condition string) {
	t.Helper()
	for deadline := time.Now().Add(8 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition))
		if err != nil {
			t.Fatalf("%s: %v", condition, err)
		}
		if ok {
			return
		}
	}
	t.Errorf("never: %s", condition)
}

func upload(ctx context.Context, t *testing.T) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "giấy.pdf")
	if err := os.WriteFile(file, []byte(strings.Repeat("x", 5000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{file})); err != nil {
		t.Fatal(err)
	}
}
