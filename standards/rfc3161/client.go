// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net/http"
	"time"
)

const (
	mimeQuery = "application/timestamp-query"
	mimeReply = "application/timestamp-reply"

	defaultTimeout     = 15 * time.Second
	defaultMaxResponse = 256 << 10
	maxRequest         = 64 << 10
)

// Client asks one authority over HTTP. Only URL is required.
type Client struct {
	URL  string
	HTTP *http.Client // http.DefaultClient by default
	// Timeout bounds one exchange, 15 s by default, beside the caller's context.
	Timeout time.Duration
	// MaxResponse bounds the answer, 256 KiB by default.
	MaxResponse int64
	Policy      asn1.ObjectIdentifier
	// Username and Password, when set, go out as basic authentication.
	Username, Password string
	// Rand gives the nonce, crypto/rand by default.
	Rand io.Reader
}

// TimeStamp stamps a SHA-256 digest and returns the token. Its form fits
// cms.SignOptions.TimeStamp and pades.SignOptions.TimeStamp.
func (c *Client) TimeStamp(ctx context.Context, digest []byte) ([]byte, error) {
	t, err := c.Stamp(ctx, crypto.SHA256, digest)
	if err != nil {
		return nil, err
	}
	return t.Raw, nil
}

// Stamp asks for a token over digest and checks that the answer is for it: same
// imprint, nonce and policy, and a good signature. Trust is left to the caller.
// Errors: [ErrTransport], [ErrLimit], [*StatusError], [ErrNonce], [ErrPolicy],
// those of [ParseToken] and [Token.Verify].
func (c *Client) Stamp(ctx context.Context, h crypto.Hash, digest []byte) (*Token, error) {
	random := c.Rand
	if random == nil {
		random = rand.Reader
	}
	nonce, err := rand.Int(random, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, fmt.Errorf("rfc3161: nonce: %w", err)
	}
	req := &Request{Hash: h, Digest: digest, Policy: c.Policy, Nonce: nonce, CertReq: true}
	der, err := req.Marshal()
	if err != nil {
		return nil, err
	}
	body, err := c.post(ctx, der)
	if err != nil {
		return nil, err
	}
	return req.Accept(body)
}

// Accept reads the DER response to r and returns its token, checked against r.
func (r *Request) Accept(der []byte) (*Token, error) {
	resp, err := ParseResponse(der)
	if err != nil {
		return nil, err
	}
	if err := resp.Err(); err != nil {
		return nil, err
	}
	t, err := ParseToken(resp.Token)
	if err != nil {
		return nil, err
	}
	if r.Nonce != nil && (t.Nonce == nil || t.Nonce.Cmp(r.Nonce) != 0) {
		return nil, ErrNonce
	}
	if r.Policy != nil && !r.Policy.Equal(t.Policy) {
		return nil, ErrPolicy
	}
	if !r.CertReq { // the certificate is not in the token: the caller verifies with his own
		if !t.imprint.matches(r.Hash, r.Digest) {
			return nil, ErrImprint
		}
		return t, nil
	}
	_, err = t.Verify(VerifyOptions{Hash: r.Hash, Digest: r.Digest})
	return t, err
}

func (c *Client) post(ctx context.Context, der []byte) ([]byte, error) {
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(der))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSetup, err)
	}
	req.Header.Set("Content-Type", mimeQuery)
	req.Header.Set("Accept", mimeReply)
	if c.Username != "" {
		req.SetBasicAuth(c.Username, c.Password)
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTransport, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); resp.StatusCode != http.StatusOK || kind != mimeReply {
		return nil, fmt.Errorf("%w: %s, %q", ErrTransport, resp.Status, kind)
	}
	return readLimited(resp.Body, c.MaxResponse)
}

func readLimited(r io.Reader, limit int64) ([]byte, error) {
	if limit <= 0 {
		limit = defaultMaxResponse
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTransport, err)
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrLimit, limit)
	}
	return b, nil
}
