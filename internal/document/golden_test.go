// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/testkit"
)

// pages renders a PDF to PNG files, one a page, by somebody else's renderer.
func pages(t testing.TB, dir, name string, pdf []byte) []string {
	t.Helper()
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "pdftoppm", "-r", "110", "-png", file, filepath.Join(dir, name))
	out, _ := filepath.Glob(filepath.Join(dir, name+"-[0-9].png"))
	sort.Strings(out)
	return out
}

// tool runs a program of the build machine; where it is missing, CI fails.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Logf("%s is not installed: not compared", name)
		return ""
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func shots(t testing.TB) string {
	if dir := os.Getenv("MOTCUA_SHOTS"); dir != "" {
		return dir
	}
	return t.TempDir()
}

// Every paper is drawn with ordinary and with the longest names; MOTCUA_SHOTS
// keeps the pages to be looked at.
func TestEveryPaperIsDrawnWhole(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	dir := shots(t)
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	for name, data := range every() {
		p := h.order(t, document.OrderInput{Dossier: "d-" + name, DossierCode: code, Step: "s", Agency: "H52.163", Holder: "Lò Thị Bình", Data: data})
		_, body, err := h.PaperBody(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		drawn := pages(t, dir, name, body)
		if strings.HasPrefix(name, "birth") && len(drawn) > 1 {
			t.Errorf("%s has %d pages", name, len(drawn))
		}
		again, err := h.Preview(document.OrderInput{Dossier: "d", DossierCode: code, Step: "s", Agency: "H52.163", Data: data})
		if err != nil || !bytes.HasPrefix(again, []byte("%PDF")) {
			t.Errorf("%s: preview: %v", name, err)
		}
	}
}
