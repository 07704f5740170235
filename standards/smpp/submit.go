// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"context"
	"errors"
)

// Message is one text for one phone.
type Message struct {
	Source, Dest   Address
	Text           string
	WithoutReceipt bool
}

// Submit sends a text and returns the operator's id of each part. When it fails in the middle the ids so far are
// returned with the error. See ErrThrottled, ErrNotBound, ErrOutcomeUnknown and StatusError for what errors mean.
func (c *Client) Submit(ctx context.Context, m Message) (ids []string, err error) {
	if m.Source == (Address{}) {
		m.Source = c.cfg.Source
	}
	shorts, err := m.parts(byte(c.ref.Add(1)))
	if err != nil {
		return nil, err
	}
	for _, short := range shorts {
		id, err := c.submitPart(ctx, short)
		if err != nil {
			return ids, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// submitPart sends one part, on the next session when the present one ended before anything was written.
func (c *Client) submitPart(ctx context.Context, short *Short) (id string, err error) {
	for {
		s, err := c.session(ctx)
		if err != nil {
			return "", err
		}
		p, err := s.request(ctx, SubmitSM, short)
		switch {
		case errors.Is(err, ErrNotBound):
			continue
		case err != nil:
			return "", err
		}
		if resp, ok := p.Body.(*ShortResp); ok {
			id = resp.MessageID
		}
		return id, nil
	}
}

// parts makes the bodies of a message; ref ties the parts of one text together.
func (m Message) parts(ref byte) ([]*Short, error) {
	coding, texts, err := EncodeText(m.Text)
	if err != nil {
		return nil, err
	}
	out := make([]*Short, len(texts))
	for i, text := range texts {
		s := &Short{Source: m.Source, Dest: m.Dest, DataCoding: coding, Message: text, RegisteredDelivery: wantReceipt}
		if m.WithoutReceipt {
			s.RegisteredDelivery = 0
		}
		if len(texts) > 1 {
			s.ESMClass |= esmUDH
			s.Message = append(part{ref, byte(len(texts)), byte(i + 1)}.header(), text...)
		}
		out[i] = s
	}
	return out, nil
}
