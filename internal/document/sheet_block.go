// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

// column of a table; w is its share of the width.
type column struct {
	title  string
	share  float64
	centre bool
}

// table draws rows between thin lines; a row is never torn, and the head comes
// again on a new page.
func (s *sheet) table(columns []column, rows [][]string) {
	size := s.size - 0.5
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.title
	}
	s.row(columns, head, size, true)
	for _, r := range rows {
		if s.y+s.rowHeight(columns, r, size, false) > s.pageH-s.bottom {
			s.addPage()
			s.row(columns, head, size, true)
		}
		s.row(columns, r, size, false)
	}
	s.gap(1.5)
}

const cellPad = 0.9

func (s *sheet) cell(c column, text string, size float64, head bool) ([]run, flow) {
	runs := plain(text)
	if head {
		runs = bold(text)
	}
	f := flow{w: s.width*c.share - 2*cellPad, size: size}
	if head || c.centre {
		f.align = alignCentre
	}
	return runs, f
}

func (s *sheet) rowHeight(columns []column, cells []string, size float64, head bool) float64 {
	h := 0.0
	for i, c := range columns {
		runs, f := s.cell(c, cells[i], size, head)
		h = max(h, s.measure(runs, f))
	}
	return h + 2*cellPad*0.6
}

func (s *sheet) row(columns []column, cells []string, size float64, head bool) {
	h := s.rowHeight(columns, cells, size, head)
	s.room(h)
	x, y := s.left, s.y
	s.pdf.SetLineWidth(0.15)
	s.pdf.SetDrawColor(90, 100, 96)
	for i, c := range columns {
		w := s.width * c.share
		style := "D"
		if head {
			s.pdf.SetFillColor(243, 246, 244)
			style = "FD"
		}
		s.pdf.Rect(x, y, w, h, style)
		runs, f := s.cell(c, cells[i], size, head)
		f.x, s.y = x+cellPad, y+cellPad*0.6
		if head {
			s.y = y + (h-s.measure(runs, f))/2
		}
		s.text(runs, f)
		x += w
	}
	s.y = y + h
}

// hand is one place to sign on a slip.
type hand struct{ title, note, name string }

// hands draws the places to sign, side by side, never torn from each other.
func (s *sheet) hands(all ...hand) {
	space := 15.0
	line := s.lineHeight(s.size)
	s.room(space + 3.4*line)
	s.gap(line * 0.4)
	w := s.width / float64(len(all))
	from := s.y
	for i, h := range all {
		f := flow{x: s.left + w*float64(i) + 1, w: w - 2, size: s.size, min: s.size - 2, lines: 2, align: alignCentre, field: "signer"}
		s.y = from
		s.text(bold(h.title), f)
		f.size -= 1
		s.text([]run{{"I", h.note}}, f)
		s.y += space
		f.size += 1
		s.text(bold(h.name), f)
	}
	s.y = from + space + 3*line
}

// panel is what a person needs at a glance, beside the code that leads on.
func (s *sheet) panel(link, caption string, lines [][]run) {
	const side = 25.0
	x := s.left + side + 2.5
	f := flow{x: x, w: s.left + s.width - x - 2, size: s.size + 1, min: s.size - 1.5, lines: 2, field: "panel"}
	h := side
	total := 0.0
	for _, l := range lines {
		total += s.measure(l, f) + 0.6
	}
	h = max(h, total+3)
	s.room(h + 2)
	s.pdf.SetFillColor(243, 246, 244)
	s.pdf.Rect(s.left, s.y, s.width, h, "F")
	s.pdf.SetFillColor(15, 92, 77)
	s.pdf.Rect(s.left, s.y, 0.7, h, "F")
	s.code(link, s.left+1.4, s.y+(h-side)/2+0.6, side-1.2)
	from := s.y
	s.y += (h - total - s.lineHeight(7)) / 2
	for _, l := range lines {
		s.text(l, f)
		s.y += 0.6
	}
	s.text([]run{{"I", caption}}, flow{x: x, w: f.w, size: 7.5, min: 6, lines: 2, field: "link"})
	s.y = from + h + 2
}

// official draws who signs a result, on the right, with room for the person's
// signature and the agency's seal, and the recipients on the left.
func (s *sheet) official(o Official, recipients []string) {
	const space = 32.0
	line := s.lineHeight(s.size)
	w := s.width * 0.52
	x := s.left + s.width - w
	f := flow{x: x, w: w, size: s.size, min: s.size - 2, lines: 3, align: alignCentre, field: "signer"}
	need := space + 3*line + s.measure(bold(o.Post), f)
	s.room(need)
	s.gap(line * 0.5)
	from := s.y
	if o.Capacity != "" {
		s.text(bold(o.Capacity), f)
	}
	s.text(bold(o.Post), f)
	s.signature(x+w/2, s.y, space)
	s.y += space
	s.text(bold(o.Name), f)
	end := s.y
	s.y = from
	s.recipients(recipients, s.width-w-4)
	s.y = max(end, s.y)
}

// signature keeps the place of the visible signature, centred at x below y.
func (s *sheet) signature(x, y, space float64) {
	const w, h = 48.0, 22.0
	s.keep("signature", x-w/2, y+space/2+h/2, w, h, 0, "")
}

// recipients lists who gets the paper, and under them the way to verify it.
func (s *sheet) recipients(list []string, w float64) {
	const side = 24.0
	if len(list) > 0 {
		s.text([]run{{"BI", s.T("recipients")}}, flow{x: s.left, w: w, size: s.size - 1})
		for i, r := range list {
			end := ";"
			if i == len(list)-1 {
				end = "."
			}
			s.text(plain("- "+r+end), flow{x: s.left, w: w, size: s.size - 2, min: s.size - 4, lines: 3, field: "recipients"})
		}
		s.gap(1.5)
	}
	s.verify(s.left, side, w)
}

// verify draws the code that leads to the verification page.
func (s *sheet) verify(x, side, w float64) {
	s.code(s.link(), x-side*0.08, s.y, side)
	y := s.y
	f := flow{x: x + side, w: w - side, size: 8, min: 6.5, lines: 5, field: "link"}
	s.y += 4
	s.text([]run{{"I", s.T("verify")}}, f)
	f.lines = 2
	s.text(bold(s.paper.Code), f)
	s.y = y + side
}
