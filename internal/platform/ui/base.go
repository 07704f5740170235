// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// Attrs are extra HTML attributes in order (data-…, aria-…). Never style or on…: the CSP refuses them.
type Attrs = templ.OrderedAttributes

// Attr is one extra attribute.
func Attr(name, value string) templ.KeyValue[string, any] {
	return templ.KeyValue[string, any]{Key: name, Value: value}
}

// Text is a slot filled with plain text.
type Text string

// Group renders its parts one after another.
type Group []templ.Component

// Moment is a point in time as said to people and as machines read it ("2026-11-24T16:30:00+07:00").
type Moment struct{ Text, ISO string }

// Link is a link in running text. Hidden is added for those who hear the link alone.
type Link struct {
	Text, Href, Hidden string
	Icon               Icon
	Quiet              bool // same colour as the text around it
	Attrs              Attrs
}

// ButtonKind is the weight of a button; one primary a page.
type ButtonKind int

const (
	Primary ButtonKind = iota
	Secondary
	Warning
	Plain // looks like a link
)

// Button submits its form, or is a link to the next step when Href is set. Key is a keyboard shortcut ("r", "g l").
type Button struct {
	Text, Hidden string
	Kind         ButtonKind
	Href         string
	Name, Value  string
	FormAction   string
	Icon         Icon
	Key          string
	Small        bool
	Disabled     bool
	NotSubmit    bool // type="button", for the script only
	Attrs        Attrs
}

// ButtonGroup sets buttons and links in one row that wraps.
type ButtonGroup struct{ Items []templ.Component }

// CopyCode is a code people pass on (dossier, receipt): in groups, selectable, with a copy button where script runs.
type CopyCode struct {
	Label, Code string
	ShowLabel   bool
}

// Progress is long work with its numbers: "430.000 / 860.000, còn 41 giây".
type Progress struct {
	ID, Label, Text string
	Done, Total     int
}

func (t Text) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, templ.EscapeString(string(t)))
	return err
}

func (g Group) Render(ctx context.Context, w io.Writer) error {
	for _, part := range g {
		if part == nil {
			continue
		}
		if err := part.Render(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (b Button) class() string {
	class := "mc-button"
	switch b.Kind {
	case Secondary:
		class += " mc-button--secondary"
	case Warning:
		class += " mc-button--warning"
	case Plain:
		class += " mc-button--plain"
	}
	if b.Small {
		class += " mc-button--small"
	}
	return class
}

func (b Button) kind() string {
	if b.NotSubmit {
		return "button"
	}
	return "submit"
}

func (b Button) formAttrs() Attrs {
	var a Attrs
	if b.Name != "" {
		a = append(a, Attr("name", b.Name), Attr("value", b.Value))
	}
	if b.FormAction != "" {
		a = append(a, Attr("formaction", string(templ.URL(b.FormAction))))
	}
	return a
}

func (b Button) keyAttrs() Attrs {
	if b.Key == "" {
		return nil
	}
	return Attrs{Attr("data-key", b.Key)}
}

// orNothing lets an empty slot be rendered.
func orNothing(c templ.Component) templ.Component {
	if c == nil {
		return templ.NopComponent
	}
	return c
}

func itoa(n int) string { return strconv.Itoa(n) }

func boolWord(b bool) string { return strconv.FormatBool(b) }
