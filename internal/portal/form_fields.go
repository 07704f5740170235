// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"

	"github.com/a-h/templ"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// fielder draws the questions of a page with what was answered and what is wrong.
type fielder struct {
	ctx      context.Context
	answers  map[string]string
	problems problems
	communes []organisation.Unit
}

func (f fielder) all(fields []catalogue.FormField) (out []templ.Component) {
	for _, q := range fields {
		out = append(out, f.field(q))
	}
	return out
}

func (f fielder) field(q catalogue.FormField) templ.Component {
	label, hint, value, wrong := text(f.ctx, q.Label), text(f.ctx, q.Hint), f.answers[q.Key], f.problems.At(q.Key)
	switch q.Kind {
	case catalogue.FieldPerson:
		return f.person(q, label, hint)
	case catalogue.FieldTextarea:
		return ui.TextArea{Name: q.Key, Label: label, Hint: hint, Error: wrong, Optional: !q.Required, Value: value, MaxLength: maxLen(q)}
	case catalogue.FieldDate:
		return f.date(q.Key, label, hint, !q.Required, false)
	case catalogue.FieldSelect:
		return ui.Select{Name: q.Key, Label: label, Hint: hint, Error: wrong, Optional: !q.Required, Options: f.options(q, true)}
	case catalogue.FieldRadio:
		return ui.Radios{Name: q.Key, Label: label, Hint: hint, Error: wrong, Optional: !q.Required, Options: f.options(q, false), Inline: len(q.Options) == 2}
	case catalogue.FieldUnit:
		return f.unit(q, label, hint)
	case catalogue.FieldNumber:
		return ui.TextField{Name: q.Key, Label: label, Hint: hint, Error: wrong, Optional: !q.Required, Value: value, InputMode: "numeric", Width: 10}
	}
	return ui.TextField{Name: q.Key, Label: label, Hint: hint, Error: wrong, Optional: !q.Required, Value: value, SpellCheck: true}
}

func maxLen(q catalogue.FormField) int {
	if q.MaxLen > 0 {
		return q.MaxLen
	}
	return 500
}

func (f fielder) options(q catalogue.FormField, blank bool) (out []ui.Option) {
	if blank {
		out = append(out, ui.Option{Text: i18n.T(f.ctx, "portal.field.choose")})
	}
	for _, o := range q.Options {
		out = append(out, ui.Option{Value: o.Value, Text: text(f.ctx, o.Label), Selected: f.answers[q.Key] == o.Value})
	}
	return out
}

func (f fielder) date(name, label, hint string, optional, birthday bool) ui.DateField {
	d, m, y := boxes(f.answers[name])
	if hint == "" {
		hint = i18n.T(f.ctx, "portal.field.date_hint")
	}
	return ui.DateField{Name: name, ID: idOf(name), Label: label, Hint: hint, Error: f.problems.At(name), Optional: optional, Day: d, Month: m, Year: y, Birthday: birthday}
}

// person is three questions under one heading. Autofill is for one's own data only.
func (f fielder) person(q catalogue.FormField, label, hint string) templ.Component {
	t := i18n.From(f.ctx).T
	name, number := q.Key+dossier.PartName, q.Key+dossier.PartNumber
	own := q.Source == "applicant"
	autocomplete := ""
	if own {
		autocomplete = "name"
	}
	parts := ui.Group{
		ui.TextField{Name: name, ID: idOf(name), Label: t("portal.person.name"), Hint: hint, Error: f.problems.At(name), Optional: !q.Required, Value: f.answers[name], Autocomplete: autocomplete},
		f.date(q.Key+dossier.PartBorn, t("portal.person.born"), "", true, own),
		ui.TextField{Name: number, ID: idOf(number), Label: t("portal.person.number"), Hint: t("portal.person.number_hint"), Error: f.problems.At(number), Optional: true, Value: f.answers[number], InputMode: "numeric", Width: 20},
	}
	return ui.Fieldset{Legend: label, Size: ui.SizeM, Body: parts}
}

// unit is a choice of communes; for one outside the province there is a line below.
func (f fielder) unit(q catalogue.FormField, label, hint string) templ.Component {
	t := i18n.From(f.ctx).T
	chosen, labelName := f.answers[q.Key], q.Key+dossier.PartLabel
	options := []ui.Option{{Text: t("portal.where.choose")}}
	for _, u := range f.communes {
		options = append(options, ui.Option{Value: u.Code, Text: u.Name, Selected: u.Code == chosen})
	}
	options = append(options, ui.Option{Value: dossier.UnitOutside, Text: t("portal.field.outside"), Selected: chosen == dossier.UnitOutside})
	typed := ""
	if chosen == dossier.UnitOutside {
		typed = f.answers[labelName]
	}
	return ui.Group{
		ui.Select{Name: q.Key, Label: label, Hint: hint, Error: f.problems.At(q.Key), Optional: !q.Required, Options: options},
		ui.TextField{Name: labelName, ID: idOf(labelName), Label: t("portal.field.outside_name", "question", label), Hint: t("portal.field.outside_hint"), Error: f.problems.At(labelName), Optional: true, Value: typed},
	}
}

// labelOf names a field of the form for the list of mistakes on top.
func labelOf(ctx context.Context, fields []catalogue.FormField) func(string) string {
	t := i18n.From(ctx).T
	names := map[string]string{}
	for _, q := range fields {
		label := text(ctx, q.Label)
		names[q.Key] = label
		switch q.Kind {
		case catalogue.FieldPerson:
			names[q.Key+dossier.PartName] = label + ", " + t("portal.person.name")
			names[q.Key+dossier.PartBorn] = label + ", " + t("portal.person.born")
			names[q.Key+dossier.PartNumber] = label + ", " + t("portal.person.number")
		case catalogue.FieldUnit:
			names[q.Key+dossier.PartLabel] = t("portal.field.outside_name", "question", label)
		}
	}
	return func(name string) string { return names[name] }
}
