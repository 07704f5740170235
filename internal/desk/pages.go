// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// Config is what the pages stand on.
type Config struct {
	DB           *db.DB
	Organisation *organisation.Service
	Calendar     *calendar.Service
	Identity     *identity.Service
	Catalogue    *catalogue.Service
	Document     *document.Service
	Dossier      *dossier.Service
	// Frame puts a page into the installation's frame: brand, person, flashes,
	// footer. Without one the page stands alone.
	Frame func(w http.ResponseWriter, r *http.Request, p ui.Page) ui.Page
}

// Pages is the room.
type Pages struct{ Config }

// New makes the pages.
func New(c Config) *Pages {
	if c.Frame == nil {
		c.Frame = func(_ http.ResponseWriter, _ *http.Request, p ui.Page) ui.Page { return p }
	}
	return &Pages{c}
}

// page sends a page of this room in the installation's frame.
func (p *Pages) page(w http.ResponseWriter, r *http.Request, status int, page ui.Page, main templ.Component) error {
	t := i18n.From(r.Context()).T
	page.Front, page.Main, page.Lang, page.Path = ui.Desk, main, i18n.Lang(r.Context()), r.URL.RequestURI()
	page.Nav = nav(r)
	page.Search = &ui.SearchBox{Action: pathSearch, Name: "q", ID: "find", Value: r.URL.Query().Get("find"), Label: t("desk.search.label"), LabelHidden: true, Key: "/"}
	page.Shortcuts = shortcuts(r, page.Shortcuts)
	return web.Render(w, r, status, p.Frame(w, r, page))
}

// permCockpit belongs to the room beside this one.
const permCockpit = "cockpit.view"

func nav(r *http.Request) []ui.NavItem {
	t, a := i18n.From(r.Context()).T, web.Actor(r)
	item := func(key, href, keys string) ui.NavItem {
		return ui.NavItem{Text: t(key), Href: href, Key: keys, Current: r.URL.Path == href || href == pathWork && strings.HasPrefix(r.URL.Path, pathDossier)}
	}
	out := []ui.NavItem{item("desk.nav.work", pathWork, "g l")}
	if a.CanSomewhere(dossier.PermReceive) {
		out = append(out, item("desk.nav.new", pathNew, "g n"))
	}
	if a.CanSomewhere(permCockpit) {
		out = append(out, item("desk.nav.cockpit", "/cockpit", "g c"))
	}
	return append(out, item("desk.nav.account", pathAccount, "g a"))
}

// shortcuts is the sheet behind "?": the keys of the page, then those of every page.
func shortcuts(r *http.Request, own []ui.ShortcutGroup) []ui.ShortcutGroup {
	t, a := i18n.From(r.Context()).T, web.Actor(r)
	all := []ui.Shortcut{{Keys: "j k", Text: t("desk.keys.list")}, {Keys: "Enter", Text: t("desk.keys.open")}, {Keys: "/", Text: t("desk.keys.search")}, {Keys: "g l", Text: t("desk.nav.work")}}
	if a.CanSomewhere(dossier.PermReceive) {
		all = append(all, ui.Shortcut{Keys: "g n", Text: t("desk.nav.new")})
	}
	if a.CanSomewhere(permCockpit) {
		all = append(all, ui.Shortcut{Keys: "g c", Text: t("desk.nav.cockpit")})
	}
	all = append(all, ui.Shortcut{Keys: "g a", Text: t("desk.nav.account")}, ui.Shortcut{Keys: "Esc", Text: t("desk.keys.leave")}, ui.Shortcut{Keys: "?", Text: t("desk.keys.sheet")})
	return append(own, ui.ShortcutGroup{Title: t("desk.keys.everywhere"), Items: all})
}

// agencyName is the agency's name, or its code where it is not known. Agencies are
// kept in memory: this costs no query.
func (p *Pages) agencyName(r db.Reader, code string) string {
	if code == "" {
		return ""
	}
	a, err := p.Organisation.Agency(r, code)
	if err != nil {
		return code
	}
	return a.Name
}

// centres are the one-stops at which the actor receives, where they work first. An
// appointment at the agency itself gives the right too, but no counter.
func (p *Pages) centres(r db.Reader, a authz.Actor) []organisation.Agency {
	units, _ := a.Units(dossier.PermReceive)
	var out []organisation.Agency
	for _, code := range units {
		x, err := p.Organisation.Agency(r, code)
		if err != nil || x.Kind != organisation.ServiceCentre {
			continue
		}
		if code == a.Home {
			out = append([]organisation.Agency{x}, out...)
		} else {
			out = append(out, x)
		}
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }
