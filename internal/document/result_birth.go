// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

// Parent is a parent on a birth certificate; without a name the lines stay empty,
// as the law wants for an unknown father.
type Parent struct {
	Name, Year, Ethnicity, Nationality, Residence string
}

// BirthData is the birth certificate (giấy khai sinh, KQ.G15.000031), the result
// of procedure 1.001193.
type BirthData struct {
	Head
	Name        string
	Born        string // civil date
	Sex         string
	Ethnicity   string
	Nationality string
	BirthPlace  string
	Origin      string // quê quán
	PersonalID  string
	Mother      Parent
	Father      Parent
	Declarant   string
	DeclarantID string
	Registry    string // where the birth is registered
	Registered  string // civil date
	Book        string // number and book of the register
	Signer      Official
}

// Template is the birth certificate.
func (BirthData) Template() Template { return ResultBirth }

func (d BirthData) check(c *fault.Checks) {
	d.Head.check(c)
	c.Require(d.Name != "", "name", "fault.field.required")
	c.Require(d.Sex != "", "sex", "fault.field.required")
	c.Require(d.BirthPlace != "", "birth_place", "fault.field.required")
	c.Require(d.Registry != "", "registry", "fault.field.required")
	c.Require(d.Signer.Name != "", "signer", "fault.field.required")
	_, err := time.Parse(clock.DateLayout, d.Born)
	c.Require(err == nil, "born", "fault.field.date")
}

func (d BirthData) draw(s *sheet) {
	s.frame()
	s.birthHead(d)
	s.entry("birth.name", strings.ToUpper(d.Name), 2)
	s.gap(0.8)
	s.entry("birth.born", s.numeric(d.Born), 1)
	s.entry("birth.words", s.dateWords(d.Born), 2)
	s.entries([]entry{{"birth.sex", d.Sex, 0.26}, {"birth.ethnicity", d.Ethnicity, 0.34}, {"birth.nationality", d.Nationality, 0.4}})
	s.entry("birth.place", d.BirthPlace, 2)
	s.entry("birth.origin", d.Origin, 2)
	s.entry("birth.id", d.PersonalID, 1)
	s.parent("birth.mother", d.Mother)
	s.parent("birth.father", d.Father)
	s.gap(s.loose(2))
	s.entry("birth.declarant", d.Declarant, 1)
	s.entry("birth.declarant_id", d.DeclarantID, 2)
	s.entry("birth.registry", d.Registry, 2)
	s.entry("birth.registered", s.numeric(d.Registered), 1)
	s.birthFoot(d)
}

// frame is a border in the rhythm of the woven band, for a paper that is kept for
// life.
func (s *sheet) frame() {
	s.left, s.right, s.top, s.bottom = 26, 20, 19, 15
	s.width = s.pageW - s.left - s.right
	s.y = s.top
	s.pdf.SetDrawColor(15, 92, 77)
	s.pdf.SetLineWidth(0.9)
	s.pdf.Rect(10, 10, s.pageW-20, s.pageH-20, "D")
	s.pdf.SetLineWidth(0.25)
	s.pdf.Rect(12.6, 12.6, s.pageW-25.2, s.pageH-25.2, "D")
	s.pdf.SetFillColor(15, 92, 77)
	for i := 1; i < 38; i++ {
		x := 11.3 + float64(i)*(s.pageW-22.6)/38
		s.lozenge(x, 11.3, 0.75, 0.45)
		s.lozenge(x, s.pageH-11.3, 0.75, 0.45)
	}
	for i := 0; i <= 54; i++ {
		y := 11.3 + float64(i)*(s.pageH-22.6)/54
		s.lozenge(11.3, y, 0.45, 0.75)
		s.lozenge(s.pageW-11.3, y, 0.45, 0.75)
	}
	s.pdf.SetFillColor(0, 0, 0)
	s.pdf.SetDrawColor(0, 0, 0)
}

func (s *sheet) birthHead(d BirthData) {
	f := flow{x: s.left, w: s.width, size: 13, min: 11, lines: 1, align: alignCentre, field: "motto"}
	s.gap(s.loose(3))
	s.text(bold(s.T("motto1")), f)
	f.size = 14
	s.text(bold(s.T("motto2")), f)
	s.font("B", 14)
	half, mid := s.textWidth(s.T("motto2"))/2, s.left+s.width/2
	s.rule(mid-half, mid+half, s.y+0.8, 0.25)
	s.gap(s.loose(8))
	f.size, f.min, f.field = 24, 18, "title"
	s.text(bold(s.T("birth.title")), f)
	s.gap(1)
	s.font("", s.size)
	label, blank := s.T("number")+" ", s.textWidth("0000000")
	rest := ""
	if d.Symbol != "" {
		rest = "/" + d.Symbol
	}
	x := mid - (s.textWidth(label)+blank+s.textWidth(rest))/2
	y := s.y + s.rise(s.size)
	s.pdf.Text(x, y, label)
	x += s.textWidth(label)
	s.keep("number", x, y, blank, s.size*pt, s.size, "")
	s.pdf.Text(x+blank, y, rest)
	s.y += s.lineHeight(s.size) + s.loose(6)
}

// entry is one line of the certificate: the label, and the text on a dotted
// ground; text too long shrinks, then wraps, then stops the issue.
func (s *sheet) entry(key, text string, lines int) {
	s.entryAt(s.left, s.width, key, text, lines)
	s.gap(s.loose(2.2))
}

// loose is a gap that shrinks when the certificate would not fit its one page.
func (s *sheet) loose(h float64) float64 { return h * (1 - 0.33*float64(s.tight)) }

type entry struct {
	key, text string
	share     float64
}

// entries are several in one line.
func (s *sheet) entries(all []entry) {
	from, end, x := s.y, s.y, s.left
	for _, e := range all {
		s.y = from
		s.entryAt(x, s.width*e.share-3, e.key, e.text, 1)
		x += s.width * e.share
		end = max(end, s.y)
	}
	s.y = end + s.loose(2.2)
}

func (s *sheet) entryAt(x, w float64, key, text string, lines int) {
	const size = 13
	label := s.T(key)
	from := s.y
	s.font("", size)
	labelW := s.textWidth(label + " ")
	s.text(plain(label), flow{x: x, w: labelW + 1, size: size, lines: 1, field: key})
	s.y = from
	f := flow{x: x + labelW, w: w - labelW, size: size, min: 9, lines: lines, field: key}
	if text == "" {
		s.dots(f.x, f.w, s.y+s.rise(size)+0.6)
		s.y += s.lineHeight(size)
		return
	}
	if _, at, ok := s.try(bold(text), flow{w: f.w, size: size, min: 11, lines: 1}); ok { // rather smaller than torn
		f.size = at
	}
	n, fitSize := s.fit(bold(text), f)
	s.y += s.rise(size) - s.rise(fitSize) // smaller type stands on the label's line
	for i := range n {
		s.dots(f.x, f.w, s.y+s.rise(fitSize)+0.8+float64(i)*s.lineHeight(fitSize))
	}
	s.text(bold(text), f)
	s.y = max(s.y, from+s.lineHeight(size))
}

func (s *sheet) dots(x, w, y float64) {
	s.pdf.SetDrawColor(120, 120, 120)
	s.pdf.SetLineWidth(0.2)
	s.pdf.SetLineCapStyle("round")
	s.pdf.SetDashPattern([]float64{0.05, 0.9}, 0)
	s.pdf.Line(x, y, x+w, y)
	s.pdf.SetDashPattern(nil, 0)
	s.pdf.SetLineCapStyle("butt")
	s.pdf.SetDrawColor(0, 0, 0)
}

func (s *sheet) parent(key string, p Parent) {
	s.gap(s.loose(2))
	s.entry(key, strings.ToUpper(p.Name), 2)
	s.entries([]entry{{"birth.year", p.Year, 0.26}, {"birth.ethnicity", p.Ethnicity, 0.34}, {"birth.nationality", p.Nationality, 0.4}})
	s.entry("birth.residence", p.Residence, 2)
}

func (s *sheet) birthFoot(d BirthData) {
	s.gap(s.loose(4))
	from := s.y
	w := s.width * 0.56
	x := s.left + s.width - w
	s.openDate(d.Place, x, w, s.y+s.rise(s.size))
	s.y += s.lineHeight(s.size)
	f := flow{x: x, w: w, size: s.size, min: s.size - 2, lines: 2, align: alignCentre, field: "signer"}
	s.text(bold(s.T("birth.signer")), f)
	if d.Signer.Capacity != "" {
		s.text(bold(d.Signer.Capacity), f)
	}
	s.text(bold(d.Signer.Post), f)
	space := 32 - 2*float64(s.tight)
	s.signature(x+w/2, s.y, space)
	s.y += space
	s.text(bold(d.Signer.Name), f)
	end := s.y
	s.y = from + 2
	if d.Book != "" {
		s.text([]run{{"I", d.Book}}, flow{x: s.left, w: s.width - w - 4, size: 10, min: 8, lines: 3, field: "book"})
		s.gap(1)
	}
	s.y = max(s.y, end-26)
	s.verify(s.left, 24, s.width-w-4)
	if end > s.pageH-s.bottom+1 || s.page > 1 {
		s.fail("page")
	}
}

func (s *sheet) numeric(iso string) string {
	t, err := time.Parse(clock.DateLayout, iso)
	if err != nil {
		return ""
	}
	return t.Format("02/01/2006")
}
