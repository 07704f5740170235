// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"errors"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
)

// resultStep is the step under which a dossier's result is kept: there is one.
const resultStep = "result"

// SignResult is the reaction to an approval: the result is drawn with the
// decision and signed with the approver's key.
func (s *Service) SignResult(ctx context.Context, e outbox.Event) error {
	m, err := outbox.Decode[Moved](e)
	if err != nil {
		return err
	}
	var paper document.Paper
	var post string
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		x, err := s.setting(tx, m)
		if err != nil || len(x.version.Results) == 0 {
			return err
		}
		post = x.event.ActorPost
		paper, err = s.document.Order(tx, authz.SystemActor("dossier"), x.order(resultStep, x.Competent, s.result(tx, x)))
		return err
	})
	if err != nil || paper.ID == "" {
		return err
	}
	_, err = s.document.SignResult(ctx, authz.SystemActor("dossier"), document.SignInput{Paper: paper.ID, Account: m.Actor, Post: post})
	return err
}

// SealResult is the reaction to the seal keeper's act: number, date, seal.
func (s *Service) SealResult(ctx context.Context, e outbox.Event) error {
	m, err := outbox.Decode[Moved](e)
	if err != nil {
		return err
	}
	var paper document.Paper
	err = s.db.Read(ctx, func(r db.Reader) error {
		var err error
		if paper, err = s.document.Result(r, m.Dossier); errors.Is(err, db.ErrNoRows) {
			err = nil
		}
		return err
	})
	if err != nil || paper.ID == "" {
		return err
	}
	_, err = s.document.SealResult(ctx, authz.SystemActor("dossier"), document.SealInput{Paper: paper.ID, Account: m.Actor})
	return err
}

// PreviewResult draws the result as it would be if the actor approved now.
func (s *Service) PreviewResult(ctx context.Context, actor authz.Actor, code string) ([]byte, error) {
	var in document.OrderInput
	err := s.db.Read(ctx, func(r db.Reader) error {
		f, err := s.Open(r, actor, code)
		if err != nil {
			return err
		}
		x, err := s.setting(r, Moved{Dossier: f.ID, Seq: f.Version})
		if err != nil {
			return err
		}
		if len(x.version.Results) == 0 {
			return fault.New(fault.NotFound, "dossier.fault.no_result_paper")
		}
		x.event.ActorName, x.event.ActorPost, x.event.At = actor.Name, actor.Post, r.Now()
		in = x.order(resultStep, x.Competent, s.result(r, x))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.document.Preview(in)
}

// birthResult is the national code of the birth certificate.
const birthResult = "KQ.G15.000031"

// result chooses the layout: a letter for a refusal, the certificate of a birth,
// an extract of the facts for everything else.
func (s *Service) result(r db.Reader, x setting) document.Data {
	signer := document.Official{Capacity: capacity(s.vi, x.competent), Post: x.event.ActorPost, Name: x.event.ActorName}
	switch {
	case x.Outcome == Refused:
		return s.refusalLetter(x, signer)
	case x.version.Results[0].Code == birthResult:
		return s.birth(x, signer)
	}
	return s.extract(r, x, signer)
}

func capacity(vi i18n.Localizer, a organisation.Agency) string {
	if a.Kind == organisation.PeopleCommittee {
		return vi.T("dossier.paper.for_committee")
	}
	return ""
}

func (s *Service) resultHead(x setting, title, symbol string) document.Head {
	return document.Head{Superior: "", Agency: x.competent.Name, Place: placeOf(x.competent), Symbol: symbol, Title: title}
}

func (s *Service) refusalLetter(x setting, signer document.Official) document.Data {
	finding := ""
	for _, e := range x.Events {
		if e.Act == ActAppraise {
			finding = e.Note
		}
	}
	return &document.ResultData{
		Head: s.resultHead(x, s.vi.T("dossier.paper.refusal_title"), "TB"), About: x.Title, To: x.Applicant.Name, Signer: signer,
		Paragraphs: []string{
			s.vi.T("dossier.paper.refusal_opening", "code", x.Code, "received", i18n.Short(x.Times.Received.AddDate(-1, 0, 0), x.Times.Received), "procedure", x.Title),
			s.vi.T("dossier.paper.refusal_reason", "reason", finding),
			s.vi.T("dossier.paper.refusal_rights"),
		},
		Recipients: []string{x.Applicant.Name, x.receiving.Name},
	}
}

func (s *Service) birth(x setting, signer document.Official) document.Data {
	a := x.Content.Answers
	return &document.BirthData{
		Head: s.resultHead(x, "", "KS"), Name: a["child_name"], Born: a["child_birth_date"], Sex: s.label(x.version, "child_sex", a), Ethnicity: a["child_ethnicity"],
		Nationality: s.vi.T("dossier.paper.vietnamese"), BirthPlace: a["child_birth_place"], Origin: a["child_origin"],
		Mother: s.parent(x, "mother"), Father: s.parent(x, "father"),
		Declarant: a["requester"+PartName], DeclarantID: a["requester"+PartNumber],
		Registry: x.competent.Name, Registered: clock.Date(x.event.At), Signer: signer,
	}
}

func (s *Service) parent(x setting, key string) document.Parent {
	a := x.Content.Answers
	p := document.Parent{Name: a[key+PartName], Residence: a[key+"_residence"+partLabel]}
	if born := a[key+PartBorn]; len(born) >= 4 {
		p.Year = born[:4]
	}
	if p.Name != "" {
		p.Nationality = s.vi.T("dossier.paper.vietnamese")
	}
	return p
}

// partLabel is where the name of a chosen unit is kept beside its code, as it was
// when it was chosen.
const partLabel = ".label"

// label is the answer to a choice in words.
func (s *Service) label(v *catalogue.Version, key string, answers map[string]string) string {
	for _, q := range v.Form.Fields {
		if q.Key == key {
			return answerText(q, answers)
		}
	}
	return answers[key]
}

// answerText is an answer as people read it, in Vietnamese.
func answerText(q catalogue.FormField, answers map[string]string) string {
	a := answers[q.Key]
	switch q.Kind {
	case catalogue.FieldPerson:
		return join(", ", answers[q.Key+PartName], dateText(answers[q.Key+PartBorn]), answers[q.Key+PartNumber])
	case catalogue.FieldSelect, catalogue.FieldRadio:
		for _, o := range q.Options {
			if o.Value == a {
				return o.Label.VI
			}
		}
	case catalogue.FieldDate:
		return dateText(a)
	case catalogue.FieldUnit:
		if l := answers[q.Key+partLabel]; l != "" {
			return l
		}
	}
	return a
}

func dateText(iso string) string {
	if len(iso) != 10 {
		return iso
	}
	return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
}

func join(sep string, parts ...string) string {
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += sep
		}
		out += p
	}
	return out
}

// extract prints what was asked and answered, and what is confirmed.
func (s *Service) extract(_ db.Reader, x setting, signer document.Official) document.Data {
	d := &document.ExtractData{
		Head: s.resultHead(x, x.version.Results[0].Name.VI, "KQ"), About: x.Title, Signer: signer,
		Opening: s.vi.T("dossier.paper.extract_opening", "agency", x.competent.Name),
		Closing: s.vi.T("dossier.paper.extract_closing", "code", x.Code), Recipients: []string{x.Applicant.Name, x.receiving.Name},
	}
	d.Facts = append(d.Facts, document.Fact{Label: s.vi.T("dossier.paper.applicant"), Value: join(", ", x.Applicant.Name, x.Applicant.Number)})
	for _, q := range x.version.Form.Asked(x.Content.Answers) {
		if v := answerText(q, x.Content.Answers); v != "" && q.Kind != catalogue.FieldFile {
			d.Facts = append(d.Facts, document.Fact{Label: q.Label.VI, Value: v})
		}
	}
	if v := x.Content.Answers[generalRequest]; v != "" {
		d.Facts = append(d.Facts, document.Fact{Label: s.vi.T("dossier.paper.request"), Value: v})
	}
	return d
}

// generalRequest is the one question of procedures that have no form of their own.
const generalRequest = "request"
