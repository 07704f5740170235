// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"mime"
	"net/http"
	"time"

	"motcua.vn/standards/cms"
)

// Authority is a time-stamping authority and an [http.Handler]. It is stateless:
// Serial must never give a number twice. All of Clock, Key, Certificate, Serial
// and Policy are required.
type Authority struct {
	Clock       func() time.Time
	Key         crypto.Signer
	Certificate *x509.Certificate
	Chain       []*x509.Certificate
	Serial      func() (*big.Int, error)
	Policy      asn1.ObjectIdentifier
	// Accuracy is written into tokens when positive, in whole microseconds.
	Accuracy time.Duration
}

// Respond answers a DER request with a DER response. A request that cannot be
// granted gives a response that says so; the error is for failures of the authority.
func (a *Authority) Respond(ctx context.Context, der []byte) ([]byte, error) {
	if a.Clock == nil || a.Key == nil || a.Certificate == nil || a.Serial == nil || len(a.Policy) == 0 {
		return nil, ErrSetup
	}
	if !stamps(a.Certificate) {
		return nil, fmt.Errorf("%w: %w", ErrSetup, ErrCertificate)
	}
	req, failure, text := a.read(der)
	if failure != NoFailure {
		return (&Response{Status: Rejection, Failure: failure, Text: []string{text}}).Marshal()
	}
	token, err := a.token(ctx, req)
	if err != nil {
		return nil, err
	}
	return (&Response{Status: Granted, Failure: NoFailure, Token: token}).Marshal()
}

func (a *Authority) read(der []byte) (*Request, Failure, string) {
	req, err := ParseRequest(der)
	switch {
	case errors.Is(err, cms.ErrAlgorithm):
		return nil, BadAlgorithm, "digest algorithm not supported"
	case errors.Is(err, ErrImprint):
		return nil, BadDataFormat, "digest has the wrong length"
	case err != nil:
		return nil, BadRequest, "request not understood"
	case req.Policy != nil && !req.Policy.Equal(a.Policy):
		return nil, UnacceptedPolicy, "policy not offered"
	case len(req.Extensions) > 0:
		return nil, UnacceptedExtension, "extensions not supported"
	}
	return req, NoFailure, ""
}

func (a *Authority) token(ctx context.Context, req *Request) ([]byte, error) {
	serial, err := a.Serial()
	if err != nil {
		return nil, fmt.Errorf("rfc3161: serial number: %w", err)
	}
	imprint, err := newImprint(req.Hash, req.Digest)
	if err != nil {
		return nil, err
	}
	info := tstInfo{
		Version: 1, Policy: a.Policy, Imprint: imprint, Serial: serial, Nonce: req.Nonce,
		Time: a.Clock().UTC().Truncate(time.Second), Accuracy: split(a.Accuracy),
	}
	der, err := asn1.Marshal(info)
	if err != nil {
		return nil, fmt.Errorf("rfc3161: %w", err)
	}
	return cms.Sign(ctx, der, a.Key, cms.SignOptions{
		Certificate: a.Certificate, Chain: a.Chain, OmitCertificates: !req.CertReq,
		ContentType: cms.OIDTSTInfo, Attached: true, SigningTime: info.Time,
	})
}

func split(d time.Duration) accuracy {
	if d <= 0 {
		return accuracy{}
	}
	return accuracy{
		Seconds: int(d / time.Second),
		Millis:  int(d % time.Second / time.Millisecond),
		Micros:  int(d % time.Millisecond / time.Microsecond),
	}
}

// ServeHTTP answers POSTed queries of at most 64 KiB.
func (a *Authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "POST a time-stamp query", http.StatusMethodNotAllowed)
		return
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != mimeQuery {
		http.Error(w, mimeQuery+" expected", http.StatusUnsupportedMediaType)
		return
	}
	der, err := readLimited(r.Body, maxRequest)
	if err != nil {
		http.Error(w, "query too large or cut short", http.StatusRequestEntityTooLarge)
		return
	}
	reply, err := a.Respond(r.Context(), der)
	if err != nil {
		http.Error(w, "authority unavailable", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", mimeReply)
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(reply)
}
