// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type supplementView struct {
	Code, Title string
	Asked       string // what the officer wrote
	Until       string
	Action      string
	More        string
	Uploads     []ui.FileUpload
	Note        string
	Version     int
	Command     string
	Problems    problems
}

// maxNote is how much a person may write to the officer.
const maxNote = 2000

// showSupplement lists what is missing, each with its reason and a place for it.
func (p *Pages) showSupplement(w http.ResponseWriter, r *http.Request) error {
	x, err := p.own(r)
	if err != nil {
		return err
	}
	if x.State != dossier.Supplement {
		return web.SeeOther(w, r, "/me/d/"+x.Code)
	}
	return p.supplementPage(w, r, x, problems{}, "", web.NewCommand(r))
}

// request is the last request to add papers.
func (x own) request() dossier.Event {
	for i := len(x.Events) - 1; i >= 0; i-- {
		if x.Events[i].Act == dossier.ActRequestSupplement {
			return x.Events[i]
		}
	}
	return dossier.Event{}
}

// asked makes a place for a file of each thing that is missing.
func (x own) asked(ctx context.Context) (out []catalogue.Component) {
	for i, m := range x.request().Detail.Missing {
		key := m.Component
		if key == "" {
			key = fmt.Sprintf("supplement-%d", i+1)
		}
		why := i18n.T(ctx, "portal.supplement.why", "why", m.Why)
		out = append(out, catalogue.Component{Key: key, Name: catalogue.Text{VI: m.What}, Note: catalogue.Text{VI: why}, Presentation: catalogue.Submit, Originals: 1})
	}
	return out
}

func (p *Pages) supplementPage(w http.ResponseWriter, r *http.Request, x own, wrong problems, note, command string) error {
	ctx := r.Context()
	v := supplementView{Code: x.Code, Title: x.title, Asked: x.request().Note, Until: i18n.Day(ctx, x.Times.ActBy), Action: "/me/d/" + x.Code + "/supplement", More: "/me/d/" + x.Code + "/files",
		Note: note, Version: x.Version, Command: command, Problems: wrong}
	for _, c := range x.asked(ctx) {
		v.Uploads = append(v.Uploads, p.uploadFor(ctx, c, x.since(), v.More, wrong.At(dossier.PaperField(c.Key))))
	}
	page := ui.Page{Title: i18n.T(ctx, "portal.supplement.title"), Back: &ui.Link{Href: "/me/d/" + x.Code}, HasErrors: wrong.Any(), Answers: answersFor(x.centre)}
	return p.show(w, r, wrong.status(), page, supplementMain(v))
}

// since are the files that came after the request.
func (x own) since() (out []document.File) {
	from := x.request().At
	for _, f := range x.files {
		if f.AddedAt.After(from) {
			out = append(out, f)
		}
	}
	return out
}

// supplementFiles takes a file in while the answer is being put together.
func (p *Pages) supplementFiles(w http.ResponseWriter, r *http.Request) error {
	x, form, err := p.supplementForm(r)
	if err != nil {
		return err
	}
	got, err := p.take(r, x.ID, x.asked(r.Context()))
	if err != nil {
		return err
	}
	if byScript(r) {
		return p.answerScript(w, r, got)
	}
	return p.supplementAgain(w, r, got.problems, form)
}

func (p *Pages) supplementForm(r *http.Request) (x own, form *web.Form, err error) {
	if form, err = web.ReadForm(r); err != nil {
		return x, nil, err
	}
	x, err = p.own(r)
	return x, form, err
}

// supplementAgain shows the page with what has come by now, and what was typed.
func (p *Pages) supplementAgain(w http.ResponseWriter, r *http.Request, wrong problems, form *web.Form) error {
	x, err := p.own(r)
	if err != nil {
		return err
	}
	if x.State != dossier.Supplement {
		return web.SeeOther(w, r, "/me/d/"+x.Code)
	}
	return p.supplementPage(w, r, x, wrong, web.CleanArea(form.Raw("note")), form.Command())
}

// supplement hands the answer in.
func (p *Pages) supplement(w http.ResponseWriter, r *http.Request) error {
	x, form, err := p.supplementForm(r)
	if err != nil {
		return err
	}
	if id := form.Raw("remove"); id != "" {
		for _, f := range x.since() {
			if f.ID == id {
				if err := p.cfg.Document.RemoveFile(r.Context(), web.Actor(r), id); err != nil {
					return err
				}
			}
		}
		return p.supplementAgain(w, r, problems{}, form)
	}
	got, err := p.take(r, x.ID, x.asked(r.Context()))
	if err != nil {
		return err
	}
	note := form.Area("note", maxNote)
	if x, err = p.own(r); err != nil {
		return err
	}
	form.Require(note != "" || len(x.since()) > 0 || x.State != dossier.Supplement, "note", "portal.supplement.nothing")
	if wrong, _ := problemsOf(r.Context(), form.Err()); wrong.Any() || got.problems.Any() {
		return p.supplementPage(w, r, x, got.problems.and(wrong), note, form.Command())
	}
	version, _ := strconv.Atoi(form.Raw("version"))
	_, err = p.cfg.Dossier.Supplement(r.Context(), web.Actor(r), dossier.SupplementedInput{Ref: dossier.Ref{Code: x.Code, Version: version, Command: form.Command()}, Note: note})
	if err != nil {
		wrong, mine := problemsOf(r.Context(), err)
		if !mine {
			return err
		}
		return p.supplementPage(w, r, x, wrong, note, web.NewCommand(r))
	}
	return web.SeeOther(w, r, "/me/d/"+x.Code, web.Done("portal.supplement.done", "agency", x.centre.Name))
}
