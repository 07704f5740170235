// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// checkAnswers notes every mistake in the answers to a form at its field; today
// is the civil date of filing.
func checkAnswers(c *fault.Checks, f catalogue.Form, answers map[string]string, today string) {
	for _, q := range f.Asked(answers) {
		switch q.Kind {
		case catalogue.FieldFile:
		case catalogue.FieldPerson:
			checkPerson(c, q, answers, today)
		case catalogue.FieldUnit:
			checkAnswer(c, q, answers[q.Key], today)
			c.Require(answers[q.Key] != UnitOutside || answers[q.Key+partLabel] != "", q.Key+partLabel, "fault.field.required")
		default:
			checkAnswer(c, q, answers[q.Key], today)
		}
	}
}

// The parts of an answer about a person, after the field's key.
const (
	PartName   = ".name"
	PartBorn   = ".born"
	PartNumber = ".number"
)

// checkPerson: a person is a name, a date of birth and a personal number of
// twelve digits; the last two may be unknown.
func checkPerson(c *fault.Checks, q catalogue.FormField, answers map[string]string, today string) {
	name, born, number := answers[q.Key+PartName], answers[q.Key+PartBorn], answers[q.Key+PartNumber]
	if name == "" {
		c.Require(!q.Required && born == "" && number == "", q.Key+PartName, "fault.field.required")
	}
	if utf8.RuneCountInString(name) > 200 {
		c.Add(q.Key+PartName, "fault.field.too_long", "max", 200, "length", utf8.RuneCountInString(name))
	}
	if bad, ok := unprintable(name); ok {
		c.Add(q.Key+PartName, "dossier.fault.unprintable", "what", bad)
	}
	if born != "" {
		checkDate(c, q.Key+PartBorn, born, today)
		c.Require(born <= today, q.Key+PartBorn, "dossier.fault.born_in_future")
	}
	c.Require(number == "" || len(number) == 12 && strings.Trim(number, "0123456789") == "", q.Key+PartNumber, "dossier.fault.personal_number")
}

func checkAnswer(c *fault.Checks, q catalogue.FormField, a, today string) {
	if a == "" {
		c.Require(!q.Required, q.Key, "fault.field.required")
		return
	}
	limit := q.MaxLen
	if limit == 0 {
		limit = 500
	}
	if n := utf8.RuneCountInString(a); n > limit {
		c.Add(q.Key, "fault.field.too_long", "max", limit, "length", n)
		return
	}
	if bad, ok := unprintable(a); ok {
		c.Add(q.Key, "dossier.fault.unprintable", "what", bad)
		return
	}
	switch q.Kind {
	case catalogue.FieldDate:
		checkDate(c, q.Key, a, today)
	case catalogue.FieldSelect, catalogue.FieldRadio:
		c.Require(isOption(q, a), q.Key, "fault.field.choose")
	case catalogue.FieldNumber:
		checkNumber(c, q, a)
	}
}

// checkDate: a date on the calendar, not before 1900 and at most twenty years
// ahead, which no form of today needs to exceed.
func checkDate(c *fault.Checks, key, a, today string) {
	if !web.ValidDate(a) {
		c.Add(key, "fault.field.date")
		return
	}
	latest := strconv.Itoa(year(today)+20) + today[4:]
	c.Require(a >= "1900-01-01" && a <= latest, key, "dossier.fault.date_out_of_range")
}

func year(date string) int {
	n, _ := strconv.Atoi(date[:4])
	return n
}

func checkNumber(c *fault.Checks, q catalogue.FormField, a string) {
	n, err := strconv.ParseInt(a, 10, 64)
	high := q.Max
	if high == 0 {
		high = 1_000_000_000_000
	}
	c.Require(err == nil && n >= q.Min && n <= high, q.Key, "fault.field.number", "low", q.Min, "high", high)
}

func isOption(q catalogue.FormField, a string) bool {
	for _, o := range q.Options {
		if o.Value == a {
			return true
		}
	}
	return false
}

// checkPapers notes every paper that must be handed in and has no file.
func checkPapers(c *fault.Checks, v *catalogue.Version, in FileInput) {
	files := map[string]int{}
	for _, p := range in.Components {
		files[p.Key] = p.Files
	}
	for _, p := range v.Components {
		if p.When.Holds(in.Answers) && p.Presentation == catalogue.Submit && p.Register == "" && p.Originals+p.Copies > 0 {
			c.Require(files[p.Key] > 0, "file-"+p.Key, "dossier.fault.paper_missing")
		}
	}
}

// unprintable finds a character that no paper of the State can print: pictures
// (emoji), and signs of private use. Letters of every script pass.
func unprintable(s string) (what string, found bool) {
	for _, r := range s {
		if unicode.In(r, unicode.So, unicode.Co, unicode.Cs, unicode.Sk) && r > 0xff || r == unicode.ReplacementChar || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f000 && r <= 0x1faff {
			return string(r), true
		}
	}
	return "", false
}
