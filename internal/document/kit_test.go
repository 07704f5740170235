// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io/fs"
	"log/slog"
	"math/big"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/standards/rfc3161"
)

var rooms = []fs.FS{outbox.Schema, audit.Schema, document.Schema}

var system = authz.SystemActor("test")

// fonts reads Tinos as the front-end build left it, or from MOTCUA_FONTS. Without
// it the tests of rendering say so and pass, except where CI is set.
func fonts(t testing.TB) (document.Fonts, bool) {
	t.Helper()
	var out document.Fonts
	for name, to := range map[string]*[]byte{
		"Regular": &out.Regular, "Bold": &out.Bold, "Italic": &out.Italic, "BoldItalic": &out.BoldItalic,
	} {
		if *to = font(name); *to != nil {
			continue
		}
		if os.Getenv("CI") != "" {
			t.Fatal("no Tinos fonts: run the front-end build first")
		}
		t.Log("no Tinos fonts: rendering is not tested; run the front-end build or set MOTCUA_FONTS")
		return out, false
	}
	return out, true
}

func font(name string) []byte {
	package_ := map[string]string{
		"Regular": "400Regular/Tinos_400Regular", "Bold": "700Bold/Tinos_700Bold",
		"Italic": "400Regular_Italic/Tinos_400Regular_Italic", "BoldItalic": "700Bold_Italic/Tinos_700Bold_Italic",
	}[name]
	for _, path := range []string{
		"../platform/ui/static/fonts/Tinos-" + name + ".ttf",
		"../../web/node_modules/@expo-google-fonts/tinos/" + package_ + ".ttf",
		filepath.Join(os.Getenv("MOTCUA_FONTS"), package_+".ttf"),
		filepath.Join(os.Getenv("MOTCUA_FONTS"), "Tinos-"+name+".ttf"),
	} {
		if body, err := os.ReadFile(path); err == nil {
			return body
		}
	}
	return nil
}

// house is a room on its own with its partners.
type house struct {
	*document.Service
	db    *db.DB
	now   *clock.Fake
	box   *outbox.Outbox
	blobs *blob.Dir
	pki   *pki
	cfg   document.Config
}

func newHouse(t testing.TB, d *db.DB, now *clock.Fake, change ...func(*document.Config)) *house {
	t.Helper()
	blobs, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	f, _ := fonts(t)
	h := &house{db: d, now: now, box: outbox.New(), blobs: blobs, pki: newPKI(t)}
	h.cfg = document.Config{
		Fonts: f, BaseURL: "https://motcua.example.vn", InstallationKey: bytes.Repeat([]byte{7}, 32), Roots: []*x509.Certificate{h.pki.root},
		Log: slog.New(slog.DiscardHandler),
	}
	for _, c := range change {
		c(&h.cfg)
	}
	if h.Service, err = document.New(d, h.box, blobs, h.cfg); err != nil {
		t.Fatal(err)
	}
	return h
}

// each runs on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house), change ...func(*document.Config)) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) { fn(t, newHouse(t, d, now, change...)) })
}

func (h *house) order(t testing.TB, in document.OrderInput) document.Paper {
	t.Helper()
	p, err := h.Issue(context.Background(), system, in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pki is a small authority for tests.
type pki struct {
	t    testing.TB
	root *x509.Certificate
	key  crypto.Signer
	n    int64
}

func newPKI(t testing.TB) *pki {
	p := &pki{t: t}
	p.key = ecKey(t)
	p.root = p.issue(&x509.Certificate{
		Subject: pkix.Name{CommonName: "Thử nghiệm Root CA"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}, nil, p.key.Public())
	return p
}

func ecKey(t testing.TB) crypto.Signer {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (p *pki) issue(c, parent *x509.Certificate, public crypto.PublicKey) *x509.Certificate {
	p.n++
	c.SerialNumber = big.NewInt(p.n)
	c.NotBefore, c.NotAfter = testkit.Noon.AddDate(0, -1, 0), testkit.Noon.AddDate(2, 0, 0)
	if parent == nil {
		parent = c
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, public, p.key)
	if err != nil {
		p.t.Fatal(err)
	}
	out, err := x509.ParseCertificate(der)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

// hand makes a key for somebody, as PEM.
func (p *pki) hand(name string) (keyPEM, chainPEM []byte) {
	key := ecKey(p.t)
	cert := p.issue(&x509.Certificate{Subject: pkix.Name{CommonName: name}, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}, p.root, key.Public())
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		p.t.Fatal(err)
	}
	chain := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
	chain = append(chain, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.root.Raw})...)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), chain
}

// tsa serves a time-stamp authority over HTTP.
func (p *pki) tsa(now clock.Clock) *httptest.Server {
	key := ecKey(p.t)
	cert := p.issue(&x509.Certificate{
		Subject: pkix.Name{CommonName: "Thử nghiệm TSA"}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: []int{2, 5, 29, 37}, Critical: true, Value: []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08}}},
	}, p.root, key.Public())
	srv := httptest.NewServer(&rfc3161.Authority{Key: key, Certificate: cert, Chain: []*x509.Certificate{p.root}, Clock: now.Now, Serial: func() (*big.Int, error) { p.n++; return big.NewInt(p.n), nil }, Policy: []int{1, 3, 6, 1, 4, 1, 99999, 1}})
	p.t.Cleanup(srv.Close)
	return srv
}

func (h *house) importKey(t testing.TB, holder string, kind document.KeyKind, name string) document.Key {
	t.Helper()
	key, chain := h.pki.hand(name)
	k, err := h.ImportKey(context.Background(), system, document.ImportKeyInput{Holder: holder, Kind: kind, Name: name, Key: key, Chain: chain})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func day(year, month, d, hour, minute int) time.Time {
	return time.Date(year, time.Month(month), d, hour, minute, 0, 0, clock.Vietnam)
}
