// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"context"
	"crypto"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"motcua.vn/standards/cms"
)

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// OpenSSL asks, we answer, OpenSSL verifies.
func TestOpenSSLAcceptsOurReply(t *testing.T) {
	openssl, ok := tool(t, "openssl")
	if !ok {
		return
	}
	for _, kind := range []string{"rsa", "p256"} {
		a, ca := newAuthority(t, kind)
		dir := t.TempDir()
		data := writeFile(t, dir, "data", []byte("văn bản"))
		query := filepath.Join(dir, "q.tsq")
		run(t, openssl, "ts", "-query", "-data", data, "-sha256", "-cert", "-out", query)
		der, err := os.ReadFile(query)
		if err != nil {
			t.Fatal(err)
		}
		out, err := a.Respond(context.Background(), der)
		if err != nil {
			t.Fatal(err)
		}
		reply := writeFile(t, dir, "r.tsr", out)
		roots := writeFile(t, dir, "ca.pem", pemCert(ca.cert))
		got := run(t, openssl, "ts", "-verify", "-queryfile", query, "-in", reply, "-CAfile", roots, "-attime", strconv.FormatInt(testNow.Unix(), 10))
		if !strings.Contains(got, "Verification: OK") {
			t.Errorf("%s: %s", kind, got)
		}
		if text := run(t, openssl, "ts", "-reply", "-in", reply, "-text"); !strings.Contains(text, "Nov 21 02:30:00 2026 GMT") {
			t.Errorf("%s: %s", kind, text)
		}
	}
}

// We ask, OpenSSL answers, we verify.
func TestWeAcceptOpenSSLsReply(t *testing.T) {
	openssl, ok := tool(t, "openssl")
	if !ok {
		return
	}
	dir := t.TempDir()
	a, ca := newAuthority(t, "rsa")
	// openssl stamps with the machine's clock, so the certificate must outlive the test's fixed one
	conf := "[tsa]\ndefault_tsa=t\n[t]\nserial=" + filepath.Join(dir, "serial") + "\ncrypto_device=builtin\n" +
		"default_policy=1.3.6.1.4.1.99999.1\nother_policies=1.3.6.1.4.1.99999.1\ndigests=sha256,sha512\naccuracy=secs:1,millisecs:500\n" +
		"ordering=yes\nclock_precision_digits=3\ntsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\nsigner_digest=sha256\n"
	writeFile(t, dir, "serial", []byte("0A\n"))
	req := &Request{Hash: crypto.SHA256, Digest: digest, CertReq: true, Policy: policy}
	der, err := req.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "r.tsr")
	run(t, openssl, "ts", "-reply", "-config", writeFile(t, dir, "ts.cnf", []byte(conf)), "-queryfile", writeFile(t, dir, "q.tsq", der),
		"-signer", writeFile(t, dir, "tsa.pem", pemCert(a.Certificate)), "-inkey", writeFile(t, dir, "key.pem", pemKey(t, a.Key)), "-out", out)
	reply, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	tok, err := req.Accept(reply)
	if err != nil {
		t.Fatal(err)
	}
	v, err := tok.Verify(VerifyOptions{Hash: crypto.SHA256, Digest: digest, Roots: []*x509.Certificate{ca.cert}})
	if err != nil || v.Trusted != cms.TrustYes || !tok.Ordering {
		t.Errorf("%+v %+v %v", v, tok, err)
	}
}
