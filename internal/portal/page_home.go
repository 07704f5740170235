// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type homeView struct {
	Search  ui.SearchBox
	Popular []ui.Card
	Full    string // how many procedures can be done online from end to end
}

// popular is how many procedures the home page names.
const popular = 8

// home is the search, with what people mostly come for below it.
func (p *Pages) home(w http.ResponseWriter, r *http.Request) error {
	var list []catalogue.Summary
	full := 0
	err := p.read(r, func(q db.Reader) (err error) {
		if list, err = p.cfg.Catalogue.Popular(q, popular); err != nil {
			return err
		}
		full, err = p.cfg.Catalogue.CountFullOnline(q)
		return err
	})
	if err != nil {
		return err
	}
	t := i18n.From(r.Context()).T
	v := homeView{Search: searchBox(r, "", nil), Full: i18n.Number(int64(full))}
	for _, s := range list {
		v.Popular = append(v.Popular, p.card(r, s))
	}
	return p.show(w, r, http.StatusOK, ui.Page{Title: t("portal.home.title")}, homePage(v))
}

// searchBox is the search wherever it stands; keep are filters that stay.
func searchBox(r *http.Request, value string, keep []ui.Hidden) ui.SearchBox {
	t := i18n.From(r.Context()).T
	return ui.SearchBox{Action: pathSearch, Name: "q", ID: "q", Value: value, Label: t("portal.search.label"), Hint: t("portal.search.hint"), Big: true, LiveURL: pathSearch, Keep: keep}
}

// card is a procedure in a list.
func (p *Pages) card(r *http.Request, s catalogue.Summary) ui.Card {
	t := i18n.From(r.Context()).T
	key := "portal.card.counter"
	if s.Fileable {
		key = "portal.card.online"
	}
	return ui.Card{Title: text(r.Context(), s.Name), Href: "/t/" + s.Code, Level: 3, Meta: ui.Text(joined(" · ", s.Field, t(key)))}
}

// about, accessibility and privacy are short pages of plain text.

func (p *Pages) about(w http.ResponseWriter, r *http.Request) error {
	return p.plain(w, r, "portal.about.", 4)
}

func (p *Pages) accessibility(w http.ResponseWriter, r *http.Request) error {
	return p.plain(w, r, "portal.accessibility.", 4)
}

func (p *Pages) privacy(w http.ResponseWriter, r *http.Request) error {
	return p.plain(w, r, "portal.privacy.", 5)
}

type plainView struct {
	Title      string
	Paragraphs []string
}

func (p *Pages) plain(w http.ResponseWriter, r *http.Request, key string, n int) error {
	t := i18n.From(r.Context()).T
	v := plainView{Title: t(key + "title")}
	for i := range n {
		v.Paragraphs = append(v.Paragraphs, t(key+"p"+string(rune('1'+i))))
	}
	return p.show(w, r, http.StatusOK, ui.Page{Title: v.Title, ReadAloud: true}, plainPage(v))
}

// allow counts a look-up that asks for no sign-in.
func (p *Pages) allow(r *http.Request) error { return p.lookups.Allow(p.cfg.Address(r)) }

// live tells whether the script asks for the results only.
func live(r *http.Request) bool { return r.Header.Get("X-Live") != "" }

// clean is a query parameter as typed into a line.
func clean(r *http.Request, name string, most int) string {
	s := []rune(web.CleanLine(r.URL.Query().Get(name)))
	return string(s[:min(len(s), most)])
}
