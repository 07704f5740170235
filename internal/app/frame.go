// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"net/http"
	"strings"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// house is what every page says of this installation.
func (a *App) house(r *http.Request) web.House {
	t := i18n.From(r.Context()).T
	h := web.House{Name: "motcua", Place: a.Config.Place, Sandbox: a.Config.Demo, Answers: ui.Answers{Unit: t("app.answers"), Phone: a.Config.Hotline}}
	if a.Config.OutsideURL != "" {
		h.Footer = append(h.Footer, ui.Link{Text: t("app.footer.outside"), Href: a.Config.OutsideURL})
	}
	return h
}

// Frame puts a room's page into the installation's frame: brand, person, flashes,
// footer. What the room set stays.
func (a *App) Frame(w http.ResponseWriter, r *http.Request, p ui.Page) ui.Page {
	home := "/"
	if p.Front != ui.Portal {
		home = "/desk"
	}
	shell := web.Shell(w, r, a.house(r), p.Front, home)
	shell.Title, shell.Nav, shell.Search, shell.Back, shell.Breadcrumbs = p.Title, p.Nav, p.Search, p.Back, p.Breadcrumbs
	shell.HasErrors, shell.Wide, shell.Wall, shell.ReadAloud, shell.Refresh = p.HasErrors, p.Wide, p.Wall, p.ReadAloud, p.Refresh
	shell.Shortcuts, shell.Main, shell.Phase = p.Shortcuts, p.Main, p.Phase
	shell.Flash = append(shell.Flash, p.Flash...)
	shell.Footer = append(shell.Footer, p.Footer...)
	if p.User != nil {
		shell.User = p.User
	}
	if p.Answers.Unit != "" {
		shell.Answers = p.Answers
	}
	return shell
}

func (a *App) identityConfig() identity.Config {
	cfg := a.Config
	c := identity.Config{Secure: cfg.Secure, Demo: cfg.Demo, DemoLogins: cfg.DemoLogins, Frame: a.Frame, Log: a.log}
	c.VNeID = identity.VNeID{Issuer: cfg.VNeID.Issuer, ClientID: cfg.VNeID.ClientID, ClientSecret: cfg.VNeID.ClientSecret, RedirectURL: cfg.BaseURL + identity.PathCallback}
	c.AgencyExists = a.agencyExists
	if cfg.ProxyHop {
		c.Address = forwardedFor
	}
	return c
}

// forwardedFor is the address that the one proxy before us saw: the last entry.
func forwardedFor(r *http.Request) string {
	hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
	return strings.TrimSpace(hops[len(hops)-1])
}

// frontOf is the front that a person belongs to, for pages that are everybody's.
func frontOf(r *http.Request) ui.Front {
	if web.Actor(r).Kind == authz.Staff || strings.HasPrefix(r.URL.Path, "/desk") {
		return ui.Desk
	}
	return ui.Portal
}
