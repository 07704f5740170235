// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
)

const (
	maxCertificates = 128
	maxSigners      = 32
)

// SignedData is a parsed RFC 5652 SignedData.
type SignedData struct {
	Version     int
	ContentType asn1.ObjectIdentifier
	// Content is the encapsulated content, nil when the signature is detached.
	Content []byte
	// Certificates are those this package could read; others are left out.
	Certificates []*x509.Certificate
	Signers      []*Signer
}

// Signer is one SignerInfo. Issuer and Serial, or SubjectKeyID, name its certificate.
type Signer struct {
	Version            int
	Issuer             []byte // DER Name
	Serial             *big.Int
	SubjectKeyID       []byte
	DigestAlgorithm    pkix.AlgorithmIdentifier
	SignatureAlgorithm pkix.AlgorithmIdentifier
	SignedAttrs        []Attribute // nil when there are none
	UnsignedAttrs      []Attribute
	Signature          []byte

	signedRaw []byte // contents octets of the signedAttrs set
	parent    *SignedData
}

// Attribute is a CMS attribute: a type and a set of values.
type Attribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

type contentInfo struct {
	ContentType asn1.ObjectIdentifier
	Content     asn1.RawValue `asn1:"explicit,optional,tag:0"`
}

type encapContentInfo struct {
	ContentType asn1.ObjectIdentifier
	Content     asn1.RawValue `asn1:"explicit,optional,tag:0"`
}

type signedData struct {
	Version          int
	DigestAlgorithms []pkix.AlgorithmIdentifier `asn1:"set"`
	Encap            encapContentInfo
	Certificates     asn1.RawValue `asn1:"optional,tag:0"`
	CRLs             asn1.RawValue `asn1:"optional,tag:1"`
	SignerInfos      []signerInfo  `asn1:"set"`
}

type signerInfo struct {
	Version            int
	SID                asn1.RawValue
	DigestAlgorithm    pkix.AlgorithmIdentifier
	SignedAttrs        asn1.RawValue `asn1:"optional,tag:0"`
	SignatureAlgorithm pkix.AlgorithmIdentifier
	Signature          []byte
	UnsignedAttrs      asn1.RawValue `asn1:"optional,tag:1"`
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

// Parse reads one ContentInfo holding SignedData, in BER or DER, and nothing after it.
// It fails with [ErrSyntax], [ErrLimit] or [ErrNotSignedData].
func Parse(b []byte) (*SignedData, error) {
	sd, rest, err := ParsePrefix(b)
	if err == nil && len(rest) > 0 {
		return nil, fmt.Errorf("%w: %d bytes follow", ErrSyntax, len(rest))
	}
	return sd, err
}

// ParsePrefix is [Parse] for a buffer with something after the ContentInfo, such
// as the padding of a PDF's /Contents; it returns that remainder.
func ParsePrefix(b []byte) (sd *SignedData, rest []byte, err error) {
	der, rest, err := toDER(b)
	if err != nil {
		return nil, nil, err
	}
	var ci contentInfo
	if err := unmarshal(der, &ci); err != nil {
		return nil, nil, err
	}
	if !ci.ContentType.Equal(OIDSignedData) {
		return nil, nil, fmt.Errorf("%w: %v", ErrNotSignedData, ci.ContentType)
	}
	var raw signedData
	if err := unmarshal(ci.Content.Bytes, &raw); err != nil {
		return nil, nil, err
	}
	sd, err = raw.export()
	return sd, rest, err
}

func (raw *signedData) export() (*SignedData, error) {
	sd := &SignedData{Version: raw.Version, ContentType: raw.Encap.ContentType}
	if len(raw.Encap.Content.FullBytes) > 0 {
		sd.Content = []byte{}
		if _, err := asn1.Unmarshal(raw.Encap.Content.Bytes, &sd.Content); err != nil {
			return nil, fmt.Errorf("%w: content: %v", ErrSyntax, err)
		}
	}
	var err error
	if sd.Certificates, err = parseCertificates(raw.Certificates.Bytes); err != nil {
		return nil, err
	}
	if len(raw.SignerInfos) > maxSigners {
		return nil, fmt.Errorf("%w: %d signers", ErrLimit, len(raw.SignerInfos))
	}
	for i := range raw.SignerInfos {
		s, err := raw.SignerInfos[i].export()
		if err != nil {
			return nil, err
		}
		s.parent = sd
		sd.Signers = append(sd.Signers, s)
	}
	return sd, nil
}

// parseCertificates skips what it cannot read: an unknown curve in a chain must
// not hide the signer.
func parseCertificates(b []byte) ([]*x509.Certificate, error) {
	var out []*x509.Certificate
	for n := 0; len(b) > 0; n++ {
		if n == maxCertificates {
			return nil, fmt.Errorf("%w: certificates", ErrLimit)
		}
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(b, &v)
		if err != nil {
			return nil, fmt.Errorf("%w: certificates: %v", ErrSyntax, err)
		}
		if c, err := x509.ParseCertificate(v.FullBytes); err == nil {
			out = append(out, c)
		}
		b = rest
	}
	return out, nil
}

func (raw *signerInfo) export() (*Signer, error) {
	s := &Signer{
		Version: raw.Version, Signature: raw.Signature, signedRaw: raw.SignedAttrs.Bytes,
		DigestAlgorithm: raw.DigestAlgorithm, SignatureAlgorithm: raw.SignatureAlgorithm,
	}
	if raw.SID.Class == asn1.ClassContextSpecific && raw.SID.Tag == 0 {
		s.SubjectKeyID = raw.SID.Bytes
	} else {
		var is issuerAndSerial
		if err := unmarshal(raw.SID.FullBytes, &is); err != nil {
			return nil, err
		}
		s.Issuer, s.Serial = is.Issuer.FullBytes, is.Serial
	}
	var err error
	if len(raw.SignedAttrs.FullBytes) > 0 {
		if s.SignedAttrs, err = parseAttributes(raw.SignedAttrs.Bytes); err != nil {
			return nil, err
		}
	}
	s.UnsignedAttrs, err = parseAttributes(raw.UnsignedAttrs.Bytes)
	return s, err
}

func parseAttributes(b []byte) ([]Attribute, error) {
	out := []Attribute{}
	for len(b) > 0 {
		var a Attribute
		rest, err := asn1.Unmarshal(b, &a)
		if err != nil {
			return nil, fmt.Errorf("%w: attribute: %v", ErrSyntax, err)
		}
		out, b = append(out, a), rest
	}
	return out, nil
}

// certificate finds the signer's certificate among those given.
func (s *Signer) certificate(pool []*x509.Certificate) *x509.Certificate {
	for _, c := range pool {
		if s.Serial == nil {
			if len(s.SubjectKeyID) > 0 && bytes.Equal(c.SubjectKeyId, s.SubjectKeyID) {
				return c
			}
		} else if c.SerialNumber.Cmp(s.Serial) == 0 && bytes.Equal(c.RawIssuer, s.Issuer) {
			return c
		}
	}
	return nil
}

// unmarshal wants exactly one value.
func unmarshal(b []byte, v any) error {
	rest, err := asn1.Unmarshal(b, v)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrSyntax, err)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: %d bytes follow", ErrSyntax, len(rest))
	}
	return nil
}
