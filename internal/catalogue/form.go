// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// Form is the interactive form of a version.
type Form struct {
	Sections []Section   `json:"sections,omitempty"`
	Fields   []FormField `json:"fields,omitempty"`
}

// Section groups fields under a heading.
type Section struct {
	Key   string `json:"key"`
	Label Text   `json:"label"`
}

// FormField is one question.
type FormField struct {
	Key      string     `json:"key"`
	Section  string     `json:"section"`
	Kind     FieldKind  `json:"kind"`
	Label    Text       `json:"label"`
	Hint     Text       `json:"hint"`
	Required bool       `json:"required,omitempty"`
	MaxLen   int        `json:"max_len,omitempty"`
	Min      int64      `json:"min,omitempty"` // of numbers
	Max      int64      `json:"max,omitempty"`
	Options  []Option   `json:"options,omitempty"`
	When     *Condition `json:"when,omitempty"`   // nil: always asked
	Source   string     `json:"source,omitempty"` // the register or sign-in that can fill it: applicant.name, population
}

// Option is one choice.
type Option struct {
	Value string `json:"value"`
	Label Text   `json:"label"`
}

// Condition is true when the answer to a field is one of the values, or with Not none of them.
type Condition struct {
	Field string   `json:"field"`
	In    []string `json:"in"`
	Not   bool     `json:"not,omitempty"`
}

// Holds evaluates a condition; no condition always holds.
func (c *Condition) Holds(answers map[string]string) bool {
	return c == nil || oneOf(answers[c.Field], c.In) != c.Not
}

// Asked gives the fields to be asked, given the answers so far.
func (f Form) Asked(answers map[string]string) []FormField {
	var out []FormField
	for _, x := range f.Fields {
		if x.When.Holds(answers) {
			out = append(out, x)
		}
	}
	return out
}
