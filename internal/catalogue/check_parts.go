// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"regexp"
	"strconv"
)

func (c *checker) papers() {
	ks := c.v.Components
	c.unique("components", len(ks), func(i int) string { return ks[i].Key })
	for _, k := range ks {
		check(c, "components.presentation", k.Presentation, Presentations())
		if blank(k.Name.VI) {
			c.add(Error, ProblemElementMissing, "components.name")
		}
		if k.Originals < 0 || k.Copies < 0 || k.Originals > 99 || k.Copies > 99 {
			c.add(Error, ProblemAmountBad, "components", "value", strconv.Itoa(k.Originals)+"/"+strconv.Itoa(k.Copies))
		}
		c.condition("components."+k.Key, k.When)
	}
}

func (c *checker) form() {
	f := c.v.Form
	c.unique("form.sections", len(f.Sections), func(i int) string { return f.Sections[i].Key })
	c.unique("form.fields", len(f.Fields), func(i int) string { return f.Fields[i].Key })
	for _, x := range f.Fields {
		at := "form.fields." + x.Key
		check(c, at, x.Kind, FieldKinds())
		if blank(x.Label.VI) {
			c.add(Error, ProblemElementMissing, at+".label")
		}
		if !c.hasSection(x.Section) {
			c.add(Error, ProblemReferenceBad, at+".section", "value", clip(x.Section))
		}
		if (x.Kind == FieldSelect || x.Kind == FieldRadio) && len(x.Options) < 2 {
			c.add(Error, ProblemOptionsMissing, at)
		}
		if x.MaxLen < 0 || x.Max != 0 && x.Max < x.Min {
			c.add(Error, ProblemAmountBad, at, "value", strconv.Itoa(x.MaxLen))
		}
		c.unique(at+".options", len(x.Options), func(i int) string { return x.Options[i].Value })
		c.condition(at, x.When)
	}
}

func (c *checker) hasSection(key string) bool {
	for _, s := range c.v.Form.Sections {
		if s.Key == key {
			return true
		}
	}
	return false
}

func (c *checker) field(key string) (FormField, bool) {
	for _, f := range c.v.Form.Fields {
		if f.Key == key {
			return f, true
		}
	}
	return FormField{}, false
}

// condition: it asks a field that exists, for values that the field can have.
func (c *checker) condition(at string, k *Condition) {
	if k == nil {
		return
	}
	f, ok := c.field(k.Field)
	if !ok {
		c.add(Error, ProblemReferenceBad, at+".when", "value", clip(k.Field))
		return
	}
	for _, v := range k.In {
		if len(f.Options) > 0 && !hasOption(f, v) {
			c.add(Error, ProblemReferenceBad, at+".when", "value", clip(v))
		}
	}
}

func hasOption(f FormField, v string) bool {
	for _, o := range f.Options {
		if o.Value == v {
			return true
		}
	}
	return false
}

func (c *checker) fees() {
	fs := c.v.Fees
	c.unique("fees", len(fs), func(i int) string { return fs[i].Key })
	keys := map[string]bool{}
	for _, f := range fs {
		keys[f.Key] = true
		check(c, "fees.kind", f.Kind, ChargeKinds())
		if f.Amount < 0 || f.Amount > largestFee {
			c.add(Error, ProblemAmountBad, "fees."+f.Key, "value", strconv.FormatInt(f.Amount, 10))
		}
		if x, ok := c.field(f.Per); f.Per != PerDossier && (!ok || x.Kind != FieldNumber) {
			c.add(Error, ProblemReferenceBad, "fees."+f.Key+".per", "value", clip(f.Per))
		}
		c.condition("fees."+f.Key, f.When)
		for _, r := range f.Reliefs {
			if r.Percent < 1 || r.Percent > 100 {
				c.add(Error, ProblemAmountBad, "fees."+f.Key+".reliefs", "value", strconv.Itoa(r.Percent))
			}
			c.condition("fees."+f.Key+".reliefs", r.When)
		}
	}
	for _, o := range c.v.Channels {
		for _, k := range o.Fees {
			if !keys[k] {
				c.add(Error, ProblemReferenceBad, "channels."+string(o.Channel)+".fees", "value", clip(k))
			}
		}
	}
}

var (
	dateShape = regexp.MustCompile(`^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
	hourShape = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
	timeShape = regexp.MustCompile(`^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$`)
)

func (c *checker) dates() {
	d := c.v.Decision
	for field, s := range map[string]string{"decision.date": d.Date, "decision.from": d.From, "decision.to": d.To, "decision.published": d.Published} {
		if s != "" && !dateShape.MatchString(s) {
			c.add(Error, ProblemDateBad, field, "value", clip(s))
		}
	}
	if d.To != "" && d.To < d.From {
		c.add(Error, ProblemDatesReversed, "decision.to", "from", clip(d.From), "to", clip(d.To))
	}
	if s := c.v.SameDayUntil; s != "" && !hourShape.MatchString(s) {
		c.add(Error, ProblemDateBad, "same_day_until", "value", clip(s))
	}
}

func (c *checker) examples() {
	if len(c.v.Examples) == 0 {
		c.add(Warning, ProblemExampleMissing, "examples")
	}
	for _, e := range c.v.Examples {
		if e.Input.Received != "" && !timeShape.MatchString(e.Input.Received) {
			c.add(Error, ProblemDateBad, "examples.received", "value", clip(e.Input.Received))
		}
		for k, v := range e.Input.Answers {
			f, ok := c.field(k)
			if !ok || len(f.Options) > 0 && v != "" && !hasOption(f, v) {
				c.add(Error, ProblemReferenceBad, "examples.answers", "value", clip(k+"="+v))
			}
		}
		c.ps = append(c.ps, RunExample(c.v, e, "")...)
	}
}
