// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"time"

	"motcua.vn/internal/platform/fault"
)

// KeyKind says whose hand a key is.
type KeyKind string

// A person's key signs; an agency's key seals.
const (
	PersonKey KeyKind = "person"
	SealKey   KeyKind = "seal"
)

// Key is a signing key's public half and its holder: an account's id for a
// person, an agency's code for a seal.
type Key struct {
	ID          string
	Holder      string
	Kind        KeyKind
	Name        string // as the visible mark says it
	Fingerprint string // SHA-256 of the public key
	Chain       []*x509.Certificate
	Mark        []byte // a PNG of the signature or seal; drawn by us when empty
	ValidFrom   time.Time
	ValidTo     time.Time
	RevokedAt   time.Time
}

// Valid tells whether the key may sign at an instant.
func (k Key) Valid(at time.Time) bool {
	return len(k.Chain) > 0 && k.RevokedAt.IsZero() && !at.Before(k.ValidFrom) && !at.After(k.ValidTo)
}

// KeyStore finds keys and signs with them. The private half may live in the
// database, in a token or with a signing service: what comes out is a
// crypto.Signer.
type KeyStore interface {
	// Find is the holder's key that is valid at the instant; the fault NotFound
	// where there is none.
	Find(ctx context.Context, holder string, kind KeyKind, at time.Time) (Key, error)
	// Signer opens the private half.
	Signer(ctx context.Context, k Key) (crypto.Signer, error)
}

// readKeyPair reads a PKCS#8 key and its chain from PEM, leaf first, and makes sure
// that they belong together and are strong enough.
func readKeyPair(keyPEM, chainPEM []byte) (crypto.Signer, []*x509.Certificate, error) {
	bad := func(err error) error { return fault.Wrap(err, fault.Invalid, "document.fault.bad_key") }
	block, _ := pem.Decode(keyPEM)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, nil, bad(nil)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, nil, bad(err)
	}
	signer, ok := parsed.(crypto.Signer)
	if !ok {
		return nil, nil, bad(nil)
	}
	chain, err := readChain(chainPEM)
	if err != nil || len(chain) == 0 {
		return nil, nil, bad(err)
	}
	public, ok := signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(chain[0].PublicKey) || chain[0].IsCA {
		return nil, nil, bad(nil)
	}
	if usage := chain[0].KeyUsage; usage != 0 && usage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return nil, nil, bad(nil)
	}
	return signer, chain, strong(signer.Public())
}

func readChain(text []byte) ([]*x509.Certificate, error) {
	var chain []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		chain = append(chain, c)
	}
	return chain, nil
}

func writeChain(chain []*x509.Certificate) string {
	var out []byte
	for _, c := range chain {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return string(out)
}

func strong(public crypto.PublicKey) error {
	switch k := public.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() >= 2048 {
			return nil
		}
	case *ecdsa.PublicKey:
		if k.Curve == elliptic.P256() || k.Curve == elliptic.P384() || k.Curve == elliptic.P521() {
			return nil
		}
	}
	return fault.New(fault.Invalid, "document.fault.weak_key")
}

func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}
