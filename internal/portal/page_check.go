// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"net/http"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type checkView struct {
	Caption  string
	Action   string
	Drop     string
	Here     string
	Command  string
	Missing  []ui.Link
	Parts    []ui.SummaryList
	Fees     []feeView
	Total    string
	Delivery []ui.Option
	Problems problems
	Centre   string
}

// showCheck shows everything once more before it is sent.
func (p *Pages) showCheck(w http.ResponseWriter, r *http.Request) error {
	a, at, err := p.open(r)
	if err != nil || at != "" {
		return p.elsewhere(w, r, at, err)
	}
	return p.checkPage(w, r, a, problems{}, "online")
}

func (p *Pages) checkPage(w http.ResponseWriter, r *http.Request, a application, x problems, delivery string) error {
	ctx := r.Context()
	v := checkView{
		Caption: a.caption(ctx, a.parts()), Action: a.href("/submit"), Drop: a.href("/drop"), Here: a.href("/check"), Command: web.NewCommand(r), Problems: x,
		Missing: a.missing(ctx), Parts: a.summary(ctx), Delivery: deliveries(ctx, a.version, delivery), Centre: a.place.Centre.Name,
	}
	v.Fees, v.Total = a.bill(ctx)
	page := a.page(ctx, i18n.T(ctx, "portal.check.title"), a.parts())
	page.HasErrors = x.Any()
	return p.show(w, r, x.status(), page, checkMain(v))
}

// missing links to every page where something is left to do.
func (a *application) missing(ctx context.Context) (out []ui.Link) {
	label := labelOf(ctx, a.form.Fields)
	for _, f := range a.mistakes() {
		name := label(f.Name)
		for _, c := range a.papers {
			if dossier.PaperField(c.Key) == f.Name {
				name = text(ctx, c.Name)
			}
		}
		out = append(out, ui.Link{Text: i18n.T(ctx, "portal.error.at", "field", name, "text", i18n.T(ctx, f.Key, f.Args...)), Href: a.fieldHref(f.Name) + "#" + idOf(f.Name)})
	}
	return out
}

// summary lists the answers by section, the papers and the contact, each with the
// way to change it.
func (a *application) summary(ctx context.Context) (out []ui.SummaryList) {
	t := i18n.From(ctx).T
	for i, pg := range a.pages {
		title := text(ctx, pg.Section)
		if i == 0 || text(ctx, a.pages[i-1].Section) != title {
			out = append(out, ui.SummaryList{Title: title})
		}
		last := &out[len(out)-1]
		for _, q := range pg.Fields {
			label := text(ctx, q.Label)
			change := ui.Link{Text: t("portal.check.change"), Hidden: label, Href: a.pageHref(i) + "#" + anchor(q)}
			last.Rows = append(last.Rows, ui.SummaryRow{Key: label, Text: a.said(ctx, q), Actions: []ui.Link{change}})
		}
	}
	papers := ui.SummaryList{Title: t("portal.check.papers")}
	for _, c := range a.papers {
		label := text(ctx, c.Name)
		papers.Rows = append(papers.Rows, ui.SummaryRow{Key: label, Text: a.filesSaid(ctx, c.Key), Actions: []ui.Link{{Text: t("portal.check.change"), Hidden: label, Href: a.href("/papers#") + dossier.PaperField(c.Key)}}})
	}
	if len(papers.Rows) > 0 {
		out = append(out, papers)
	}
	return append(out, a.contact(ctx))
}

// anchor is the first box of a question.
func anchor(q catalogue.FormField) string {
	if q.Kind == catalogue.FieldPerson {
		return idOf(q.Key + dossier.PartName)
	}
	return q.Key
}

func (a *application) contact(ctx context.Context) ui.SummaryList {
	t := i18n.From(ctx).T
	back := pathContact + "?next=" + a.href("/check")
	row := func(key, value string) ui.SummaryRow {
		if value == "" {
			value = t("portal.check.none")
		}
		return ui.SummaryRow{Key: key, Text: value, Actions: []ui.Link{{Text: t("portal.check.change"), Hidden: key, Href: back}}}
	}
	return ui.SummaryList{Title: t("portal.check.contact"), Rows: []ui.SummaryRow{
		{Key: t("portal.check.applicant"), Text: a.person.Name},
		row(t("portal.contact.phone"), a.person.Phone),
		row(t("portal.contact.email"), a.person.Email),
		{Key: t("portal.where.centre"), Text: a.place.Centre.Name},
	}}
}

// said is an answer in words.
func (a *application) said(ctx context.Context, q catalogue.FormField) string {
	t := i18n.From(ctx).T
	value := a.Answers[q.Key]
	switch q.Kind {
	case catalogue.FieldPerson:
		value = joined(", ", a.Answers[q.Key+dossier.PartName], civil(a.Answers[q.Key+dossier.PartBorn]), a.Answers[q.Key+dossier.PartNumber])
	case catalogue.FieldDate:
		value = civil(value)
	case catalogue.FieldUnit:
		if label := a.Answers[q.Key+dossier.PartLabel]; label != "" {
			value = label
		}
	case catalogue.FieldSelect, catalogue.FieldRadio:
		for _, o := range q.Options {
			if o.Value == value {
				value = text(ctx, o.Label)
				break
			}
		}
	}
	if value == "" {
		return t("portal.check.none")
	}
	return value
}

func (a *application) filesSaid(ctx context.Context, component string) string {
	n := a.counts()[component]
	if n == 0 {
		return i18n.T(ctx, "portal.check.no_file")
	}
	return i18n.T(ctx, "portal.check.files", "n", n)
}

// bill is what the application will cost, line by line.
func (a *application) bill(ctx context.Context) (out []feeView, total string) {
	lines, sum := catalogue.Bill(*a.version, catalogue.Input{Channel: catalogue.Online, Answers: a.Answers})
	for _, l := range lines {
		x := feeView{Amount: i18n.Dong(l.Amount)}
		for _, f := range a.version.Fees {
			if f.Key != l.Rule {
				continue
			}
			x.Name = text(ctx, f.Label)
			for _, relief := range f.Reliefs {
				if relief.Key == l.Relief {
					x.When = i18n.T(ctx, "portal.fee.because", "why", text(ctx, relief.Label))
				}
			}
		}
		out = append(out, x)
	}
	return out, i18n.Dong(sum)
}

// deliveries are the ways to get the result.
func deliveries(ctx context.Context, v *catalogue.Version, chosen string) (out []ui.Option) {
	t := i18n.From(ctx).T
	out = append(out,
		ui.Option{Value: "online", Text: t("portal.delivery.online"), Hint: t("portal.delivery.online_hint"), Selected: chosen == "online"},
		ui.Option{Value: "counter", Text: t("portal.delivery.counter"), Hint: t("portal.delivery.counter_hint"), Selected: chosen == "counter"})
	for _, o := range v.Channels {
		if o.Channel == catalogue.Post {
			out = append(out, ui.Option{Value: "post", Text: t("portal.delivery.post"), Hint: t("portal.delivery.post_hint"), Selected: chosen == "post"})
		}
	}
	return out
}

// submit files the application. A second click finds the dossier that the first
// one made.
func (p *Pages) submit(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	a, at, err := p.open(r)
	if err != nil || at != "" {
		return p.elsewhere(w, r, at, err)
	}
	delivery := form.One("delivery", "online", "counter", "post")
	form.Require(form.Raw("agree") == "yes", "agree", "portal.check.agree_required")
	if err := form.Err(); err != nil {
		x, _ := problemsOf(r.Context(), err)
		return p.checkPage(w, r, a, x, delivery)
	}
	d, err := p.cfg.Dossier.File(r.Context(), web.Actor(r), a.filing(form.Command(), delivery))
	if err == nil {
		return web.SeeOther(w, r, "/apply/"+d.Code+"/done")
	}
	f := fault.Of(err)
	if f.Kind == fault.Invalid && len(f.Fields) > 0 { // back to the question, with what was answered
		return web.SeeOther(w, r, a.fieldHref(f.Fields[0].Name)+"#"+idOf(f.Fields[0].Name))
	}
	x, mine := problemsOf(r.Context(), err)
	if !mine {
		return err
	}
	return p.checkPage(w, r, a, x, delivery)
}

func (a *application) filing(command, delivery string) dossier.FileInput {
	answers := dossier.Answered(a.form, a.Answers)
	n := a.person
	return dossier.FileInput{
		Command: command, Draft: a.ID, Procedure: a.Procedure, Competent: a.Competent, Receiving: a.Receiving, Channel: dossier.Online, Delivery: delivery,
		Applicant:  dossier.Applicant{Person: n.ID, Name: n.Name, Number: string(n.Number), Phone: n.Phone, Email: n.Email, Address: n.Address, Lang: n.Language},
		Submitter:  n.Name,
		Answers:    answers,
		Components: dossier.Checklist(a.version, answers, a.counts()),
	}
}
