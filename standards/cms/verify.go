// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"sort"
	"time"
)

// VerifyOptions says what the signature is to be checked against. With neither
// Content nor Digest the encapsulated content is used.
type VerifyOptions struct {
	// Content is the detached content.
	Content []byte
	// Digest, when set, gives the digest of detached content too large or too
	// scattered for Content. It is only called when there are signed attributes
	// or the digest alone suffices.
	Digest func(h crypto.Hash) ([]byte, error)
	// Certificates are looked through when the message does not carry the signer's.
	Certificates []*x509.Certificate
}

// Verified is what holds after a successful check.
type Verified struct {
	Certificate *x509.Certificate
	Hash        crypto.Hash
	Algorithm   string // "RSASSA-PKCS1-v1_5", "RSASSA-PSS", "ECDSA"
	// Weak names what is intact but out of date: "sha1", "rsa-1024".
	Weak []string
	// HasSigningCertificate: an ESS attribute binds Certificate.
	HasSigningCertificate bool
	// SigningTime is the signer's own claim; zero when not stated.
	SigningTime time.Time
}

// Verify checks every signer and fails on the first that does not hold.
func (sd *SignedData) Verify(o VerifyOptions) ([]*Verified, error) {
	if len(sd.Signers) == 0 {
		return nil, ErrNoSigner
	}
	out := make([]*Verified, 0, len(sd.Signers))
	for _, s := range sd.Signers {
		v, err := s.Verify(o)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// Verify checks one signer: content digest, content type, signing certificate
// and signature. Trust in the certificate is not looked at.
//
// Errors: [ErrNoMessageDigest], [ErrDigestMismatch], [ErrContentType],
// [ErrNoCertificate], [ErrSigningCertificate], [ErrAlgorithm], [ErrSignature],
// [ErrNoContent], [ErrSyntax], or what o.Digest returned.
func (s *Signer) Verify(o VerifyOptions) (*Verified, error) {
	h, err := HashByOID(s.DigestAlgorithm.Algorithm)
	if err != nil {
		return nil, err
	}
	sch, pss, err := algorithm(s.SignatureAlgorithm, h)
	if err != nil {
		return nil, err
	}
	digest, err := s.contentDigest(h, o)
	if err != nil {
		return nil, err
	}
	cert := s.certificate(append(s.parent.Certificates[:len(s.parent.Certificates):len(s.parent.Certificates)], o.Certificates...))
	if cert == nil {
		return nil, ErrNoCertificate
	}
	v := &Verified{Certificate: cert, Hash: h, Algorithm: sch.String(), Weak: weak(h, cert)}
	if s.SignedAttrs == nil {
		if !s.parent.ContentType.Equal(OIDData) {
			return nil, fmt.Errorf("%w: signed attributes are required", ErrContentType)
		}
		return v, checkOrNil(v, checkSignature(cert.PublicKey, sch, pss, h, digest, s.Signature))
	}
	if err := s.checkAttributes(digest, v); err != nil {
		return nil, err
	}
	err = s.checkOver(cert, sch, pss, h)
	return v, checkOrNil(v, err)
}

// checkOrNil empties v on failure, so that nobody reads a half-checked result.
func checkOrNil(v *Verified, err error) error {
	if err != nil {
		*v = Verified{}
	}
	return err
}

// checkOver verifies the signature over the attributes as they stand, and, for
// signers that did not sort the set before sending it, over its DER order.
func (s *Signer) checkOver(cert *x509.Certificate, sch scheme, pss *rsa.PSSOptions, h crypto.Hash) error {
	err := checkSignature(cert.PublicKey, sch, pss, h, sum(h, encodeTLV([]byte{0x31}, s.signedRaw)), s.Signature)
	if err == nil {
		return nil
	}
	sorted, ok := sortedSet(s.signedRaw)
	if !ok || bytes.Equal(sorted, s.signedRaw) {
		return err
	}
	return checkSignature(cert.PublicKey, sch, pss, h, sum(h, encodeTLV([]byte{0x31}, sorted)), s.Signature)
}

func sortedSet(b []byte) ([]byte, bool) {
	var parts [][]byte
	for len(b) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(b, &v)
		if err != nil {
			return nil, false
		}
		parts, b = append(parts, v.FullBytes), rest
	}
	sort.Slice(parts, func(i, j int) bool { return bytes.Compare(parts[i], parts[j]) < 0 })
	return bytes.Join(parts, nil), true
}

func (s *Signer) contentDigest(h crypto.Hash, o VerifyOptions) ([]byte, error) {
	switch {
	case o.Digest != nil:
		return o.Digest(h)
	case o.Content != nil:
		return sum(h, o.Content), nil
	case s.parent.Content != nil:
		return sum(h, s.parent.Content), nil
	}
	return nil, ErrNoContent
}

func (s *Signer) checkAttributes(digest []byte, v *Verified) error {
	var md []byte
	switch n, err := s.single(OIDMessageDigest, &md); {
	case err != nil:
		return err
	case n == 0:
		return ErrNoMessageDigest
	case !bytes.Equal(md, digest):
		return ErrDigestMismatch
	}
	var ct asn1.ObjectIdentifier
	if n, err := s.single(OIDContentType, &ct); err != nil {
		return err
	} else if n == 0 || !ct.Equal(s.parent.ContentType) {
		return ErrContentType
	}
	if _, err := s.single(OIDSigningTime, &v.SigningTime); err != nil {
		return err
	}
	var err error
	v.HasSigningCertificate, err = s.checkSigningCertificate(v.Certificate)
	return err
}

// single reads a signed attribute that may occur once with one value.
func (s *Signer) single(oid asn1.ObjectIdentifier, v any) (n int, err error) {
	raw, n, err := find(s.SignedAttrs, oid)
	if n == 0 || err != nil {
		return n, err
	}
	return n, unmarshal(raw, v)
}

func find(attrs []Attribute, oid asn1.ObjectIdentifier) (raw []byte, n int, err error) {
	for _, a := range attrs {
		if !a.Type.Equal(oid) {
			continue
		}
		if n++; n > 1 || len(a.Values) != 1 {
			return nil, n, fmt.Errorf("%w: attribute %v must have one value", ErrSyntax, oid)
		}
		raw = a.Values[0].FullBytes
	}
	return raw, n, nil
}

// TimeStampToken returns the unsigned id-aa-timeStampToken, nil when there is none.
func (s *Signer) TimeStampToken() ([]byte, error) {
	raw, _, err := find(s.UnsignedAttrs, OIDTimeStampToken)
	return raw, err
}

func sum(h crypto.Hash, parts ...[]byte) []byte {
	d := h.New()
	for _, p := range parts {
		d.Write(p)
	}
	return d.Sum(nil)
}

func weak(h crypto.Hash, c *x509.Certificate) (out []string) {
	if h == crypto.SHA1 {
		out = append(out, "sha1")
	}
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if n := k.N.BitLen(); n < 2048 {
			out = append(out, fmt.Sprintf("rsa-%d", n))
		}
	case *ecdsa.PublicKey:
		if n := k.Curve.Params().BitSize; n < 256 {
			out = append(out, fmt.Sprintf("ec-%d", n))
		}
	}
	return out
}
