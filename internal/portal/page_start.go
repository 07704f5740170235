// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"net/url"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type startView struct {
	Code, Name string
	Where      whereView
	Problems   problems
	WhyNot     string
	Person     string
	Draft      string // an application begun before, to go on with
	Saved      string
	Days       int
	Command    string
}

// showStart is the last page before an application: for whom, where, and that
// everything is kept.
func (p *Pages) showStart(w http.ResponseWriter, r *http.Request) error {
	return p.startPage(w, r, r.URL.Query().Get("u"), problems{})
}

func (p *Pages) startPage(w http.ResponseWriter, r *http.Request, agency string, x problems) error {
	var k known
	var drafts []dossier.Draft
	actor := web.Actor(r)
	err := p.read(r, func(q db.Reader) (err error) {
		if k, err = p.load(q, r, agency); err != nil {
			return err
		}
		drafts, err = p.cfg.Dossier.Drafts(q, actor)
		return err
	})
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := startView{Code: k.code, Name: text(ctx, k.version.Name), Where: k.where, Person: actor.Name, Problems: x, Days: int(dossier.DraftLife.Hours() / 24), Command: web.NewCommand(r)}
	v.Where.Error = x.At("u")
	if err := catalogue.Fileable(k.version); err != nil {
		f := fault.Of(err)
		v.WhyNot = i18n.T(ctx, f.Key, f.Args...)
	}
	for _, d := range drafts {
		if d.Procedure == k.code && (!k.where.Chosen || d.Competent == k.where.Agency.Code) && v.Draft == "" {
			v.Draft, v.Saved = d.ID, i18n.When(ctx, d.UpdatedAt)
		}
	}
	page := ui.Page{Title: i18n.T(ctx, "portal.start.title"), Back: &ui.Link{Href: "/t/" + k.code + "?u=" + url.QueryEscape(k.where.Agency.Code)}, HasErrors: x.Any()}
	if k.where.Chosen {
		page.Answers = answersFor(k.where.Centre)
	}
	return p.show(w, r, x.status(), page, startMain(v))
}

// start begins an application, or goes on with the one begun before. Who is not
// signed in goes to sign in and comes back.
func (p *Pages) start(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	actor, agency := web.Actor(r), form.Raw("u")
	if actor.Kind == authz.Staff {
		return authz.Refuse(actor)
	}
	if actor.Kind != authz.Citizen {
		return web.SeeOther(w, r, signInTo("/t/"+url.PathEscape(r.PathValue("code"))+"/start?u="+url.QueryEscape(agency)))
	}
	var k known
	var person identity.Person
	err = p.read(r, func(q db.Reader) (err error) {
		if k, err = p.load(q, r, agency); err != nil {
			return err
		}
		person, err = p.cfg.Identity.Person(q, actor.Person)
		return err
	})
	if err != nil {
		return err
	}
	if err := catalogue.Fileable(k.version); err != nil {
		return p.startAgain(w, r, agency, err)
	}
	if form.Require(k.where.Chosen, "u", "portal.where.required"); form.Err() != nil {
		return p.startAgain(w, r, agency, form.Err())
	}
	d, err := p.cfg.Dossier.StartDraft(r.Context(), actor, k.code, k.where.Agency.Code)
	if err != nil {
		return p.startAgain(w, r, agency, err)
	}
	if known := prefill(formOf(k.version), person); d.Version == 1 && len(d.Answers) == 0 && len(known) > 0 {
		if d, err = p.cfg.Dossier.SaveDraft(r.Context(), actor, d.ID, known); err != nil {
			return err
		}
	}
	return web.SeeOther(w, r, "/apply/"+d.ID)
}

func (p *Pages) startAgain(w http.ResponseWriter, r *http.Request, agency string, err error) error {
	x, mine := problemsOf(r.Context(), err)
	if !mine {
		return err
	}
	return p.startPage(w, r, agency, x)
}

// prefill answers what the sign-in already knows of the person.
func prefill(f catalogue.Form, person identity.Person) map[string]string {
	out := map[string]string{}
	set := func(key, value string) {
		if value != "" {
			out[key] = value
		}
	}
	for _, q := range f.Fields {
		switch {
		case q.Kind == catalogue.FieldPerson && q.Source == "applicant":
			set(q.Key+dossier.PartName, person.Name)
			set(q.Key+dossier.PartBorn, person.BirthDate)
			set(q.Key+dossier.PartNumber, string(person.Number))
		case q.Source == "applicant", q.Source == "applicant.phone":
			set(q.Key, person.Phone)
		case q.Source == "applicant.address":
			set(q.Key, person.Address)
		case q.Source == "applicant.email":
			set(q.Key, person.Email)
		case q.Source == "applicant.name":
			set(q.Key, person.Name)
		}
	}
	return out
}
