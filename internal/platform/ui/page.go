// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// Front is who a page is for; it decides type size, density, and whether dark mode is offered.
type Front int

const (
	Portal  Front = iota // citizens, phone first
	Desk                 // officers, all day
	Cockpit              // leaders, minutes
)

// Page is a whole document. Main is its content; children of a `@ui.Page{...} { }` block come after Main.
type Page struct {
	Front       Front
	Brand       Brand
	Title       string // without the brand; for the browser tab
	Lang        string // "vi" or "en"
	Path        string // path and query of this page, for the switches
	User        *User
	Nav         []NavItem
	Search      *SearchBox
	Phase       *PhaseBanner
	Back        *Link
	Breadcrumbs []Link
	Flash       []Notification
	HasErrors   bool // says so in the title
	Sandbox     bool // demo: nothing here is real
	Wide        bool // use the whole width (desk panes, cockpit)
	Wall        bool // cockpit on a wall: nothing but Main
	ReadAloud   bool // offer to read the main text aloud
	Refresh     int  // seconds; wall mode reloads itself
	Answers     Answers
	Footer      []Link
	Shortcuts   []ShortcutGroup
	Main        templ.Component
}

// Brand is the installation's name, and where it leads.
type Brand struct{ Name, Place, Href string }

// User is who is signed in.
type User struct {
	Name, Role       string
	AccountHref      string
	SignOutAction    string // POST
	OnBehalf         string // helper mode: for whom this is being done
	OnBehalfEndHref  string
	UnreadHref       string
	Unread           int
	UnreadText       string
	AppointmentsHref string
}

// NavItem is a place in the main navigation.
type NavItem struct {
	Text, Href string
	Current    bool
	Count      string // "12"; said with CountText
	CountText  string
	Key        string
}

// Answers is who answers for what this page says.
type Answers struct {
	Unit, UnitHref string
	Phone          string
	Updated        Moment
}

// PhaseBanner says what stage the service is in.
type PhaseBanner struct {
	Tag, Text string
	Link      *Link
}

func (f Front) name() string { return [...]string{"portal", "desk", "cockpit"}[f] }

func (f Front) css() string {
	if f == Portal {
		return "portal.css"
	}
	return "desk.css"
}

func (p Page) lang() string {
	if p.Lang == "en" {
		return "en"
	}
	return "vi"
}

func (p Page) rootAttrs(ctx context.Context) Attrs {
	prefs := prefsOf(ctx)
	a := Attrs{Attr("data-front", p.Front.name())}
	if prefs.Large {
		a = append(a, Attr("data-type", "large"))
	}
	if p.Front != Portal && prefs.Theme != ThemeAuto {
		a = append(a, Attr("data-theme", string(prefs.Theme)))
	}
	return a
}

func (p Page) bodyClass() string {
	class := "mc-body"
	if p.Wide {
		class += " mc-body--wide"
	}
	if p.Wall {
		class += " mc-body--wall"
	}
	return class
}

// here is this page's address with one query value replaced: the switches are plain links.
func (p Page) here(name, value string) templ.SafeURL {
	path, query, _ := strings.Cut(p.Path, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		values = url.Values{}
	}
	values.Set(name, value)
	if path == "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		path = "/"
	}
	return templ.URL(path + "?" + values.Encode())
}

func (p Page) hasTrail() bool {
	return !p.Wall && (p.Back != nil || len(p.Breadcrumbs) > 0)
}

// stylesheet is the one style sheet of a front, or the placeholder of a clone that has not been built.
func stylesheet(name string) string {
	if !Built() {
		return Asset("placeholder.css")
	}
	return Asset(name)
}

// switchesBelow: the desk keeps them beside the navigation, so that its head is one line.
func (p Page) switchesBelow() bool { return p.Front != Portal && len(p.Nav) > 0 }
