// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// run runs a program written by somebody else and gives what it says.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	said, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, said)
	}
	return string(said)
}

// keep writes a file where programs and people can look at it.
func keep(t *testing.T, name string, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// qr prints the first page of a PDF to pixels, and reads the QR codes on it back.
func qr(t *testing.T, pdf []byte) []string {
	t.Helper()
	path := keep(t, "paper.pdf", pdf)
	run(t, "pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-singlefile", "-png", path, strings.TrimSuffix(path, ".pdf"))
	return strings.Fields(run(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", strings.TrimSuffix(path, ".pdf")+".png"))
}

// words is what a PDF says.
func words(t *testing.T, pdf []byte) string {
	t.Helper()
	return strings.Join(strings.Fields(run(t, "pdftotext", "-layout", keep(t, "paper.pdf", pdf), "-")), " ")
}

// photo is a photograph of a paper: a JPEG with some lines on it.
func photo(t *testing.T, name string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 900, 1200))
	for y := range 1200 {
		for x := range 900 {
			c := color.RGBA{246, 243, 232, 255}
			if y%60 < 6 && x > 90 && x < 810-(y*7)%300 {
				c = color.RGBA{30, 40, 60, 255}
			}
			img.Set(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return keep(t, name, out.Bytes())
}
