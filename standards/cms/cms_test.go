// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"
	"testing"
)

var content = []byte("Cộng hòa xã hội chủ nghĩa Việt Nam\n")

func mustSign(t testing.TB, id *identity, o SignOptions) []byte {
	t.Helper()
	o.Certificate = id.cert
	der, err := Sign(context.Background(), content, id.key, o)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func mustParse(t testing.TB, der []byte) *SignedData {
	t.Helper()
	sd, err := Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	return sd
}

func TestSignThenVerify(t *testing.T) {
	ca := issue(t, nil, "p256", "CA", 1)
	for _, c := range []struct {
		kind string
		o    SignOptions
		alg  string
		hash crypto.Hash
	}{
		{"rsa", SignOptions{}, "RSASSA-PKCS1-v1_5", crypto.SHA256},
		{"rsa", SignOptions{Hash: crypto.SHA512}, "RSASSA-PKCS1-v1_5", crypto.SHA512},
		{"rsa", SignOptions{PSS: true}, "RSASSA-PSS", crypto.SHA256},
		{"rsa", SignOptions{PSS: true, Hash: crypto.SHA384}, "RSASSA-PSS", crypto.SHA384},
		{"p256", SignOptions{SigningTime: testNow}, "ECDSA", crypto.SHA256},
		{"p384", SignOptions{}, "ECDSA", crypto.SHA384},
		{"p256", SignOptions{Attached: true}, "ECDSA", crypto.SHA256},
	} {
		id := issue(t, ca, c.kind, "Nguyễn Văn Ký", 7)
		c.o.Chain = []*x509.Certificate{ca.cert}
		sd := mustParse(t, mustSign(t, id, c.o))
		o := VerifyOptions{Content: content}
		if c.o.Attached {
			o = VerifyOptions{}
		}
		v, err := sd.Verify(o)
		if err != nil {
			t.Fatalf("%s %+v: %v", c.kind, c.o, err)
		}
		if v[0].Algorithm != c.alg || v[0].Hash != c.hash || !v[0].HasSigningCertificate || len(v[0].Weak) != 0 {
			t.Errorf("%s: %+v", c.kind, v[0])
		}
		if !c.o.SigningTime.IsZero() && !v[0].SigningTime.Equal(testNow) {
			t.Errorf("signing time %v", v[0].SigningTime)
		}
		if _, trust, err := Chain(v[0].Certificate, sd.Certificates, []*x509.Certificate{ca.cert}, testNow); trust != TrustYes {
			t.Errorf("trust %v: %v", trust, err)
		}
	}
}

// Whatever single byte is changed, the result must be an error or leave what was
// signed untouched: same certificate, same signature.
func TestEveryFlippedByte(t *testing.T) {
	id := issue(t, nil, "p256", "Ký", 3)
	der := mustSign(t, id, SignOptions{})
	for i := range der {
		bad := slices.Clone(der)
		bad[i] ^= 0x01
		sd, err := Parse(bad)
		if err != nil {
			continue
		}
		v, err := sd.Verify(VerifyOptions{Content: content})
		if err == nil && !bytes.Equal(v[0].Certificate.Raw, id.cert.Raw) {
			t.Fatalf("byte %d: another certificate is accepted", i)
		}
	}
	if _, err := mustParse(t, der).Verify(VerifyOptions{Content: []byte("khác")}); !errors.Is(err, ErrDigestMismatch) {
		t.Errorf("other content: %v", err)
	}
	if _, err := mustParse(t, der).Verify(VerifyOptions{}); !errors.Is(err, ErrNoContent) {
		t.Errorf("no content: %v", err)
	}
}

// resign rebuilds the message of id with other signed attributes, properly signed.
func resign(t *testing.T, id *identity, keep func(Attribute) []Attribute) *SignedData {
	t.Helper()
	sd := mustParse(t, mustSign(t, id, SignOptions{}))
	s := sd.Signers[0]
	var raw []byte
	var attrs []Attribute
	for _, a := range s.SignedAttrs {
		for _, k := range keep(a) {
			der, err := asn1.Marshal(k)
			if err != nil {
				t.Fatal(err)
			}
			raw, attrs = append(raw, der...), append(attrs, k)
		}
	}
	s.SignedAttrs, s.signedRaw = attrs, raw
	h := sha256.Sum256(encodeTLV([]byte{0x31}, raw))
	var err error
	if s.Signature, err = id.key.Sign(nil, h[:], crypto.SHA256); err != nil {
		t.Fatal(err)
	}
	return sd
}

func TestAttributesAreRequired(t *testing.T) {
	id, other := issue(t, nil, "rsa", "A", 3), issue(t, nil, "rsa", "B", 3)
	without := func(oid asn1.ObjectIdentifier) func(Attribute) []Attribute {
		return func(a Attribute) []Attribute {
			if a.Type.Equal(oid) {
				return nil
			}
			return []Attribute{a}
		}
	}
	twice := func(a Attribute) []Attribute {
		if a.Type.Equal(OIDMessageDigest) {
			return []Attribute{a, a}
		}
		return []Attribute{a}
	}
	swapped := func(a Attribute) []Attribute {
		if a.Type.Equal(OIDSigningCertificateV2) {
			v, err := signingCertificateValue(crypto.SHA256, other.cert)
			if err != nil {
				t.Fatal(err)
			}
			a.Values = []asn1.RawValue{{FullBytes: v}}
		}
		return []Attribute{a}
	}
	for _, c := range []struct {
		name string
		edit func(Attribute) []Attribute
		want error
	}{
		{"all kept", func(a Attribute) []Attribute { return []Attribute{a} }, nil},
		{"no digest", without(OIDMessageDigest), ErrNoMessageDigest},
		{"no content type", without(OIDContentType), ErrContentType},
		{"two digests", twice, ErrSyntax},
		{"another certificate", swapped, ErrSigningCertificate},
	} {
		_, err := resign(t, id, c.edit).Verify(VerifyOptions{Content: content})
		if !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	v, err := resign(t, id, without(OIDSigningCertificateV2)).Verify(VerifyOptions{Content: content})
	if err != nil || v[0].HasSigningCertificate {
		t.Errorf("no signing certificate: %+v %v", v, err)
	}
}

func TestSignRefuses(t *testing.T) {
	a, b := issue(t, nil, "p256", "A", 1), issue(t, nil, "p256", "B", 2)
	ctx := context.Background()
	if _, err := Sign(ctx, content, a.key, SignOptions{Certificate: b.cert}); !errors.Is(err, ErrKeyMismatch) {
		t.Errorf("foreign certificate: %v", err)
	}
	if _, err := Sign(ctx, content, nil, SignOptions{}); !errors.Is(err, ErrKeyMismatch) {
		t.Errorf("nothing given: %v", err)
	}
	if _, err := Sign(ctx, content, a.key, SignOptions{Certificate: a.cert, Hash: crypto.SHA1}); !errors.Is(err, ErrAlgorithm) {
		t.Errorf("SHA-1: %v", err)
	}
	if _, err := SignDigest(ctx, []byte{1}, a.key, SignOptions{Certificate: a.cert}); !errors.Is(err, ErrAlgorithm) {
		t.Errorf("short digest: %v", err)
	}
	failing := func(context.Context, []byte) ([]byte, error) { return nil, context.Canceled }
	if _, err := Sign(ctx, content, a.key, SignOptions{Certificate: a.cert, TimeStamp: failing}); !errors.Is(err, ErrTimeStamp) || !errors.Is(err, context.Canceled) {
		t.Errorf("time-stamp: %v", err)
	}
}

func TestChain(t *testing.T) {
	ca, stranger := issue(t, nil, "p256", "CA", 1), issue(t, nil, "p256", "X", 9)
	id := issue(t, ca, "p256", "A", 2)
	roots := []*x509.Certificate{ca.cert}
	late := id.cert.NotAfter.AddDate(1, 0, 0)
	for _, c := range []struct {
		name string
		got  func() Trust
		want Trust
	}{
		{"good", func() Trust { _, tr, _ := Chain(id.cert, nil, roots, testNow); return tr }, TrustYes},
		{"no roots", func() Trust { _, tr, _ := Chain(id.cert, nil, nil, testNow); return tr }, TrustUnknown},
		{"other root", func() Trust { _, tr, _ := Chain(id.cert, nil, []*x509.Certificate{stranger.cert}, testNow); return tr }, TrustUnknown},
		{"expired", func() Trust { _, tr, _ := Chain(id.cert, nil, roots, late); return tr }, TrustNo},
		{"expired, other root", func() Trust { _, tr, _ := Chain(id.cert, nil, []*x509.Certificate{stranger.cert}, late); return tr }, TrustUnknown},
		{"usage", func() Trust { _, tr, _ := Chain(id.cert, nil, roots, testNow, x509.ExtKeyUsageTimeStamping); return tr }, TrustYes},
	} {
		if got := c.got(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBERBecomesDER(t *testing.T) {
	in := []byte{0x30, 0x80, 0x24, 0x80, 0x04, 0x01, 'a', 0x04, 0x02, 'b', 'c', 0, 0, 0x02, 0x81, 0x01, 5, 0, 0, 0xff}
	want := []byte{0x30, 0x08, 0x04, 0x03, 'a', 'b', 'c', 0x02, 0x01, 5}
	der, rest, err := toDER(in)
	if err != nil || !bytes.Equal(der, want) || !bytes.Equal(rest, []byte{0xff}) {
		t.Fatalf("%x %x %v", der, rest, err)
	}
	deep := bytes.Repeat([]byte{0x30, 0x80}, 1000)
	if _, _, err := toDER(deep); !errors.Is(err, ErrLimit) {
		t.Errorf("deep: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, kind := range []string{"p256", "rsa"} {
		id := issue(f, nil, kind, "A", 1)
		f.Add(mustSign(f, id, SignOptions{PSS: kind == "rsa", SigningTime: testNow}))
		f.Add(mustSign(f, id, SignOptions{Attached: true}))
	}
	f.Add([]byte{0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x80, 0, 0, 0, 0})
	f.Add(bytes.Repeat([]byte{0x24, 0x80}, 60))
	f.Fuzz(func(t *testing.T, b []byte) {
		der, _, err := toDER(b)
		if err == nil {
			again, rest, err := toDER(der)
			if err != nil || len(rest) > 0 || !bytes.Equal(again, der) {
				t.Fatalf("not stable: %x -> %x (%v)", der, again, err)
			}
		}
		sd, _, err := ParsePrefix(b)
		if err != nil {
			return
		}
		_, _ = sd.Verify(VerifyOptions{Content: content})
		for _, s := range sd.Signers {
			_, _ = s.TimeStampToken()
		}
	})
}
