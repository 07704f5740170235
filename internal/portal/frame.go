// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// show sends a page of the portal in the installation's frame.
func (p *Pages) show(w http.ResponseWriter, r *http.Request, status int, page ui.Page, main templ.Component) error {
	page.Front, page.Lang, page.Path, page.Main = ui.Portal, i18n.Lang(r.Context()), here(r), main
	page.Nav = nav(r)
	page.Footer = []ui.Link{
		{Text: i18n.T(r.Context(), "portal.footer.about"), Href: pathAbout},
		{Text: i18n.T(r.Context(), "portal.footer.accessibility"), Href: pathAccess},
		{Text: i18n.T(r.Context(), "portal.footer.privacy"), Href: pathPrivacy},
	}
	if web.Actor(r).Kind != authz.Citizen {
		page.Footer = append(page.Footer, ui.Link{Text: i18n.T(r.Context(), "portal.footer.staff"), Href: identity.PathDeskSignIn})
	}
	framed := p.cfg.Frame(w, r, page)
	framed.Path = here(r)
	return web.Render(w, r, status, framed)
}

// here is where the switches of language and type size lead: the page itself, or
// after a form that could not go on the page with the form.
func here(r *http.Request) string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	if back := web.LocalPath(r.PostFormValue("here")); back != pathHome {
		return back
	}
	return pathMe
}

func nav(r *http.Request) []ui.NavItem {
	path := r.URL.Path
	t := i18n.From(r.Context()).T
	mine := ui.NavItem{Text: t("portal.nav.sign_in"), Href: signInTo(pathMe)}
	if web.Actor(r).Kind == authz.Citizen {
		mine = ui.NavItem{Text: t("portal.nav.mine"), Href: pathMe, Current: path == pathMe}
	}
	return []ui.NavItem{
		{Text: t("portal.nav.find"), Href: pathHome, Current: path == pathHome || path == pathSearch},
		mine,
		{Text: t("portal.nav.track"), Href: pathLookup, Current: path == pathLookup},
		{Text: t("portal.nav.verify"), Href: pathVerify, Current: path == pathVerify},
	}
}

func signInTo(next string) string {
	return identity.PathSignIn + "?" + url.Values{"next": {next}}.Encode()
}

// answersFor names the one-stop that answers for what a page says.
func answersFor(a organisation.Agency) ui.Answers {
	return ui.Answers{Unit: a.Name, Phone: a.Phone}
}
