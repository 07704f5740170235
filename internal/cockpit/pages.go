// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cockpit

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// PermView lets somebody see the figures of an agency.
const PermView = "cockpit.view"

// Config is what the pages stand on.
type Config struct {
	DB           *db.DB
	Organisation *organisation.Service
	Calendar     *calendar.Service
	Identity     *identity.Service
	Dossier      *dossier.Service
	// Frame puts a page into the installation's frame.
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

// Paths of the room.
const (
	pathCockpit     = "/cockpit"
	pathList        = "/cockpit/list"
	pathDefinitions = "/cockpit/definitions"
)

// Routes are the room's pages.
func (p *Pages) Routes() web.Table {
	get := http.MethodGet
	return web.Table{
		{Method: get, Pattern: pathCockpit, Need: PermView, Handle: p.showCockpit},
		{Method: get, Pattern: pathList, Need: PermView, Handle: p.showList},
		{Method: get, Pattern: pathDefinitions, Need: web.Staff, Handle: p.showDefinitions},
	}
}

func (p *Pages) page(w http.ResponseWriter, r *http.Request, page ui.Page, main templ.Component) error {
	t := i18n.From(r.Context()).T
	page.Front, page.Main, page.Lang, page.Path = ui.Cockpit, main, i18n.Lang(r.Context()), r.URL.RequestURI()
	item := func(key, href, keys string) ui.NavItem {
		return ui.NavItem{Text: t(key), Href: href, Key: keys, Current: r.URL.Path == href}
	}
	page.Nav = []ui.NavItem{item("cockpit.nav.cockpit", pathCockpit, "g c"), item("cockpit.nav.definitions", pathDefinitions, "g d"), item("cockpit.nav.desk", "/desk", "g l")}
	page.Shortcuts = []ui.ShortcutGroup{{Title: t("cockpit.title"), Items: []ui.Shortcut{
		{Keys: "g c", Text: t("cockpit.nav.cockpit")}, {Keys: "g d", Text: t("cockpit.nav.definitions")}, {Keys: "g l", Text: t("cockpit.nav.desk")},
		{Keys: "j k", Text: t("cockpit.keys.list")}, {Keys: "d", Text: t("cockpit.keys.day")}, {Keys: "?", Text: t("cockpit.keys.sheet")},
	}}}
	return web.Page(w, r, p.Frame(w, r, page))
}

// question is what is asked for: a civil day, one agency or all, a figure.
type question struct {
	Day, Today string
	Unit       string
	Wall       bool
}

func readQuestion(r *http.Request) question {
	q := r.URL.Query()
	x := question{Today: clock.Date(web.Now(r)), Day: q.Get("day"), Unit: q.Get("u"), Wall: q.Get("wall") == "1"}
	if !web.ValidDate(x.Day) || x.Day > x.Today {
		x.Day = x.Today
	}
	return x
}

// href is a page of the cockpit for the same day and unit, with more behind it.
func (x question) href(path string, more ...string) string {
	q := url.Values{}
	if x.Day != x.Today {
		q.Set("day", x.Day)
	}
	if x.Unit != "" {
		q.Set("u", x.Unit)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// agencies are those whose figures the actor may see; one-stops decide nothing and
// have no figures of their own.
func (p *Pages) agencies(r db.Reader, a authz.Actor) ([]organisation.Agency, error) {
	all, err := p.Organisation.Agencies(r, organisation.AgencyFilter{}, "")
	if err != nil {
		return nil, err
	}
	units, everywhere := a.Units(PermView)
	return slices.DeleteFunc(slices.Clone(all), func(x organisation.Agency) bool {
		return x.Kind == organisation.ServiceCentre || !everywhere && !slices.Contains(units, x.Code)
	}), nil
}

// chosen narrows the agencies to the one asked for; one that the actor may not see
// is none.
func chosen(all []organisation.Agency, unit string) []string {
	out := []string{}
	for _, a := range all {
		if unit == "" || a.Code == unit {
			out = append(out, a.Code)
		}
	}
	return out
}

func (p *Pages) agencyName(r db.Reader, code string) string {
	a, err := p.Organisation.Agency(r, code)
	if err != nil {
		return code
	}
	return a.Name
}
