// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"bufio"
	"io"
	"strings"
)

// ParseUnits reads a table of units: tab-separated, a header line, # lines are remarks. Rows with a problem are left out and
// named by their line; the caller refuses the whole file when there is any.
func ParseUnits(r io.Reader) ([]Unit, []Problem) {
	var out []Unit
	ps := eachRow(r, []string{"code", "name", "kind"}, func(c cells) []Problem {
		u, ps := NewUnit(Unit{Code: c.get("code"), Name: c.get("name"), Kind: Kind(c.get("kind")), Parent: c.get("parent"),
			ValidFrom: c.get("valid_from"), ValidTo: c.get("valid_to"), Into: c.list("merged_into"), From: c.list("merged_from"),
			Basis: c.get("basis"), Aliases: c.list("alias")})
		if len(ps) == 0 {
			out = append(out, u)
		}
		return ps
	})
	return out, ps
}

// ParseLineage reads a table of links: old, new, effective, basis.
func ParseLineage(r io.Reader) ([]Link, []Problem) {
	var out []Link
	ps := eachRow(r, []string{"old", "new", "effective"}, func(c cells) []Problem {
		l, ps := NewLink(Link{Old: c.get("old"), New: c.get("new"), Effective: c.get("effective"), Basis: c.get("basis")})
		if len(ps) == 0 {
			out = append(out, l)
		}
		return ps
	})
	return out, ps
}

// ParseAgencies reads a table of agencies.
func ParseAgencies(r io.Reader) ([]Agency, []Problem) {
	var out []Agency
	ps := eachRow(r, []string{"code", "name", "kind", "tier", "unit"}, func(c cells) []Problem {
		a, ps := NewAgency(Agency{Code: c.get("code"), OldCode: c.get("old_code"), Name: c.get("name"), Kind: AgencyKind(c.get("kind")),
			Tier: Tier(c.get("tier")), Unit: c.get("unit"), Parent: c.get("parent"), Phone: c.get("phone"), Address: c.get("address"),
			ValidFrom: c.get("valid_from"), ValidTo: c.get("valid_to"), Certainty: Certainty(c.get("certainty"))})
		if len(ps) == 0 {
			out = append(out, a)
		}
		return ps
	})
	return out, ps
}

const longestRow = 64 << 10

type cells struct {
	at  map[string]int
	row []string
}

func (c cells) get(name string) string {
	i, ok := c.at[name]
	if !ok || i >= len(c.row) {
		return ""
	}
	return strings.TrimSpace(c.row[i])
}

func (c cells) list(name string) []string {
	var out []string
	for _, s := range strings.Split(c.get(name), ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// eachRow hands the data rows over one by one and stamps the problems with the line.
func eachRow(r io.Reader, need []string, do func(cells) []Problem) []Problem {
	var out []Problem
	var head cells
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 4096), longestRow)
	line := 0
	for sc.Scan() {
		line++
		text := strings.TrimRight(sc.Text(), "\r")
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		var ps []Problem
		if row := strings.Split(text, "\t"); head.at == nil {
			if head, ps = header(row, need); len(ps) > 0 {
				return stamp(ps, line)
			}
		} else if len(row) != len(head.row) {
			ps = []Problem{problem(ProblemRowShape, row[0], "", "want", itoa(len(head.row)), "got", itoa(len(row)))}
		} else {
			ps = do(cells{head.at, row})
		}
		out = append(out, stamp(ps, line)...)
	}
	switch sc.Err() {
	case nil:
	case bufio.ErrTooLong:
		out = append(out, stamp([]Problem{problem(ProblemRowTooLong, "", "")}, line+1)...)
	default:
		out = append(out, stamp([]Problem{problem(ProblemUnreadable, "", "")}, line+1)...)
	}
	if head.at == nil && len(out) == 0 {
		out = append(out, problem(ProblemColumnMissing, "", need[0], "value", need[0]))
	}
	return out
}

func header(row, need []string) (cells, []Problem) {
	c := cells{at: map[string]int{}, row: row}
	for i, n := range row {
		c.at[strings.TrimSpace(n)] = i
	}
	var ps []Problem
	for _, n := range need {
		if _, ok := c.at[n]; !ok {
			ps = append(ps, problem(ProblemColumnMissing, "", n, "value", n))
		}
	}
	return c, ps
}

func stamp(ps []Problem, line int) []Problem {
	for i := range ps {
		ps[i].Row = line
	}
	return ps
}
