// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"io"
	"sort"
	"time"
)

// SignOptions says who signs and how. Certificate is required; the zero value of
// the rest signs detached id-data with the hash that suits the key.
type SignOptions struct {
	Certificate *x509.Certificate
	// Chain is carried along, without Certificate, nearest issuer first.
	Chain []*x509.Certificate
	// OmitCertificates leaves all certificates out (RFC 3161 certReq FALSE).
	OmitCertificates bool
	// Hash is SHA-256 for RSA and P-256, SHA-384 for P-384, SHA-512 for P-521 by default.
	Hash crypto.Hash
	// PSS signs RSASSA-PSS instead of PKCS#1 v1.5.
	PSS bool
	// ContentType is OIDData by default.
	ContentType asn1.ObjectIdentifier
	// Attached puts the content into the message. Only for [Sign].
	Attached bool
	// SigningTime is written as an attribute unless zero. PAdES wants it absent.
	SigningTime time.Time
	// TimeStamp is asked for a token over the SHA-256 digest of the signature.
	TimeStamp func(ctx context.Context, digest []byte) (token []byte, err error)
	// Rand is crypto/rand by default.
	Rand io.Reader
}

// Sign returns a ContentInfo holding SignedData over content.
// Errors: [ErrAlgorithm], [ErrKeyMismatch], [ErrTimeStamp], or the signer's own.
func Sign(ctx context.Context, content []byte, key crypto.Signer, o SignOptions) ([]byte, error) {
	h, err := chooseHash(key, o)
	if err != nil {
		return nil, err
	}
	o.Hash = h
	if !o.Attached {
		return sign(ctx, sum(h, content), nil, key, o)
	}
	return sign(ctx, sum(h, content), content, key, o)
}

// SignDigest is [Sign] for detached content whose digest, made with [HashFor],
// is already known.
func SignDigest(ctx context.Context, digest []byte, key crypto.Signer, o SignOptions) ([]byte, error) {
	h, err := chooseHash(key, o)
	if err != nil {
		return nil, err
	}
	if len(digest) != h.Size() {
		return nil, fmt.Errorf("%w: digest of %d bytes for %v", ErrAlgorithm, len(digest), h)
	}
	o.Hash, o.Attached = h, false
	return sign(ctx, digest, nil, key, o)
}

// HashFor returns the hash with which a key signs by default.
func HashFor(pub crypto.PublicKey) (crypto.Hash, error) {
	switch k := pub.(type) {
	case *rsa.PublicKey:
		return crypto.SHA256, nil
	case *ecdsa.PublicKey:
		switch n := k.Curve.Params().BitSize; {
		case n <= 256:
			return crypto.SHA256, nil
		case n <= 384:
			return crypto.SHA384, nil
		}
		return crypto.SHA512, nil
	}
	return 0, fmt.Errorf("%w: key %T", ErrAlgorithm, pub)
}

func chooseHash(key crypto.Signer, o SignOptions) (crypto.Hash, error) {
	if key == nil || o.Certificate == nil {
		return 0, fmt.Errorf("%w: key and certificate are required", ErrKeyMismatch)
	}
	pub, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !pub.Equal(o.Certificate.PublicKey) {
		return 0, ErrKeyMismatch
	}
	h, err := HashFor(key.Public())
	if err != nil || o.Hash == 0 {
		return h, err
	}
	if o.Hash == crypto.SHA1 {
		return 0, fmt.Errorf("%w: SHA-1 is not written any more", ErrAlgorithm)
	}
	_, err = HashOID(o.Hash)
	return o.Hash, err
}

func sign(ctx context.Context, digest, content []byte, key crypto.Signer, o SignOptions) ([]byte, error) {
	if o.ContentType == nil {
		o.ContentType = OIDData
	}
	attrs, err := signedAttributes(digest, o)
	if err != nil {
		return nil, err
	}
	sigAlg, opts, err := chooseAlgorithm(key, o)
	if err != nil {
		return nil, err
	}
	random := o.Rand
	if random == nil {
		random = rand.Reader
	}
	sig, err := key.Sign(random, sum(o.Hash, encodeTLV([]byte{0x31}, attrs)), opts)
	if err != nil {
		return nil, fmt.Errorf("cms: signing: %w", err)
	}
	unsigned, err := timeStamp(ctx, sig, o)
	if err != nil {
		return nil, err
	}
	return assemble(attrs, unsigned, sig, content, sigAlg, o)
}

// signedAttributes returns the sorted contents of the set.
func signedAttributes(digest []byte, o SignOptions) ([]byte, error) {
	ess, err := signingCertificateValue(o.Hash, o.Certificate)
	if err != nil {
		return nil, err
	}
	values := []struct {
		oid asn1.ObjectIdentifier
		v   any
	}{
		{OIDContentType, o.ContentType},
		{OIDMessageDigest, digest},
		{OIDSigningCertificateV2, asn1.RawValue{FullBytes: ess}},
		{OIDSigningTime, o.SigningTime.UTC()},
	}
	if o.SigningTime.IsZero() {
		values = values[:3]
	}
	var parts [][]byte
	for _, x := range values {
		a, err := attribute(x.oid, x.v)
		if err != nil {
			return nil, err
		}
		parts = append(parts, a)
	}
	sort.Slice(parts, func(i, j int) bool { return bytes.Compare(parts[i], parts[j]) < 0 })
	return bytes.Join(parts, nil), nil
}

func attribute(oid asn1.ObjectIdentifier, v any) ([]byte, error) {
	der, err := asn1.Marshal(v)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(Attribute{Type: oid, Values: []asn1.RawValue{{FullBytes: der}}})
}

func chooseAlgorithm(key crypto.Signer, o SignOptions) (pkix.AlgorithmIdentifier, crypto.SignerOpts, error) {
	if _, ok := key.Public().(*rsa.PublicKey); ok && o.PSS {
		id, err := writePSS(o.Hash)
		return id, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: o.Hash}, err
	}
	want := schemeECDSA
	id := pkix.AlgorithmIdentifier{}
	if _, ok := key.Public().(*rsa.PublicKey); ok {
		want, id.Parameters = schemeRSA, asn1.NullRawValue
	}
	for _, k := range schemes {
		if k.scheme == want && k.hash == o.Hash {
			id.Algorithm = k.oid
			return id, o.Hash, nil
		}
	}
	return id, nil, fmt.Errorf("%w: %v with %v", ErrAlgorithm, want, o.Hash)
}

func timeStamp(ctx context.Context, sig []byte, o SignOptions) ([]byte, error) {
	if o.TimeStamp == nil {
		return nil, nil
	}
	token, err := o.TimeStamp(ctx, sum(crypto.SHA256, sig))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTimeStamp, err)
	}
	if _, err := Parse(token); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTimeStamp, err)
	}
	return attribute(OIDTimeStampToken, asn1.RawValue{FullBytes: token})
}

func assemble(attrs, unsigned, sig, content []byte, sigAlg pkix.AlgorithmIdentifier, o SignOptions) ([]byte, error) {
	oid, err := HashOID(o.Hash)
	if err != nil {
		return nil, err
	}
	sid, err := asn1.Marshal(issuerAndSerial{asn1.RawValue{FullBytes: o.Certificate.RawIssuer}, o.Certificate.SerialNumber})
	if err != nil {
		return nil, err
	}
	digestAlg := pkix.AlgorithmIdentifier{Algorithm: oid}
	si := signerInfo{
		Version: 1, SID: asn1.RawValue{FullBytes: sid}, DigestAlgorithm: digestAlg, SignatureAlgorithm: sigAlg,
		SignedAttrs: implicit(0, attrs), Signature: sig,
	}
	if unsigned != nil {
		si.UnsignedAttrs = implicit(1, unsigned)
	}
	sd := signedData{
		Version: 1, DigestAlgorithms: []pkix.AlgorithmIdentifier{digestAlg},
		Encap: encapContentInfo{ContentType: o.ContentType}, SignerInfos: []signerInfo{si},
	}
	if !o.ContentType.Equal(OIDData) {
		sd.Version = 3
	}
	if !o.OmitCertificates {
		sd.Certificates = implicit(0, certificateSet(o))
	}
	if content != nil {
		sd.Encap.Content = implicit(0, encodeTLV([]byte{0x04}, content))
	}
	der, err := asn1.Marshal(sd)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(contentInfo{ContentType: OIDSignedData, Content: implicit(0, der)})
}

func certificateSet(o SignOptions) []byte {
	all := [][]byte{o.Certificate.Raw}
	for _, c := range o.Chain {
		if !c.Equal(o.Certificate) {
			all = append(all, c.Raw)
		}
	}
	sort.Slice(all, func(i, j int) bool { return bytes.Compare(all[i], all[j]) < 0 })
	return bytes.Join(all, nil)
}

// implicit is a constructed context-specific element.
func implicit(tag byte, body []byte) asn1.RawValue {
	return asn1.RawValue{FullBytes: encodeTLV([]byte{0xa0 | tag}, body)}
}
