// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"encoding/hex"
	"os/exec"
	"strings"
	"testing"

	"motcua.vn/standards/cms"
)

// interopFiles are the kinds of input that must come out right, each signed by a
// person, then numbered, dated and sealed by an agency.
func interopFiles(t *testing.T, p parties) map[string][]byte {
	t.Helper()
	files := map[string][]byte{
		"classic":        signedTwice(t, p, classicPDF(t)),
		"xref stream":    signedTwice(t, p, streamPDF(t)),
		"hybrid":         signedTwice(t, p, hybridPDF(t)),
		"agency first":   mustSign(t, mustSign(t, classicPDF(t), p.agencyOptions(t)), p.personOptions(t)),
		"qpdf packed":    nil,
		"with timestamp": nil,
	}
	if b := packedPDF(t); b != nil {
		files["qpdf packed"] = signedTwice(t, p, b)
	} else {
		delete(files, "qpdf packed")
	}
	a, b := p.personOptions(t), p.agencyOptions(t)
	a.TimeStamp, b.TimeStamp = p.stamp(a.Time), p.stamp(b.Time)
	files["with timestamp"] = mustSign(t, mustSign(t, classicPDF(t), a), b)
	return files
}

func TestPopplerFindsBothValid(t *testing.T) {
	pdfsig, ok := tool(t, "pdfsig")
	if !ok {
		return
	}
	for what, pdf := range interopFiles(t, newParties(t)) {
		out, err := exec.Command(pdfsig, "-nocert", writeFile(t, t.TempDir(), "s.pdf", pdf)).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", what, err, out)
			continue
		}
		text := string(out)
		for want, n := range map[string]int{
			"Signature is Valid.": 2, "Signature Type: ETSI.CAdES.detached": 2, "Not total document signed": 1,
			"Total document signed": 1, "Nguyễn Thị Ký": 2, "Signature Field Name: Con dấu": 1, "Syntax": 0,
		} {
			if got := strings.Count(text, want); got != n {
				t.Errorf("%s: %q %d times, want %d\n%s", what, want, got, n, text)
			}
		}
	}
}

func TestPopplerSeesTampering(t *testing.T) {
	pdfsig, ok := tool(t, "pdfsig")
	if !ok {
		return
	}
	p := newParties(t)
	pdf := flip(mustSign(t, classicPDF(t), p.personOptions(t)))
	out, _ := exec.Command(pdfsig, "-nocert", writeFile(t, t.TempDir(), "s.pdf", pdf)).CombinedOutput()
	if !strings.Contains(string(out), "Digest Mismatch") {
		t.Errorf("%s", out)
	}
}

func TestQPDFFindsNoErrors(t *testing.T) {
	qpdf, ok := tool(t, "qpdf")
	if !ok {
		return
	}
	for what, pdf := range interopFiles(t, newParties(t)) {
		out, err := exec.Command(qpdf, "--check", writeFile(t, t.TempDir(), "s.pdf", pdf)).CombinedOutput()
		if err != nil || strings.Contains(string(out), "WARNING") {
			t.Errorf("%s: %v\n%s", what, err, out)
		}
	}
}

func TestOpenSSLVerifiesContents(t *testing.T) {
	openssl, ok := tool(t, "openssl")
	if !ok {
		return
	}
	p := newParties(t)
	for what, pdf := range interopFiles(t, p) {
		r := mustVerify(t, pdf, p.verifyOptions())
		for _, s := range r.Signatures {
			br := s.ByteRange
			signed := append(append([]byte{}, pdf[:br[1]]...), pdf[br[2]:br[2]+br[3]]...)
			der, err := hex.DecodeString(string(pdf[br[1]+1 : br[2]-1]))
			if err != nil {
				t.Fatal(err)
			}
			if _, rest, err := cms.ParsePrefix(der); err == nil {
				der = der[:len(der)-len(rest)]
			}
			dir := t.TempDir()
			out, err := exec.Command(openssl, "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any",
				"-in", writeFile(t, dir, "sig", der), "-content", writeFile(t, dir, "content", signed), "-out", dir+"/out",
				"-CAfile", writeFile(t, dir, "ca.pem", pemCert(p.ca.cert)), "-attime", "1795228200").CombinedOutput()
			if err != nil {
				t.Errorf("%s, %s: %v\n%s", what, s.Field, err, out)
			}
		}
	}
}
