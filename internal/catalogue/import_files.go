// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/i18n"
)

// ImportFiles reads national texts (.json) and lists (.xlsx), also in folders and archives, and stores drafts of what is not there
// yet. What a text leaves open is reported and named in the draft's remarks, never guessed. A text says more than a list.
func (s *Service) ImportFiles(ctx context.Context, actor authz.Actor, paths ...string) (ImportReport, error) {
	if err := authz.Require(actor, PermPublish, authz.Everywhere); err != nil {
		return ImportReport{}, err
	}
	var in reading
	for _, p := range paths {
		err := EachFile(p, DefaultLimits, in.file)
		switch {
		case errors.Is(err, ErrSourceType):
			in.problem(Problem{Code: ProblemArchiveType, Severity: Error, File: p})
		case errors.Is(err, ErrTooLarge):
			in.problem(Problem{Code: ProblemTooLarge, Severity: Error, File: p})
		case err != nil:
			return ImportReport{}, fmt.Errorf("catalogue: %s: %w", p, err)
		}
	}
	rep, err := s.importItems(ctx, actor, FromText, append(in.texts, in.lists...))
	rep.Files, rep.Read = in.files, in.read
	rep.report(in.problems)
	return rep, err
}

// reading is what has been read so far.
type reading struct {
	texts, lists []item
	problems     []Problem
	files, read  int
}

func (in *reading) problem(ps ...Problem) { in.problems = append(in.problems, ps...) }

func (in *reading) file(name string, r io.Reader) error {
	in.files++
	if strings.HasSuffix(strings.ToLower(name), ".xlsx") {
		in.list(name, r)
		return nil
	}
	raw, ps := ParseJSON(r)
	in.note(name, ps)
	if raw.Code != "" {
		in.read++
		in.texts = append(in.texts, item{row: newRow(Draft(raw, ps), FromText)})
	}
	return nil
}

// list takes a spreadsheet whole or not at all.
func (in *reading) list(name string, r io.Reader) {
	rows, ps := ParseList(r)
	in.note(name, ps)
	if HasErrors(ps) {
		return
	}
	in.read += len(rows)
	for _, l := range rows {
		v := Version{Procedure: l.Code, Name: Text{VI: l.Name}, Field: FieldOfLaw{Name: Text{VI: l.Field}}, Service: Information,
			Decision: Decision{Kind: Add, Issuer: l.Issuer}}
		for _, a := range l.Performing {
			v.Agencies.Performing = append(v.Agencies.Performing, Text{VI: a})
		}
		in.lists = append(in.lists, item{row: newRow(v, FromList)})
	}
}

func (in *reading) note(file string, ps []Problem) {
	for _, p := range ps {
		p.File = file
		in.problem(p)
	}
}

// Told is a problem of one procedure in words, for the command line: Code is the procedure's, empty where its file could not be read.
type Told struct {
	Code     string   `json:"code"`
	Field    string   `json:"field"`
	Message  string   `json:"message"`
	Problem  string   `json:"problem"`
	Severity Severity `json:"severity"`
	File     string   `json:"file,omitempty"`
	Row      int      `json:"row,omitempty"`
}

// report counts what was found: by code of problem, and the two that nobody but a person can settle.
func (rep *ImportReport) report(ps []Problem) {
	rep.Found = ps
	rep.Problems = []Told{}
	rep.Counts, _ = CountProblems(ps)
	rep.TermsWithoutUnit = rep.Counts[ProblemTermWithoutUnit]
	rep.RunTogether = []string{}
	for _, p := range ps {
		if p.Code == ProblemTermAndFee && !oneOf(p.Procedure, rep.RunTogether) {
			rep.RunTogether = append(rep.RunTogether, p.Procedure)
		}
	}
	sort.Strings(rep.RunTogether)
}

// Tell puts what was found into words.
func (rep *ImportReport) Tell(l i18n.Localizer) {
	for _, p := range rep.Found {
		rep.Problems = append(rep.Problems, Told{Code: p.Procedure, Field: p.Field, Message: l.T(p.Key(), p.args()...), Problem: p.Code, Severity: p.Severity,
			File: p.File, Row: p.Row})
	}
}
