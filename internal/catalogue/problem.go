// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// Severity says what a problem prevents.
type Severity string

// An error prevents publication; a warning wants a person's eye; a note is only said.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Problem says what is wrong with one field of one procedure, without words: the words are in locale/ under Key.
type Problem struct {
	Code      string            `json:"code"`
	Severity  Severity          `json:"severity"`
	Procedure string            `json:"procedure,omitempty"`
	Field     string            `json:"field,omitempty"`
	File      string            `json:"file,omitempty"`
	Row       int               `json:"row,omitempty"`
	Args      map[string]string `json:"args,omitempty"`
}

// Key is the message key of the problem.
func (p Problem) Key() string { return "catalogue.problem." + p.Code }

// The problems this room can find. Each has a text catalogue.problem.<code> in both locales.
const (
	// reading national texts
	ProblemJSON                 = "json_unreadable"
	ProblemTooLarge             = "too_large"
	ProblemCodeBad              = "code_bad"
	ProblemCodeTwice            = "code_twice"
	ProblemNameMissing          = "name_missing"
	ProblemLevelUnknown         = "level_unknown"
	ProblemAudienceUnknown      = "audience_unknown"
	ProblemNotNFC               = "text_not_nfc"
	ProblemChannelsMissing      = "channels_missing"
	ProblemChannelsUnread       = "channels_unread"
	ProblemTermWithoutUnit      = "term_without_unit"
	ProblemTermAndFee           = "term_and_fee_run_together"
	ProblemTermOrFee            = "term_or_small_fee"
	ProblemTermFraction         = "term_fraction"
	ProblemTermBad              = "term_bad"
	ProblemTermMissing          = "term_missing"
	ProblemFeeUnknown           = "fee_unknown"
	ProblemFeeSmall             = "fee_too_small"
	ProblemFeeForeign           = "fee_foreign"
	ProblemFeePercent           = "fee_percent"
	ProblemComponentsMissing    = "components_missing"
	ProblemComponentCount       = "component_count_unclear"
	ProblemComponentWithoutName = "component_without_name"
	ProblemResultMissing        = "result_missing"
	ProblemBasisMissing         = "basis_missing"
	// reading lists, archives and our own tables
	ProblemListHeader  = "list_header_missing"
	ProblemListMerged  = "list_merged_cells"
	ProblemListCode    = "list_code_bad"
	ProblemSpreadsheet = "spreadsheet_unreadable"
	ProblemArchive     = "archive_unreadable"
	ProblemArchiveType = "archive_type_unknown"
	ProblemRowShape    = "row_shape"
	// ProblemLevelAssigned marks a row of the demo catalogue whose level and agency are ours, not the national text's.
	ProblemLevelAssigned = "level_assigned"
	// checking a version
	ProblemElementMissing  = "element_missing"
	ProblemValueUnknown    = "value_unknown"
	ProblemKeyTwice        = "key_twice"
	ProblemDateBad         = "date_bad"
	ProblemDatesReversed   = "dates_reversed"
	ProblemCommittedLonger = "committed_longer"
	ProblemStepsLonger     = "steps_longer"
	ProblemStepsOrder      = "steps_order"
	ProblemOptionsMissing  = "options_missing"
	ProblemReferenceBad    = "reference_unknown"
	ProblemAmountBad       = "amount_bad"
	ProblemResultCode      = "result_code_bad"
	ProblemExampleMissing  = "example_missing"
	ProblemExampleFails    = "example_fails"
)

func newProblem(sev Severity, code, procedure, field string, args ...string) Problem {
	p := Problem{Code: code, Severity: sev, Procedure: procedure, Field: field}
	for i := 0; i+1 < len(args); i += 2 {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[args[i]] = args[i+1]
	}
	return p
}

// HasErrors tells whether any problem prevents publication.
func HasErrors(ps []Problem) bool {
	for _, p := range ps {
		if p.Severity == Error {
			return true
		}
	}
	return false
}

// CountProblems counts how many problems and how many procedures each code has.
func CountProblems(ps []Problem) (problems, procedures map[string]int) {
	problems, procedures = map[string]int{}, map[string]int{}
	seen := map[[2]string]bool{}
	for _, p := range ps {
		problems[p.Code]++
		if k := [2]string{p.Code, p.Procedure}; !seen[k] {
			seen[k] = true
			procedures[p.Code]++
		}
	}
	return problems, procedures
}
