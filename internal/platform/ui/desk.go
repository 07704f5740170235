// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"strings"

	"github.com/a-h/templ"
)

// StepState is where a step of a dossier is.
type StepState int

const (
	StepNext StepState = iota
	StepDone
	StepCurrent
	StepWaiting
	StepLate
	StepSkipped
)

// Steps is the line of a dossier's life, with dates.
type Steps struct {
	Title string
	Items []Step
}

// Step is one stop on the line: what, when, by whom.
type Step struct {
	Title string
	State StepState
	When  Moment
	Who   string
	Text  string
	Body  templ.Component
}

// Pane is one of the three panes of the desk.
type Pane int

const (
	PaneList Pane = iota
	PaneDossier
	PaneViewer
)

// ThreePane is the desk: list, dossier, viewer. On a narrow screen only Show is seen, and links lead to the others.
type ThreePane struct {
	Show                               Pane
	List, Dossier, Viewer              templ.Component
	ListTitle, DossierTitle, ViewTitle string
	ListHref, DossierHref, ViewerHref  string
	NoViewer                           bool // two panes
}

// WorkList is what is to be done, due first.
type WorkList struct {
	Label string
	Items []WorkItem
	Empty templ.Component
	Foot  templ.Component
}

// WorkItem is one dossier in the list.
type WorkItem struct {
	Code, Title, Person, Href string
	Time                      TimeLeft
	Tag                       *StatusTag
	Current, Unread           bool
}

// ShortcutSheet shows the keys; it opens with "?".
type ShortcutSheet struct{ Groups []ShortcutGroup }

// ShortcutGroup is the keys of one place.
type ShortcutGroup struct {
	Title string
	Items []Shortcut
}

// Shortcut is one key, or keys one after another ("g l"), and what it does.
type Shortcut struct{ Keys, Text string }

func (s StepState) name() string {
	return [...]string{"next", "done", "current", "waiting", "late", "skipped"}[s]
}

func (s StepState) icon() Icon {
	return [...]Icon{"", IconCheck, IconArrow, IconPause, IconAlert, IconClose}[s]
}

func (s StepState) key() string {
	return [...]string{"ui.step.next", "ui.step.done", "ui.step.current", "ui.step.waiting", "ui.step.late", "ui.step.skipped"}[s]
}

func (s StepState) current() Attrs { return currentAttr("step", s == StepCurrent || s == StepLate) }

func (p Pane) name() string { return [...]string{"list", "dossier", "viewer"}[p] }

func (t ThreePane) class() string {
	class := "mc-panes mc-panes--show-" + t.Show.name()
	if t.NoViewer {
		class += " mc-panes--two"
	}
	return class
}

func (s Shortcut) keys() []string { return strings.Fields(s.Keys) }
