// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"net/http"
	"strings"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// application is a draft with everything that its pages need to know.
type application struct {
	dossier.Draft
	version  *catalogue.Version
	form     catalogue.Form
	pages    []formPage
	papers   []catalogue.Component // to be handed in
	shown    []catalogue.Component // to be shown at the counter, or taken from a register
	files    []document.File
	communes []organisation.Unit
	place    whereView
	person   identity.Person
	today    string
}

// open finds a draft of the person's own. One that was filed meanwhile, by a
// second click or on another device, leads to what it became: then at is set.
func (p *Pages) open(r *http.Request) (a application, at string, err error) {
	actor, id := web.Actor(r), r.PathValue("draft")
	err = p.read(r, func(q db.Reader) error {
		d, err := p.cfg.Dossier.Draft(q, actor, id)
		if fault.Is(err, fault.NotFound) {
			at, err = p.filed(q, r, id)
			return err
		}
		if err != nil {
			return err
		}
		a, err = p.application(q, r, d)
		return err
	})
	return a, at, err
}

// filed is where the dossier that a draft became is shown.
func (p *Pages) filed(q db.Reader, r *http.Request, id string) (string, error) {
	f, err := p.cfg.Dossier.ByID(q, id)
	if err == nil && !f.MayView(web.Actor(r)) {
		err = fault.New(fault.NotFound, "dossier.fault.not_found")
	}
	return "/apply/" + f.Code + "/done", err
}

func (p *Pages) application(q db.Reader, r *http.Request, d dossier.Draft) (a application, err error) {
	a = application{Draft: d, today: clock.Date(q.Now())}
	if _, a.version, err = p.cfg.Catalogue.Current(q, d.Procedure, ""); err != nil {
		return a, err
	}
	if a.files, err = p.cfg.Document.Files(q, d.ID); err != nil {
		return a, err
	}
	if a.communes, err = p.cfg.Organisation.Communes(q, ""); err != nil {
		return a, err
	}
	if a.person, err = p.cfg.Identity.Person(q, web.Actor(r).Person); err != nil {
		return a, err
	}
	if a.place.Agency, err = p.cfg.Organisation.Agency(q, d.Competent); err != nil {
		return a, err
	}
	if a.place.Centre, err = p.cfg.Organisation.Agency(q, d.Receiving); err != nil {
		return a, err
	}
	a.place.Chosen = true
	a.settle()
	return a, nil
}

// settle works out what follows from the answers.
func (a *application) settle() {
	a.form = formOf(a.version)
	a.pages = pagesOf(a.form, a.Answers)
	a.papers, a.shown = nil, nil
	for _, c := range a.version.Components {
		switch {
		case !c.When.Holds(a.Answers):
		case c.Presentation == catalogue.Submit && c.Originals+c.Copies > 0:
			a.papers = append(a.papers, c)
		default:
			a.shown = append(a.shown, c)
		}
	}
}

// counts is how many files that will do there are for each paper.
func (a *application) counts() map[string]int {
	out := map[string]int{}
	for _, f := range a.files {
		if f.State != document.FileRefused {
			out[f.Component]++
		}
	}
	return out
}

func (a *application) names() map[string]string {
	out := make(map[string]string, len(a.communes))
	for _, u := range a.communes {
		out[u.Code] = u.Name
	}
	return out
}

// parts is how many parts the application has: pages of questions, papers, and the
// look at it all.
func (a *application) parts() int { return len(a.pages) + 2 }

func (a *application) href(more string) string { return "/apply/" + a.ID + more }

func (a *application) pageHref(i int) string {
	switch {
	case i < 0:
		return "/me"
	case i < len(a.pages):
		return a.href("?q=" + a.pages[i].Key)
	case i == len(a.pages):
		return a.href("/papers")
	}
	return a.href("/check")
}

// fieldHref is the page at which a mistake can be mended.
func (a *application) fieldHref(name string) string {
	if strings.HasPrefix(name, "file-") {
		return a.href("/papers?check=1")
	}
	if i, ok := pageOfField(a.pages, name); ok {
		return a.href("?check=1&q=" + a.pages[i].Key)
	}
	return a.href("/check")
}

// caption says how far it is: "Phần 2 trên 6 · Đăng ký khai sinh".
func (a *application) caption(ctx context.Context, part int) string {
	return joined(" · ", i18n.T(ctx, "portal.apply.part", "n", part, "of", a.parts()), text(ctx, a.version.Name))
}

// page is the frame of a part.
func (a *application) page(ctx context.Context, title string, part int) ui.Page {
	return ui.Page{Title: title, Back: &ui.Link{Href: a.pageHref(part - 2)}, Answers: answersFor(a.place.Centre)}
}

// mistakes are all that would be refused at filing.
func (a *application) mistakes() []fault.Field {
	var out []fault.Field
	for _, err := range []error{dossier.CheckAnswers(a.form, a.Answers, a.today), dossier.CheckPapers(a.version, a.Answers, a.counts())} {
		if err != nil {
			out = append(out, fault.Of(err).Fields...)
		}
	}
	return out
}
