// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import "github.com/a-h/templ"

// Title is the page's h1, with a caption above ("Bước 3 trên 6") and a lead sentence below.
type Title struct {
	Text, Caption, Lead string
	Small               bool // for very long names
	Tag                 *StatusTag
}

// SummaryList is names and values; with actions it is "check your answers".
type SummaryList struct {
	Title   string
	Actions []Link // for the whole card
	Rows    []SummaryRow
	Plain   bool // no lines
}

// SummaryRow is one name and its value; Text or Content. Each action says what it changes (Link.Hidden).
type SummaryRow struct {
	Key     string
	Text    string
	Content templ.Component
	Actions []Link
}

// NoticeKind is what a notification is about.
type NoticeKind int

const (
	Info NoticeKind = iota
	Success
	Attention // what needs you now
	Failure
)

// Notification is a flash or a standing notice. Dismissible ones can be closed where script runs.
type Notification struct {
	Kind        NoticeKind
	Title, Text string
	Body        templ.Component
	Dismissible bool
}

// Panel confirms that something has been done: title, the code to keep, what it is.
type Panel struct {
	Title, Text string
	Code        *CopyCode
	Body        templ.Component
	Level       int // of the heading, 1 if zero
}

// InsetText sets a paragraph apart.
type InsetText struct {
	Text string
	Body templ.Component
}

// Details is what not everybody needs.
type Details struct {
	Summary string
	Open    bool
	Body    templ.Component
}

// Tabs are links between views of one thing.
type Tabs struct {
	Label string
	Items []Tab
}

// Tab is one view.
type Tab struct {
	Text, Href, Count string
	Current           bool
}

// Card is a thing that leads somewhere.
type Card struct {
	Title, Href string
	Meta        templ.Component
	Text        string
	Body, Foot  templ.Component
	Level       int // heading level, 2 if zero
}

// CardGrid sets cards, or anything, side by side where there is room.
type CardGrid struct{ Items []templ.Component }

// EmptyState says what will be here, and why there is nothing.
type EmptyState struct {
	Title, Text string
	Action      templ.Component
}

// DescriptionTerms explains words of the law in place.
type DescriptionTerms struct{ Items []Term }

// Term is one word: its plain meaning, and where the law says so.
type Term struct {
	Word, Meaning string
	Law           *Link
}

// Toolbar is actions on what is below.
type Toolbar struct {
	Label string
	Items []templ.Component
}

// SearchBox is a search that is a page without script and answers as you type with it: LiveURL?q=… returns an HTML
// fragment for the results.
type SearchBox struct {
	Action, Name, ID, Value string
	Label, Hint             string
	LabelHidden, Big        bool
	AutoFocus               bool // the page is about searching
	LiveURL                 string
	Key                     string
	Results                 templ.Component
	Keep                    []Hidden // filters that stay
	ButtonText              string
}

func (k NoticeKind) name() string {
	return [...]string{"info", "success", "attention", "failure"}[k]
}

func (k NoticeKind) icon() Icon {
	return [...]Icon{IconInfo, IconCheckRing, IconBell, IconAlert}[k]
}

// role: what went wrong is said at once, the rest when there is a pause.
func (k NoticeKind) role() string {
	if k == Failure {
		return "alert"
	}
	return "status"
}

func (s SearchBox) id() string {
	if s.ID != "" {
		return s.ID
	}
	return s.name()
}

func (s SearchBox) name() string {
	if s.Name == "" {
		return "q"
	}
	return s.Name
}

func (s SearchBox) live() Attrs {
	var a Attrs
	if s.AutoFocus {
		a = append(a, Attr("autofocus", ""))
	}
	if s.LiveURL == "" {
		return a
	}
	return append(a, Attr("data-live", s.LiveURL), Attr("data-live-target", s.id()+"-results"))
}

func (c Card) level() int {
	if c.Level == 0 {
		return 2
	}
	return c.Level
}

func currentAttr(value string, current bool) Attrs {
	if !current {
		return nil
	}
	return Attrs{Attr("aria-current", value)}
}

func (s SearchBox) hintAttr() Attrs {
	if s.Hint == "" {
		return nil
	}
	return Attrs{Attr("aria-describedby", s.id()+"-hint")}
}
