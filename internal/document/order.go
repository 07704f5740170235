// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/internal/platform/outbox"
)

// Order notes inside the caller's transaction that a paper is wanted; it is drawn
// by the reaction RenderOrdered. The caller has checked the actor's rights. The
// same (dossier, step, template) again is the same paper: a slip as it was, a
// result that nobody signed yet with the new data, and a signed one not at all.
func (s *Service) Order(tx *db.Tx, actor authz.Actor, in OrderInput) (Paper, error) {
	if err := in.check(); err != nil {
		return Paper{}, err
	}
	data, err := json.Marshal(in.Data)
	if err != nil {
		return Paper{}, err
	}
	known, err := storedPaperOf(tx, in.Dossier, in.Step, string(in.Data.Template()))
	switch {
	case err == nil:
		return s.reorder(tx, actor, known, in, data)
	case !errors.Is(err, db.ErrNoRows):
		return Paper{}, err
	}
	p := newPaper(tx, in, data)
	if !p.Template.IsResult() {
		if p.Number, p.Dated, err = nextNumber(tx, p.Agency, p.series); err != nil {
			return Paper{}, err
		}
	}
	storePaper(tx, p)
	return p, s.ordered(tx, actor, p)
}

func newPaper(tx *db.Tx, in OrderInput, data []byte) Paper {
	h := in.Data.head()
	return Paper{
		ID: ids.New(tx.Now()), Dossier: in.Dossier, DossierCode: in.DossierCode, Step: in.Step, Template: in.Data.Template(), Edition: edition,
		Agency: in.Agency, AgencyName: h.Agency, Title: h.Title, Holder: in.Holder, data: data, State: Draft,
		Code: ids.Code(12), Symbol: h.Symbol, series: seriesOf(h.Symbol, in.Data.Template()), CreatedAt: tx.Now(),
	}
}

func (s *Service) reorder(tx *db.Tx, actor authz.Actor, p Paper, in OrderInput, data []byte) (Paper, error) {
	if !p.Template.IsResult() || bytes.Equal(p.data, data) {
		return p, nil
	}
	if p.State != Draft && p.State != Rendered {
		return p, fault.New(fault.Conflict, "document.fault.already_signed")
	}
	h := in.Data.head()
	p.data, p.State, p.RenderedHash, p.Edition = data, Draft, "", edition
	p.AgencyName, p.Title, p.Holder, p.Symbol, p.series = h.Agency, h.Title, in.Holder, h.Symbol, seriesOf(h.Symbol, p.Template)
	if err := storeRedraft(tx, &p); err != nil {
		return p, err
	}
	return p, s.ordered(tx, actor, p)
}

func (s *Service) ordered(tx *db.Tx, actor authz.Actor, p Paper) error {
	detail := map[string]any{"paper": p.ID, "template": p.Template, "step": p.Step, "number": p.FullNumber()}
	if err := audit.Record(tx, actor, "document.order", p.subject(), detail); err != nil {
		return err
	}
	return s.box.Emit(tx, TopicOrdered, p.ID, p.event())
}

// nextNumber takes the next number of an agency's series for the year; the row is
// locked until the transaction ends, so that no number is lost or given twice.
func nextNumber(tx *db.Tx, agency, series string) (int64, string, error) {
	dated := clock.Date(tx.Now())
	n, err := takeNumber(tx, agency, series, dated[:4])
	return n, dated, err
}

// Issue orders a paper and draws it at once, for papers that a person waits for.
func (s *Service) Issue(ctx context.Context, actor authz.Actor, in OrderInput) (Paper, error) {
	var p Paper
	order := func(tx *db.Tx) (err error) {
		if err = s.mayChange(ctx, tx, actor, in.Dossier); err != nil {
			return err
		}
		p, err = s.Order(tx, actor, in)
		return err
	}
	err := s.db.Write(ctx, order)
	if db.IsUnique(err) { // somebody clicked at the same instant: theirs is ours
		err = s.db.Write(ctx, order)
	}
	if err != nil {
		return Paper{}, err
	}
	return s.Render(ctx, actor, p.ID)
}

// RenderOrdered is the reaction to TopicOrdered.
func (s *Service) RenderOrdered(ctx context.Context, e outbox.Event) error {
	ordered, err := outbox.Decode[PaperEvent](e)
	if err != nil {
		return err
	}
	_, err = s.Render(ctx, authz.SystemActor("document"), ordered.Paper)
	return err
}

// Render draws a drafted paper outside any transaction and records it in one. A
// paper that was drawn before is returned as it is.
func (s *Service) Render(ctx context.Context, actor authz.Actor, id string) (Paper, error) {
	defer s.busy.lock(id)()
	p, err := s.load(ctx, id)
	if err != nil || p.State != Draft {
		return p, err
	}
	data, err := readData(p.Template, p.data)
	if err != nil {
		return p, err
	}
	drawn, err := s.draw(p, data, false)
	if err != nil {
		return p, err
	}
	if p.RenderedHash, err = s.blobs.Put(ctx, drawn.body); err != nil {
		return p, err
	}
	p.slots, p.RenderedAt, p.Edition = drawn.slots, s.now(), edition
	return s.record(ctx, actor, p, Draft, Rendered, "document.render", TopicRendered)
}

// record moves a paper from one state to the next, if nobody was faster; then
// theirs is the paper.
func (s *Service) record(ctx context.Context, actor authz.Actor, p Paper, from, to State, act, topic string) (Paper, error) {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		next := p
		next.State = to
		done, err := storeStage(tx, &next, from)
		if err != nil {
			return err
		}
		if !done {
			p, err = s.paper(tx, p.ID)
			return err
		}
		p = next
		if err := audit.Record(tx, actor, act, p.subject(), map[string]any{"paper": p.ID, "hash": p.Hash(), "number": p.FullNumber()}); err != nil {
			return err
		}
		event := p.event()
		event.Account = p.Signer
		if to == Sealed {
			event.Account = p.Sealer
		}
		return s.box.Emit(tx, topic, p.Dossier, event)
	})
	return p, err
}

func (s *Service) load(ctx context.Context, id string) (Paper, error) {
	var p Paper
	err := s.db.Read(ctx, func(r db.Reader) (err error) { p, err = s.paper(r, id); return err })
	return p, err
}

// Preview draws a paper that nobody ordered, by the same renderer, marked as a
// preview.
func (s *Service) Preview(in OrderInput) ([]byte, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	h := in.Data.head()
	p := Paper{DossierCode: in.DossierCode, Template: in.Data.Template(), Agency: in.Agency, AgencyName: h.Agency, Title: h.Title, Symbol: h.Symbol, Dated: h.Date, CreatedAt: s.now()}
	drawn, err := s.draw(p, in.Data, true)
	return drawn.body, err
}
