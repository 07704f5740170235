// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"motcua.vn/internal/platform/clock"
)

func TestCertificates(t *testing.T) {
	ca, err := OpenCA("", clock.System())
	if err != nil {
		t.Fatal(err)
	}
	for _, alg := range []Algorithm{P256, RSA2048} {
		person, err := ca.Signer(Person{Name: "Nguyễn Thị Ẻn", Title: "Chủ tịch UBND phường", Agency: "UBND phường Chiềng Cơi", ID: "CB-0001"}, alg)
		if err != nil {
			t.Fatal(err)
		}
		seal, err := ca.Seal(Agency{Name: "UBND phường Chiềng Cơi", Code: "H52.32"}, alg)
		if err != nil {
			t.Fatal(err)
		}
		tsa, err := ca.TimeStamper("DEMO TSA", alg)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []*Key{person, seal, tsa} {
			check(t, ca, k)
		}
		if name := person.Certificate.Subject; name.CommonName != "Nguyễn Thị Ẻn" || !strings.Contains(name.String(), "UBND ph") {
			t.Error(name)
		}
	}
	if _, err := ca.Seal(Agency{Name: "x"}, "rot13"); err == nil {
		t.Error("an unknown algorithm was accepted")
	}
}

// check verifies the chain in Go and with OpenSSL, which somebody else wrote.
func check(t *testing.T, ca *CA, k *Key) {
	t.Helper()
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(ca.Root())
	for _, c := range k.Issuers {
		between.AddCert(c)
	}
	o := x509.VerifyOptions{Roots: roots, Intermediates: between, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
	if _, err := k.Certificate.Verify(o); err != nil {
		t.Error(err)
	}
	key, err := k.KeyPEM()
	if err != nil {
		t.Fatal(err)
	}
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("openssl is missing")
		}
		t.Log("openssl is missing: not compared")
		return
	}
	dir := t.TempDir()
	for name, body := range map[string][]byte{"key.pem": key, "chain.pem": k.ChainPEM(), "root.pem": ca.RootPEM()} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "chain.pem", "chain.pem"},
		{"pkey", "-in", "key.pem", "-noout", "-check"},
	} {
		cmd := exec.Command(openssl, args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("openssl %v: %v\n%s", args, err, out)
		}
	}
}
