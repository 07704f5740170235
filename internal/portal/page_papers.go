// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type papersView struct {
	Caption  string
	Action   string
	Here     string
	Command  string
	Uploads  []ui.FileUpload
	Shown    []paperView
	Problems problems
}

// showPapers asks for the papers that the answers call for.
func (p *Pages) showPapers(w http.ResponseWriter, r *http.Request) error {
	a, at, err := p.open(r)
	if err != nil || at != "" {
		return p.elsewhere(w, r, at, err)
	}
	var x problems
	if r.URL.Query().Get("check") != "" {
		x = a.checkPapers(r)
	}
	return p.papersPage(w, r, a, x)
}

func (a *application) checkPapers(r *http.Request) (x problems) {
	err := dossier.CheckPapers(a.version, a.Answers, a.counts())
	if err == nil {
		return x
	}
	names := map[string]string{}
	for _, c := range a.papers {
		names[dossier.PaperField(c.Key)] = text(r.Context(), c.Name)
	}
	x.addFault(r.Context(), fault.Of(err), func(name string) string { return names[name] })
	return x
}

func (p *Pages) papersPage(w http.ResponseWriter, r *http.Request, a application, x problems) error {
	ctx := r.Context()
	part := len(a.pages) + 1
	v := papersView{Caption: a.caption(ctx, part), Action: a.href("/files"), Here: a.href("/papers"), Command: web.NewCommand(r), Problems: x}
	for _, c := range a.papers {
		v.Uploads = append(v.Uploads, p.uploadFor(ctx, c, a.files, v.Action, x.At(dossier.PaperField(c.Key))))
	}
	shown := *a.version
	shown.Components = a.shown
	v.Shown = papersOf(ctx, &shown)
	page := a.page(ctx, i18n.T(ctx, "portal.papers.title"), part)
	page.HasErrors = x.Any()
	return p.show(w, r, x.status(), page, papersMain(v))
}

// files takes papers in, takes one away, and goes on. The script sends one file at
// a time and is answered in JSON.
func (p *Pages) files(w http.ResponseWriter, r *http.Request) error {
	a, at, err := p.open(r)
	if err != nil || at != "" {
		return p.elsewhere(w, r, at, err)
	}
	form, err := web.ReadForm(r)
	if err != nil {
		if byScript(r) {
			return err
		}
		return p.papersTooLarge(w, r, a, err)
	}
	if id := form.Raw("remove"); id != "" {
		return p.removeFile(w, r, a.ID, id, a.href("/papers"))
	}
	x, err := p.take(r, a.ID, a.papers)
	if err != nil {
		return err
	}
	if byScript(r) {
		return p.answerScript(w, r, x)
	}
	if a, _, err = p.open(r); err != nil {
		return err
	}
	switch {
	case x.problems.Any():
		return p.papersPage(w, r, a, x.problems)
	case form.Raw("later") != "":
		return web.SeeOther(w, r, pathMe, web.Done("portal.apply.kept", "days", int(dossier.DraftLife.Hours()/24)))
	case form.Raw("add") != "":
		return web.SeeOther(w, r, a.href("/papers"))
	}
	if x := a.checkPapers(r); x.Any() {
		return p.papersPage(w, r, a, x)
	}
	return web.SeeOther(w, r, a.href("/check"))
}

// papersTooLarge shows the page again when the form was too heavy to be read.
func (p *Pages) papersTooLarge(w http.ResponseWriter, r *http.Request, a application, err error) error {
	var x problems
	x.add("", i18n.T(r.Context(), "portal.papers.too_heavy", "max", uploadBody>>20))
	if len(a.papers) == 0 {
		return err
	}
	return p.papersPage(w, r, a, x)
}

// removeFile takes a file away from the draft or dossier it belongs to.
func (p *Pages) removeFile(w http.ResponseWriter, r *http.Request, owner, id, back string) error {
	f, err := p.cfg.Document.FileByID(r.Context(), web.Actor(r), id)
	if err == nil && f.Owner != owner {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err == nil {
		err = p.cfg.Document.RemoveFile(r.Context(), web.Actor(r), id)
	}
	if err != nil && !fault.Is(err, fault.NotFound) { // gone already: done
		return err
	}
	return web.SeeOther(w, r, back, web.Done("portal.papers.removed"))
}
