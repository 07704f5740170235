// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"fmt"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/standards/pades"
)

// SealInput says who seals which paper.
type SealInput struct {
	Paper   string
	Account string // the keeper of the seal
}

// OrderSealing notes inside the caller's transaction that the keeper of the seal
// has decided; the reaction SealOrdered carries it out.
func (s *Service) OrderSealing(tx *db.Tx, actor authz.Actor, in SealInput) error {
	p, err := s.paper(tx, in.Paper)
	if err != nil {
		return err
	}
	if err := s.maySeal(actor, p, in.Account); err != nil {
		return err
	}
	if _, err := sealRule(p, in.Account); err != nil {
		return err
	}
	if err := audit.Record(tx, actor, "document.order_sealing", p.subject(), in); err != nil {
		return err
	}
	return s.box.Emit(tx, TopicSealingOrdered, p.ID, sealingOrder{in})
}

type sealingOrder struct{ SealInput }

// SealOrdered is the reaction to TopicSealingOrdered.
func (s *Service) SealOrdered(ctx context.Context, e outbox.Event) error {
	order, err := outbox.Decode[sealingOrder](e)
	if err != nil {
		return err
	}
	_, err = s.SealResult(ctx, authz.SystemActor("document"), order.SealInput)
	return err
}

func (s *Service) maySeal(actor authz.Actor, p Paper, account string) error {
	if err := authz.Require(actor, PermSeal, p.Agency); err != nil {
		return err
	}
	return ownHand(actor, account)
}

// SealResult gives a signed result its number and date and puts the agency's seal
// on it. The number is bound to the paper first, in a transaction of its own, so
// that whatever happens while sealing, the same number comes again: the series has
// neither gaps nor doubles.
func (s *Service) SealResult(ctx context.Context, actor authz.Actor, in SealInput) (Paper, error) {
	defer s.busy.lock(in.Paper)()
	p, err := s.load(ctx, in.Paper)
	if err != nil {
		return p, err
	}
	if err := s.maySeal(actor, p, in.Account); err != nil {
		return p, err
	}
	if done, err := sealRule(p, in.Account); done || err != nil {
		return p, err
	}
	key, err := s.keys.Find(ctx, p.Agency, SealKey, s.now())
	if err != nil {
		return p, err
	}
	if err := differentKeys(p.SignerKey, key); err != nil {
		return p, err
	}
	if p, err = s.assignNumber(ctx, actor, p.ID, in.Account); err != nil || p.State == Sealed {
		return p, err
	}
	sealed, err := s.sealed(ctx, p, key)
	if err != nil {
		return p, err
	}
	if p.SealedHash, err = s.blobs.Put(ctx, sealed); err != nil {
		return p, err
	}
	p.Sealer, p.SealKey, p.SealedAt = in.Account, key.Fingerprint, s.now()
	return s.record(ctx, actor, p, Signed, Sealed, "document.seal", TopicSealed)
}

// assignNumber binds the next number of the agency's series to the paper, once.
func (s *Service) assignNumber(ctx context.Context, actor authz.Actor, id, account string) (Paper, error) {
	var p Paper
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if p, err = lockedPaper(tx, id); err != nil {
			return missing(err)
		}
		if done, err := sealRule(p, account); done || err != nil || p.Number > 0 {
			return err
		}
		if p.Number, p.Dated, err = nextNumber(tx, p.Agency, p.series); err != nil {
			return err
		}
		if err := storeNumber(tx, &p); err != nil {
			return err
		}
		return audit.Record(tx, actor, "document.number", p.subject(), map[string]any{"paper": p.ID, "number": p.FullNumber(), "date": p.Dated})
	})
	return p, err
}

// sealed makes the sealing revision: number and date are filled in, the seal
// covers a third of the signature from its left.
func (s *Service) sealed(ctx context.Context, p Paper, key Key) ([]byte, error) {
	mark := key.Mark
	if len(mark) == 0 {
		var err error
		if mark, err = s.sealMark(or(key.Name, p.AgencyName)); err != nil {
			return nil, err
		}
	}
	o := pades.SignOptions{
		Time: s.now(), Name: key.Name, FieldName: "Seal1",
		Reason: s.texts.T("document.print.mark.seal_reason", "number", p.FullNumber()),
		Fill:   p.slots.numbers(p),
	}
	if at, ok := p.slots["signature"]; ok {
		o.Appearance = &pades.Appearance{Page: at.Page, Rect: sealRect(at), PNG: mark}
	}
	return s.pades(ctx, p.SignedHash, key, o)
}

// sealSide is the seal's diameter: 36 mm.
const sealSide = 36 / pt

func sealRect(signature slot) pades.Rect {
	return pades.Rect{
		X: signature.X + signature.W/3 - sealSide, Y: signature.Y + signature.H/2 - sealSide/2, W: sealSide, H: sealSide,
	}
}

// fontOf names the standard fonts, whose metrics are those of the paper's own.
var fontOf = map[string]string{"": "Times-Roman", "B": "Times-Bold", "I": "Times-Italic", "BI": "Times-BoldItalic"}

// numbers fills the places that were left open: digits only, for the words around
// them were printed and signed before.
func (all slots) numbers(p Paper) []pades.TextField {
	dated, err := time.Parse(clock.DateLayout, p.Dated)
	if err != nil {
		return nil
	}
	day, month := dayAndMonth(dated)
	texts := [][2]string{{"number", fmt.Sprintf("%02d", p.Number)}, {"day", day}, {"month", month}, {"year", dated.Format("2006")}}
	var out []pades.TextField
	for _, t := range texts {
		at, ok := all[t[0]]
		if !ok {
			continue
		}
		drop := 0.217 * at.Size // the field's baseline stands this much above its lower edge
		indent := max(0, (at.W-digitWidth*at.Size*float64(len(t[1])))/2)
		out = append(out, pades.TextField{
			Name: t[0], Value: t[1], Page: at.Page, FontSize: at.Size, Font: fontOf[at.Style],
			Rect: pades.Rect{X: at.X + indent, Y: at.Y - drop, W: at.W - indent + 2, H: at.Size + drop},
		})
	}
	return out
}

// digitWidth is that of every digit of the Times fonts, in units of the size.
const digitWidth = 0.5
