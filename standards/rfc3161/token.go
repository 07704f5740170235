// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"

	"motcua.vn/standards/cms"
)

// Token is a parsed time-stamp token. Nothing in it is proven before [Token.Verify].
type Token struct {
	Raw      []byte
	Policy   asn1.ObjectIdentifier
	Serial   *big.Int
	Time     time.Time // genTime
	Accuracy time.Duration
	Ordering bool
	Nonce    *big.Int

	imprint messageImprint
	signed  *cms.SignedData
}

type accuracy struct {
	Seconds int `asn1:"optional"`
	Millis  int `asn1:"optional,tag:0"`
	Micros  int `asn1:"optional,tag:1"`
}

type tstInfo struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    messageImprint
	Serial     *big.Int
	Time       time.Time        `asn1:"generalized"`
	Accuracy   accuracy         `asn1:"optional"`
	Ordering   bool             `asn1:"optional,default:false"`
	Nonce      *big.Int         `asn1:"optional"`
	TSA        asn1.RawValue    `asn1:"optional,tag:0"`
	Extensions []pkix.Extension `asn1:"optional,tag:1"`
}

// ParseToken reads a token. Zero bytes after it (padding in a PDF) are allowed.
// It fails with [ErrNotToken], [ErrSyntax], [ErrVersion] or an error of package cms.
func ParseToken(b []byte) (*Token, error) {
	signed, rest, err := cms.ParsePrefix(b)
	if err != nil {
		return nil, err
	}
	for _, c := range rest {
		if c != 0 {
			return nil, fmt.Errorf("%w: %d bytes follow", ErrSyntax, len(rest))
		}
	}
	if !signed.ContentType.Equal(cms.OIDTSTInfo) || len(signed.Signers) != 1 {
		return nil, fmt.Errorf("%w: content type %v, %d signers", ErrNotToken, signed.ContentType, len(signed.Signers))
	}
	var info tstInfo
	if err := unmarshal(signed.Content, &info); err != nil {
		return nil, err
	}
	if info.Version != 1 {
		return nil, fmt.Errorf("%w: %d", ErrVersion, info.Version)
	}
	a := info.Accuracy
	return &Token{
		Raw: b[:len(b)-len(rest)], Policy: info.Policy, Serial: info.Serial, Time: info.Time.UTC(),
		Accuracy: time.Duration(a.Seconds)*time.Second + time.Duration(a.Millis)*time.Millisecond + time.Duration(a.Micros)*time.Microsecond,
		Ordering: info.Ordering, Nonce: info.Nonce, imprint: info.Imprint, signed: signed,
	}, nil
}

// Hash is the algorithm of the imprint; an error wraps [cms.ErrAlgorithm] or [ErrImprint].
func (t *Token) Hash() (crypto.Hash, error) { return t.imprint.hash() }

// VerifyOptions says against what a token is checked.
type VerifyOptions struct {
	// Hash and Digest are of the data that should have been stamped.
	Hash   crypto.Hash
	Digest []byte
	// Roots and Intermediates lead to trust; without roots it stays unknown.
	Roots         []*x509.Certificate
	Intermediates []*x509.Certificate
	// At is the time for which the path is built, the stamped time when zero.
	At time.Time
}

// Verified is what holds after a successful check.
type Verified struct {
	Time        time.Time
	Certificate *x509.Certificate
	Chain       []*x509.Certificate // leaf first, when trusted
	Trusted     cms.Trust
	TrustDetail string // why Trusted is not yes
	Weak        []string
}

// Verify checks imprint, signature, signing certificate, key usage and that the
// certificate was valid at the time stamped. Trust is reported, not required.
// Errors: [ErrImprint], [ErrCertificate], [ErrTime] or an error of package cms.
func (t *Token) Verify(o VerifyOptions) (*Verified, error) {
	if !t.imprint.matches(o.Hash, o.Digest) {
		return nil, ErrImprint
	}
	signers, err := t.signed.Verify(cms.VerifyOptions{Certificates: o.Intermediates})
	if err != nil {
		return nil, err
	}
	s := signers[0]
	if !s.HasSigningCertificate {
		return nil, fmt.Errorf("%w: no signing-certificate attribute", cms.ErrSigningCertificate)
	}
	if !stamps(s.Certificate) {
		return nil, ErrCertificate
	}
	if t.Time.Before(s.Certificate.NotBefore) || t.Time.After(s.Certificate.NotAfter) {
		return nil, ErrTime
	}
	v := &Verified{Time: t.Time, Certificate: s.Certificate, Weak: s.Weak}
	at := o.At
	if at.IsZero() {
		at = t.Time
	}
	extra := append(t.signed.Certificates[:len(t.signed.Certificates):len(t.signed.Certificates)], o.Intermediates...)
	v.Chain, v.Trusted, err = cms.Chain(s.Certificate, extra, o.Roots, at, x509.ExtKeyUsageTimeStamping)
	if err != nil {
		v.TrustDetail = err.Error()
	}
	return v, nil
}

// stamps: extended key usage is time-stamping and nothing else (section 2.3).
func stamps(c *x509.Certificate) bool {
	return len(c.ExtKeyUsage) == 1 && c.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping && len(c.UnknownExtKeyUsage) == 0
}
