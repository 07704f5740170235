// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// dossierView is the pane in the middle.
type dossierView struct {
	Code, Title, Person string
	Tag                 *ui.StatusTag
	Time                *ui.TimeLeft
	Facts               []ui.SummaryRow
	Derivation          []derivationLine
	Errors              []ui.ErrorItem
	Notice              *ui.Notification
	Lost                []string // what was typed for an act that is not open any more
	Acts                []actView
	WhyNone             string // why there is nothing to do here
	Line                []ui.Step
	Sections            []ui.SummaryList
	Papers              papersView
	History             []ui.Step
	Messages            []messageView
	ControlHref         string
	Viewer              viewerView
	Keys                []ui.ShortcutGroup
}

// derivationLine is one step of reckoning a due date.
type derivationLine struct{ Text, Basis string }

// messageView is a message that went out, or would.
type messageView struct {
	Channel, Address, Title, Body, State string
	When                                 ui.Moment
}

func (p *Pages) dossierView(r *http.Request, rd db.Reader, x loaded, l look) (dossierView, error) {
	ctx, f := r.Context(), x.File
	v := dossierView{Code: f.Code, Title: x.Version.Name.In(i18n.Lang(ctx)), Person: f.Applicant.Name, ControlHref: pathDossier + escape(f.Code) + "/control.pdf"}
	v.Tag = stateTag(ctx, f.State, f.Late(rd.Now()))
	k, err := p.Calendar.For(rd, f.Competent)
	if err != nil {
		return v, err
	}
	if f.Open && !f.Times.ActBy.IsZero() {
		left := timeLeft(ctx, k, rd.Now(), f.Times.ActBy, f.State == dossier.Supplement)
		v.Time = &left
	}
	if err := p.facts(ctx, rd, &v, x); err != nil {
		return v, err
	}
	v.Line = p.line(ctx, rd, f)
	v.Sections = sections(ctx, x.Version, f)
	v.History = p.history(ctx, rd, f)
	for _, m := range x.Messages {
		v.Messages = append(v.Messages, sentView(ctx, rd.Now(), m))
	}
	v.Papers = p.papersView(r, x, l)
	v.Viewer = p.viewerView(r, x, l)
	p.actViews(r, rd, &v, x, l)
	v.Keys = keysOf(ctx, v)
	return v, nil
}

// facts are the lines under the head, the promise and the law's limit side by side.
func (p *Pages) facts(ctx context.Context, r db.Reader, v *dossierView, x loaded) error {
	t, f, a := i18n.From(ctx).T, x.File, x.File.Applicant
	row := func(key, text string) {
		if text != "" {
			v.Facts = append(v.Facts, ui.SummaryRow{Key: t(key), Text: text})
		}
	}
	row("desk.fact.applicant", dotted(a.Name, a.Number))
	row("desk.fact.contact", dotted(a.Phone, a.Email))
	row("desk.fact.address", a.Address)
	if f.Submitter != a.Name {
		row("desk.fact.submitter", f.Submitter)
	}
	row("desk.fact.channel", dotted(t("desk.channel."+string(f.Channel)), i18n.When(ctx, f.Times.Submitted)))
	row("desk.fact.received", i18n.When(ctx, f.Times.Received))
	promised, statutory, err := dossier.ReckonedTerms(x.Version, f.Channel)
	if err != nil {
		return err
	}
	row("desk.fact.due", dated(ctx, f.Times.Due, promised))
	row("desk.fact.statutory", dated(ctx, f.Times.StatutoryDue, statutory))
	if f.State == dossier.Supplement {
		row("desk.fact.supplement_until", i18n.When(ctx, f.Times.ActBy))
	}
	row("desk.fact.finished", i18n.When(ctx, f.Times.Finished))
	row("desk.fact.holder", p.agencyName(r, f.Holder))
	if f.Competent != f.Holder {
		row("desk.fact.competent", p.agencyName(r, f.Competent))
	}
	row("desk.fact.outcome", outcomeText(ctx, f.Outcome))
	res, err := p.Dossier.Derivation(r, f.Dossier)
	v.Derivation = derivation(ctx, res)
	return err
}

func outcomeText(ctx context.Context, o dossier.Outcome) string {
	if o == dossier.Undecided {
		return ""
	}
	return i18n.T(ctx, "desk.outcome."+string(o))
}

// dated is a date with the term it comes from; before acceptance only the term.
func dated(ctx context.Context, due time.Time, term calendar.Term) string {
	return dotted(i18n.When(ctx, due), termText(ctx, term))
}

func dotted(parts ...string) string {
	out := ""
	for _, s := range parts {
		if s != "" && out != "" {
			out += " · "
		}
		out += s
	}
	return out
}

func derivation(ctx context.Context, res calendar.Result) []derivationLine {
	var out []derivationLine
	for _, x := range res.Derivation {
		out = append(out, derivationLine{i18n.T(ctx, x.Why.Key, x.Why.Args...), x.Why.Basis})
	}
	return out
}

// line is the five steps.
func (p *Pages) line(ctx context.Context, r db.Reader, f dossier.File) []ui.Step {
	var out []ui.Step
	for _, s := range f.Line() {
		x := ui.Step{Title: i18n.T(ctx, s.Step.Key()), When: shortMoment(r.Now(), s.At), Who: p.agencyName(r, s.By)}
		switch {
		case s.State == "done":
			x.State = ui.StepDone
		case s.State == "now" && f.State == dossier.Supplement:
			x.State = ui.StepWaiting
		case s.State == "now" && r.Now().After(f.Times.StepDue):
			x.State, x.When = ui.StepLate, shortMoment(r.Now(), f.Times.StepDue)
		case s.State == "now":
			x.State, x.When = ui.StepCurrent, shortMoment(r.Now(), f.Times.StepDue)
		case !f.Open:
			x.State = ui.StepSkipped
		}
		out = append(out, x)
	}
	return out
}

// history is every act, the last first: giver, receiver, time, and the time that
// was left.
func (p *Pages) history(ctx context.Context, r db.Reader, f dossier.File) []ui.Step {
	t := i18n.From(ctx).T
	out := make([]ui.Step, 0, len(f.Events))
	for i := len(f.Events) - 1; i >= 0; i-- {
		e := f.Events[i]
		x := ui.Step{Title: t(e.Act.Key()), State: ui.StepDone, When: moment(ctx, e.At), Who: dotted(e.ActorName, e.ActorPost)}
		if e.ToStep != dossier.NoStep && e.ToStep != e.FromStep {
			x.Text = t("desk.history.handed", "step", t(e.ToStep.Key()), "agency", p.agencyName(r, e.ToAgency))
		}
		x.Body = eventBody(eventLines(ctx, e))
		out = append(out, x)
	}
	return out
}

func eventLines(ctx context.Context, e dossier.Event) []string {
	t := i18n.From(ctx).T
	var out []string
	if !e.StepDue.IsZero() {
		out = append(out, minutesText(ctx, e.MinutesLeft))
	}
	if o := outcomeText(ctx, e.Detail.Outcome); o != "" {
		out = append(out, o)
	}
	for _, m := range e.Detail.Missing {
		out = append(out, t("desk.history.missing", "what", m.What, "why", m.Why))
	}
	if due, err := clock.Parse(e.Detail.Due); err == nil && !due.IsZero() {
		out = append(out, t("desk.history.due", "due", i18n.When(ctx, due)))
	}
	if e.Detail.Receiver != "" {
		out = append(out, t("desk.history.receiver", "name", e.Detail.Receiver))
	}
	if e.Note != "" {
		out = append(out, t("desk.history.note", "note", e.Note))
	}
	return out
}

// minutesText is the working time that was left of a step's budget, or by how much
// it was overrun.
func minutesText(ctx context.Context, minutes int) string {
	if minutes < 0 {
		return i18n.T(ctx, "desk.history.over", "hours", -minutes/60, "minutes", -minutes%60)
	}
	return i18n.T(ctx, "desk.history.left", "hours", minutes/60, "minutes", minutes%60)
}

func sentView(ctx context.Context, now time.Time, m notification.Sent) messageView {
	t := i18n.From(ctx).T
	v := messageView{Channel: t("notification.channel." + string(m.Channel)), Address: m.Address, Title: m.Title, Body: m.Body}
	v.State, v.When = t("notification.state."+string(m.State)), shortMoment(now, m.CreatedAt)
	return v
}

// sections are the answers under the form's headings.
func sections(ctx context.Context, v *catalogue.Version, f dossier.File) []ui.SummaryList {
	lang := i18n.Lang(ctx)
	var out []ui.SummaryList
	at := map[string]int{}
	for _, s := range v.Form.Sections {
		at[s.Key] = len(out)
		out = append(out, ui.SummaryList{Title: s.Label.In(lang)})
	}
	for _, q := range v.Form.Asked(f.Content.Answers) {
		i, ok := at[q.Section]
		if !ok {
			i = len(out)
			at[q.Section] = i
			out = append(out, ui.SummaryList{Title: i18n.T(ctx, "desk.answers.title")})
		}
		if text := answerText(q, f.Content.Answers, lang); text != "" {
			out[i].Rows = append(out[i].Rows, ui.SummaryRow{Key: q.Label.In(lang), Text: text})
		}
	}
	if s := f.Content.Answers[dossier.GeneralRequest]; s != "" && len(v.Form.Fields) == 0 {
		out = append(out, ui.SummaryList{Title: i18n.T(ctx, "desk.answers.title"), Rows: []ui.SummaryRow{{Key: i18n.T(ctx, "desk.answers.request"), Text: s}}})
	}
	return filled(out)
}

func filled(lists []ui.SummaryList) []ui.SummaryList {
	var out []ui.SummaryList
	for _, l := range lists {
		if len(l.Rows) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// answerText is an answer as people read it.
func answerText(q catalogue.FormField, answers map[string]string, lang string) string {
	a := answers[q.Key]
	switch q.Kind {
	case catalogue.FieldPerson:
		return dotted(answers[q.Key+dossier.PartName], dayText(answers[q.Key+dossier.PartBorn]), answers[q.Key+dossier.PartNumber])
	case catalogue.FieldSelect, catalogue.FieldRadio:
		for _, o := range q.Options {
			if o.Value == a {
				return o.Label.In(lang)
			}
		}
	case catalogue.FieldDate:
		return dayText(a)
	case catalogue.FieldUnit:
		if l := answers[q.Key+dossier.PartLabel]; l != "" {
			return l
		}
	}
	return a
}

// dayText writes a civil date as people do: 24/11/2026.
func dayText(iso string) string {
	d, err := time.Parse(clock.DateLayout, iso)
	if err != nil {
		return iso
	}
	return d.Format("02/01/2006")
}

// mayReceive tells whether the actor works at the one-stop that took it in.
func mayReceive(r *http.Request, d dossier.Dossier) bool {
	return web.Actor(r).Can(dossier.PermReceive, d.Receiving)
}
