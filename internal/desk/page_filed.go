// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// filedView says that an application was taken in: its code, and the slip to print.
type filedView struct {
	Code, Title, Text, Person string
	Slip, Open, Again         string
	Waiting                   bool
}

// mostLooks is how often the page looks again for the slip, a second apart.
const mostLooks = 8

func (p *Pages) showFiled(w http.ResponseWriter, r *http.Request) error {
	var d dossier.Dossier
	var papers []document.Paper
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		f, err := p.Dossier.Open(rd, web.Actor(r), r.PathValue("code"))
		if err != nil {
			return err
		}
		d = f.Dossier
		papers, err = p.Document.Papers(rd, d.ID)
		return err
	})
	if err != nil {
		return err
	}
	t := i18n.From(r.Context()).T
	v := filedView{Code: d.Code, Person: d.Applicant.Name, Title: t("desk.filed.title"), Text: t("desk.filed.waiting"), Open: filter{}.dossier(d.Code), Again: pathNew + "/" + escape(d.Procedure)}
	if !d.Times.Due.IsZero() {
		v.Title, v.Text = t("desk.filed.accepted"), t("desk.filed.due", "due", i18n.When(r.Context(), d.Times.Due))
	}
	for _, x := range papers {
		if x.Template == document.Acceptance && x.Hash() != "" {
			v.Slip = "/papers/" + x.ID
		}
	}
	page := ui.Page{Title: v.Title + " · " + d.Code}
	looked, _ := strconv.Atoi(r.URL.Query().Get("look"))
	if v.Waiting = v.Slip == "" && !d.Times.Received.IsZero(); v.Waiting && looked < mostLooks {
		w.Header().Set("Refresh", "1; url="+pathDone+escape(d.Code)+"?look="+itoa(looked+1))
	}
	return p.page(w, r, http.StatusOK, page, filedMain(v))
}

func filedButtons(ctx context.Context, v filedView) []templ.Component {
	t := i18n.From(ctx).T
	var out []templ.Component
	again := ui.Button{Text: t("desk.filed.another"), Href: pathNew, Key: "n"}
	if v.Slip != "" {
		out = append(out, ui.Button{Text: t("desk.filed.print"), Href: v.Slip, Icon: ui.IconPrint, Key: "p", Attrs: ui.Attrs{ui.Attr("autofocus", "")}})
		again.Kind = ui.Secondary
	}
	return append(out, again, ui.Button{Text: t("desk.filed.same"), Href: v.Again, Kind: ui.Secondary, Key: "s"}, ui.Button{Text: t("desk.filed.open"), Href: v.Open, Kind: ui.Secondary, Key: "o"})
}
