// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/standards/pades"
	"motcua.vn/standards/rfc3161"
)

// SignInput says who signs which paper.
type SignInput struct {
	Paper   string
	Account string // whose key
	Post    string // in which post
	Seen    string // hash of the paper as the person saw it; "" asks nothing
}

// OrderSigning notes inside the caller's transaction that a person has decided to
// sign; the reaction SignOrdered carries it out, again and again until the
// time-stamp authority answers. Nothing is issued unsigned, nothing is lost.
func (s *Service) OrderSigning(tx *db.Tx, actor authz.Actor, in SignInput) error {
	p, err := s.paper(tx, in.Paper)
	if err != nil {
		return err
	}
	if err := s.maySign(actor, p, in.Account); err != nil {
		return err
	}
	if p.State != Draft { // a draft is drawn before its signature is looked at
		if _, err := signRule(p, in.Account, in.Seen); err != nil {
			return err
		}
	}
	if err := audit.Record(tx, actor, "document.order_signing", p.subject(), in); err != nil {
		return err
	}
	return s.box.Emit(tx, TopicSigningOrdered, p.ID, signingOrder{in})
}

type signingOrder struct{ SignInput }

// SignOrdered is the reaction to TopicSigningOrdered.
func (s *Service) SignOrdered(ctx context.Context, e outbox.Event) error {
	order, err := outbox.Decode[signingOrder](e)
	if err != nil {
		return err
	}
	_, err = s.SignResult(ctx, authz.SystemActor("document"), order.SignInput)
	return err
}

func (s *Service) maySign(actor authz.Actor, p Paper, account string) error {
	if err := authz.Require(actor, PermSign, p.Agency); err != nil {
		return err
	}
	return ownHand(actor, account)
}

// SignResult puts the competent person's signature on a result. It is slow and
// runs outside transactions; signed before by the same person, the paper is
// returned as it is.
func (s *Service) SignResult(ctx context.Context, actor authz.Actor, in SignInput) (Paper, error) {
	p, err := s.load(ctx, in.Paper)
	if err != nil {
		return p, err
	}
	if err := s.maySign(actor, p, in.Account); err != nil {
		return p, err
	}
	if p.State == Draft {
		if _, err = s.Render(ctx, actor, p.ID); err != nil {
			return p, err
		}
	}
	defer s.busy.lock(in.Paper)()
	if p, err = s.load(ctx, in.Paper); err != nil {
		return p, err
	}
	if done, err := signRule(p, in.Account, in.Seen); done || err != nil {
		return p, err
	}
	signed, key, err := s.signature(ctx, p, in.Account)
	if err != nil {
		return p, err
	}
	if p.SignedHash, err = s.blobs.Put(ctx, signed); err != nil {
		return p, err
	}
	p.Signer, p.SignerName, p.SignerPost, p.SignerKey, p.SignedAt = in.Account, key.Name, in.Post, key.Fingerprint, s.now()
	if p, err = s.record(ctx, actor, p, Rendered, Signed, "document.sign", TopicSigned); err != nil {
		return p, err
	}
	_, err = signRule(p, in.Account, "") // somebody else was faster
	return p, err
}

// signature makes the signed revision.
func (s *Service) signature(ctx context.Context, p Paper, account string) ([]byte, Key, error) {
	key, err := s.keys.Find(ctx, account, PersonKey, s.now())
	if err != nil {
		return nil, key, err
	}
	data, err := readData(p.Template, p.data)
	if err != nil {
		return nil, key, err
	}
	if err := sameSigner(printedSigner(data), key); err != nil {
		return nil, key, err
	}
	at := s.now()
	mark := key.Mark
	if len(mark) == 0 {
		if mark, err = s.personMark(key.Name, at); err != nil {
			return nil, key, err
		}
	}
	out, err := s.pades(ctx, p.RenderedHash, key, pades.SignOptions{
		Time: at, Name: key.Name, Reason: s.texts.T("document.print.mark.reason"), FieldName: "Signature1",
		Appearance: p.slots.appearance("signature", mark),
	})
	return out, key, err
}

// pades signs the kept bytes with a key and a time-stamp.
func (s *Service) pades(ctx context.Context, hash string, key Key, o pades.SignOptions) ([]byte, error) {
	body, err := s.blobs.Get(ctx, hash)
	if err != nil {
		return nil, err
	}
	if !key.Valid(o.Time) {
		return nil, fault.New(fault.Conflict, "document.fault.key_dates")
	}
	if o.Key, err = s.keys.Signer(ctx, key); err != nil {
		return nil, err
	}
	o.Certificate, o.Chain = key.Chain[0], key.Chain[1:]
	var away error
	if s.stamp != nil {
		o.TimeStamp = func(ctx context.Context, digest []byte) (token []byte, err error) {
			token, err = s.stamp.TimeStamp(ctx, digest)
			away = err
			return token, err
		}
	}
	out, err := pades.SignContext(ctx, body, o)
	if away != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "document.fault.stamp_away")
	}
	return out, err
}

func (all slots) appearance(name string, mark []byte) *pades.Appearance {
	at, ok := all[name]
	if !ok {
		return nil
	}
	return &pades.Appearance{Page: at.Page, Rect: pades.Rect{X: at.X, Y: at.Y, W: at.W, H: at.H}, PNG: mark}
}

func printedSigner(d Data) string {
	switch d := d.(type) {
	case *ResultData:
		return d.Signer.Name
	case *BirthData:
		return d.Signer.Name
	case *DecisionData:
		return d.Signer.Name
	case *ExtractData:
		return d.Signer.Name
	}
	return ""
}

func stampClient(url string) TimeStamper {
	return &rfc3161.Client{URL: url, Timeout: 15 * time.Second}
}
