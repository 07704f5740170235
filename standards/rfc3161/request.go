// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"bytes"
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"

	"motcua.vn/standards/cms"
)

// Request is a TimeStampReq. Policy and Nonce may be nil.
type Request struct {
	Hash    crypto.Hash
	Digest  []byte
	Policy  asn1.ObjectIdentifier
	Nonce   *big.Int
	CertReq bool
	// Extensions are those of a parsed request; [Request.Marshal] writes none.
	Extensions []pkix.Extension
}

type messageImprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Digest    []byte
}

type timeStampReq struct {
	Version    int
	Imprint    messageImprint
	Policy     asn1.ObjectIdentifier `asn1:"optional"`
	Nonce      *big.Int              `asn1:"optional"`
	CertReq    bool                  `asn1:"optional,default:false"`
	Extensions []pkix.Extension      `asn1:"optional,tag:0"`
}

// Marshal returns the request in DER.
func (r *Request) Marshal() ([]byte, error) {
	imprint, err := newImprint(r.Hash, r.Digest)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(timeStampReq{Version: 1, Imprint: imprint, Policy: r.Policy, Nonce: r.Nonce, CertReq: r.CertReq})
}

// ParseRequest reads a DER TimeStampReq of version 1. An unknown digest algorithm
// gives an error wrapping [cms.ErrAlgorithm]; a digest of the wrong length, [ErrImprint].
func ParseRequest(der []byte) (*Request, error) {
	var raw timeStampReq
	if err := unmarshal(der, &raw); err != nil {
		return nil, err
	}
	if raw.Version != 1 {
		return nil, fmt.Errorf("%w: %d", ErrVersion, raw.Version)
	}
	h, err := raw.Imprint.hash()
	if err != nil {
		return nil, err
	}
	return &Request{h, raw.Imprint.Digest, raw.Policy, raw.Nonce, raw.CertReq, raw.Extensions}, nil
}

func newImprint(h crypto.Hash, digest []byte) (messageImprint, error) {
	oid, err := cms.HashOID(h)
	if err != nil {
		return messageImprint{}, err
	}
	m := messageImprint{pkix.AlgorithmIdentifier{Algorithm: oid, Parameters: asn1.NullRawValue}, digest}
	_, err = m.hash()
	return m, err
}

func (m messageImprint) hash() (crypto.Hash, error) {
	h, err := cms.HashByOID(m.Algorithm.Algorithm)
	if err != nil {
		return 0, err
	}
	if h == crypto.SHA1 {
		return 0, fmt.Errorf("%w: SHA-1 imprint", cms.ErrAlgorithm)
	}
	if len(m.Digest) != h.Size() {
		return 0, fmt.Errorf("%w: %d bytes for %v", ErrImprint, len(m.Digest), h)
	}
	return h, nil
}

func (m messageImprint) matches(h crypto.Hash, digest []byte) bool {
	own, err := m.hash()
	return err == nil && own == h && bytes.Equal(m.Digest, digest)
}

func unmarshal(der []byte, v any) error {
	rest, err := asn1.Unmarshal(der, v)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrSyntax, err)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: %d bytes follow", ErrSyntax, len(rest))
	}
	return nil
}
