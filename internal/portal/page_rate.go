// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"strconv"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/satisfaction"
)

type rateView struct {
	Code, Title, Action string
	Agency              string
	May                 bool
	WhyNot              string
	Scores              []ui.Option
	Words               string
	MaxWords            int
	Command             string
	Problems            problems
}

// showRate asks how it was.
func (p *Pages) showRate(w http.ResponseWriter, r *http.Request) error {
	x, err := p.own(r)
	if err != nil {
		return err
	}
	return p.ratePage(w, r, x, problems{}, x.rating.Score, x.rating.Words)
}

func (p *Pages) ratePage(w http.ResponseWriter, r *http.Request, x own, wrong problems, score int, words string) error {
	t := i18n.From(r.Context()).T
	v := rateView{Code: x.Code, Title: x.title, Action: "/me/d/" + x.Code + "/rate", Agency: x.centre.Name, May: x.canRate, Words: words, MaxWords: satisfaction.MaxWords, Command: web.NewCommand(r), Problems: wrong}
	switch {
	case x.rating.Version > 0:
		v.WhyNot = t("satisfaction.fault.too_late")
	default:
		v.WhyNot = t("satisfaction.fault.not_yet")
	}
	for n := satisfaction.Highest; n >= satisfaction.Lowest; n-- {
		v.Scores = append(v.Scores, ui.Option{Value: strconv.Itoa(n), Text: t("portal.rate.score." + strconv.Itoa(n)), Selected: n == score})
	}
	page := ui.Page{Title: t("portal.rate.title"), Back: &ui.Link{Href: "/me/d/" + x.Code}, HasErrors: wrong.Any(), Answers: answersFor(x.centre)}
	return p.show(w, r, wrong.status(), page, rateMain(v))
}

// rate keeps what the person says.
func (p *Pages) rate(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	score, _ := strconv.Atoi(form.Raw("score"))
	words := web.CleanArea(form.Raw("words"))
	code := r.PathValue("code")
	if _, err = p.cfg.Satisfaction.Rate(r.Context(), web.Actor(r), satisfaction.RateInput{Code: code, Score: score, Words: words, Command: form.Command()}); err == nil {
		return web.SeeOther(w, r, "/me/d/"+code, web.Done("portal.rate.done"))
	}
	wrong, mine := problemsOf(r.Context(), err)
	if !mine {
		return err
	}
	x, err := p.own(r)
	if err != nil {
		return err
	}
	return p.ratePage(w, r, x, wrong, score, words)
}
