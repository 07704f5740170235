// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Listed is one row of a national list: a procedure of which only this is known.
type Listed struct {
	Row        int      `json:"row"`
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	Issuer     string   `json:"issuer,omitempty"`
	Performing []string `json:"performing,omitempty"`
	Field      string   `json:"field,omitempty"`
}

var listColumns = map[string]string{"mã số": "code", "mã thủ tục": "code", "tên": "name", "tên thủ tục": "name", "cơ quan ban hành": "issuer",
	"cơ quan thực hiện": "performing", "lĩnh vực": "field"}

const maxListRows = 100_000

// ParseList reads a spreadsheet that lists procedures: a header row somewhere in the first twenty, then one procedure a row.
// Cells merged below the header would put one procedure's value into another's row, so they are reported as errors.
func ParseList(r io.Reader) ([]Listed, []Problem) {
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: 256 << 20, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return nil, []Problem{newProblem(Error, ProblemSpreadsheet, "", "")}
	}
	defer f.Close()
	var out []Listed
	var ps []Problem
	for _, sheet := range f.GetSheetList() {
		l, p := parseSheet(f, sheet)
		out, ps = append(out, l...), append(ps, p...)
	}
	return out, ps
}

func parseSheet(f *excelize.File, sheet string) ([]Listed, []Problem) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, []Problem{newProblem(Error, ProblemSpreadsheet, "", "", "sheet", clip(sheet))}
	}
	defer rows.Close()
	s := sheetReader{seen: map[string]bool{}}
	for rows.Next() && s.n < maxListRows {
		cells, err := rows.Columns()
		if err != nil {
			return s.out, append(s.ps, newProblem(Error, ProblemSpreadsheet, "", "", "sheet", clip(sheet)))
		}
		s.row(cells)
	}
	if s.at == nil {
		return nil, []Problem{newProblem(Error, ProblemListHeader, "", "", "sheet", clip(sheet))}
	}
	return s.out, append(s.ps, mergedBelow(f, sheet, s.header)...)
}

type sheetReader struct {
	n, header int
	at        map[string]int
	seen      map[string]bool
	out       []Listed
	ps        []Problem
}

func (s *sheetReader) row(cells []string) {
	s.n++
	if s.at == nil {
		if s.n <= 20 {
			s.at = findHeader(cells)
			s.header = s.n
		}
		return
	}
	get := func(k string) string {
		if i, ok := s.at[k]; ok && i < len(cells) {
			return cells[i]
		}
		return ""
	}
	l := Listed{Row: s.n, Code: strings.TrimSpace(get("code")), Name: line(get("name")), Issuer: line(get("issuer")),
		Performing: splitList(strings.ReplaceAll(get("performing"), "\r", "\n")), Field: line(get("field"))}
	if l.Code == "" && l.Name == "" {
		return
	}
	problem := ""
	switch {
	case !procedureCode.MatchString(l.Code):
		problem = ProblemListCode
	case l.Name == "":
		problem = ProblemNameMissing
	case s.seen[l.Code]:
		problem = ProblemCodeTwice
	}
	s.seen[l.Code] = true
	if problem != "" {
		p := newProblem(Error, problem, l.Code, "code", "value", clip(l.Code))
		p.Row = s.n
		s.ps = append(s.ps, p)
		return
	}
	s.out = append(s.out, l)
}

func findHeader(cells []string) map[string]int {
	at := map[string]int{}
	for i, c := range cells {
		if k, ok := listColumns[strings.ToLower(line(c))]; ok {
			at[k] = i
		}
	}
	if _, ok := at["code"]; !ok {
		return nil
	}
	if _, ok := at["name"]; !ok {
		return nil
	}
	return at
}

func mergedBelow(f *excelize.File, sheet string, header int) []Problem {
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		return nil
	}
	var ps []Problem
	for _, m := range merged {
		if _, row, err := excelize.CellNameToCoordinates(m.GetEndAxis()); err == nil && row >= header {
			p := newProblem(Error, ProblemListMerged, "", "", "cells", m.GetStartAxis()+":"+m.GetEndAxis())
			p.Row = row
			ps = append(ps, p)
		}
	}
	return ps
}
