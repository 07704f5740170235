// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/testkit"
)

func TestQRCodesAreReadBack(t *testing.T) {
	for _, text := range []string{"https://motcua.example.vn/v/8j620gwp86ty", "Đăng ký khai sinh — 1.001193", strings.Repeat("A1", 150)} {
		body, err := document.QRPNG(text, 4)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		bits, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		got, err := qrcode.NewQRCodeReader().Decode(bits, nil)
		if err != nil || got.GetText() != text {
			t.Errorf("%q read back as %v, %v", text, got, err)
		}
	}
	if _, err := document.QRPNG(strings.Repeat("x", 4000), 1); err == nil || document.QRSVG(strings.Repeat("x", 4000)) != "" {
		t.Error("a text too long was encoded")
	}
}

func TestQRSVGIsOnePathOfModules(t *testing.T) {
	svg := document.QRSVG("https://motcua.example.vn/v/8j620gwp86ty")
	if strings.Count(svg, "<path") != 2 {
		t.Errorf("%d paths", strings.Count(svg, "<path"))
	}
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// The code on a printed page is read by a program that is not ours.
func TestPrintedCodesAreReadByZbar(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	if _, err := exec.LookPath("zbarimg"); err != nil {
		tool(t, "zbarimg")
		return
	}
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	for name, data := range map[string]document.Data{"zbar-slip": slip(), "zbar-birth": longBirth(), "zbar-letter": letter(), "zbar-apology": apology()} {
		p := h.order(t, document.OrderInput{Dossier: name, DossierCode: code, Step: "s", Agency: agency, Data: data})
		_, body, err := h.PaperBody(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		page := pages(t, t.TempDir(), name, body)[0]
		if got := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", page)); got != "https://motcua.example.vn/v/"+p.Code {
			t.Errorf("%s: zbarimg read %q", name, got)
		}
	}
}
