// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
	"rsc.io/qr"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// drawing is a finished paper and the places that later stages fill.
type drawing struct {
	body  []byte
	slots slots
	pages int
}

// draw is the one renderer, for preview and print alike. The same paper drawn
// again gives the same bytes.
func (s *Service) draw(p Paper, data Data, preview bool) (drawing, error) {
	f := s.cfg.Fonts
	if len(f.Regular) == 0 || len(f.Bold) == 0 || len(f.Italic) == 0 || len(f.BoldItalic) == 0 {
		return drawing{}, fault.New(fault.Unavailable, "document.fault.no_fonts")
	}
	var best *sheet
	for tight := range tightest + 1 {
		sh := newSheet(p, f, s.texts, s.cfg.BaseURL, preview, tight)
		data.draw(sh)
		if best == nil || sh.better(best) {
			best = sh
		}
		if best.failed == nil && (best.page == 1 || p.Template.IsResult()) {
			break // a letter runs onto as many pages as it needs
		}
	}
	return best.finish()
}

// better is a sheet that can be issued, or needs fewer pages.
func (s *sheet) better(than *sheet) bool {
	if (s.failed == nil) != (than.failed == nil) {
		return s.failed == nil
	}
	return s.page < than.page
}

// tightest is how often a paper is set a little tighter so as to save a page; one
// that saves none is set at ease.
const tightest = 3

// Base of type in points and lengths in millimetres.
const pt = 25.4 / 72

// sheet draws one paper: text that flows from the top, breaks onto further pages,
// and never leaves its box; lengths are in millimetres.
type sheet struct {
	pdf     *fpdf.Fpdf
	t       i18n.Localizer
	paper   Paper
	base    string
	preview bool
	tight   int
	slots   slots
	failed  *fault.Error
	fonts   map[string][]byte // not yet used

	format                   string
	pageW, pageH             float64
	left, right, top, bottom float64
	width                    float64 // between the margins
	size                     float64 // of body type, in points
	lead                     float64 // line height in units of the size
	y                        float64 // top of the next line
	page                     int
}

func newSheet(p Paper, f Fonts, t i18n.Localizer, base string, preview bool, tight int) *sheet {
	s := &sheet{t: t, paper: p, base: base, preview: preview, tight: tight, slots: slots{}, lead: 1.3}
	if p.Template.IsResult() {
		s.format, s.pageW, s.pageH = "A4", 210, 297
		s.left, s.right, s.top, s.bottom, s.size = 30, 17, 20, 20, 13
	} else {
		s.format, s.pageW, s.pageH = "A5", 148, 210
		s.left, s.right, s.top, s.bottom, s.size = 14, 11, 12, 11, 9.5-0.5*float64(tight)
	}
	s.width = s.pageW - s.left - s.right
	s.pdf = fpdf.New("P", "mm", s.format, "")
	s.fonts = map[string][]byte{"": f.Regular, "B": f.Bold, "I": f.Italic, "BI": f.BoldItalic}
	s.pdf.SetAutoPageBreak(false, 0)
	s.pdf.SetCatalogSort(true)
	at := p.CreatedAt.In(clock.Vietnam)
	s.pdf.SetCreationDate(at)
	s.pdf.SetModificationDate(at)
	s.pdf.SetLang("vi-VN")
	s.pdf.SetTitle(norm.NFC.String(strings.TrimSpace(p.Title+" "+p.DossierCode)), true)
	s.pdf.SetAuthor(norm.NFC.String(p.AgencyName), true)
	s.pdf.SetCreator("motcua", true)
	s.pdf.SetProducer("motcua", true)
	s.addPage()
	return s
}

func (s *sheet) finish() (drawing, error) {
	if s.failed != nil {
		return drawing{}, s.failed
	}
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return drawing{}, fmt.Errorf("document: %s: %w", s.paper.Template, err)
	}
	return drawing{body: out.Bytes(), slots: s.slots, pages: s.page}, nil
}

// fail stops the issue: a paper that does not say all it should is not issued.
func (s *sheet) fail(field string) {
	if s.failed == nil {
		label := strings.TrimSuffix(s.T(field), ":")
		if key := "document.field." + field; s.t.Has(key) {
			label = s.t.T(key)
		}
		s.failed = fault.New(fault.Invalid, "document.fault.overflow", "field", label)
		s.failed.Fields = []fault.Field{{Name: field, Key: "document.fault.overflow_field"}}
	}
}

// T is a printed text.
func (s *sheet) T(key string, args ...any) string { return s.t.T("document.print."+key, args...) }

func (s *sheet) addPage() {
	s.pdf.AddPage()
	s.page++
	s.y = s.top
	if s.preview {
		s.watermark()
	}
	if s.page > 1 { // Decree 30/2020: numbered from the second page, at the top
		s.font("", s.size)
		s.centred(fmt.Sprint(s.page), s.pageW/2, s.top/2+1)
		s.pdf.SetTextColor(0, 0, 0)
	}
}

func (s *sheet) watermark() {
	s.font("B", s.pageW/4)
	s.pdf.SetTextColor(225, 231, 228)
	s.pdf.TransformBegin()
	s.pdf.TransformRotate(50, s.pageW/2, s.pageH/2)
	s.centred(s.T("preview"), s.pageW/2, s.pageH/2)
	s.pdf.TransformEnd()
	s.pdf.SetTextColor(0, 0, 0)
}

// room goes to the next page unless h millimetres are left on this one.
func (s *sheet) room(h float64) {
	if s.y+h > s.pageH-s.bottom {
		s.addPage()
	}
}

func (s *sheet) gap(h float64) { s.y += h }

// font chooses type; a cut is read when it is first used.
func (s *sheet) font(style string, size float64) {
	if ttf, waiting := s.fonts[style]; waiting {
		s.pdf.AddUTF8FontFromBytes("serif", style, ttf)
		delete(s.fonts, style)
	}
	s.pdf.SetFont("serif", style, size)
}

func (s *sheet) textWidth(text string) float64 { return s.pdf.GetStringWidth(text) }

// centred writes one line around x; y is the baseline.
func (s *sheet) centred(text string, x, y float64) {
	text = norm.NFC.String(text)
	s.pdf.Text(x-s.textWidth(text)/2, y, text)
}

// lineHeight is that of type of a size.
func (s *sheet) lineHeight(size float64) float64 { return size * pt * s.lead }

// rise is from the top of a line to its baseline: Vietnamese capitals carry two
// marks above and one below.
func (s *sheet) rise(size float64) float64 { return size * pt * (0.5 + s.lead/2) * 0.86 }

// rule draws a horizontal line.
func (s *sheet) rule(x1, x2, y, width float64) {
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetLineWidth(width)
	s.pdf.Line(x1, y, x2, y)
}

// link is where the paper's QR code leads.
func (s *sheet) link() string { return verificationLink(s.base, s.paper.Code) }

func verificationLink(base, code string) string { return strings.TrimSuffix(base, "/") + "/v/" + code }

// code draws a QR code as shapes, sharp at any size; side includes the border.
func (s *sheet) code(text string, x, y, side float64) {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		s.fail("link")
		return
	}
	module := side / float64(c.Size+2*quiet)
	s.pdf.SetFillColor(255, 255, 255)
	s.pdf.Rect(x, y, side, side, "F")
	s.pdf.SetFillColor(0, 0, 0)
	eachRun(c, func(cx, cy, n int) {
		s.pdf.Rect(x+float64(cx+quiet)*module, y+float64(cy+quiet)*module, float64(n)*module, module*1.02, "F")
	})
}

// keep remembers a place for a later stage; y is the baseline or the lower edge.
func (s *sheet) keep(name string, x, y, w, h, size float64, style string) {
	s.slots[name] = slot{Page: s.page, X: x / pt, Y: (s.pageH - y) / pt, W: w / pt, H: h / pt, Size: size, Style: style}
}
