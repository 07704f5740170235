// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
)

// Algorithm is the sort of a key.
type Algorithm string

// The algorithms.
const (
	P256    Algorithm = "p256"
	RSA2048 Algorithm = "rsa2048"
)

// CA is a certification authority with a root and an issuing certificate, in the
// place of the Government Cipher Committee's. Names say DEMO.
type CA struct {
	clock clock.Clock
	dir   string
	root  *Key
	issue *Key
	mu    sync.Mutex // one key for one name
}

// Key is a key with its certificate.
type Key struct {
	Signer      crypto.Signer
	Certificate *x509.Certificate
	Issuers     []*x509.Certificate // from the issuer up, without the root
}

// KeyPEM is the private key as PKCS #8.
func (k *Key) KeyPEM() ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(k.Signer)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// ChainPEM is the certificate and its issuers up to, but without, the root.
func (k *Key) ChainPEM() []byte {
	out := certPEM(k.Certificate)
	for _, c := range k.Issuers {
		out = append(out, certPEM(c)...)
	}
	return out
}

func certPEM(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

// The demo reaches back in time: so do the certificates.
const (
	validBefore = 2 * 365 * 24 * time.Hour
	rootFor     = 20 * 365 * 24 * time.Hour
	leafFor     = 3 * 365 * 24 * time.Hour
)

// OpenCA makes an authority, or opens the one that dir keeps; with dir "" it lives
// in memory.
func OpenCA(dir string, c clock.Clock) (*CA, error) {
	ca := &CA{clock: c, dir: dir}
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("sandbox: %w", err)
		}
	}
	var err error
	if ca.root, err = ca.keep("root", func() (*Key, error) { return ca.authority("DEMO Root CA - not for real use", nil) }); err != nil {
		return nil, err
	}
	ca.issue, err = ca.keep("issuing", func() (*Key, error) { return ca.authority("DEMO Issuing CA - not for real use", ca.root) })
	return ca, err
}

// Root is the certificate to trust.
func (ca *CA) Root() *x509.Certificate { return ca.root.Certificate }

// RootPEM is the same as PEM.
func (ca *CA) RootPEM() []byte { return certPEM(ca.root.Certificate) }

func (ca *CA) authority(name string, parent *Key) (*Key, error) {
	t := ca.template(pkix.Name{CommonName: name, Organization: []string{"motcua sandbox"}, Country: []string{"VN"}}, rootFor)
	t.IsCA, t.BasicConstraintsValid, t.KeyUsage = true, true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	if parent != nil {
		t.MaxPathLenZero = true
	}
	return ca.certify(t, P256, parent)
}

func (ca *CA) template(subject pkix.Name, valid time.Duration) *x509.Certificate {
	now := ca.clock.Now()
	return &x509.Certificate{Subject: subject, NotBefore: now.Add(-validBefore), NotAfter: now.Add(valid)}
}

// certify makes a key and its certificate; parent nil signs itself.
func (ca *CA) certify(t *x509.Certificate, alg Algorithm, parent *Key) (*Key, error) {
	signer, err := newKey(alg)
	if err != nil {
		return nil, err
	}
	if t.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 126)); err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	issuer, by := t, signer
	if parent != nil {
		issuer, by = parent.Certificate, parent.Signer
	}
	der, err := x509.CreateCertificate(rand.Reader, t, issuer, signer.Public(), by)
	if err != nil {
		return nil, fmt.Errorf("sandbox: certificate of %s: %w", t.Subject.CommonName, err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	k := &Key{Signer: signer, Certificate: cert}
	if parent != nil && parent != ca.root {
		k.Issuers = append([]*x509.Certificate{parent.Certificate}, parent.Issuers...)
	}
	return k, nil
}

func newKey(alg Algorithm) (crypto.Signer, error) {
	switch alg {
	case "", P256:
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case RSA2048:
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return nil, fmt.Errorf("sandbox: algorithm %q", alg)
}

// keep gives the key that the folder has under the name, or makes and writes it.
func (ca *CA) keep(name string, make func() (*Key, error)) (*Key, error) {
	if ca.dir == "" {
		return make()
	}
	ca.mu.Lock()
	defer ca.mu.Unlock()
	path := filepath.Join(ca.dir, name+".pem")
	body, err := os.ReadFile(path)
	if err == nil {
		return parseKey(body)
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	k, err := make()
	if err != nil {
		return nil, err
	}
	key, err := k.KeyPEM()
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, append(key, k.ChainPEM()...), 0o600); err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	return k, nil
}

func parseKey(body []byte) (*Key, error) {
	var k Key
	for block, rest := pem.Decode(body); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "PRIVATE KEY" {
			key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return nil, fmt.Errorf("sandbox: %w", err)
			}
			k.Signer, _ = key.(crypto.Signer)
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("sandbox: %w", err)
		}
		if k.Certificate == nil {
			k.Certificate = c
		} else {
			k.Issuers = append(k.Issuers, c)
		}
	}
	if k.Signer == nil || k.Certificate == nil {
		return nil, errors.New("sandbox: a key file without key or certificate")
	}
	return &k, nil
}
