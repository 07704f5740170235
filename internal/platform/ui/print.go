// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import "github.com/a-h/templ"

// QRImage is a QR code with its words: what it opens, and the address for those who cannot scan.
// Src is an image address (or data:image/…); SVG a drawing instead.
type QRImage struct {
	Src          string
	SVG          templ.Component
	Alt, Caption string
	Address      string
	Large        bool
	Width        int // in CSS pixels, 180 if zero
}

// Paper is the size of a printed sheet.
type Paper string

const (
	A4 Paper = "a4"
	A5 Paper = "a5"
)

// PrintSheet is one sheet people take away: a poster, a slip. Children come after Body.
type PrintSheet struct {
	Paper                Paper
	Issuer, Place, Title string
	Code                 string
	Body                 templ.Component
	QR                   *QRImage
	Foot                 string
	Level                int // of the title's heading: 1 if zero
}

// PrintPage is a document of sheets, with a button to print them.
type PrintPage struct {
	Title, Lang string
	Back        Link
	Sheets      []PrintSheet
}

func (q QRImage) width() string {
	if q.Width == 0 {
		return "180"
	}
	return itoa(q.Width)
}

func (p PrintSheet) paper() Paper {
	if p.Paper == "" {
		return A4
	}
	return p.Paper
}

func (p PrintPage) lang() string { return Page{Lang: p.Lang}.lang() }
