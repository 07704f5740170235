// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"strings"

	"github.com/a-h/templ"
)

// Size of a label: ordinary, or large where the question is the page.
type Size string

const (
	SizeNormal Size = ""
	SizeM      Size = "m"
	SizeL      Size = "l"
)

// Every field has a Name (also its id, unless ID is set), a Label, a Hint, and an Error that says what to do.
// Heading makes the label the h1 of a one-question page. Optional says so beside the label: all else is required.

// TextField is one line of text. Width is in characters.
type TextField struct {
	Name, ID, Label, Hint, Error string
	Heading, Optional            bool
	Size                         Size
	LabelHidden                  bool
	Value                        string
	Type                         string // text (default), tel, email, password, search, url
	InputMode, Autocomplete      string
	Prefix, Suffix               string
	Width, MaxLength             int
	ReadOnly, SpellCheck         bool
	Attrs                        Attrs
}

// TextArea is text of several lines; it keeps what was typed.
type TextArea struct {
	Name, ID, Label, Hint, Error string
	Heading, Optional            bool
	Size                         Size
	Value, Autocomplete          string
	Rows, MaxLength              int
	Attrs                        Attrs
}

// Option of a select, of radios or of checkboxes. Reveal is shown below when it is chosen (always, without script).
// Divider, a word such as "or", stands before the option.
type Option struct {
	Value, Text, Hint string
	Selected          bool
	Divider           string
	Reveal            templ.Component
	Exclusive         bool // checkboxes: "none of these"
}

// Select is a list of many known values.
type Select struct {
	Name, ID, Label, Hint, Error string
	Heading, Optional            bool
	Size                         Size
	LabelHidden                  bool
	Options                      []Option
	Autocomplete                 string
	Attrs                        Attrs
}

// Radios is one of a few.
type Radios struct {
	Name, ID, Label, Hint, Error string
	Heading, Optional, Inline    bool
	Size                         Size
	Options                      []Option
}

// Checkboxes is any of a few.
type Checkboxes struct {
	Name, ID, Label, Hint, Error string
	Heading, Optional            bool
	Size                         Size
	Options                      []Option
}

// DateField is a civil date in three boxes: Name-day, Name-month, Name-year. Birthday turns on autofill.
type DateField struct {
	Name, ID, Label, Hint, Error    string
	Heading, Optional               bool
	Size                            Size
	Day, Month, Year                string
	DayWrong, MonthWrong, YearWrong bool // which boxes to mark; none means all
	Birthday                        bool
}

// Hidden is a value that travels with the form.
type Hidden struct{ Name, Value string }

// Fieldset groups fields under one legend.
type Fieldset struct {
	Legend  string
	Heading bool
	Size    Size
	Body    templ.Component
}

// Form is a form; give its fields as children or as Body. Autosave is a URL that takes the fields as a POST.
type Form struct {
	ID, Action, Method, Autosave string
	Multipart                    bool
	Body                         templ.Component
	Attrs                        Attrs
}

// ErrorSummary stands first on a page that could not go on; each item leads to its field.
type ErrorSummary struct {
	Title string // usual words if empty
	Items []ErrorItem
}

// ErrorItem points at a field by its id or name.
type ErrorItem struct{ Field, Text string }

// field is what all fields have in common.
type field struct {
	id, label, hint, errText string
	heading, optional        bool
	size                     Size
	labelHidden              bool
}

func newField(name, id, label, hint, errText string) field {
	if id == "" {
		id = name
	}
	return field{id: id, label: label, hint: hint, errText: errText}
}

func (f TextField) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size, x.labelHidden = f.Heading, f.Optional, f.Size, f.LabelHidden
	return x
}

func (f TextArea) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size = f.Heading, f.Optional, f.Size
	return x
}

func (f Select) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size, x.labelHidden = f.Heading, f.Optional, f.Size, f.LabelHidden
	return x
}

func (f Radios) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size = f.Heading, f.Optional, f.Size
	return x
}

func (f Checkboxes) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size = f.Heading, f.Optional, f.Size
	return x
}

func (f DateField) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size = f.Heading, f.Optional, f.Size
	return x
}

// describedBy names hint and error for those who hear the page.
func (x field) describedBy() Attrs {
	var ids []string
	if x.hint != "" {
		ids = append(ids, x.id+"-hint")
	}
	if x.errText != "" {
		ids = append(ids, x.id+"-error")
	}
	if len(ids) == 0 {
		return nil
	}
	return Attrs{Attr("aria-describedby", strings.Join(ids, " "))}
}

func (x field) group() string {
	if x.errText != "" {
		return "govuk-form-group govuk-form-group--error"
	}
	return "govuk-form-group"
}

func (x field) labelClass(base string) string {
	class := base
	if x.size != SizeNormal {
		class += " " + base + "--" + string(x.size)
	}
	if x.labelHidden {
		class += " govuk-visually-hidden"
	}
	return class
}

// optionID: the first option carries the field's own id, so that the error summary can lead there.
func optionID(id string, i int) string {
	if i == 0 {
		return id
	}
	return id + "-" + itoa(i+1)
}
