// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"net/http"
	"strings"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/satisfaction"
)

// own is a dossier with everything that its owner may see.
type own struct {
	dossier.File
	title   string
	names   map[string]string
	centre  organisation.Agency
	why     calendar.Result
	files   []document.File
	papers  []document.Paper
	result  document.Paper
	sent    []notification.Sent
	rating  satisfaction.Rating
	late    bool
	canRate bool
}

type dossierView struct {
	Code, Title string
	Tag         ui.StatusTag
	Next        string
	Turn        *ui.Notification // what needs the person now
	Steps       ui.Steps
	Dates       []ui.SummaryRow
	Why         []whyView
	History     []historyView
	Messages    []messageView
	Papers      []ui.Link
	Files       []fileView
	Words       []ui.Term
	Withdraw    string
	Rate        string
	Rated       string
}

type whyView struct{ Text, Basis string }

type historyView struct {
	When, What, Who string
	Notes           []string
}

type messageView struct {
	Title, How string
	Body       []string
}

type fileView struct {
	Name, Href, Size string
	State            string
}

// dossier is the page of one's own dossier.
func (p *Pages) dossier(w http.ResponseWriter, r *http.Request) error {
	x, err := p.own(r)
	if err != nil {
		return err
	}
	t := i18n.From(r.Context()).T
	page := ui.Page{Title: x.title, ReadAloud: true, Breadcrumbs: []ui.Link{{Text: t("portal.nav.mine"), Href: pathMe}, {Text: x.Code}}, Answers: answersFor(x.centre)}
	return p.show(w, r, http.StatusOK, page, dossierMain(p.dossierView(r.Context(), x)))
}

// own reads a dossier of the person's own; anybody else's is not there.
func (p *Pages) own(r *http.Request) (x own, err error) {
	err = p.read(r, func(q db.Reader) error {
		if x.File, err = p.cfg.Dossier.Open(q, web.Actor(r), r.PathValue("code")); err != nil {
			return err
		}
		x.names, x.late = map[string]string{}, x.Late(q.Now())
		for _, e := range x.Events {
			p.name(q, x.names, e.FromAgency)
			p.name(q, x.names, e.ToAgency)
		}
		p.name(q, x.names, x.Holder)
		return p.beside(q, r, &x)
	})
	return x, err
}

// beside reads what other rooms know of the dossier.
func (p *Pages) beside(q db.Reader, r *http.Request, x *own) (err error) {
	v, err := p.cfg.Catalogue.Version(q, x.ProcedureVersion)
	if err != nil {
		return err
	}
	x.title = text(r.Context(), v.Name)
	if x.centre, err = p.cfg.Organisation.Agency(q, x.Receiving); err != nil {
		return err
	}
	if x.why, err = p.cfg.Dossier.Derivation(q, x.Dossier); err != nil {
		return err
	}
	if x.files, err = p.cfg.Document.Files(q, x.ID); err != nil {
		return err
	}
	if x.papers, err = p.cfg.Document.Papers(q, x.ID); err != nil {
		return err
	}
	if x.sent, err = notification.ForSubject(q, x.ID); err != nil {
		return err
	}
	x.rating, err = p.cfg.Satisfaction.Of(q, x.ID)
	x.canRate = satisfaction.Ratable(x.Dossier) && (x.rating.Version == 0 || x.rating.Open(q.Now()))
	return err
}

func (p *Pages) dossierView(ctx context.Context, x own) dossierView {
	t := i18n.From(ctx).T
	d := x.Dossier
	v := dossierView{Code: x.Code, Title: x.title, Tag: tagOf(ctx, x.State, x.late), Next: nextText(ctx, d, x.names[x.Holder], x.centre.Name), Words: lawWords(ctx, dossierWords)}
	due := moment(ctx, x.Times.Due)
	v.Steps = steps(ctx, x.Line(), x.State, due, x.late, func(code string) string { return x.names[code] })
	v.Dates = []ui.SummaryRow{dateRow(ctx, t("portal.dossier.submitted"), moment(ctx, x.Times.Submitted)), dateRow(ctx, t("portal.dossier.accepted"), moment(ctx, x.Times.Received)),
		dateRow(ctx, t("portal.dossier.due"), due)}
	if !x.Times.StatutoryDue.IsZero() && !x.Times.StatutoryDue.Equal(x.Times.Due) {
		v.Dates = append(v.Dates, dateRow(ctx, t("portal.dossier.statutory"), moment(ctx, x.Times.StatutoryDue)))
	}
	v.Dates = append(v.Dates, ui.SummaryRow{Key: t("portal.where.centre"), Text: x.centre.Name})
	for _, l := range x.why.Derivation {
		v.Why = append(v.Why, whyView{t(l.Why.Key, l.Why.Args...), l.Why.Basis})
	}
	for i := len(x.Events) - 1; i >= 0; i-- {
		v.History = append(v.History, historyOf(ctx, x, x.Events[i]))
	}
	v.Messages, v.Files = messages(ctx, x.sent), filesOf(ctx, x.files)
	p.papersAndTurn(ctx, x, &v)
	return v
}

// papersAndTurn fills in what can be downloaded, and what the person may do now.
func (p *Pages) papersAndTurn(ctx context.Context, x own, v *dossierView) {
	t := i18n.From(ctx).T
	for _, paper := range x.papers {
		if paper.Hash() == "" || paper.State == document.Voided || paper.Template == document.Control {
			continue
		}
		if paper.Template.IsResult() {
			if paper.State == document.Sealed {
				x.result = paper
			}
			continue
		}
		v.Papers = append(v.Papers, ui.Link{Text: paperTitle(ctx, paper), Href: "/papers/" + paper.ID, Icon: ui.IconFile})
	}
	switch {
	case x.State == dossier.Supplement:
		v.Turn = &ui.Notification{Kind: ui.Attention, Title: t("portal.turn.supplement"), Text: t("portal.turn.supplement_text", "when", i18n.Day(ctx, x.Times.ActBy)),
			Body: ui.Button{Text: t("portal.turn.supplement_do"), Href: "/me/d/" + x.Code + "/supplement", Icon: ui.IconUpload}}
	case x.result.ID != "":
		v.Turn = &ui.Notification{Kind: ui.Success, Title: t("portal.turn.result"), Text: joined(" ", paperTitle(ctx, x.result), x.result.FullNumber()),
			Body: ui.Button{Text: t("portal.turn.result_do"), Href: "/papers/" + x.result.ID + "?download=1", Icon: ui.IconDownload}}
		v.Papers = append(v.Papers, ui.Link{Text: t("portal.turn.check_result"), Href: "/v/" + x.result.Code, Icon: ui.IconShield})
	}
	if x.MayWithdraw() {
		v.Withdraw = "/me/d/" + x.Code + "/withdraw"
	}
	if x.canRate {
		v.Rate = "/me/d/" + x.Code + "/rate"
	}
	if x.rating.Version > 0 {
		v.Rated = t("portal.rate.yours", "score", t("portal.rate.score."+string(rune('0'+x.rating.Score))))
	}
}

// paperTitle is what a paper is called: its own title, or that of its form.
func paperTitle(ctx context.Context, p document.Paper) string {
	if p.Title != "" {
		return p.Title
	}
	return i18n.T(ctx, "document.template."+string(p.Template))
}

// historyOf is one act. The citizen sees what was done where; of officers the post
// and name as their papers print them.
func historyOf(ctx context.Context, x own, e dossier.Event) historyView {
	h := historyView{When: i18n.When(ctx, e.At), What: i18n.T(ctx, e.Act.Key())}
	who := e.FromAgency
	if who == "" {
		who = e.ToAgency
	}
	h.Who = joined(" · ", e.ActorName, e.ActorPost, x.names[who])
	if e.ActorKind == authz.Citizen {
		h.Who = e.ActorName
	}
	// Notes between officers are not addressed to the applicant.
	if e.ActorKind == authz.Citizen || e.Act == dossier.ActRequestSupplement || e.Act == dossier.ActRefuse {
		h.Notes = paragraphs(e.Note)
	}
	for _, m := range e.Detail.Missing {
		h.Notes = append(h.Notes, joined(": ", m.What, m.Why))
	}
	return h
}

func filesOf(ctx context.Context, files []document.File) (out []fileView) {
	for _, f := range files {
		v := fileView{Name: f.Name, Size: fileSize(f.Size), State: i18n.T(ctx, map[document.FileState]string{
			document.FileReceived: "ui.file.checking", document.FileChecked: "ui.file.stored", document.FileRefused: "ui.file.refused"}[f.State])}
		if f.Usable() {
			v.Href = "/files/" + f.ID
		}
		out = append(out, v)
	}
	return out
}

// messages are what was sent to the person, and whether it arrived.
func messages(ctx context.Context, sent []notification.Sent) (out []messageView) {
	t := i18n.From(ctx).T
	for _, m := range sent {
		v := messageView{Title: m.Title, Body: paragraphs(m.Body), How: joined(" · ", i18n.When(ctx, m.CreatedAt), joined(" ", t("portal.channel."+string(m.Channel)), m.Address), t("portal.sent."+string(m.State)))}
		if v.Title == "" {
			v.Title, v.Body = m.Body, nil
		}
		out = append(out, v)
	}
	return out
}

// paragraphs are the lines of a letter that say something.
func paragraphs(body string) (out []string) {
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
