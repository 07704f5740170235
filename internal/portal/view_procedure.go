// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"strconv"
	"strings"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

func serviceWord(ctx context.Context, v *catalogue.Version) string {
	return i18n.T(ctx, "catalogue.service."+strconv.Itoa(int(v.Service)))
}

func audience(ctx context.Context, v *catalogue.Version) string {
	var out []string
	for _, a := range v.Audience {
		out = append(out, i18n.T(ctx, "catalogue.audience."+string(a)))
	}
	return strings.Join(out, ", ")
}

func papersOf(ctx context.Context, v *catalogue.Version) (out []paperView) {
	t := i18n.From(ctx).T
	for _, c := range v.Components {
		x := paperView{Name: text(ctx, c.Name), When: whenText(ctx, v, c.When), Note: text(ctx, c.Note)}
		switch {
		case c.Presentation == catalogue.Show:
			x.Count = t("portal.paper.show")
		case c.Originals > 0 && c.Copies > 0:
			x.Count = t("portal.paper.both", "originals", c.Originals, "copies", c.Copies)
		case c.Copies > 0:
			x.Count = t("portal.paper.copies", "n", c.Copies)
		default:
			x.Count = t("portal.paper.originals", "n", max(c.Originals, 1))
		}
		if c.Form != "" {
			x.Form = t("portal.paper.form", "form", c.Form)
		}
		if c.Register != "" {
			x.Instead = t("portal.paper.register")
		}
		out = append(out, x)
	}
	return out
}

// whenText says a condition as a person would: the question, and the answers for
// which it holds.
func whenText(ctx context.Context, v *catalogue.Version, c *catalogue.Condition) string {
	if c == nil {
		return ""
	}
	for _, f := range v.Form.Fields {
		if f.Key != c.Field {
			continue
		}
		var answers []string
		for _, o := range f.Options {
			for _, in := range c.In {
				if o.Value == in {
					answers = append(answers, text(ctx, o.Label))
				}
			}
		}
		key := "portal.paper.when"
		if c.Not {
			key = "portal.paper.when_not"
		}
		return i18n.T(ctx, key, "question", text(ctx, f.Label), "answers", strings.Join(answers, ", "))
	}
	return ""
}

func feesOf(ctx context.Context, v *catalogue.Version) (out []feeView) {
	t := i18n.From(ctx).T
	for _, f := range v.Fees {
		amount := i18n.Dong(f.Amount)
		if f.Per != catalogue.PerDossier {
			amount = t("portal.fee.per", "amount", amount, "what", perWord(ctx, v, f.Per))
		}
		x := feeView{Name: text(ctx, f.Label), Amount: amount, When: whenText(ctx, v, f.When)}
		for _, r := range f.Reliefs {
			key := "portal.fee.relief"
			if r.Percent == 100 {
				key = "portal.fee.free_for"
			}
			x.Reliefs = append(x.Reliefs, t(key, "percent", r.Percent, "who", text(ctx, r.Label)))
		}
		out = append(out, x)
	}
	return out
}

func perWord(ctx context.Context, v *catalogue.Version, field string) string {
	for _, f := range v.Form.Fields {
		if f.Key == field {
			return strings.ToLower(text(ctx, f.Label))
		}
	}
	return i18n.T(ctx, "portal.fee.copy")
}

// termsOf gives one line for each way to apply, or one for all where they agree.
func termsOf(ctx context.Context, v *catalogue.Version) (out []termView) {
	for _, o := range v.Channels {
		statutory, promised := v.TermsOn(o.Channel)
		if !promised.Known() {
			continue
		}
		x := termView{How: capital(i18n.T(ctx, "catalogue.channel."+string(o.Channel))), Promised: termText(ctx, promised), Statutory: termText(ctx, statutory)}
		if cut, ok := catalogue.CutPercent(statutory, promised); ok && cut > 0 {
			x.Cut = i18n.T(ctx, "portal.term.cut", "percent", cut)
		}
		out = append(out, x)
	}
	for _, x := range out {
		if x.Promised != out[0].Promised || x.Statutory != out[0].Statutory {
			return out
		}
	}
	if len(out) > 1 {
		out[0].How = i18n.T(ctx, "portal.term.any_way")
		return out[:1]
	}
	return out
}

// The words of the law that a page explains.
var (
	procedureWords = []string{"working_day", "promised", "original", "show", "fee", "five_on_spot"}
	dossierWords   = []string{"receive", "appraise", "approve", "stamp", "deliver", "supplement", "due"}
)

// lawWords are the explanations of words: each has a _word, a _text and a _law.
func lawWords(ctx context.Context, names []string) (out []ui.Term) {
	t := i18n.From(ctx).T
	for _, n := range names {
		key := "portal.law." + n
		out = append(out, ui.Term{Word: t(key + "_word"), Meaning: joined(" ", t(key+"_text"), t("portal.source", "law", t(key+"_law")))})
	}
	return out
}
