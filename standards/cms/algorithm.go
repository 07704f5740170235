// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
)

type scheme int

const (
	schemeRSA scheme = iota
	schemePSS
	schemeECDSA
)

func (s scheme) String() string {
	return [...]string{"RSASSA-PKCS1-v1_5", "RSASSA-PSS", "ECDSA"}[s]
}

// schemes lists the signature algorithms. Hash 0 means "that of the digest algorithm".
var schemes = []struct {
	oid    asn1.ObjectIdentifier
	scheme scheme
	hash   crypto.Hash
}{
	{oidRSA, schemeRSA, 0}, {oidEC, schemeECDSA, 0}, {oidPSS, schemePSS, 0},
	{oidSHA1RSA, schemeRSA, crypto.SHA1}, {oidSHA256RSA, schemeRSA, crypto.SHA256},
	{oidSHA384RSA, schemeRSA, crypto.SHA384}, {oidSHA512RSA, schemeRSA, crypto.SHA512},
	{oidECDSASHA1, schemeECDSA, crypto.SHA1}, {oidECDSASHA256, schemeECDSA, crypto.SHA256},
	{oidECDSASHA384, schemeECDSA, crypto.SHA384}, {oidECDSASHA512, schemeECDSA, crypto.SHA512},
}

// pssParameters is RFC 4055 section 3.1; absent fields mean SHA-1 and 20.
type pssParameters struct {
	Hash    pkix.AlgorithmIdentifier `asn1:"explicit,optional,tag:0"`
	MGF     pkix.AlgorithmIdentifier `asn1:"explicit,optional,tag:1"`
	Salt    int                      `asn1:"explicit,optional,tag:2,default:20"`
	Trailer int                      `asn1:"explicit,optional,tag:3,default:1"`
}

// algorithm reads the signature algorithm and insists that it agrees with digest.
func algorithm(id pkix.AlgorithmIdentifier, digest crypto.Hash) (scheme, *rsa.PSSOptions, error) {
	for _, k := range schemes {
		if !k.oid.Equal(id.Algorithm) {
			continue
		}
		if k.scheme == schemePSS {
			o, err := readPSS(id.Parameters.FullBytes, digest)
			return schemePSS, o, err
		}
		if k.hash != 0 && k.hash != digest {
			return 0, nil, fmt.Errorf("%w: digest %v but signature with %v", ErrAlgorithm, digest, k.hash)
		}
		return k.scheme, nil, nil
	}
	return 0, nil, fmt.Errorf("%w: signature %v", ErrAlgorithm, id.Algorithm)
}

func readPSS(der []byte, digest crypto.Hash) (*rsa.PSSOptions, error) {
	var p pssParameters
	if err := unmarshal(der, &p); err != nil {
		return nil, err
	}
	hash, mgf := crypto.SHA1, crypto.SHA1
	var err error
	if p.Hash.Algorithm != nil {
		if hash, err = HashByOID(p.Hash.Algorithm); err != nil {
			return nil, err
		}
	}
	if p.MGF.Algorithm != nil {
		var inner pkix.AlgorithmIdentifier
		if !p.MGF.Algorithm.Equal(oidMGF1) || unmarshal(p.MGF.Parameters.FullBytes, &inner) != nil {
			return nil, fmt.Errorf("%w: PSS mask", ErrAlgorithm)
		}
		if mgf, err = HashByOID(inner.Algorithm); err != nil {
			return nil, err
		}
	}
	if hash != digest || mgf != digest || p.Trailer != 1 || p.Salt < 0 || p.Salt > 512 {
		return nil, fmt.Errorf("%w: PSS parameters", ErrAlgorithm)
	}
	salt := p.Salt
	if salt == 0 { // the zero value would mean "any length"
		return nil, fmt.Errorf("%w: PSS without salt", ErrAlgorithm)
	}
	return &rsa.PSSOptions{SaltLength: salt, Hash: hash}, nil
}

func writePSS(h crypto.Hash) (pkix.AlgorithmIdentifier, error) {
	oid, err := HashOID(h)
	if err != nil {
		return pkix.AlgorithmIdentifier{}, err
	}
	inner := pkix.AlgorithmIdentifier{Algorithm: oid, Parameters: asn1.NullRawValue}
	mgf, err := asn1.Marshal(inner)
	if err != nil {
		return pkix.AlgorithmIdentifier{}, err
	}
	der, err := asn1.Marshal(pssParameters{
		Hash: inner, Salt: h.Size(), Trailer: 1,
		MGF: pkix.AlgorithmIdentifier{Algorithm: oidMGF1, Parameters: asn1.RawValue{FullBytes: mgf}},
	})
	return pkix.AlgorithmIdentifier{Algorithm: oidPSS, Parameters: asn1.RawValue{FullBytes: der}}, err
}

// checkSignature verifies sig over a digest made with h.
func checkSignature(pub crypto.PublicKey, sch scheme, pss *rsa.PSSOptions, h crypto.Hash, digest, sig []byte) error {
	switch k := pub.(type) {
	case *rsa.PublicKey:
		var err error
		switch sch {
		case schemeRSA:
			err = rsa.VerifyPKCS1v15(k, h, digest, sig)
		case schemePSS:
			err = rsa.VerifyPSS(k, h, digest, sig, pss)
		default:
			return fmt.Errorf("%w: %v with an RSA key", ErrAlgorithm, sch)
		}
		if err != nil {
			return fmt.Errorf("%w: %v", ErrSignature, err)
		}
		return nil
	case *ecdsa.PublicKey:
		if sch != schemeECDSA {
			return fmt.Errorf("%w: %v with an EC key", ErrAlgorithm, sch)
		}
		if !ecdsa.VerifyASN1(k, digest, sig) {
			return ErrSignature
		}
		return nil
	}
	return fmt.Errorf("%w: key %T", ErrAlgorithm, pub)
}
