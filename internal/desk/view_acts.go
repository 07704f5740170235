// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"slices"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// actView is one act that is open to the officer.
type actView struct {
	Name, Key, Title string
	Href             string // opens it
	Open             bool
	Grave            bool
	Rare             bool // not a step of the usual way
	Hindrance        string
	Follows          []followView
	Form             actForm
}

// followView is one thing that would follow.
type followView struct {
	Icon     ui.Icon
	Text     string
	Why      []derivationLine
	Messages []messageView
}

// actForm is the form of the act that is open.
type actForm struct {
	Action, Command string
	Version         int
	Papers          []checkView
	Rows            []rowView
	RowCount        int
	Suggestions     []string // names of papers that may be missing
	Receiver        string
	Note, Reason    string
	Focus           bool
	Errors          map[string]string
}

// checkView is a paper to be ticked as seen.
type checkView struct {
	Key, Name, Count, Href string
	Seen                   bool
}

// rowView is one row of what is missing.
type rowView struct{ N, What, Why string }

// graveActs end something for the citizen.
var graveActs = []string{"refuse", "decline", "withdraw"}

func (p *Pages) actViews(r *http.Request, rd db.Reader, v *dossierView, x loaded, l look) {
	ctx := r.Context()
	open := openAct(x.Prospects, l.Act)
	for _, pr := range x.Prospects {
		d := deedOf(pr)
		a := actView{Name: d.name, Key: d.key, Title: i18n.T(ctx, "desk.act."+d.name), Href: l.Filter.dossier(l.Code, "act", d.name), Open: d.name == open, Grave: slices.Contains(graveActs, d.name), Rare: d.act == dossier.ActWithdraw}
		if pr.Hindrance != nil {
			a.Hindrance = i18n.From(ctx).Fault(pr.Hindrance)
		}
		if a.Open {
			a.Follows = p.follows(ctx, rd, x, pr)
			a.Form = actFormOf(r, x, l, d)
		}
		v.Acts = append(v.Acts, a)
	}
	if !slices.ContainsFunc(v.Acts, func(a actView) bool { return !a.Rare }) {
		v.WhyNone = p.whyNone(ctx, rd, x.File)
	}
	tellFault(ctx, v, l, open)
}

// openAct is the act that was chosen, else the usual one that can be done.
func openAct(all []dossier.Prospect, chosen string) string {
	usual := ""
	for _, pr := range all {
		name := deedOf(pr).name
		if name == chosen {
			return name
		}
		if usual == "" && name != "withdraw" {
			usual = name
		}
	}
	return usual
}

func (p *Pages) whyNone(ctx context.Context, r db.Reader, f dossier.File) string {
	switch {
	case !f.Open:
		return i18n.T(ctx, "desk.none.closed", "state", stateText(ctx, f.State))
	case f.State == dossier.Supplement:
		return i18n.T(ctx, "desk.none.waiting")
	}
	return i18n.T(ctx, "desk.none.elsewhere", "step", i18n.T(ctx, f.Step.Key()), "agency", p.agencyName(r, f.Holder))
}

// tellFault says what went wrong, at the fields where there are any; what was
// typed for an act that is not open any more is shown, so that it is not lost.
func tellFault(ctx context.Context, v *dossierView, l look, open string) {
	t := i18n.From(ctx)
	if l.Fault == nil {
		return
	}
	for _, f := range l.Fault.Fields {
		v.Errors = append(v.Errors, ui.ErrorItem{Field: fieldID(f.Name), Text: t.T(f.Key, f.Args...)})
	}
	if len(l.Fault.Fields) == 0 {
		v.Notice = &ui.Notification{Kind: ui.Failure, Title: t.T("desk.fault.not_done"), Text: t.Fault(l.Fault)}
	}
	if open != l.Act && l.Typed.anything() {
		v.Lost = append(v.Lost, l.Typed.Note, l.Typed.Reason)
		for _, m := range l.Typed.Missing {
			v.Lost = append(v.Lost, dotted(m.What, m.Why))
		}
		v.Lost = slices.DeleteFunc(v.Lost, func(s string) bool { return s == "" })
	}
}

// fieldID is where the error summary leads: the list as a whole begins at its
// first row.
func fieldID(name string) string {
	if name == "missing" {
		return "missing-0-what"
	}
	return name
}

func errorsOf(ctx context.Context, f *fault.Error) map[string]string {
	out := map[string]string{}
	if f != nil {
		for _, x := range f.Fields {
			out[fieldID(x.Name)] = i18n.T(ctx, x.Key, x.Args...)
		}
	}
	return out
}

// follows puts what would happen into words, before the click.
func (p *Pages) follows(ctx context.Context, r db.Reader, x loaded, pr dossier.Prospect) []followView {
	if pr.Hindrance != nil {
		return nil
	}
	t, after := i18n.From(ctx).T, pr.After
	var out []followView
	if pr.Moved(x.File.Dossier) {
		promised, statutory, _ := dossier.ReckonedTerms(x.Version, after.Channel)
		out = append(out, followView{Icon: ui.IconCalendar, Text: t("desk.follow.due", "due", i18n.When(ctx, after.Times.Due), "term", termText(ctx, promised), "statutory", termText(ctx, statutory)), Why: derivation(ctx, pr.Reckoning)})
	}
	switch {
	case after.State == dossier.Supplement:
		out = append(out, followView{Icon: ui.IconPause, Text: t("desk.follow.pause", "until", i18n.When(ctx, after.Times.ActBy))})
	case !after.Open:
		out = append(out, followView{Icon: ui.IconFlag, Text: t("desk.follow.closed", "state", stateText(ctx, after.State))})
	case after.Step != x.File.Step || after.Holder != x.File.Holder || x.File.State == dossier.Supplement:
		out = append(out, followView{Icon: ui.IconArrow, Text: t("desk.follow.handed", "step", t(after.Step.Key()), "agency", p.agencyName(r, after.Holder), "due", i18n.When(ctx, after.Times.StepDue))})
	}
	if key := signing[pr.Act]; key != "" && len(x.Version.Results) > 0 {
		out = append(out, followView{Icon: ui.IconSign, Text: t(key)})
	}
	return append(out, toldView(ctx, r, pr))
}

// signing is what the act does to the result.
var signing = map[dossier.Act]string{dossier.ActApprove: "desk.follow.signed", dossier.ActStamp: "desk.follow.sealed"}

func toldView(ctx context.Context, r db.Reader, pr dossier.Prospect) followView {
	if len(pr.Messages) == 0 {
		return followView{Icon: ui.IconMail, Text: i18n.T(ctx, "desk.follow.silent")}
	}
	v := followView{Icon: ui.IconSend, Text: i18n.T(ctx, "desk.follow.told")}
	for _, m := range pr.Messages {
		s := sentView(ctx, r.Now(), m)
		s.State, s.When = "", ui.Moment{}
		v.Messages = append(v.Messages, s)
	}
	return v
}

// actFormOf is the form of an act, with what was typed before.
func actFormOf(r *http.Request, x loaded, l look, d deed) actForm {
	ctx, lang, f := r.Context(), i18n.Lang(r.Context()), x.File
	form := actForm{Action: l.Filter.dossier(f.Code), Command: web.NewCommand(r), Version: f.Version, Errors: map[string]string{}, Focus: l.Act == d.name && l.Fault == nil}
	form.Action = l.Filter.href(pathDossier+escape(f.Code)+"/"+d.name, "view", l.View)
	mine := l.Act == d.name
	if mine {
		form.Errors, form.Note, form.Reason, form.Receiver = errorsOf(ctx, l.Fault), l.Typed.Note, l.Typed.Reason, l.Typed.Receiver
	}
	switch d.name {
	case "accept":
		form.Papers = checks(ctx, x, l, mine)
	case "ask":
		form.Suggestions = suggestions(x.Version, lang)
		form.Rows, form.RowCount = missingRows(l.Typed, mine)
	case "deliver":
		if !mine || l.Fault == nil {
			form.Receiver = f.Applicant.Name
		}
	}
	return form
}

// fewRows are shown at first; the button adds one more.
const fewRows = 2

func missingRows(in typed, mine bool) ([]rowView, int) {
	n := fewRows
	if mine {
		n = min(max(in.Rows, len(in.Missing), fewRows), maxRows)
	}
	out := make([]rowView, n)
	for i := range out {
		out[i].N = itoa(i)
		if mine && i < len(in.Missing) {
			out[i].What, out[i].Why = in.Missing[i].What, in.Missing[i].Why
		}
	}
	return out, n
}

func suggestions(v *catalogue.Version, lang string) []string {
	var out []string
	for _, c := range v.Components {
		out = append(out, c.Name.In(lang))
	}
	return out
}

func checks(ctx context.Context, x loaded, l look, mine bool) []checkView {
	var out []checkView
	for _, c := range x.File.Content.Components {
		v := checkView{Key: c.Key, Name: componentName(x.Version, c, i18n.Lang(ctx)), Count: countOf(ctx, c), Seen: c.Seen}
		if mine && (l.Fault != nil || l.MoreRows) {
			v.Seen = slices.Contains(l.Typed.Checked, c.Key)
		}
		for _, file := range x.Files {
			if file.Component == c.Key && v.Href == "" {
				v.Href = l.href("view", "f:"+file.ID, "pane", "viewer")
			}
		}
		out = append(out, v)
	}
	return out
}

func componentName(v *catalogue.Version, c dossier.ComponentCheck, lang string) string {
	for _, x := range v.Components {
		if x.Key == c.Key {
			return x.Name.In(lang)
		}
	}
	return c.Name
}

func countOf(ctx context.Context, c dossier.ComponentCheck) string {
	return i18n.T(ctx, "desk.papers.count", "originals", c.Originals, "copies", c.Copies, "files", c.Files)
}

// keysOf are the keys of the acts and of the page.
func keysOf(ctx context.Context, v dossierView) []ui.ShortcutGroup {
	g := ui.ShortcutGroup{Title: i18n.T(ctx, "desk.keys.dossier")}
	for _, a := range v.Acts {
		g.Items = append(g.Items, ui.Shortcut{Keys: a.Key, Text: a.Title})
	}
	if len(v.Acts) > 0 {
		g.Items = append(g.Items, ui.Shortcut{Keys: "Ctrl Enter", Text: i18n.T(ctx, "desk.keys.send")})
	}
	if v.Viewer.Next != "" {
		g.Items = append(g.Items, ui.Shortcut{Keys: "v", Text: i18n.T(ctx, "desk.viewer.next")})
	}
	g.Items = append(g.Items, ui.Shortcut{Keys: "o", Text: i18n.T(ctx, "desk.viewer.open")}, ui.Shortcut{Keys: "i", Text: i18n.T(ctx, "desk.papers.control")})
	return []ui.ShortcutGroup{g}
}

func buttonKind(a actView) ui.ButtonKind {
	if a.Grave {
		return ui.Warning
	}
	return ui.Primary
}

// firstField gives the first field of a form the key of the act, and the cursor
// when the act was chosen.
func firstField(a actView, first bool) ui.Attrs {
	if !first {
		return nil
	}
	out := ui.Attrs{ui.Attr("data-key", a.Key)}
	if a.Form.Focus {
		out = append(out, ui.Attr("autofocus", ""))
	}
	return out
}
