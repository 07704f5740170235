// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"strconv"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type withdrawView struct {
	Code, Title, Action string
	May                 bool
	Reason              string
	Version             int
	Command             string
	Problems            problems
}

// showWithdraw asks whether the application is really to be taken back.
func (p *Pages) showWithdraw(w http.ResponseWriter, r *http.Request) error {
	x, err := p.own(r)
	if err != nil {
		return err
	}
	return p.withdrawPage(w, r, x, problems{}, "")
}

func (p *Pages) withdrawPage(w http.ResponseWriter, r *http.Request, x own, wrong problems, reason string) error {
	v := withdrawView{Code: x.Code, Title: x.title, Action: "/me/d/" + x.Code + "/withdraw", May: x.MayWithdraw(), Reason: reason, Version: x.Version, Command: web.NewCommand(r), Problems: wrong}
	page := ui.Page{Title: i18n.T(r.Context(), "portal.withdraw.title"), Back: &ui.Link{Href: "/me/d/" + x.Code}, HasErrors: wrong.Any(), Answers: answersFor(x.centre)}
	return p.show(w, r, wrong.status(), page, withdrawMain(v))
}

// withdraw takes the application back.
func (p *Pages) withdraw(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, err := p.own(r)
	if err != nil {
		return err
	}
	reason := form.Area("reason", maxNote)
	version, _ := strconv.Atoi(form.Raw("version"))
	if err = form.Err(); err == nil {
		_, err = p.cfg.Dossier.Withdraw(r.Context(), web.Actor(r), dossier.WithdrawInput{Ref: dossier.Ref{Code: x.Code, Version: version, Command: form.Command()}, Reason: reason})
	}
	if err == nil {
		return web.SeeOther(w, r, "/me/d/"+x.Code, web.Done("portal.withdraw.done"))
	}
	wrong, mine := problemsOf(r.Context(), err)
	if !mine {
		return err
	}
	return p.withdrawPage(w, r, x, wrong, reason)
}
