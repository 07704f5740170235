// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestSheetsFillOnePageEach prints an A4 poster and an A5 slip as people would.
func TestSheetsFillOnePageEach(t *testing.T) {
	if _, ok := prerequisites(t); !ok {
		return
	}
	doc := storyPrint(WithTranslator(context.Background(), Locale("vi")))
	mux := http.NewServeMux()
	mux.Handle(StaticPrefix, StaticHandler())
	mux.HandleFunc("/print", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		_ = doc.Render(WithTranslator(r.Context(), Locale("vi")), w)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/print")); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 2 {
		t.Errorf("two sheets print on %d pages", n)
	}
	if dir := os.Getenv("UI_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "print.pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
