// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import "github.com/a-h/templ"

// Table is rows and columns; on a narrow screen each row becomes a card. The caption says what is in it.
type Table struct {
	Caption       string
	CaptionHidden bool
	Columns       []Column
	Rows          []Row
	Foot          []Row
	Empty         templ.Component // instead of the rows when there are none
	Compact       bool
	KeepRows      bool // stay a table when narrow (few short columns)
}

// Sorted is the present order of a column.
type Sorted int

const (
	Unsorted Sorted = iota
	Ascending
	Descending
)

// Column is a heading; SortHref makes it a link. RowHead marks the column that names the row.
type Column struct {
	Title    string
	Numeric  bool
	RowHead  bool
	SortHref string
	Sorted   Sorted
}

// Row is one line; Current marks the one being looked at.
type Row struct {
	Cells   []Cell
	Current bool
}

// Cell is text, a link, or anything.
type Cell struct {
	Text, Href string
	Content    templ.Component
}

// Pagination goes through a list by keyset: no page numbers, newer and older.
type Pagination struct {
	Label                string
	NewerHref, OlderHref string
	NewerText, OlderText string // usual words if empty
	Text                 string // "50 hồ sơ, từ 24/11 đến 20/11"
}

func (s Sorted) aria() Attrs {
	switch s {
	case Ascending:
		return Attrs{Attr("aria-sort", "ascending")}
	case Descending:
		return Attrs{Attr("aria-sort", "descending")}
	}
	return nil
}

func (s Sorted) icon() Icon {
	return [...]Icon{IconSort, IconSortUp, IconSortDown}[s]
}

func (t Table) class() string {
	class := "mc-table"
	if !t.KeepRows {
		class += " mc-table--cards"
	}
	if t.Compact {
		class += " mc-table--compact"
	}
	return class
}

// column of the i-th cell; a row may be shorter or longer than the head.
func (t Table) column(i int) Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return Column{}
}

func (c Cell) empty() bool { return c.Text == "" && c.Content == nil }
