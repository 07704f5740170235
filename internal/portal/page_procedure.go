// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"net/http"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// procedureView answers in the order of the questions people have.
type procedureView struct {
	Code, Name, Caption string
	Audience            string
	Conditions          []string
	Papers              papersSplit
	NoPapers            bool
	Fees                []feeView
	Terms               []termView
	SameDay             string
	Where               whereView
	Steps               []string
	Results             []string
	Basis               []string
	Decision            string
	WhyNot              string // why one cannot apply online
	Words               []ui.Term
}

type paperView struct{ Name, Count, Form, When, Note, Instead string }

// More is what there is to say about a paper; a note of its own says more than the
// general word about registers.
func (x paperView) More() (out []string) {
	instead := x.Instead
	if x.Note != "" {
		instead = ""
	}
	for _, s := range []string{x.When, instead, x.Note, x.Form} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// papersSplit tells the papers that everybody brings from those of some cases.
type papersSplit struct{ Always, Cases []paperView }

func split(papers []paperView) (s papersSplit) {
	for _, x := range papers {
		if x.When == "" {
			s.Always = append(s.Always, x)
		} else {
			s.Cases = append(s.Cases, x)
		}
	}
	return s
}

type feeView struct {
	Name, Amount, When string
	Reliefs            []string
}

type termView struct{ How, Promised, Statutory, Cut string }

// whereView is the choice of the place: all that do it, one chosen, or the only one.
type whereView struct {
	Options []ui.Option // empty where there is only one
	Agency  organisation.Agency
	Centre  organisation.Agency
	Chosen  bool
	Poster  string
	Error   string
}

// known is a procedure in force with the place that was chosen for it.
type known struct {
	code    string
	version *catalogue.Version
	where   whereView
}

// procedure is the page of one procedure.
func (p *Pages) procedure(w http.ResponseWriter, r *http.Request) error {
	var k known
	err := p.read(r, func(q db.Reader) (err error) {
		k, err = p.load(q, r, r.URL.Query().Get("u"))
		return err
	})
	if next := successor(err); next != "" {
		http.Redirect(w, r, "/t/"+next, http.StatusSeeOther)
		return nil
	}
	if err != nil {
		return err
	}
	v := p.procedureView(r.Context(), k)
	t := i18n.From(r.Context()).T
	page := ui.Page{Title: v.Name, ReadAloud: true, Breadcrumbs: []ui.Link{{Text: t("portal.nav.find"), Href: pathHome}, {Text: v.Name}}}
	if k.where.Chosen {
		page.Answers = answersFor(k.where.Centre)
	}
	return p.show(w, r, http.StatusOK, page, procedurePage(v))
}

// successor is the procedure to use instead of one that is over.
func successor(err error) string {
	f := fault.Of(err)
	if err == nil || f.Key != "catalogue.fault.succeeded" {
		return ""
	}
	for i := 0; i+1 < len(f.Args); i += 2 {
		if f.Args[i] == "successor" {
			s, _ := f.Args[i+1].(string)
			return s
		}
	}
	return ""
}

// load finds the version in force and the place, agency being what was asked for.
func (p *Pages) load(q db.Reader, r *http.Request, agency string) (known, error) {
	k := known{code: r.PathValue("code")}
	var err error
	if _, k.version, err = p.cfg.Catalogue.Current(q, k.code, ""); err != nil {
		return k, err
	}
	agencies, err := p.cfg.Catalogue.OfferedBy(q, k.code)
	if err != nil {
		return k, err
	}
	k.where, err = p.place(q, r, agencies, agency)
	k.where.Poster = "/t/" + k.code + "/poster?u=" + k.where.Agency.Code
	return k, err
}

// place chooses among the agencies that do the procedure; a code that is not one
// of theirs chooses nothing.
func (p *Pages) place(q db.Reader, r *http.Request, agencies []organisation.Agency, asked string) (v whereView, err error) {
	if len(agencies) == 1 {
		asked = agencies[0].Code
	}
	for _, a := range agencies {
		if a.Code == asked {
			v.Agency, v.Chosen = a, true
		}
	}
	if v.Chosen {
		v.Centre, err = p.cfg.Organisation.ServiceCentreOf(q, v.Agency.Code)
		if fault.Is(err, fault.NotFound) {
			v.Centre, err = v.Agency, nil
		}
	}
	if len(agencies) > 1 {
		v.Options = append(v.Options, ui.Option{Text: i18n.T(r.Context(), "portal.where.choose")})
		for _, a := range agencies {
			v.Options = append(v.Options, ui.Option{Value: a.Code, Text: placeName(q, p.cfg.Organisation, a), Selected: v.Chosen && a.Code == v.Agency.Code})
		}
	}
	return v, err
}

// placeName is what people call the place: the commune for its committee, else the
// agency's name.
func placeName(q db.Reader, o *organisation.Service, a organisation.Agency) string {
	if a.Kind == organisation.PeopleCommittee && a.Tier == organisation.TierCommune {
		if u, err := o.Unit(q, a.Unit, ""); err == nil {
			return u.Name
		}
	}
	return a.Name
}

func (p *Pages) procedureView(ctx context.Context, k known) procedureView {
	v := k.version
	t := i18n.From(ctx).T
	out := procedureView{
		Code: k.code, Name: text(ctx, v.Name), Caption: joined(" · ", text(ctx, v.Field.Name), serviceWord(ctx, v)), Audience: audience(ctx, v), NoPapers: v.NoPapers || len(v.Components) == 0,
		Papers: split(papersOf(ctx, v)), Fees: feesOf(ctx, v), Terms: termsOf(ctx, v), Where: k.where, Words: lawWords(ctx, procedureWords),
		Decision: joined(", ", v.Decision.Number, v.Decision.Issuer, civil(v.Decision.Date)),
	}
	for _, c := range v.Conditions {
		out.Conditions = append(out.Conditions, text(ctx, c))
	}
	for _, s := range v.Sequence {
		out.Steps = append(out.Steps, text(ctx, s))
	}
	for _, x := range v.Results {
		out.Results = append(out.Results, text(ctx, x.Name))
	}
	for _, b := range v.Basis {
		out.Basis = append(out.Basis, joined(", ", b.Number, b.Articles))
	}
	if v.SameDayUntil != "" {
		out.SameDay = t("portal.term.same_day", "hour", v.SameDayUntil)
	}
	if err := catalogue.Fileable(v); err != nil {
		f := fault.Of(err)
		out.WhyNot = t(f.Key, f.Args...)
	}
	return out
}
