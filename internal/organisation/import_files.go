// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/i18n"
)

// ImportFiles stores tables of units, lineage and agencies, told apart by their headers: all files together, or nothing.
func (s *Service) ImportFiles(ctx context.Context, actor authz.Actor, paths ...string) (ImportReport, error) {
	var f Facts
	var ps []Problem
	for _, p := range paths {
		more, err := f.read(p)
		if err != nil {
			return ImportReport{}, fmt.Errorf("organisation: %w", err)
		}
		ps = append(ps, more...)
	}
	return s.importParsed(ctx, actor, f, ps)
}

func (f *Facts) read(path string) ([]Problem, error) {
	columns, err := headerOf(path)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	switch {
	case oneOf("effective", columns):
		links, ps := ParseLineage(file)
		f.Lineage = append(f.Lineage, links...)
		return ps, nil
	case oneOf("tier", columns):
		agencies, ps := ParseAgencies(file)
		f.Agencies = append(f.Agencies, agencies...)
		return ps, nil
	}
	units, ps := ParseUnits(file)
	f.Units = append(f.Units, units...)
	return ps, nil
}

func headerOf(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(make([]byte, 0, 4096), longestRow)
	for sc.Scan() {
		if text := strings.TrimPrefix(sc.Text(), "\ufeff"); text != "" && !strings.HasPrefix(text, "#") {
			return strings.Split(strings.TrimRight(text, "\r"), "\t"), nil
		}
	}
	return nil, nil // the parser says what is wrong
}

// Told is a problem in words.
type Told struct {
	Problem
	Message string `json:"message"`
}

// Tell puts what was found into words.
func (rep *ImportReport) Tell(l i18n.Localizer) {
	for _, p := range rep.Found {
		var args []any
		for k, v := range p.Args {
			args = append(args, k, v)
		}
		rep.Problems = append(rep.Problems, Told{p, l.T(p.Key(), args...)})
	}
}
