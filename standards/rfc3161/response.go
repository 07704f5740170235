// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"encoding/asn1"
	"fmt"
	"strings"
)

// Response is a TimeStampResp. Token is nil unless Status grants one.
type Response struct {
	Status  Status
	Failure Failure
	Text    []string
	Token   []byte
}

type pkiStatusInfo struct {
	Status  int
	Text    []asn1.RawValue `asn1:"optional"` // UTF8String
	Failure asn1.BitString  `asn1:"optional"`
}

type timeStampResp struct {
	Status pkiStatusInfo
	Token  asn1.RawValue `asn1:"optional"`
}

// Marshal returns the response in DER.
func (r *Response) Marshal() ([]byte, error) {
	out := timeStampResp{Status: pkiStatusInfo{Status: int(r.Status)}}
	for _, s := range r.Text {
		out.Status.Text = append(out.Status.Text, asn1.RawValue{Tag: asn1.TagUTF8String, Bytes: []byte(s)})
	}
	if r.Failure >= 0 && r.Status > GrantedWithMods {
		bits := make([]byte, r.Failure/8+1)
		bits[r.Failure/8] = 0x80 >> (r.Failure % 8)
		out.Status.Failure = asn1.BitString{Bytes: bits, BitLength: int(r.Failure) + 1}
	}
	if len(r.Token) > 0 {
		out.Token = asn1.RawValue{FullBytes: r.Token}
	}
	return asn1.Marshal(out)
}

// ParseResponse reads a DER TimeStampResp. It fails with [ErrSyntax]; a refusal
// is not an error here but [Response.Err].
func ParseResponse(der []byte) (*Response, error) {
	var raw timeStampResp
	if err := unmarshal(der, &raw); err != nil {
		return nil, err
	}
	r := &Response{Status: Status(raw.Status.Status), Failure: NoFailure, Token: raw.Token.FullBytes}
	for _, v := range raw.Status.Text {
		r.Text = append(r.Text, strings.ToValidUTF8(string(v.Bytes), "\uFFFD"))
	}
	for i := 0; i < raw.Status.Failure.BitLength; i++ {
		if raw.Status.Failure.At(i) == 1 {
			r.Failure = Failure(i)
			break
		}
	}
	if (r.Err() == nil) != (len(r.Token) > 0) {
		return nil, fmt.Errorf("%w: status %d and %d bytes of token", ErrSyntax, r.Status, len(r.Token))
	}
	return r, nil
}

// Err is nil when a token was granted, else a [*StatusError].
func (r *Response) Err() error {
	if r.Status == Granted || r.Status == GrantedWithMods {
		return nil
	}
	return &StatusError{r.Status, r.Failure, r.Text}
}
