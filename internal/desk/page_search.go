// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/http"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type searchView struct {
	Query, Count, Next string
	Work               ui.WorkList
}

// showSearch finds dossiers by code, personal number or name.
func (p *Pages) showSearch(w http.ResponseWriter, r *http.Request) error {
	q := web.CleanLine(r.URL.Query().Get("q"))
	if len(q) > 200 {
		q = q[:200]
	}
	v := searchView{Query: q}
	ctx, t := r.Context(), i18n.From(r.Context()).T
	var items []dossier.Item
	next := ""
	err := p.DB.Read(ctx, func(rd db.Reader) (err error) {
		if items, next, err = p.Dossier.Search(rd, web.Actor(r), q, r.URL.Query().Get("after")); err != nil {
			return err
		}
		v.Work.Items, err = p.workItems(ctx, rd, items, filter{}, "")
		return err
	})
	if err != nil {
		return err
	}
	if len(items) == 1 && items[0].Code == q {
		return web.SeeOther(w, r, filter{}.dossier(q))
	}
	v.Count = countText(ctx, len(items), next != "")
	v.Work.Label = t("desk.search.title")
	v.Work.Empty = ui.EmptyState{Title: t("desk.search.none"), Text: t("desk.search.none_text")}
	if next != "" {
		v.Next = filter{}.href(pathSearch, "q", q, "after", next)
	}
	return p.page(w, r, http.StatusOK, ui.Page{Title: t("desk.search.title")}, searchMain(v))
}
