// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"regexp"
	"strconv"
	"strings"
)

// Check finds what is wrong with a version. An Error keeps it from being published. The seven mandatory elements are name,
// sequence, channels, components with number of sets, term, subject and performing agency (Decree 63/2010/NĐ-CP Art. 8(2)).
func (v Version) Check() []Problem {
	c := checker{v: v}
	c.elements()
	c.values()
	c.terms()
	c.steps()
	c.papers()
	c.form()
	c.fees()
	c.dates()
	c.examples()
	return c.ps
}

// MandatoryElements are the fields that Check reports as element_missing.
func MandatoryElements() []string {
	return []string{"name", "sequence", "channels", "components", "term", "audience", "agencies.performing"}
}

type checker struct {
	v  Version
	ps []Problem
}

func (c *checker) add(sev Severity, code, field string, args ...string) {
	c.ps = append(c.ps, newProblem(sev, code, c.v.Procedure, field, args...))
}

func (c *checker) elements() {
	v := c.v
	missing := map[string]bool{
		"name":                blank(v.Name.VI),
		"sequence":            len(v.Sequence) == 0,
		"channels":            len(v.Channels) == 0,
		"components":          (len(v.Components) == 0 || v.Sets < 1) && !v.NoPapers,
		"term":                len(v.Channels) > 0 && !c.everyChannelHasTerm(),
		"audience":            len(v.Audience) == 0,
		"agencies.performing": len(v.Agencies.Performing) == 0,
	}
	if len(v.Channels) == 0 {
		missing["term"] = !v.Statutory.Known()
	}
	for _, e := range MandatoryElements() {
		if missing[e] {
			c.add(Error, ProblemElementMissing, e)
		}
	}
	if !procedureCode.MatchString(v.Procedure) {
		c.add(Error, ProblemCodeBad, "procedure", "value", clip(v.Procedure))
	}
}

func (c *checker) everyChannelHasTerm() bool {
	for _, o := range c.v.Channels {
		if s, _ := c.v.TermsOn(o.Channel); !s.Known() {
			return false
		}
	}
	return true
}

func (c *checker) values() {
	v := c.v
	for _, l := range v.Levels {
		check(c, "levels", l, Levels())
	}
	for _, a := range v.Audience {
		check(c, "audience", a, Audiences())
	}
	for _, o := range v.Channels {
		check(c, "channels", o.Channel, Channels())
	}
	if !oneOf(v.Service, ServiceLevels()) {
		c.add(Error, ProblemValueUnknown, "service", "value", strconv.Itoa(int(v.Service)))
	}
	check(c, "decision.kind", v.Decision.Kind, DecisionKinds())
	if blank(v.Decision.Number) {
		c.add(Warning, ProblemElementMissing, "decision.number")
	}
	c.unique("channels", len(v.Channels), func(i int) string { return string(v.Channels[i].Channel) })
	for _, r := range v.Results {
		if r.Code != "" && !resultCodeShape.MatchString(r.Code) {
			c.add(Error, ProblemResultCode, "results", "value", clip(r.Code))
		}
	}
}

var resultCodeShape = regexp.MustCompile(`^KQ\.[A-Z]\d{2}\.\d{6}$`)

func check[T ~string](c *checker, field string, v T, all []T) {
	if !oneOf(v, all) {
		c.add(Error, ProblemValueUnknown, field, "value", clip(string(v)))
	}
}

func (c *checker) terms() {
	for _, o := range c.v.Channels {
		s, k := c.v.TermsOn(o.Channel)
		if cut, ok := CutPercent(s, k); ok && cut < 0 || sameUnitLonger(s, k) {
			c.add(Error, ProblemCommittedLonger, "channels."+string(o.Channel), "statutory", s.String(), "committed", k.String())
		}
	}
}

func sameUnitLonger(s, k Term) bool {
	return s.Known() && s.Unit() == k.Unit() && k.Number() > s.Number()
}

// steps: they come in the order of the law, and their time together is not more than what is promised.
func (c *checker) steps() {
	total, last := 0, -1
	for _, s := range c.v.Steps {
		check(c, "steps.kind", s.Kind, StepKinds())
		check(c, "steps.role", s.Role, Roles())
		if s.Minutes < 0 {
			c.add(Error, ProblemAmountBad, "steps.minutes", "value", strconv.Itoa(s.Minutes))
		}
		at := indexOf(s.Kind, StepKinds())
		if at < last {
			c.add(Error, ProblemStepsOrder, "steps", "value", string(s.Kind))
		}
		last, total = at, total+s.Minutes
	}
	for _, o := range c.v.Channels {
		_, k := c.v.TermsOn(o.Channel)
		if most, ok := k.WorkingMinutes(); ok && total > most {
			c.add(Error, ProblemStepsLonger, "steps", "minutes", strconv.Itoa(total), "most", strconv.Itoa(most))
			return
		}
	}
}

func indexOf[T comparable](v T, all []T) int {
	for i, x := range all {
		if x == v {
			return i
		}
	}
	return -1
}

func (c *checker) unique(field string, n int, key func(int) string) {
	seen := map[string]bool{}
	for i := range n {
		k := key(i)
		if blank(k) {
			c.add(Error, ProblemElementMissing, field+".key")
		} else if seen[k] {
			c.add(Error, ProblemKeyTwice, field, "value", clip(k))
		}
		seen[k] = true
	}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
