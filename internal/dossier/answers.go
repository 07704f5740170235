// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"strings"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// UnitOutside is the answer to a question for a commune by those who name one
// outside the province; they write its name beside it, at PartLabel.
const UnitOutside = "outside"

// PartLabel is where the name of a chosen unit is kept beside its code, as it was
// when it was chosen.
const PartLabel = partLabel

// GeneralRequest is the one question of procedures that have no form of their own.
const GeneralRequest = generalRequest

// CheckAnswers says every mistake in the answers to a form, or to a part of one,
// as it would be judged at filing; today is a civil date.
func CheckAnswers(f catalogue.Form, answers map[string]string, today string) error {
	var c fault.Checks
	checkAnswers(&c, f, answers, today)
	return c.Err()
}

// CheckPapers says every paper that an online application still lacks; files
// counts what was handed in, by the component's key. A mistake stands at PaperField.
func CheckPapers(v *catalogue.Version, answers map[string]string, files map[string]int) error {
	var c fault.Checks
	checkPapers(&c, v, FileInput{Answers: answers, Components: Checklist(v, answers, files)})
	return c.Err()
}

// PaperField is the name of the field at which a paper is handed in.
func PaperField(component string) string { return "file-" + component }

// Checklist is the list of papers that the answers call for, with the files
// handed in for each.
func Checklist(v *catalogue.Version, answers map[string]string, files map[string]int) []ComponentCheck {
	var out []ComponentCheck
	for _, p := range v.Components {
		if p.When.Holds(answers) {
			out = append(out, ComponentCheck{Key: p.Key, Name: p.Name.VI, Originals: p.Originals, Copies: p.Copies, Files: files[p.Key]})
		}
	}
	return out
}

// Answered keeps the answers to questions that are asked. What was typed before an
// earlier answer changed is left out.
func Answered(f catalogue.Form, answers map[string]string) map[string]string {
	out := map[string]string{}
	for _, q := range f.Asked(answers) {
		for k, v := range answers {
			if k == q.Key || strings.HasPrefix(k, q.Key+".") {
				out[k] = v
			}
		}
	}
	return out
}

// Derivation shows how the promised date of a dossier follows, line by line. The
// zero Result is that of a dossier whose clock has not started.
func (s *Service) Derivation(r db.Reader, d Dossier) (calendar.Result, error) {
	if d.Times.ClockFrom.IsZero() || d.Times.Calendar == "" {
		return calendar.Result{}, nil
	}
	v, err := s.catalogue.Version(r, d.ProcedureVersion)
	if err != nil {
		return calendar.Result{}, err
	}
	return s.reckon(r, d, v)
}
