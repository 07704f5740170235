// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type applyView struct {
	Title, Caption string
	Action, Save   string
	Page           string
	Here           string
	Command        string
	Fields         []templ.Component
	Problems       problems
	Kept           string
}

// showApply asks the questions of one page; with check it says what is wrong with
// the answers already given.
func (p *Pages) showApply(w http.ResponseWriter, r *http.Request) error {
	a, at, err := p.open(r)
	if err != nil || at != "" {
		return p.elsewhere(w, r, at, err)
	}
	if len(a.pages) == 0 {
		return web.SeeOther(w, r, a.href("/papers"))
	}
	i := pageAt(a.pages, r.URL.Query().Get("q"))
	var x problems
	if r.URL.Query().Get("check") != "" {
		x = a.check(r, i)
	}
	return p.applyPage(w, r, a, i, x)
}

func (p *Pages) elsewhere(w http.ResponseWriter, r *http.Request, at string, err error) error {
	if err != nil {
		return err
	}
	return web.SeeOther(w, r, at)
}

// check judges the answers of one page.
func (a *application) check(r *http.Request, i int) (x problems) {
	fields := a.pages[i].Fields
	if err := dossier.CheckAnswers(catalogue.Form{Fields: fields}, a.Answers, a.today); err != nil {
		x.addFault(r.Context(), fault.Of(err), labelOf(r.Context(), fields))
	}
	return x
}

func (p *Pages) applyPage(w http.ResponseWriter, r *http.Request, a application, i int, x problems) error {
	ctx := r.Context()
	f := fielder{ctx: ctx, answers: a.Answers, problems: x, communes: a.communes}
	v := applyView{
		Title: text(ctx, a.pages[i].Section), Caption: a.caption(ctx, i+1), Action: a.href(""), Save: a.href("/save"), Page: a.pages[i].Key, Here: a.pageHref(i),
		Command: web.NewCommand(r), Fields: f.all(a.pages[i].Fields), Problems: x, Kept: i18n.Day(ctx, a.ExpiresAt),
	}
	page := a.page(ctx, v.Title, i+1)
	page.HasErrors = x.Any()
	return p.show(w, r, x.status(), page, applyMain(v))
}

// apply keeps the answers of one page and goes on to the next, or shows what is
// wrong with them. What was typed is kept either way.
func (p *Pages) apply(w http.ResponseWriter, r *http.Request) error {
	a, at, err := p.keep(r)
	if err != nil || at != "" {
		return p.elsewhere(w, r, at, err)
	}
	if r.PostFormValue("later") != "" {
		return web.SeeOther(w, r, pathMe, web.Done("portal.apply.kept", "days", int(dossier.DraftLife.Hours()/24)))
	}
	if len(a.pages) == 0 {
		return web.SeeOther(w, r, a.href("/papers"))
	}
	i := pageAt(a.pages, r.PostFormValue("page"))
	if x := a.check(r, i); x.Any() {
		return p.applyPage(w, r, a, i, x)
	}
	return web.SeeOther(w, r, a.pageHref(i+1))
}

// save keeps what is typed while it is typed; the script asks for it.
func (p *Pages) save(w http.ResponseWriter, r *http.Request) error {
	if _, _, err := p.keep(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// keep writes the answers that a form holds into the draft.
func (p *Pages) keep(r *http.Request) (a application, at string, err error) {
	if _, err := web.ReadForm(r); err != nil {
		return a, "", err
	}
	if a, at, err = p.open(r); err != nil || at != "" {
		return a, at, err
	}
	given := readAnswers(r, a.form.Fields, a.names())
	if len(given) == 0 {
		return a, "", nil
	}
	a.Draft, err = p.cfg.Dossier.SaveDraft(r.Context(), web.Actor(r), a.ID, given)
	a.settle()
	return a, "", err
}

// drop throws the draft away.
func (p *Pages) drop(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.ReadForm(r); err != nil {
		return err
	}
	if err := p.cfg.Dossier.DropDraft(r.Context(), web.Actor(r), r.PathValue("draft")); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return web.SeeOther(w, r, pathMe, web.Done("portal.apply.dropped"))
}

// leave are the buttons under a part: go on, or stop here for today.
func leave(title, later string) ui.ButtonGroup {
	return ui.ButtonGroup{Items: ui.Group{ui.Button{Text: title}, ui.Button{Text: later, Kind: ui.Secondary, Name: "later", Value: "1"}}}
}
