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
	"motcua.vn/internal/platform/fault"
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
	var out, trouble bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out.String(), trouble.String())
	}
	return out.String()
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

// What does not fit is not issued, and the fault names the field.
func TestTextThatCannotFitStopsTheIssue(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	d := birth()
	d.Name = strings.Repeat("Nguyễn Phương ", 40)
	_, err := h.Issue(t.Context(), system, result("d1", d))
	f := fault.Of(err)
	if f.Kind != fault.Invalid || f.Key != "document.fault.overflow" || len(f.Fields) != 1 || f.Fields[0].Name != "birth.name" {
		t.Errorf("a name beyond its box: %v", err)
	}
	if st := h.state(t, "d1"); st != document.ResultNone {
		t.Errorf("it was issued: %s", st)
	}
	s := slip()
	s.Agency = strings.Repeat("Trung tâm Phục vụ hành chính công ", 12)
	if _, err := h.Preview(document.OrderInput{Dossier: "d", Agency: agency, Data: s}); fault.Of(err).Key != "document.fault.overflow" {
		t.Errorf("an agency beyond its box: %v", err)
	}
	s = slip()
	s.Content = strings.Repeat("Ự", 3000) // a word without a blank is cut, never lost
	if _, err := h.Preview(document.OrderInput{Dossier: "d", Agency: agency, Data: s}); err != nil {
		t.Errorf("a long word: %v", err)
	}
}

func TestSamePaperSameBytes(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	for name, d := range every() {
		in := document.OrderInput{Dossier: "d", DossierCode: code, Agency: agency, Data: d}
		a, err1 := h.Preview(in)
		b, err2 := h.Preview(in)
		if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
			t.Errorf("%s drawn twice differs: %v %v", name, err1, err2)
		}
	}
}

// The printed words are in the file as text, composed, and none is lost.
func TestPrintedTextIsWhole(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	body, err := h.Preview(document.OrderInput{Dossier: "d", DossierCode: code, Agency: agency, Data: longSlip()})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out := strings.Join(strings.Fields(tool(t, "pdftotext", file, "-")), " ")
	if out == "" {
		return
	}
	for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", longName, "1.234.567 ₫", code, "Giấy chứng sinh"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the text of the page", want)
		}
	}
	if n := strings.Count(out, "sở hữu công trình ngầm"); n < 10 {
		t.Errorf("the long title is whole %d times of 10", n)
	}
}

func TestWithoutFontsTheRoomSaysHowToMendIt(t *testing.T) {
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now, func(c *document.Config) { c.Fonts = document.Fonts{} })
	_, err := h.Issue(t.Context(), system, result("d1", letter()))
	if !fault.Is(err, fault.Unavailable) || fault.Of(err).Key != "document.fault.no_fonts" {
		t.Errorf("%v", err)
	}
}
