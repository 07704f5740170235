// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
)

// head draws the agency on the left, the national motto on the right, then number
// and place and date, by Decree 30/2020, Annex I.
func (s *sheet) head(h Head, form string) {
	if !s.paper.Template.IsResult() {
		s.band()
		s.form(form)
	}
	leftW := s.width * 0.43
	rightX := s.left + leftW
	leftX, rightW := s.left, s.width-leftW
	from, small := s.y, s.size
	if s.format == "A4" {
		small = s.size - 1
	}
	agency := flow{x: leftX, w: leftW - 2, size: small, min: small - 2, align: alignCentre, lines: 4, field: "agency_name"}
	if h.Superior != "" {
		s.name("", h.Superior, agency)
	}
	s.name("B", h.Agency, agency)
	s.rule(leftX+leftW*0.33, leftX+leftW*0.63, s.y+0.8, 0.25)
	leftEnd := s.y

	s.y = from
	motto := flow{x: rightX, w: rightW, size: small, min: small - 2, align: alignCentre, lines: 1, field: "motto"}
	s.text(bold(s.T("motto1")), motto)
	motto.size = small + 1
	s.text(bold(s.T("motto2")), motto)
	s.font("B", motto.size)
	half := s.textWidth(s.T("motto2")) / 2
	s.rule(rightX+rightW/2-half, rightX+rightW/2+half, s.y+0.8, 0.25)

	s.y = max(leftEnd, s.y) + 2.2
	s.numbered(h, leftX, leftW, rightX, rightW)
	s.gap(s.size * pt * 0.9)
}

// name writes an agency's name in capitals: on one line if a little less size
// will do, and never torn inside the words that make up its kind.
func (s *sheet) name(style, name string, f flow) {
	name = strings.ToUpper(norm.NFC.String(name))
	for _, kind := range strings.Split(s.T("kinds_of_agency"), ",") {
		kind = strings.ToUpper(kind)
		name = strings.ReplaceAll(name, kind, strings.ReplaceAll(kind, " ", "\u00a0"))
	}
	one := f
	one.lines, one.min = 1, f.size-0.75
	if _, size, ok := s.try([]run{{style, name}}, one); ok {
		f.size = size
	}
	s.text([]run{{style, name}}, f)
}

// numbered draws number, place and date; on a result they stay open until it is
// sealed.
func (s *sheet) numbered(h Head, leftX, leftW, rightX, rightW float64) {
	y := s.y + s.rise(s.size)
	if s.paper.Template.IsResult() {
		s.openNumber(h.Symbol, leftX, leftW, y)
		s.openDate(h.Place, rightX, rightW, y)
		s.y += s.lineHeight(s.size)
		return
	}
	from := s.y
	if s.paper.Number > 0 || s.preview {
		s.text(plain(s.T("number")+" "+or(s.paper.FullNumber(), "…/"+h.Symbol)), flow{x: leftX, w: leftW - 2, size: s.size, min: s.size - 3, lines: 1, align: alignCentre, field: "symbol"})
	}
	after := s.y
	s.y = from
	date := s.T("place_date", dateArgs(or(s.paper.Dated, h.Date), "place", h.Place)...)
	s.text([]run{{"I", date}}, flow{x: rightX, w: rightW, size: s.size, min: s.size - 2, lines: 1, align: alignCentre, field: "place"})
	s.y = max(after, s.y)
}

// openNumber leaves room for the digits that the sealing revision writes.
func (s *sheet) openNumber(symbol string, x, w, y float64) {
	label, rest := s.T("number")+" ", ""
	if symbol != "" {
		rest = "/" + symbol
	}
	size := s.size
	var blank, total float64
	for ; ; size -= 0.25 {
		s.font("", size)
		blank = s.textWidth("000000")
		total = s.textWidth(label) + blank + s.textWidth(rest)
		if total <= w || size < s.size-3 {
			break
		}
	}
	if total > w {
		s.fail("symbol")
	}
	x += (w - total) / 2
	s.pdf.Text(x, y, label)
	x += s.textWidth(label)
	s.keep("number", x, y, blank, size*pt, size, "")
	s.pdf.Text(x+blank, y, rest)
}

// openDate writes "Mường Chanh, ngày   tháng   năm    " with room for the digits.
func (s *sheet) openDate(place string, x, w, y float64) {
	parts := strings.SplitN(s.T("place_date", "place", place), "{", 4) // "…, ngày ", "day} tháng ", "month} năm ", "year}"
	if len(parts) != 4 {
		s.fail("place")
		return
	}
	names := []string{"", "day", "month", "year"}
	size := s.size
	total := func() float64 {
		sum := s.textWidth("00") + s.textWidth("00") + s.textWidth("0000")
		for i, p := range parts {
			sum += s.textWidth(strings.TrimPrefix(p, names[i]+"}"))
		}
		return sum
	}
	for s.font("I", size); total() > w && size > s.size-2; s.font("I", size) {
		size -= 0.25
	}
	if total() > w {
		s.fail("place")
	}
	x += (w - total()) / 2
	for i, p := range parts {
		if i > 0 {
			blank := s.textWidth(map[string]string{"day": "00", "month": "00", "year": "0000"}[names[i]])
			s.keep(names[i], x, y, blank, size*pt, size, "I")
			x += blank
			p = strings.TrimPrefix(p, names[i]+"}")
		}
		s.pdf.Text(x, y, p)
		x += s.textWidth(p)
	}
}

// title is the paper's name, and under it what it is about.
func (s *sheet) title(title, about string) {
	size := s.size + 1
	if s.format == "A5" {
		size = s.size + 3
	}
	s.text(bold(title), flow{x: s.left, w: s.width, size: size, min: size - 3, lines: 3, align: alignCentre, field: "title"})
	if about != "" {
		s.text(bold(about), flow{x: s.left + s.width*0.08, w: s.width * 0.84, size: s.size, align: alignCentre})
		mid := s.left + s.width/2
		s.rule(mid-s.width*0.08, mid+s.width*0.08, s.y+1, 0.25)
		s.gap(2)
	}
	s.gap(s.size * pt * 0.7)
}

// form names the form in the upper margin: "Mẫu số 01".
func (s *sheet) form(name string) {
	if name == "" {
		return
	}
	s.font("I", 7.5)
	text := s.T("form", "number", name)
	s.pdf.Text(s.pageW-s.right-s.textWidth(text), s.top-1.5, text)
}

// band is the woven border that marks a slip of the one-stop shop: lozenges of
// forest and clay between two threads.
func (s *sheet) band() {
	const h, step = 3.0, 4.0
	y := 4.0
	s.pdf.SetFillColor(15, 92, 77)
	s.pdf.Rect(0, y, s.pageW, 0.35, "F")
	s.pdf.Rect(0, y+h-0.35, s.pageW, 0.35, "F")
	for i := 0; float64(i)*step < s.pageW+step; i++ {
		x := float64(i) * step
		s.pdf.SetFillColor(15, 92, 77)
		s.lozenge(x, y+h/2, 1.5, 0.9)
		s.pdf.SetFillColor(255, 255, 255)
		s.lozenge(x, y+h/2, 0.75, 0.45)
		s.pdf.SetFillColor(180, 81, 43)
		s.lozenge(x+step/2, y+h/2, 0.45, 0.45)
	}
	s.pdf.SetFillColor(0, 0, 0)
}

func (s *sheet) lozenge(x, y, w, h float64) {
	s.pdf.MoveTo(x-w, y)
	s.pdf.LineTo(x, y-h)
	s.pdf.LineTo(x+w, y)
	s.pdf.LineTo(x, y+h)
	s.pdf.ClosePath()
	s.pdf.DrawPath("F")
}

// moment writes an instant as slips do: "16 giờ 30 phút, thứ Ba, ngày 24/11/2026".
func (s *sheet) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(clock.Vietnam)
	return s.T("moment", "hour", t.Format("15"), "minute", t.Format("04"), "weekday", s.T("weekday"+digits(int64(t.Weekday()))), "date", t.Format("02/01/2006"))
}

// dateArgs cuts a civil date into its parts; by Decree 30/2020 days below 10 and
// the months 1 and 2 carry a nought.
func dateArgs(iso string, more ...any) []any {
	t, err := time.Parse(clock.DateLayout, iso)
	if err != nil {
		return append([]any{"day", "…", "month", "…", "year", "…"}, more...)
	}
	day, month := dayAndMonth(t)
	return append([]any{"day", day, "month", month, "year", t.Format("2006")}, more...)
}

func dayAndMonth(t time.Time) (string, string) {
	month := t.Format("1")
	if t.Month() <= 2 {
		month = "0" + month
	}
	return t.Format("02"), month
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func digits(n int64) string { return strings.ReplaceAll(i18n.Number(n), ".", "") }
