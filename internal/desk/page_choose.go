// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/http"
	"net/url"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// chooseView is the first step at the counter: which procedure.
type chooseView struct {
	Query string
	Items []choiceView
	None  bool
}

type choiceView struct{ Code, Name, Field, Href string }

// mostChoices is how many procedures are shown; one more word finds the rest.
const mostChoices = 15

func (p *Pages) showChoose(w http.ResponseWriter, r *http.Request) error {
	v, err := p.choices(r)
	if err != nil {
		return err
	}
	if len(v.Items) == 1 && v.Items[0].Code == v.Query {
		return web.SeeOther(w, r, v.Items[0].Href)
	}
	t := i18n.From(r.Context()).T
	return p.page(w, r, http.StatusOK, ui.Page{Title: t("desk.new.title")}, chooseMain(v))
}

// showChoices answers while somebody types.
func (p *Pages) showChoices(w http.ResponseWriter, r *http.Request) error {
	v, err := p.choices(r)
	if err != nil {
		return err
	}
	return web.Page(w, r, choiceList(v))
}

func (p *Pages) choices(r *http.Request) (chooseView, error) {
	v := chooseView{Query: web.CleanLine(r.URL.Query().Get("q"))}
	lang := i18n.Lang(r.Context())
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		found, err := p.searchProcedures(rd, r, v.Query)
		for _, s := range found {
			v.Items = append(v.Items, choiceView{Code: s.Code, Name: s.Name.In(lang), Field: s.Field, Href: pathNew + "/" + url.PathEscape(s.Code)})
		}
		return err
	})
	v.None = len(v.Items) == 0
	return v, err
}

// searchProcedures looks first among what the officer's one-stop receives, then
// among everything.
func (p *Pages) searchProcedures(rd db.Reader, r *http.Request, q string) ([]catalogue.Summary, error) {
	if q == "" {
		return p.Catalogue.Popular(rd, mostChoices)
	}
	var filters []catalogue.Filter
	if own := p.centres(rd, web.Actor(r)); len(own) == 1 {
		filters = append(filters, catalogue.Filter{Agency: own[0].Code})
	}
	for _, f := range append(filters, catalogue.Filter{}) {
		hits, _, err := p.Catalogue.Search(rd, q, f, "", mostChoices)
		if err != nil {
			return nil, err
		}
		if len(hits) > 0 {
			out := make([]catalogue.Summary, len(hits))
			for i, h := range hits {
				out[i] = h.Summary
			}
			return out, nil
		}
	}
	return nil, nil
}
