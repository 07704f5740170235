// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"sort"
	"strconv"
	"strings"
)

// Example is a case with its known answer. A version whose examples fail is not published.
type Example struct {
	Name   Text    `json:"name"`
	Input  Input   `json:"input"`
	Expect Outcome `json:"expect"`
}

// Outcome is what an example must come to. Due is the civil date in the built-in state calendar.
type Outcome struct {
	Papers []string `json:"papers"`
	Fee    int64    `json:"fee"`
	Due    string   `json:"due,omitempty"`
}

// Papers gives the keys of the components needed, in the order of the version.
func Papers(v Version, in Input) []string {
	var out []string
	for _, c := range v.Components {
		if c.When.Holds(in.Answers) {
			out = append(out, c.Key)
		}
	}
	return out
}

// RunExample compares papers and fee with what the example expects, and the due date with the one given, unless that is empty:
// working time is the calendar's business, which stands on a lower floor and is asked by the service.
func RunExample(v Version, e Example, due string) []Problem {
	var ps []Problem
	fail := func(field, want, got string) {
		ps = append(ps, newProblem(Error, ProblemExampleFails, v.Procedure, "examples."+field, "name", e.Name.VI, "want", want, "got", got))
	}
	got, want := Papers(v, e.Input), append([]string(nil), e.Expect.Papers...)
	sort.Strings(got)
	sort.Strings(want)
	if g, w := strings.Join(got, ", "), strings.Join(want, ", "); g != w {
		fail("papers", w, g)
	}
	if _, fee := Bill(v, e.Input); fee != e.Expect.Fee {
		fail("fee", strconv.FormatInt(e.Expect.Fee, 10), strconv.FormatInt(fee, 10))
	}
	if due != "" && due != e.Expect.Due {
		fail("due", e.Expect.Due, due)
	}
	return ps
}
