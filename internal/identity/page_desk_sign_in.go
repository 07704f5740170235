// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"net/http"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type deskSignInView struct {
	Next, Login string
	Problem     string // what went wrong, in words
	Field       string // where the person goes to mend it
	Demo        []DemoLogin
	VNeID       bool
}

func (s *Service) showDeskSignIn(w http.ResponseWriter, r *http.Request) error {
	next := deskNext(r.URL.Query().Get("next"))
	if web.Actor(r).Kind == authz.Staff {
		return web.SeeOther(w, r, next)
	}
	return s.deskSignIn(w, r, http.StatusOK, deskSignInView{Next: next})
}

func (s *Service) doDeskSignIn(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	view := deskSignInView{Next: deskNext(form.Raw("next")), Login: form.Text("login", 64), Field: "login"}
	in, err := s.SignInStaff(r.Context(), SignInStaffInput{
		Login: view.Login, Password: form.Raw("password"),
		Address: s.cfg.Address(r), Agent: r.UserAgent(), Previous: s.sessionCookie(r),
	})
	f := fault.Of(err)
	if err != nil && (f.Kind == fault.Internal || f.Kind == fault.Unavailable) {
		return err
	}
	if err != nil {
		view.Problem = i18n.From(r.Context()).Fault(err)
		return s.deskSignIn(w, r, f.Kind.Status(), view)
	}
	s.SetSession(w, r, in)
	return web.SeeOther(w, r, view.Next)
}

func (s *Service) deskSignIn(w http.ResponseWriter, r *http.Request, status int, view deskSignInView) error {
	if s.cfg.Demo {
		view.Demo = s.cfg.DemoLogins
	}
	view.VNeID = s.vneid.on()
	p := ui.Page{Front: ui.Desk, Title: i18n.T(r.Context(), "identity.desk.title"), HasErrors: view.Problem != ""}
	return s.page(w, r, status, p, deskSignInPage(view))
}

// deskNext is where a member of staff goes after signing in.
func deskNext(next string) string {
	if next = web.LocalPath(next); next == "/" || next == PathDeskSignIn {
		return "/desk"
	}
	return next
}

func demoRows(v deskSignInView) []ui.Row {
	rows := make([]ui.Row, len(v.Demo))
	for i, d := range v.Demo {
		rows[i] = ui.Row{Cells: []ui.Cell{
			{Text: d.Name}, {Text: joinFacts(d.Post, d.Agency)}, {Text: d.Login}, {Text: d.Password}, {Content: demoEnter(v.Next, d)},
		}}
	}
	return rows
}
