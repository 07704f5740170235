// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import "sort"

// Problem says what is wrong with one row of a table or one value, without words: the words are in locale/ under Key.
type Problem struct {
	Code    string            `json:"code"`
	Row     int               `json:"row,omitempty"` // 1-based line of the file, 0 where there is no file
	Subject string            `json:"subject,omitempty"`
	Field   string            `json:"field,omitempty"`
	Args    map[string]string `json:"args,omitempty"`
}

// The problems this room can find. Each has a text organisation.problem.<code> in both locales.
const (
	ProblemRowTooLong      = "row_too_long"
	ProblemRowShape        = "row_shape"
	ProblemColumnMissing   = "column_missing"
	ProblemUnreadable      = "unreadable"
	ProblemCodeBad         = "code_bad"
	ProblemCodeTwice       = "code_twice"
	ProblemNameMissing     = "name_missing"
	ProblemNameNotNFC      = "name_not_nfc"
	ProblemKindUnknown     = "kind_unknown"
	ProblemTierUnknown     = "tier_unknown"
	ProblemDateBad         = "date_bad"
	ProblemDatesReversed   = "dates_reversed"
	ProblemParentMissing   = "parent_missing"
	ProblemParentUnknown   = "parent_unknown"
	ProblemParentCycle     = "parent_cycle"
	ProblemUnitUnknown     = "unit_unknown"
	ProblemSuccessorless   = "successor_missing"
	ProblemLinkUnknown     = "link_unknown"
	ProblemLinkTwice       = "link_twice"
	ProblemLineageCycle    = "lineage_cycle"
	ProblemSelfDescription = "lineage_disagrees"
)

// Key is the message key of the problem.
func (p Problem) Key() string { return "organisation.problem." + p.Code }

func problem(code, subject, field string, args ...string) Problem {
	p := Problem{Code: code, Subject: subject, Field: field}
	for i := 0; i+1 < len(args); i += 2 {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[args[i]] = args[i+1]
	}
	return p
}

func sortProblems(ps []Problem) []Problem {
	sort.SliceStable(ps, func(i, j int) bool {
		a, b := ps[i], ps[j]
		if a.Row != b.Row {
			return a.Row < b.Row
		}
		if a.Subject != b.Subject {
			return a.Subject < b.Subject
		}
		return a.Code < b.Code
	})
	return ps
}
