// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// OpenSSL verifies what we sign.
func TestOpenSSLVerifiesOurs(t *testing.T) {
	openssl, ok := tool(t, "openssl")
	if !ok {
		return
	}
	ca := issue(t, nil, "rsa", "CA", 1)
	for _, c := range []struct {
		name, kind string
		o          SignOptions
	}{
		{"rsa", "rsa", SignOptions{}},
		{"pss", "rsa", SignOptions{PSS: true}},
		{"p256", "p256", SignOptions{SigningTime: testNow}},
		{"p384 attached", "p384", SignOptions{Attached: true}},
	} {
		dir := t.TempDir()
		c.o.Chain = []*x509.Certificate{ca.cert}
		sig := writeFile(t, dir, "sig.der", mustSign(t, issue(t, ca, c.kind, "A", 5), c.o))
		args := []string{"cms", "-verify", "-binary", "-inform", "DER", "-in", sig, "-cades", "-purpose", "any",
			"-CAfile", writeFile(t, dir, "ca.pem", pemCert(ca.cert)), "-out", filepath.Join(dir, "out"),
			"-attime", "1795228200"}
		if !c.o.Attached {
			args = append(args, "-content", writeFile(t, dir, "content", content))
		}
		if out, err := exec.Command(openssl, args...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, out)
		}
		if got, err := os.ReadFile(filepath.Join(dir, "out")); err != nil || string(got) != string(content) {
			t.Errorf("%s: content %q %v", c.name, got, err)
		}
	}
}

// We verify what OpenSSL signs, indefinite lengths, SHA-1 and missing attributes included.
func TestWeVerifyOpenSSLs(t *testing.T) {
	openssl, ok := tool(t, "openssl")
	if !ok {
		return
	}
	for _, c := range []struct {
		name, kind string
		args       []string
		weak, ess  bool
	}{
		{"rsa", "rsa", nil, false, false},
		{"cades", "rsa", []string{"-cades"}, false, true},
		{"pss", "rsa", []string{"-keyopt", "rsa_padding_mode:pss"}, false, false},
		{"sha1", "rsa", []string{"-md", "sha1"}, true, false},
		{"sha512", "p384", []string{"-md", "sha512"}, false, false},
		{"indefinite", "p256", []string{"-stream", "-nodetach"}, false, false},
		{"no attributes", "p256", []string{"-noattr"}, false, false},
		{"key id", "p256", []string{"-keyid"}, false, false},
	} {
		dir := t.TempDir()
		id := issue(t, nil, c.kind, "A", 5)
		out := filepath.Join(dir, "sig.der")
		args := append([]string{"cms", "-sign", "-binary", "-outform", "DER", "-in", writeFile(t, dir, "content", content),
			"-signer", writeFile(t, dir, "cert.pem", pemCert(id.cert)), "-inkey", writeFile(t, dir, "key.pem", pemKey(t, id.key)),
			"-md", "sha256", "-out", out}, c.args...)
		if msg, err := exec.Command(openssl, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", c.name, err, msg)
		}
		der, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		v, err := mustParse(t, der).Verify(VerifyOptions{Content: content})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if (len(v[0].Weak) > 0) != c.weak || v[0].HasSigningCertificate != c.ess {
			t.Errorf("%s: %+v", c.name, v[0])
		}
	}
}
