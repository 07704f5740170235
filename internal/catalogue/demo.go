// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

//go:embed demo/catalogue.tsv demo/procedures/*.json
var demoFiles embed.FS

// Brief is one row of the demo catalogue: facts only, of a procedure whose full version has not been written.
type Brief struct {
	Code       string
	Name       string
	Field      string
	Levels     []Level
	AgencyKind []string
	Agency     string // demo agency code; * is the People's Committee of each commune
	Service    ServiceLevel
	Audience   []Audience
	Terms      map[Channel][]Term // channels offered; no term where the source has none
	Fees       []RawFee
	Results    []string
	Components int // papers listed in the national text, all cases together
	Decision   string
	Certainty  string   // source or assigned
	Remarks    []string // problem codes
}

// DemoCatalogue gives the built-in catalogue of the demo province.
func DemoCatalogue() ([]Brief, error) {
	b, err := demoFiles.ReadFile("demo/catalogue.tsv")
	if err != nil {
		return nil, err
	}
	bs, ps := ParseBriefs(bytes.NewReader(b))
	if len(ps) > 0 {
		return nil, fmt.Errorf("built-in catalogue: line %d: %s %s", ps[0].Row, ps[0].Code, ps[0].Field)
	}
	return bs, nil
}

// DemoVersions gives the built-in complete versions, by code.
func DemoVersions() ([]Version, error) {
	entries, err := demoFiles.ReadDir("demo/procedures")
	if err != nil {
		return nil, err
	}
	var out []Version
	for _, e := range entries {
		b, err := demoFiles.ReadFile("demo/procedures/" + e.Name())
		if err != nil {
			return nil, err
		}
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		var v Version
		if err := d.Decode(&v); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		out = append(out, v)
	}
	return out, nil
}

var briefColumns = []string{"code", "name", "field", "level", "agency_kind", "agency", "service", "audience", "terms", "fees", "results",
	"components", "decision", "certainty", "remark"}

// ParseBriefs reads a table in the form of demo/catalogue.tsv.
func ParseBriefs(r io.Reader) ([]Brief, []Problem) {
	var out []Brief
	var ps []Problem
	sc := bufio.NewScanner(r)
	head, row := false, 0
	seen := map[string]bool{}
	for sc.Scan() {
		row++
		text := sc.Text()
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		c := strings.Split(text, "\t")
		if !head {
			head = true
			if strings.Join(c, ",") != strings.Join(briefColumns, ",") {
				return nil, []Problem{{Code: ProblemListHeader, Severity: Error, Row: row}}
			}
			continue
		}
		b, p := parseBrief(c)
		if p.Code == "" && seen[b.Code] {
			p = newProblem(Error, ProblemCodeTwice, b.Code, "code", "value", b.Code)
		}
		if p.Code != "" {
			p.Row = row
			ps = append(ps, p)
			continue
		}
		seen[b.Code] = true
		out = append(out, b)
	}
	if sc.Err() != nil {
		ps = append(ps, Problem{Code: ProblemTooLarge, Severity: Error, Row: row + 1})
	}
	return out, ps
}

func parseBrief(c []string) (Brief, Problem) {
	if len(c) != len(briefColumns) {
		return Brief{}, newProblem(Error, ProblemRowShape, c[0], "", "want", itoa(len(briefColumns)), "got", itoa(len(c)))
	}
	bad := func(field, v string) (Brief, Problem) {
		return Brief{}, newProblem(Error, ProblemValueUnknown, c[0], field, "value", clip(v))
	}
	b := Brief{Code: c[0], Name: c[1], Field: c[2], AgencyKind: parts(c[4], ","), Agency: c[5], Results: parts(c[10], ","), Decision: c[12],
		Certainty: c[13], Remarks: parts(c[14], ",")}
	if !procedureCode.MatchString(b.Code) || b.Name == "" {
		return bad("code", b.Code)
	}
	for _, l := range parts(c[3], ",") {
		if b.Levels = append(b.Levels, Level(l)); !oneOf(Level(l), Levels()) {
			return bad("level", l)
		}
	}
	for _, a := range parts(c[7], ",") {
		if b.Audience = append(b.Audience, Audience(a)); !oneOf(Audience(a), Audiences()) {
			return bad("audience", a)
		}
	}
	n, err := strconv.Atoi(c[6])
	if b.Service = ServiceLevel(n); err != nil || !oneOf(b.Service, ServiceLevels()) {
		return bad("service", c[6])
	}
	if c[11] != "" {
		if b.Components, err = strconv.Atoi(c[11]); err != nil {
			return bad("components", c[11])
		}
	}
	var ok bool
	if b.Terms, ok = briefTerms(c[8]); !ok {
		return bad("terms", c[8])
	}
	if b.Fees, ok = briefFees(c[9]); !ok {
		return bad("fees", c[9])
	}
	return b, Problem{}
}

var briefChannels = map[rune]Channel{'o': Online, 'p': Post, 'd': Direct}

// briefTerms reads "o=20d/30d pd=15d". A bare number is what the source has instead of a term: it is passed over.
func briefTerms(s string) (map[Channel][]Term, bool) {
	out := map[Channel][]Term{}
	for _, w := range strings.Fields(s) {
		chs, terms, ok := strings.Cut(w, "=")
		if !ok {
			return nil, false
		}
		var ts []Term
		for _, t := range strings.Split(terms, "/") {
			if x, err := ParseTerm(t); err == nil {
				ts = append(ts, x)
			} else if t != "?" && strings.Trim(t, "0123456789") != "" {
				return nil, false
			}
		}
		for _, ch := range chs {
			c, known := briefChannels[ch]
			if !known {
				return nil, false
			}
			out[c] = ts
		}
	}
	return out, true
}

func briefFees(s string) ([]RawFee, bool) {
	var out []RawFee
	for _, w := range parts(s, "/") {
		switch n, err := strconv.ParseInt(w, 10, 64); {
		case w == "?":
			out = append(out, RawFee{Kind: FeeUnknown})
		case err != nil || n < 0 || n > largestFee:
			return nil, false
		case n == 0:
			out = append(out, RawFee{Kind: FeeFree})
		default:
			out = append(out, RawFee{Kind: FeeFixed, Min: n, Max: n})
		}
	}
	return out, true
}

func parts(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

func itoa(n int) string { return strconv.Itoa(n) }
