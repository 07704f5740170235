// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// expected is the EXPECTED.md of the shared data, one line per file.
var expected = []struct {
	file     string
	verdicts []Verdict // per signature; nil: no valid one, or an error
	change   Change
	error    bool
}{
	{"678-tb.signed.pdf", []Verdict{VerdictValid}, ChangeNone, false},
	{"vzyhug_B01_luat-can-cuoc_unverifiable.pdf", []Verdict{VerdictInvalid}, ChangeNone, false},
	{"siwa.pdf", []Verdict{VerdictInvalid}, ChangeNone, false},
	{"hide.pdf", []Verdict{VerdictInvalid}, ChangeContent, false},
	{"pkcs7-no-message-digest.pdf", []Verdict{VerdictInvalid}, ChangeNone, false},
	{"pdf-byterange-overlap.pdf", []Verdict{VerdictValid, VerdictInvalid}, ChangeAnnotation, false},
	{"BadEncodedCMS.pdf", []Verdict{VerdictInvalid}, ChangeNone, false},
	{"pades_infinite_loop.pdf", nil, ChangeNone, true},
	{"EmptyPage-corrupted.pdf", nil, ChangeNone, true},
	{"pades-signed-annot-added.pdf", []Verdict{VerdictValid}, ChangeAnnotation, false},
}

// sharedDir is where the house keeps real signed files, which may not be copied here.
func sharedDir() string {
	if dir := os.Getenv("MOTCUA_SHARED"); dir != "" {
		return filepath.Join(dir, "data", "signed-pdfs")
	}
	return filepath.Join("..", "..", "..", "shared", "data", "signed-pdfs")
}

func TestSharedFiles(t *testing.T) {
	for _, c := range expected {
		pdf, err := os.ReadFile(filepath.Join(sharedDir(), c.file))
		if errors.Is(err, os.ErrNotExist) {
			t.Logf("%s is not here: not checked", c.file)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		r, err := Verify(pdf, VerifyOptions{Now: testNow})
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %v", c.file, d)
		}
		t.Logf("%s: %s, %s, err=%v", c.file, r.Verdict, r.Change, err)
		if (err != nil) != c.error {
			t.Errorf("%s: error %v", c.file, err)
		}
		for _, s := range r.Signatures {
			t.Logf("  %q %s by %q at %v (%s) trusted %s changes=%v %s %v %v", s.Field, s.Verdict, s.SignerCN, s.SigningTime, s.SubFilter, s.Trusted, s.ChangesAfterSigning, s.Change, s.Reasons, s.ChangeDetails)
			if c.verdicts == nil && s.Verdict == VerdictValid {
				t.Errorf("%s: valid", c.file)
			}
		}
		if c.verdicts == nil {
			continue
		}
		if r.Change != c.change || len(r.Signatures) != len(c.verdicts) {
			t.Errorf("%s: %s, %d signatures", c.file, r.Change, len(r.Signatures))
			continue
		}
		for i, want := range c.verdicts {
			if s := r.Signatures[i]; s.Verdict != want {
				t.Errorf("%s %d: %s, want %s", c.file, i, s.Verdict, want)
			}
		}
	}
}
