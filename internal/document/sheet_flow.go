// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// run is text in one style: "", "B", "I" or "BI".
type run struct{ style, text string }

func plain(text string) []run { return []run{{"", text}} }

func bold(text string) []run { return []run{{"B", text}} }

// labelled is a label and what it says, in bold.
func labelled(label, text string) []run { return []run{{"", label + " "}, {"B", text}} }

// Alignments of a flow.
const (
	alignLeft = iota
	alignCentre
	alignBoth
)

// flow says how text runs: where, how wide, how large, how many lines at most.
type flow struct {
	x, w   float64
	size   float64
	min    float64 // the text may shrink to this; 0 means not at all
	lines  int     // at most; 0 means as many as it takes
	align  int
	indent float64 // of the first line
	field  string  // named in the fault when the text does not fit
}

// word is a piece that is not broken; glued to the one before it unless spaced.
type word struct {
	style, text string
	w           float64
	spaced      bool
}

type textLine struct {
	words []word
	w     float64
	last  bool // of its paragraph
}

// text lets runs flow below each other from s.y on, over pages if need be.
func (s *sheet) text(runs []run, f flow) {
	lines, size := s.fit(runs, f)
	if f.align == alignCentre && len(lines) > 1 {
		lines = s.balance(runs, f, size, len(lines))
	}
	for i, l := range lines {
		s.room(s.lineHeight(size))
		s.line(l, f, size, i == 0)
		s.y += s.lineHeight(size)
	}
}

// fit shrinks the text until it needs no more lines than it may; the last resort
// is to stop the issue.
func (s *sheet) fit(runs []run, f flow) ([]textLine, float64) {
	lines, size, ok := s.try(runs, f)
	if !ok {
		s.fail(f.field)
	}
	return lines, size
}

func (s *sheet) try(runs []run, f flow) (lines []textLine, size float64, ok bool) {
	for size = f.size; ; size -= 0.25 {
		lines = s.wrap(runs, f, size)
		switch {
		case f.lines == 0 || len(lines) <= f.lines:
			return lines, size, true
		case f.min == 0 || size-0.25 < f.min:
			return lines[:f.lines], size, false
		}
	}
}

// balance breaks a centred text into lines of like length, so that no single word
// is left below the others.
func (s *sheet) balance(runs []run, f flow, size float64, n int) []textLine {
	low, high := f.w/float64(n)/2, f.w
	for range 8 {
		mid := (low + high) / 2
		if narrow := f.narrowed(mid); s.clean(runs, narrow, size, n) {
			high = mid
		} else {
			low = mid
		}
	}
	return s.wrap(runs, f.narrowed(high), size)
}

func (f flow) narrowed(w float64) flow { f.w = w; return f }

// clean tells whether the text needs n lines at most, without a word being torn.
func (s *sheet) clean(runs []run, f flow, size float64, n int) bool {
	for _, paragraph := range paragraphs(runs) {
		for _, w := range s.words(paragraph, size, 1e9) {
			if w.w > f.w {
				return false
			}
		}
	}
	return len(s.wrap(runs, f, size)) <= n
}

// measure tells how high a flow will be.
func (s *sheet) measure(runs []run, f flow) float64 {
	lines, size := s.fit(runs, f)
	return float64(len(lines)) * s.lineHeight(size)
}

func (s *sheet) wrap(runs []run, f flow, size float64) []textLine {
	var lines []textLine
	for _, paragraph := range paragraphs(runs) {
		line := textLine{}
		limit := f.w - f.indent
		for _, w := range s.words(paragraph, size, f.w) {
			extra := w.w
			if w.spaced && len(line.words) > 0 {
				extra += s.space(w.style, size)
			}
			if len(line.words) > 0 && line.w+extra > limit+0.01 {
				lines, line, limit = append(lines, line), textLine{}, f.w
				extra = w.w
			}
			line.words, line.w = append(line.words, w), line.w+extra
		}
		line.last = true
		lines = append(lines, line)
	}
	return lines
}

func (s *sheet) space(style string, size float64) float64 {
	s.font(style, size)
	return s.textWidth(" ")
}

// paragraphs splits runs at line breaks.
func paragraphs(runs []run) [][]run {
	out := [][]run{nil}
	for _, r := range runs {
		for i, part := range strings.Split(norm.NFC.String(r.text), "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], run{r.style, part})
		}
	}
	return out
}

// words cuts runs at blanks, and words wider than the line anywhere.
func (s *sheet) words(runs []run, size, limit float64) []word {
	var out []word
	spaced := false
	for _, r := range runs {
		s.font(r.style, size)
		for i, part := range strings.Split(r.text, " ") {
			spaced = spaced || i > 0
			for part != "" {
				piece := s.piece(part, limit)
				out = append(out, word{r.style, piece, s.textWidth(piece), spaced})
				part, spaced = part[len(piece):], false
			}
		}
	}
	return out
}

func (s *sheet) piece(text string, limit float64) string {
	for s.textWidth(text) > limit && utf8.RuneCountInString(text) > 1 {
		_, n := utf8.DecodeLastRuneInString(text)
		cut := len(text) - n
		if half := len(text) / 2; s.textWidth(text) > 2*limit { // an absurdly long word: faster
			for cut = half; cut > 1 && !utf8.RuneStart(text[cut]); cut-- {
			}
		}
		text = text[:cut]
	}
	return text
}

// line writes the words of one line; neighbours of one style go out as one text,
// so that a copied line has its blanks.
func (s *sheet) line(l textLine, f flow, size float64, first bool) {
	x, stretch := f.x, 0.0
	if first {
		x += f.indent
	}
	room := f.x + f.w - x - l.w
	switch f.align {
	case alignCentre:
		x += room / 2
	case alignBoth:
		if n := gaps(l); n > 0 && !l.last {
			stretch = room / float64(n)
		}
	}
	y := s.y + s.rise(size)
	for i := 0; i < len(l.words); {
		w := l.words[i]
		if w.spaced && i > 0 {
			x += s.space(w.style, size) + stretch
		}
		text := w.text
		for i++; stretch == 0 && i < len(l.words) && l.words[i].style == w.style; i++ {
			if l.words[i].spaced {
				text += " "
			}
			text += l.words[i].text
		}
		s.font(w.style, size)
		s.pdf.Text(x, y, text)
		x += s.textWidth(text)
	}
}

func gaps(l textLine) int {
	n := 0
	for i, w := range l.words {
		if i > 0 && w.spaced {
			n++
		}
	}
	return n
}

// body is a flow over the whole width in the body size.
func (s *sheet) body() flow { return flow{x: s.left, w: s.width, size: s.size} }

// say writes runs over the whole width.
func (s *sheet) say(runs []run) { s.text(runs, s.body()) }

// field writes "label: text" and leaves out what is empty.
func (s *sheet) field(key, text string) {
	if text != "" {
		s.say(labelled(s.T(key), text))
	}
}

// prose is a justified paragraph with an indented first line.
func (s *sheet) prose(runs []run) {
	f := s.body()
	f.align, f.indent = alignBoth, 10
	if s.format == "A5" {
		f.indent = 6
	}
	s.text(runs, f)
}
