// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"image/color"
	"math"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

var (
	signatureBlue = color.NRGBA{22, 58, 158, 255}
	sealRed       = color.NRGBA{206, 22, 32, 225}
)

// personMark draws the visible signature of a person who has left no picture of
// theirs: the name as if written by hand, in blue (Decree 30/2020, Annex I), and
// below it who signed and when.
func (s *Service) personMark(name string, at time.Time) ([]byte, error) {
	const w, h = 756, 346 // 48 × 22 mm at 400 dots per inch
	p := newPen(w, h)
	name = norm.NFC.String(name)
	hand, err := newTypeface(s.cfg.Fonts.Italic)
	if err != nil {
		return nil, err
	}
	p.handwriting(hand, signed(name), w)
	small, err := newTypeface(s.cfg.Fonts.Regular)
	if err != nil {
		return nil, err
	}
	const size = 31
	for i, line := range []string{
		s.texts.T("document.print.mark.signed", "name", name),
		s.texts.T("document.print.mark.time", "time", at.In(clock.Vietnam).Format("02/01/2006 15:04:05 -07:00")),
	} {
		x := w - 6 - small.width(line, size)
		squeeze := min(1, (w-12)/small.width(line, size))
		p.write(small, line, size, affine{squeeze, 0, max(6, x), 0, 1, float64(h - 46 + 36*i)})
	}
	p.ink()
	return p.png(signatureBlue)
}

// signed is what one signs with: the last two words of the name.
func signed(name string) string {
	words := strings.Fields(name)
	return strings.Join(words[max(0, len(words)-2):], " ")
}

// handwriting sets the name in slanting, rising italics over a flourish.
func (p *pen) handwriting(t *typeface, name string, w float64) {
	const size, slant, rise = 128.0, -0.2, -0.085
	wide := t.width(name, size)
	scale := min(1, (w-150)/wide)
	x := (w-wide*scale)/2 + 10
	p.write(t, name, size, affine{scale, slant * scale, x, rise * scale, scale, 180})
	p.ink()
	p.flourish(x-40, 215, wide*scale+70)
	p.ink()
}

// flourish is one stroke of the pen that swells and thins.
func (p *pen) flourish(x, y, w float64) {
	at := func(px, py float64) (float32, float32) { return float32(x + px*w), float32(y + py*0.66) }
	cube := func(x1, y1, x2, y2, x3, y3 float64) {
		a, b := at(x1, y1)
		c, d := at(x2, y2)
		e, f := at(x3, y3)
		p.r.CubeTo(a, b, c, d, e, f)
	}
	a, b := at(0.02, 20)
	p.r.MoveTo(a, b)
	cube(0.3, -60, 0.7, -45, 0.99, -95)
	cube(0.8, -20, 0.45, -40, 0.3, 12)
	cube(0.5, -12, 0.7, -14, 0.86, -22)
	cube(0.6, 2, 0.4, 8, 0.26, 22)
	cube(0.34, -20, 0.3, -30, 0.02, 20)
	p.r.ClosePath()
}

// sealMark draws the agency's round seal: red, 36 mm, the name in the ring, a star
// in the middle.
func (s *Service) sealMark(name string) ([]byte, error) {
	const side, c = 567, 567 / 2.0 // 36 mm at 400 dots per inch
	name = strings.ToUpper(norm.NFC.String(name))
	t, err := newTypeface(s.cfg.Fonts.Bold)
	if err != nil {
		return nil, err
	}
	p := newPen(side, side)
	p.ring(c, c, c-3, c-16)
	p.ring(c, c, c-24, c-28)
	p.ring(c, c, c-111, c-116)
	p.star(c, c, 85)
	const middle = c - 69 // of the band that holds the name
	size, arc := ringSize(t, name, middle)
	if size == 0 {
		return nil, fault.New(fault.Invalid, "document.fault.overflow", "field", s.texts.T("document.field.seal"))
	}
	p.around(t, name, size, c, middle-size*0.34, arc)
	p.star(c, c+middle, 17)
	p.ink()
	return p.png(sealRed)
}

// tracking spaces the letters of the ring.
const tracking = 1.06

// ringSize finds the largest type in which the name goes round the ring; 0 when
// none does.
func ringSize(t *typeface, name string, middle float64) (size, arc float64) {
	const most = 5.2 // radians: the rest is for the star below
	for size = 62; size >= 26; size-- {
		if arc = t.width(name, size) * tracking / (middle - size*0.34); arc <= most {
			return size, arc
		}
	}
	return 0, 0
}

// around sets text clockwise along a circle, its middle at the top.
func (p *pen) around(t *typeface, text string, size, c, radius, arc float64) {
	angle := -arc / 2
	for _, r := range text {
		adv := t.advance(r, size)
		turn := angle + adv*tracking/2/radius
		sin, cos := math.Sincos(turn)
		x, y := c+radius*sin, c-radius*cos
		p.letter(t, r, size, affine{cos, -sin, x - cos*adv/2, sin, cos, y - sin*adv/2})
		angle += adv * tracking / radius
	}
}
