// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"net/url"
	"strconv"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type searchView struct {
	Search  ui.SearchBox
	Query   string
	Fields  []ui.Option
	Levels  []ui.Option
	Narrow  bool // a filter is set
	Results resultsView
}

// resultsView is the list alone, as the script asks for it too.
type resultsView struct {
	Said  string
	Cards []ui.Card
	Empty bool
	More  string
}

// Rows on a page, and while somebody is still typing.
const (
	pageRows = 20
	liveRows = 6
)

// search shows what a query finds, with and without diacritics; for the script,
// the list alone.
func (p *Pages) search(w http.ResponseWriter, r *http.Request) error {
	query, filter := clean(r, "q", 200), searchFilter(r)
	limit := pageRows
	if live(r) {
		limit = liveRows
		if query == "" {
			return web.Page(w, r, resultsPart(resultsView{}))
		}
	}
	var hits []catalogue.Hit
	var next string
	var fields []catalogue.FieldCount
	err := p.read(r, func(q db.Reader) (err error) {
		hits, next, err = p.cfg.Catalogue.Search(q, query, filter, r.URL.Query().Get("after"), limit)
		if fault.Is(err, fault.NotFound) { // an agency that is not there has no procedures
			err = nil
		}
		if err == nil && !live(r) {
			fields, err = p.cfg.Catalogue.Fields(q)
		}
		return err
	})
	if err != nil {
		return err
	}
	v := p.results(r, hits, next)
	if live(r) {
		return web.Page(w, r, resultsPart(v))
	}
	return p.searchPage(w, r, searchView{Query: query, Results: v, Fields: fieldOptions(r, fields, filter.Field)}, filter)
}

func (p *Pages) searchPage(w http.ResponseWriter, r *http.Request, v searchView, filter catalogue.Filter) error {
	t := i18n.From(r.Context()).T
	var keep []ui.Hidden
	for name, value := range map[string]string{"field": filter.Field, "level": string(filter.Level)} {
		if value != "" {
			keep, v.Narrow = append(keep, ui.Hidden{Name: name, Value: value}), true
		}
	}
	v.Search = searchBox(r, v.Query, keep)
	v.Search.LabelHidden, v.Search.Hint = true, ""
	v.Search.Results = resultsPart(v.Results)
	v.Levels = []ui.Option{{Text: t("portal.search.any_level")}}
	for _, l := range []catalogue.Level{catalogue.LevelCommune, catalogue.LevelProvince} {
		v.Levels = append(v.Levels, ui.Option{Value: string(l), Text: capital(t("catalogue.level." + string(l))), Selected: l == filter.Level})
	}
	title := t("portal.search.title")
	if v.Query != "" {
		title = t("portal.search.title_for", "q", v.Query)
	}
	return p.show(w, r, http.StatusOK, ui.Page{Title: title}, searchResults(v))
}

func searchFilter(r *http.Request) catalogue.Filter {
	f := catalogue.Filter{Field: clean(r, "field", 200), Agency: clean(r, "agency", 40)}
	for _, l := range catalogue.Levels() {
		if r.URL.Query().Get("level") == string(l) {
			f.Level = l
		}
	}
	return f
}

func fieldOptions(r *http.Request, fields []catalogue.FieldCount, chosen string) []ui.Option {
	out := []ui.Option{{Text: i18n.T(r.Context(), "portal.search.any_field")}}
	for _, f := range fields {
		if f.Name == "" {
			continue // what the source puts in no field is found by its words
		}
		out = append(out, ui.Option{Value: f.Name, Text: f.Name + " (" + strconv.Itoa(f.Count) + ")", Selected: f.Name == chosen})
	}
	return out
}

func (p *Pages) results(r *http.Request, hits []catalogue.Hit, next string) resultsView {
	t := i18n.From(r.Context()).T
	v := resultsView{Empty: len(hits) == 0, Said: t("portal.search.none_said")}
	for _, h := range hits {
		c := p.card(r, h.Summary)
		c.Level = 2
		v.Cards = append(v.Cards, c)
	}
	if len(hits) > 0 {
		v.Said = t("portal.search.found_said", "n", len(hits))
	}
	if next != "" {
		v.Said = t("portal.search.best_said", "n", len(hits))
		q := url.Values{}
		for _, name := range []string{"q", "field", "level", "agency"} {
			if x := r.URL.Query().Get(name); x != "" {
				q.Set(name, x)
			}
		}
		q.Set("after", next)
		v.More = pathSearch + "?" + q.Encode()
	}
	return v
}
