// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"motcua.vn/standards/cms"
)

var (
	policy = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 1}
	digest = func() []byte { d := sha256.Sum256([]byte("văn bản")); return d[:] }()
)

func newAuthority(t testing.TB, kind string) (*Authority, *identity) {
	t.Helper()
	ca := issue(t, nil, "p256", "TSA root", 1)
	id := issue(t, ca, kind, "TSA", 2)
	var n atomic.Int64
	return &Authority{
		Clock: func() time.Time { return testNow }, Key: id.key, Certificate: id.cert, Chain: []*x509.Certificate{ca.cert},
		Serial: func() (*big.Int, error) { return big.NewInt(n.Add(1)), nil }, Policy: policy, Accuracy: 1500 * time.Millisecond,
	}, ca
}

func TestClientAndAuthority(t *testing.T) {
	for _, kind := range []string{"rsa", "p256"} {
		a, ca := newAuthority(t, kind)
		srv := httptest.NewServer(a)
		defer srv.Close()
		raw, err := (&Client{URL: srv.URL, Policy: policy}).TimeStamp(context.Background(), digest)
		if err != nil {
			t.Fatal(err)
		}
		tok, err := ParseToken(append(raw, 0, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		v, err := tok.Verify(VerifyOptions{Hash: crypto.SHA256, Digest: digest, Roots: []*x509.Certificate{ca.cert}})
		if err != nil {
			t.Fatal(err)
		}
		if v.Trusted != cms.TrustYes || !v.Time.Equal(testNow) || tok.Accuracy != 1500*time.Millisecond || len(v.Chain) != 2 {
			t.Errorf("%s: %+v %+v", kind, v, tok)
		}
		if _, err := tok.Verify(VerifyOptions{Hash: crypto.SHA512, Digest: digest}); !errors.Is(err, ErrImprint) {
			t.Errorf("other imprint: %v", err)
		}
		v, err = tok.Verify(VerifyOptions{Hash: crypto.SHA256, Digest: digest})
		if err != nil || v.Trusted != cms.TrustUnknown {
			t.Errorf("no roots: %+v %v", v, err)
		}
	}
}

func TestAuthorityRefuses(t *testing.T) {
	a, _ := newAuthority(t, "p256")
	ask := func(der []byte) Failure {
		t.Helper()
		out, err := a.Respond(context.Background(), der)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ParseResponse(out)
		if err != nil {
			t.Fatal(err)
		}
		var se *StatusError
		if !errors.As(r.Err(), &se) {
			t.Fatalf("granted: %v", r)
		}
		return se.Failure
	}
	other, err := (&Request{Hash: crypto.SHA256, Digest: digest, Policy: asn1.ObjectIdentifier{1, 2, 3}}).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	imprint := messageImprint{Digest: digest[:20]}
	imprint.Algorithm.Algorithm, _ = cms.HashOID(crypto.SHA1)
	sha1, err := asn1.Marshal(timeStampReq{Version: 1, Imprint: imprint})
	if err != nil {
		t.Fatal(err)
	}
	imprint.Algorithm.Algorithm, _ = cms.HashOID(crypto.SHA256)
	short, err := asn1.Marshal(timeStampReq{Version: 1, Imprint: imprint})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		der  []byte
		want Failure
	}{{other, UnacceptedPolicy}, {sha1, BadAlgorithm}, {short, BadDataFormat}, {[]byte("?"), BadRequest}} {
		if got := ask(c.der); got != c.want {
			t.Errorf("failure %d, want %d", got, c.want)
		}
	}
	if _, err := (&Authority{}).Respond(context.Background(), other); !errors.Is(err, ErrSetup) {
		t.Errorf("empty authority: %v", err)
	}
	plain := issue(t, issue(t, nil, "p256", "CA", 1), "plain", "no EKU", 4)
	a.Key, a.Certificate = plain.key, plain.cert
	if _, err := a.Respond(context.Background(), other); !errors.Is(err, ErrCertificate) {
		t.Errorf("certificate without usage: %v", err)
	}
}

func TestAcceptRefuses(t *testing.T) {
	a, _ := newAuthority(t, "p256")
	req := &Request{Hash: crypto.SHA256, Digest: digest, Nonce: big.NewInt(7), CertReq: true}
	der, err := req.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	out, err := a.Respond(context.Background(), der)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := req.Accept(out); err != nil {
		t.Fatal(err)
	}
	changed := func(edit func(*Request)) *Request { r := *req; edit(&r); return &r }
	for _, c := range []struct {
		r    *Request
		want error
	}{
		{changed(func(r *Request) { r.Nonce = big.NewInt(8) }), ErrNonce},
		{changed(func(r *Request) { r.Policy = asn1.ObjectIdentifier{1, 2, 3} }), ErrPolicy},
		{changed(func(r *Request) { r.Digest = make([]byte, 32) }), ErrImprint},
	} {
		if _, err := c.r.Accept(out); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	for i := range out {
		bad := slices.Clone(out)
		bad[i] ^= 0x20
		if tok, err := req.Accept(bad); err == nil && !tok.Time.Equal(testNow) {
			t.Fatalf("byte %d: time changed unnoticed", i)
		}
	}
	a.Clock = func() time.Time { return testNow.AddDate(200, 0, 0) }
	if out, err = a.Respond(context.Background(), der); err != nil {
		t.Fatal(err)
	}
	if _, err := req.Accept(out); !errors.Is(err, ErrTime) {
		t.Errorf("expired authority: %v", err)
	}
}

func TestClientLimits(t *testing.T) {
	hang := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mimeReply)
		_, _ = w.Write(make([]byte, 300<<10))
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	mux.HandleFunc("/html", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	defer close(hang)
	for path, want := range map[string]error{"/big": ErrLimit, "/slow": ErrTransport, "/html": ErrTransport, "/none": ErrTransport} {
		c := &Client{URL: srv.URL + path, Timeout: 100 * time.Millisecond}
		if path == "/big" {
			c.Timeout = 0
		}
		if _, err := c.TimeStamp(context.Background(), digest); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
}

func TestHandlerRefuses(t *testing.T) {
	a, _ := newAuthority(t, "p256")
	try := func(method, kind, body string) int {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(method, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		a.ServeHTTP(w, r)
		return w.Code
	}
	for _, c := range []struct {
		method, kind, body string
		want               int
	}{
		{"GET", mimeQuery, "", 405}, {"POST", "text/plain", "", 415},
		{"POST", mimeQuery, strings.Repeat("x", maxRequest+1), 413}, {"POST", mimeQuery, "x", 200},
	} {
		if got := try(c.method, c.kind, c.body); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.method, c.kind, got, c.want)
		}
	}
	a.Serial = func() (*big.Int, error) { return nil, errors.New("disk full") }
	der, err := (&Request{Hash: crypto.SHA256, Digest: digest}).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if got := try("POST", mimeQuery, string(der)); got != 500 {
		t.Errorf("no serial: %d", got)
	}
}

func FuzzParse(f *testing.F) {
	a, _ := newAuthority(f, "p256")
	req := &Request{Hash: crypto.SHA256, Digest: digest, Nonce: big.NewInt(5), CertReq: true, Policy: policy}
	der, err := req.Marshal()
	if err != nil {
		f.Fatal(err)
	}
	out, err := a.Respond(context.Background(), der)
	if err != nil {
		f.Fatal(err)
	}
	resp, err := ParseResponse(out)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(der)
	f.Add(out)
	f.Add(resp.Token)
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := ParseRequest(b); err == nil {
			if _, err := r.Marshal(); err != nil {
				t.Errorf("read but not written: %v", err)
			}
		}
		if r, err := ParseResponse(b); err == nil {
			_ = r.Err()
		}
		if tok, err := ParseToken(b); err == nil {
			_, _ = tok.Verify(VerifyOptions{Hash: crypto.SHA256, Digest: digest})
		}
		if _, err := a.Respond(context.Background(), b); err != nil {
			t.Errorf("no answer: %v", err)
		}
	})
}
