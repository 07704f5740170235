// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
)

// signingCertificateV2 is RFC 5035 section 3; only the first certificate, the
// signer's, is read.
type signingCertificateV2 struct {
	Certs    []essCertIDv2
	Policies asn1.RawValue `asn1:"optional"`
}

type essCertIDv2 struct {
	Hash         pkix.AlgorithmIdentifier `asn1:"optional"`
	CertHash     []byte
	IssuerSerial essIssuerSerial `asn1:"optional"`
}

type signingCertificateV1 struct {
	Certs    []essCertIDv1
	Policies asn1.RawValue `asn1:"optional"`
}

type essCertIDv1 struct {
	CertHash     []byte
	IssuerSerial essIssuerSerial `asn1:"optional"`
}

type essIssuerSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

// checkSigningCertificate checks the v2 attribute and the SHA-1 one, whichever
// are there, and says whether any was.
func (s *Signer) checkSigningCertificate(c *x509.Certificate) (bool, error) {
	var v2 signingCertificateV2
	n2, err := s.single(OIDSigningCertificateV2, &v2)
	if err != nil {
		return false, err
	}
	if n2 > 0 {
		if len(v2.Certs) == 0 {
			return false, fmt.Errorf("%w: empty", ErrSigningCertificate)
		}
		h := crypto.SHA256
		if id := v2.Certs[0].Hash.Algorithm; id != nil {
			if h, err = HashByOID(id); err != nil {
				return false, err
			}
		}
		if !v2.Certs[0].names(h, c) {
			return false, ErrSigningCertificate
		}
	}
	var v1 signingCertificateV1
	n1, err := s.single(OIDSigningCertificate, &v1)
	if err != nil {
		return false, err
	}
	if n1 > 0 && (len(v1.Certs) == 0 || !essCertIDv2{CertHash: v1.Certs[0].CertHash, IssuerSerial: v1.Certs[0].IssuerSerial}.names(crypto.SHA1, c)) {
		return false, ErrSigningCertificate
	}
	return n1+n2 > 0, nil
}

func (e essCertIDv2) names(h crypto.Hash, c *x509.Certificate) bool {
	if !bytes.Equal(sum(h, c.Raw), e.CertHash) {
		return false
	}
	return e.IssuerSerial.Serial == nil || e.IssuerSerial.Serial.Cmp(c.SerialNumber) == 0
}

// signingCertificateValue writes the v2 attribute; SHA-256 is the default and,
// in DER, must then be left out.
func signingCertificateValue(h crypto.Hash, c *x509.Certificate) ([]byte, error) {
	generalName := asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 4, IsCompound: true, Bytes: c.RawIssuer}
	name, err := asn1.Marshal([]asn1.RawValue{generalName})
	if err != nil {
		return nil, err
	}
	id := essCertIDv2{
		CertHash:     sum(h, c.Raw),
		IssuerSerial: essIssuerSerial{Issuer: asn1.RawValue{FullBytes: name}, Serial: c.SerialNumber},
	}
	if h != crypto.SHA256 {
		if id.Hash.Algorithm, err = HashOID(h); err != nil {
			return nil, err
		}
	}
	return asn1.Marshal(signingCertificateV2{Certs: []essCertIDv2{id}})
}
