// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// House is what every page of an installation says of itself.
type House struct {
	Name    string // "motcua"
	Place   string // "Sơn La"
	Sandbox bool   // a demo: nothing here is real
	Answers ui.Answers
	Footer  []ui.Link
	SMSPage string // demo: where the SMS that were "sent" can be read
}

// Shell begins a page of a front: language, who is signed in, the message that
// waits, and the place it was asked for. The caller adds title, navigation and
// content.
func Shell(w http.ResponseWriter, r *http.Request, h House, front ui.Front, home string) ui.Page {
	p := ui.Page{
		Front: front, Brand: ui.Brand{Name: h.Name, Place: h.Place, Href: home},
		Lang: i18n.Lang(r.Context()), Path: r.URL.RequestURI(), Sandbox: h.Sandbox, Answers: h.Answers, Footer: h.Footer,
	}
	if f, ok := TakeFlash(w, r); ok {
		kind := ui.Success
		if f.Kind == "error" {
			kind = ui.Failure
		}
		p.Flash = append(p.Flash, ui.Notification{Kind: kind, Text: i18n.T(r.Context(), f.Key, f.Args...)})
	}
	if a := Actor(r); a.Kind == authz.Citizen || a.Kind == authz.Staff {
		p.User = &ui.User{Name: a.Name, Role: a.Post, SignOutAction: "/sign-out", AccountHref: "/me"}
		if a.Kind == authz.Staff {
			p.User.AccountHref = "/desk/account"
		}
	}
	return p
}
