// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"motcua.vn/standards/cms"
)

// SubFilterCAdES is the /SubFilter that [Sign] writes.
const SubFilterCAdES = "ETSI.CAdES.detached"

// Rect is a rectangle in points, from the lower left corner of the page.
type Rect struct{ X, Y, W, H float64 }

// Appearance is what a signature looks like on the page.
type Appearance struct {
	Page int // from 1
	Rect Rect
	// PNG is drawn over the whole of Rect, transparency included. Without it the
	// field has a place but no picture.
	PNG []byte
}

// SignOptions says who signs and how. Key, Certificate and Time are required.
type SignOptions struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
	Chain       []*x509.Certificate // carried along, nearest issuer first
	Hash        crypto.Hash         // chosen by the key when 0
	PSS         bool                // RSASSA-PSS instead of PKCS#1 v1.5

	// Time is the claimed time of signing, written with its zone as /M.
	Time time.Time
	// Name, Reason and Location may be in any language.
	Name, Reason, Location string
	// FieldName is the signature field to make, or an empty one to fill. By
	// default the first free of Signature1, Signature2, …
	FieldName string
	// Appearance is nil for an invisible signature.
	Appearance *Appearance
	// Fill writes text fields in the same revision, before the digest is taken.
	Fill []TextField

	// TimeStamp is asked for a token over the SHA-256 digest of the signature
	// value, which makes level B-T; see rfc3161.Client.
	TimeStamp func(ctx context.Context, digest []byte) (token []byte, err error)
	// ContentsSize is the room for the signature in bytes; by default what the
	// certificates need, with 16 KiB more for a time-stamp.
	ContentsSize int
	// Rand is crypto/rand by default.
	Rand io.Reader
}

// Sign is [SignContext] without a deadline.
func Sign(pdf []byte, o SignOptions) ([]byte, error) {
	return SignContext(context.Background(), pdf, o)
}

// SignContext returns pdf with a signature appended as an incremental update;
// ctx is passed on to o.TimeStamp.
//
// Errors: [ErrMalformed], [ErrLimit], [ErrEncrypted], [ErrOption], [ErrPage],
// [ErrFieldExists], [ErrImage], [ErrEncoding], [ErrRoom], [ErrForbidden], or
// those of package cms.
func SignContext(ctx context.Context, pdf []byte, o SignOptions) ([]byte, error) {
	if o.Key == nil || o.Certificate == nil || o.Time.IsZero() {
		return nil, fmt.Errorf("%w: key, certificate and time are required", ErrOption)
	}
	doc, err := open(pdf, newBudget(len(pdf)))
	if err != nil {
		return nil, err
	}
	if err := doc.acceptsUpdate(); err != nil {
		return nil, err
	}
	e, err := newEditor(doc)
	if err != nil {
		return nil, err
	}
	for _, f := range o.Fill {
		if err := e.addText(f); err != nil {
			return nil, fmt.Errorf("field %q: %w", f.Name, err)
		}
	}
	if err := e.addSignature(o); err != nil {
		return nil, err
	}
	if doc.budget.left < 0 {
		return nil, ErrLimit
	}
	out := e.finish()
	return seal(ctx, out, e.u.offsets[e.signature], o)
}

// acceptsUpdate refuses files on which an update would not be what readers see,
// and files certified against any change.
func (d *document) acceptsUpdate() error {
	if len(bytes.TrimSpace(d.tail)) > 0 {
		return malformed("data after the end-of-file mark")
	}
	sigs, err := d.signatures()
	if err != nil {
		return err
	}
	for _, s := range sigs {
		if s.permission == 1 {
			return ErrForbidden
		}
	}
	return nil
}

// The placeholders are as wide as anything that replaces them.
const rangePlaceholder = "[0 0000000000 0000000000 0000000000]"

func (o SignOptions) room() int {
	if o.ContentsSize > 0 {
		return o.ContentsSize
	}
	n := 4096 + len(o.Certificate.Raw)
	for _, c := range o.Chain {
		n += len(c.Raw)
	}
	if o.TimeStamp != nil {
		n += 16 << 10
	}
	return n
}

func signatureDict(o SignOptions) dict {
	d := dict{
		"Type": name("Sig"), "Filter": name("Adobe.PPKLite"), "SubFilter": name(SubFilterCAdES),
		"ByteRange": rawObject(rangePlaceholder), "M": formatDate(o.Time),
		"Contents": rawObject("<" + string(bytes.Repeat([]byte{'0'}, 2*o.room())) + ">"),
	}
	for k, v := range map[name]string{"Name": o.Name, "Reason": o.Reason, "Location": o.Location} {
		if v != "" {
			d[k] = encodeText(v)
		}
	}
	return d
}

// seal fills in /ByteRange and /Contents of the signature dictionary at from,
// whose first two keys they are.
func seal(ctx context.Context, out []byte, from int, o SignOptions) ([]byte, error) {
	at := bytes.Index(out[from:], []byte(rangePlaceholder))
	gap := bytes.Index(out[from:], []byte("/Contents <000000"))
	if at < 0 || gap < 0 {
		return nil, malformed("no room for the signature")
	}
	at, gap = at+from, gap+from+len("/Contents ")
	end := gap + 2 + 2*o.room()
	br := fmt.Sprintf("[0 %d %d %d", gap, end, len(out)-end)
	copy(out[at:], fmt.Sprintf("%-*s]", len(rangePlaceholder)-1, br))

	h := o.Hash
	if h == 0 {
		var err error
		if h, err = cms.HashFor(o.Key.Public()); err != nil {
			return nil, err
		}
	}
	if !h.Available() {
		return nil, fmt.Errorf("%w: hash %v", ErrOption, h)
	}
	digest := h.New()
	digest.Write(out[:gap])
	digest.Write(out[end:])
	der, err := cms.SignDigest(ctx, digest.Sum(nil), o.Key, cms.SignOptions{
		Certificate: o.Certificate, Chain: o.Chain, Hash: h, PSS: o.PSS, TimeStamp: o.TimeStamp, Rand: o.Rand,
	})
	if err != nil {
		return nil, err
	}
	if len(der) > o.room() {
		return nil, fmt.Errorf("%w: %d bytes for %d", ErrRoom, len(der), o.room())
	}
	hex.Encode(out[gap+1:], der)
	return out, nil
}
