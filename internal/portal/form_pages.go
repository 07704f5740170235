// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
)

// formOf is the form of a version; one that has none asks what is wanted in one
// question.
func formOf(v *catalogue.Version) catalogue.Form {
	if len(v.Form.Fields) > 0 {
		return v.Form
	}
	label := catalogue.Text{VI: v.Name.VI, EN: v.Name.EN}
	return catalogue.Form{
		Sections: []catalogue.Section{{Key: dossier.GeneralRequest, Label: label}},
		Fields:   []catalogue.FormField{{Key: dossier.GeneralRequest, Section: dossier.GeneralRequest, Kind: catalogue.FieldTextarea, Label: label, Required: true, MaxLen: 2000}},
	}
}

// formPage is what is asked at once: a few questions of one section, of which none
// depends on the answer to another of the same page.
type formPage struct {
	Key     string // of its first question
	Section catalogue.Text
	Fields  []catalogue.FormField
}

// fullPage is how much a page asks: a person weighs as three questions.
const fullPage = 6

// pagesOf cuts the questions that are asked, given the answers so far, into pages.
func pagesOf(f catalogue.Form, answers map[string]string) []formPage {
	labels := map[string]catalogue.Text{}
	for _, s := range f.Sections {
		labels[s.Key] = s.Label
	}
	var out []formPage
	section, weight := "", 0
	for _, q := range f.Asked(answers) {
		if q.Kind == catalogue.FieldFile {
			continue // papers have a page of their own
		}
		last := len(out) - 1
		if last < 0 || q.Section != section || weight+weigh(q) > fullPage || dependsOn(q, out[last]) {
			out, section, weight = append(out, formPage{Key: q.Key, Section: labels[q.Section]}), q.Section, 0
			last++
		}
		out[last].Fields = append(out[last].Fields, q)
		weight += weigh(q)
	}
	return out
}

func weigh(q catalogue.FormField) int {
	if q.Kind == catalogue.FieldPerson {
		return 3
	}
	return 1
}

// dependsOn: without script a question can only appear once the answer that calls
// for it has been sent.
func dependsOn(q catalogue.FormField, page formPage) bool {
	if q.When == nil {
		return false
	}
	for _, x := range page.Fields {
		if x.Key == q.When.Field {
			return true
		}
	}
	return false
}

// pageAt finds the page that asks a question; the first one where none does.
func pageAt(pages []formPage, key string) int {
	for i, p := range pages {
		for _, q := range p.Fields {
			if q.Key == key {
				return i
			}
		}
	}
	return 0
}

// pageOfField finds the page of a name as faults give it: "father.born".
func pageOfField(pages []formPage, name string) (i int, ok bool) {
	for i, p := range pages {
		for _, q := range p.Fields {
			if name == q.Key || len(name) > len(q.Key) && name[:len(q.Key)+1] == q.Key+"." {
				return i, true
			}
		}
	}
	return 0, false
}
