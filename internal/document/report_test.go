// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"encoding/json"
	"strings"
	"testing"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/testkit"
)

// The keys are those of the contract of `motcua pdf verify`.
func TestReportHasTheContractsKeys(t *testing.T) {
	r, err := document.CheckPDF(plainPDF(t), nil, testkit.Noon)
	if err != nil || r.Verdict != "none" {
		t.Fatalf("%+v %v", r, err)
	}
	body, _ := json.Marshal(r)
	for _, key := range []string{`"verdict"`, `"changes_after_signing"`, `"signatures":[]`} {
		if !strings.Contains(string(body), key) {
			t.Errorf("no %s in %s", key, body)
		}
	}
	line, _ := json.Marshal(document.SignatureLine{})
	for _, key := range []string{"signer", "time", "verdict", "trusted", "why", "covers_whole_revision"} {
		if !strings.Contains(string(line), `"`+key+`"`) {
			t.Errorf("no %s in %s", key, line)
		}
	}
	if _, err := document.CheckPDF([]byte("%PDF-1.4 nothing"), nil, testkit.Noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}

// plainPDF is a whole PDF without signatures.
func plainPDF(t *testing.T) []byte {
	t.Helper()
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		b.WriteString(string(rune('1'+i)) + " 0 obj\n" + o + "\nendobj\n")
	}
	start := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, n := range at {
		b.WriteString(pad(n) + " 00000 n \n")
	}
	b.WriteString("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n" + strings.TrimLeft(pad(start), "0") + "\n%%EOF\n")
	return []byte(b.String())
}

func pad(n int) string {
	s := "0000000000"
	for i := len(s) - 1; n > 0; i, n = i-1, n/10 {
		s = s[:i] + string(rune('0'+n%10)) + s[i+1:]
	}
	return s
}
