// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"strings"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// newView is the form of the counter.
type newView struct {
	Title, Code, Action, Command string
	Errors                       []ui.ErrorItem
	Notice                       *ui.Notification
	Wrong                        map[string]string
	C                            counter
	Centres, Competent           []ui.Option
	Communes                     []string
	Sections                     []sectionView
	Papers                       []paperRow
	Follows                      []followView
	Focus                        string // the field to begin with
}

// sectionView is a heading with its questions.
type sectionView struct {
	Title  string
	Fields []fieldView
}

// fieldView is one question; When says on which answer it depends.
type fieldView struct {
	Q     catalogue.FormField
	Label string
	Hint  string
	When  whenView
}

// whenView is a condition as the script reads it.
type whenView struct {
	Field, In string
	Not       bool
}

// paperRow is one paper at the counter.
type paperRow struct {
	Key, Name, Note   string
	Originals, Copies string
	Seen, Show        bool
	When              whenView
}

func whenOf(c *catalogue.Condition) whenView {
	if c == nil {
		return whenView{}
	}
	return whenView{c.Field, strings.Join(c.In, "|"), c.Not}
}

func (w whenView) attrs() ui.Attrs {
	if w.Field == "" {
		return nil
	}
	out := ui.Attrs{ui.Attr("data-when", w.Field), ui.Attr("data-when-in", w.In)}
	if w.Not {
		out = append(out, ui.Attr("data-when-not", ""))
	}
	return out
}

func (p *Pages) newView(rd db.Reader, r *http.Request, v *catalogue.Version, c counter, place counterPlace, f *fault.Error) (newView, error) {
	ctx, lang := r.Context(), i18n.Lang(r.Context())
	out := newView{Title: v.Name.In(lang), Code: v.Procedure, Action: pathNew + "/" + escape(v.Procedure), Command: web.NewCommand(r), C: c, Wrong: errorsOf(ctx, f)}
	if c.Command != "" && f == nil {
		out.Command = c.Command
	}
	out.Centres, out.Competent = options(place.Centres, c.Receiving), options(place.Competent, c.Competent)
	out.Sections = formSections(ctx, v, lang)
	for _, x := range v.Components {
		out.Papers = append(out.Papers, paperRow{Key: x.Key, Name: x.Name.In(lang), Note: x.Note.In(lang), Originals: itoa(c.Originals[x.Key]), Copies: itoa(c.Copies[x.Key]),
			Seen: c.Seen[x.Key], Show: x.Presentation == catalogue.Show, When: whenOf(x.When)})
	}
	communes, err := p.Organisation.Communes(rd, "")
	if err != nil {
		return out, err
	}
	for _, u := range communes {
		out.Communes = append(out.Communes, u.Name)
	}
	if f != nil && len(f.Fields) == 0 {
		out.Notice = &ui.Notification{Kind: ui.Failure, Title: i18n.T(ctx, "desk.fault.not_done"), Text: i18n.From(ctx).Fault(f)}
	} else if f != nil {
		for _, x := range f.Fields {
			out.Errors = append(out.Errors, ui.ErrorItem{Field: x.Name, Text: labelled(out, x.Name, i18n.T(ctx, x.Key, x.Args...))})
		}
	}
	out.Focus = out.firstEmpty()
	out.Follows, err = p.ifAccepted(ctx, rd, v, c)
	return out, err
}

// labelled says at which question something is wrong: "fill in this" means nothing
// in a list.
func labelled(v newView, name, text string) string {
	for _, s := range v.Sections {
		for _, f := range s.Fields {
			if name == f.Q.Key || strings.HasPrefix(name, f.Q.Key+".") {
				return f.Label + ": " + text
			}
		}
	}
	return text
}

func options(all []organisation.Agency, chosen string) []ui.Option {
	out := make([]ui.Option, len(all))
	for i, a := range all {
		out[i] = ui.Option{Value: a.Code, Text: a.Name, Selected: a.Code == chosen}
	}
	return out
}

func formSections(ctx context.Context, v *catalogue.Version, lang string) []sectionView {
	form := withRequest(v)
	var out []sectionView
	at := map[string]int{}
	for _, s := range form.Sections {
		at[s.Key] = len(out)
		out = append(out, sectionView{Title: s.Label.In(lang)})
	}
	for _, q := range form.Fields {
		if q.Kind == catalogue.FieldFile {
			continue
		}
		i, ok := at[q.Section]
		if !ok {
			i = len(out)
			at[q.Section] = i
			out = append(out, sectionView{Title: i18n.T(ctx, "desk.answers.title")})
		}
		x := fieldView{Q: q, Label: q.Label.In(lang), Hint: q.Hint.In(lang), When: whenOf(q.When)}
		if q.Key == dossier.GeneralRequest && x.Label == "" {
			x.Label = i18n.T(ctx, "desk.answers.request")
		}
		out[i].Fields = append(out[i].Fields, x)
	}
	return out
}

// firstEmpty is where the officer goes on typing.
func (v newView) firstEmpty() string {
	if v.C.Number == "" {
		return "p-number"
	}
	if v.C.Name == "" {
		return "p-name"
	}
	if v.C.Phone == "" && !v.C.Known {
		return "p-phone"
	}
	for _, s := range v.Sections {
		for _, f := range s.Fields {
			key := f.Q.Key
			if f.Q.Kind == catalogue.FieldPerson {
				key += dossier.PartNumber
			}
			if v.C.Answers[key] == "" && f.Q.When.Holds(v.C.Answers) && (f.Q.Required || f.Q.Kind == catalogue.FieldPerson) {
				return key
			}
		}
	}
	return ""
}

// ifAccepted is what accepting at once would promise, and what is to be paid.
func (p *Pages) ifAccepted(ctx context.Context, rd db.Reader, v *catalogue.Version, c counter) ([]followView, error) {
	t := i18n.From(ctx).T
	ch := dossier.Channel(c.Channel)
	promised, statutory, err := dossier.ReckonedTerms(v, ch)
	if err != nil {
		return []followView{{Icon: ui.IconAlert, Text: i18n.From(ctx).Fault(err)}}, nil
	}
	res, err := p.Dossier.DueIf(rd, v, ch, c.Competent, rd.Now())
	if err != nil {
		return nil, err
	}
	out := []followView{{Icon: ui.IconCalendar, Text: t("desk.follow.due", "due", i18n.When(ctx, res.Due), "term", termText(ctx, promised), "statutory", termText(ctx, statutory)), Why: derivation(ctx, res)}}
	_, total := catalogue.Bill(*v, catalogue.Input{Channel: catalogue.Channel(c.Channel), Answers: c.Answers})
	return append(out, followView{Icon: ui.IconWallet, Text: t("desk.follow.fee", "amount", i18n.Dong(total))}, followView{Icon: ui.IconPrint, Text: t("desk.follow.slip")}), nil
}

// focus puts the cursor into the field where typing goes on, unless something is
// wrong: then the summary has it.
func (v newView) focus(name string) ui.Attrs {
	if v.Focus != name || len(v.Errors) > 0 {
		return nil
	}
	return ui.Attrs{ui.Attr("autofocus", "")}
}

// options of a question; a list begins with nothing chosen.
func (f fieldView) options(ctx context.Context, answer string, blank bool) []ui.Option {
	var out []ui.Option
	if blank {
		out = append(out, ui.Option{Value: "", Text: i18n.T(ctx, "desk.new.choose")})
	}
	for _, o := range f.Q.Options {
		out = append(out, ui.Option{Value: o.Value, Text: o.Label.In(i18n.Lang(ctx)), Selected: o.Value == answer})
	}
	return out
}

// wide fields take a line of their own.
func (f fieldView) wide() bool {
	return f.Q.Kind == catalogue.FieldPerson || f.Q.Kind == catalogue.FieldTextarea
}
