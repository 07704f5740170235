// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"net/url"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// look is how a dossier is looked at: which list stands beside it, which act is
// open, what is in the viewer, and what an act that failed left behind.
type look struct {
	Code     string
	Filter   filter
	Act      string
	View     string // "f:" and a file's id, "p:" and a paper's, "preview"
	Viewer   bool   // the viewer is what a narrow screen shows
	Typed    typed
	MoreRows bool
	Fault    *fault.Error
	Upload   *fault.Error // of a file that was not taken
}

func lookOf(r *http.Request) look {
	q := r.URL.Query()
	return look{Code: r.PathValue("code"), Filter: readFilter(q), Act: q.Get("act"), View: q.Get("view"), Viewer: q.Get("pane") == "viewer"}
}

// href is this dossier, looked at in the same way but for more.
func (l look) href(more ...string) string {
	var own []string
	if l.Act != "" {
		own = append(own, "act", l.Act)
	}
	if l.View != "" {
		own = append(own, "view", l.View)
	}
	return l.Filter.dossier(l.Code, append(own, more...)...)
}

// loaded is all that is known of a dossier, before it is put into words.
type loaded struct {
	File      dossier.File
	Version   *catalogue.Version
	Files     []document.File
	Papers    []document.Paper
	Messages  []notification.Sent
	Prospects []dossier.Prospect
	List      listView
}

func (p *Pages) showDossier(w http.ResponseWriter, r *http.Request) error {
	return p.dossierPage(w, r, http.StatusOK, lookOf(r))
}

func (p *Pages) dossierPage(w http.ResponseWriter, r *http.Request, status int, l look) error {
	var v dossierView
	var list listView
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		x, err := p.load(r.Context(), rd, web.Actor(r), l)
		if err != nil {
			return err
		}
		list = x.List
		v, err = p.dossierView(r, rd, x, l)
		return err
	})
	if err != nil {
		return err
	}
	t := i18n.From(r.Context()).T
	panes := ui.ThreePane{
		Show: ui.PaneDossier, List: workPane(list), ListTitle: t("desk.pane.list"), ListHref: l.Filter.href(pathWork),
		Dossier: dossierPane(v), DossierTitle: t("desk.pane.dossier"), DossierHref: l.href(),
		Viewer: viewerPane(v.Viewer), ViewTitle: t("desk.pane.viewer"), ViewerHref: l.href("pane", "viewer"),
	}
	if l.Viewer {
		panes.Show = ui.PaneViewer
	}
	return p.page(w, r, status, ui.Page{Title: v.Code + " · " + v.Person, Wide: true, HasErrors: len(v.Errors) > 0, Shortcuts: v.Keys}, panes)
}

// load reads a dossier with its list: a fixed number of queries.
func (p *Pages) load(ctx context.Context, r db.Reader, a authz.Actor, l look) (x loaded, err error) {
	if x.File, err = p.Dossier.Open(r, a, l.Code); err != nil {
		return x, err
	}
	if x.Version, err = p.Catalogue.Version(r, x.File.ProcedureVersion); err != nil {
		return x, err
	}
	if x.Files, err = p.Document.Files(r, x.File.ID); err != nil {
		return x, err
	}
	if x.Papers, err = p.Document.Papers(r, x.File.ID); err != nil {
		return x, err
	}
	if x.Messages, err = notification.ForSubject(r, x.File.ID); err != nil {
		return x, err
	}
	if x.Prospects, err = p.Dossier.Foresee(r, a, x.File); err != nil {
		return x, err
	}
	counts, err := p.Dossier.WorkCounts(r, a)
	if err != nil {
		return x, err
	}
	x.List, err = p.list(ctx, r, a, l.Filter, counts, l.Code)
	return x, err
}

func escape(s string) string { return url.PathEscape(s) }
