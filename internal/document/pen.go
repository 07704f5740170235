// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"motcua.vn/internal/platform/fault"
)

// pen draws shapes and letters as outlines in one colour on nothing.
type pen struct {
	mask *image.Alpha
	r    *vector.Rasterizer
}

func newPen(w, h int) *pen {
	return &pen{mask: image.NewAlpha(image.Rect(0, 0, w, h)), r: vector.NewRasterizer(w, h)}
}

// ink fills what has been outlined since.
func (p *pen) ink() {
	p.r.Draw(p.mask, p.mask.Rect, image.Opaque, image.Point{})
	p.r.Reset(p.mask.Rect.Dx(), p.mask.Rect.Dy())
	p.r.DrawOp = draw.Over
}

// png is the drawing in a colour, transparent around it.
func (p *pen) png(c color.NRGBA) ([]byte, error) {
	pic := image.NewNRGBA(p.mask.Rect)
	for i, a := range p.mask.Pix {
		if a > 0 {
			pic.Pix[4*i], pic.Pix[4*i+1], pic.Pix[4*i+2], pic.Pix[4*i+3] = c.R, c.G, c.B, uint8(int(a)*int(c.A)/255)
		}
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, pic)
	return out.Bytes(), err
}

// affine places outlines: x' = a·x + b·y + c, y' = d·x + e·y + f.
type affine [6]float64

func (m affine) at(p fixed.Point26_6) (float32, float32) {
	x, y := float64(p.X)/64, float64(p.Y)/64
	return float32(m[0]*x + m[1]*y + m[2]), float32(m[3]*x + m[4]*y + m[5])
}

// typeface is a font whose letters are drawn as outlines.
type typeface struct {
	font *sfnt.Font
	buf  sfnt.Buffer
}

func newTypeface(ttf []byte) (*typeface, error) {
	if len(ttf) == 0 {
		return nil, fault.New(fault.Unavailable, "document.fault.no_fonts")
	}
	f, err := sfnt.Parse(ttf)
	return &typeface{font: f}, err
}

func (t *typeface) advance(r rune, size float64) float64 {
	g, err := t.font.GlyphIndex(&t.buf, r)
	if err != nil {
		return 0
	}
	a, err := t.font.GlyphAdvance(&t.buf, g, fixed.Int26_6(size*64), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(a) / 64
}

func (t *typeface) width(text string, size float64) float64 {
	w := 0.0
	for _, r := range text {
		w += t.advance(r, size)
	}
	return w
}

// letter outlines one letter with its origin where m puts (0, 0).
func (p *pen) letter(t *typeface, r rune, size float64, m affine) {
	g, err := t.font.GlyphIndex(&t.buf, r)
	if err != nil {
		return
	}
	segments, err := t.font.LoadGlyph(&t.buf, g, fixed.Int26_6(size*64), nil)
	if err != nil {
		return
	}
	open := false
	for _, s := range segments {
		x, y := m.at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				p.r.ClosePath()
			}
			p.r.MoveTo(x, y)
			open = true
		case sfnt.SegmentOpLineTo:
			p.r.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x2, y2 := m.at(s.Args[1])
			p.r.QuadTo(x, y, x2, y2)
		case sfnt.SegmentOpCubeTo:
			x2, y2 := m.at(s.Args[1])
			x3, y3 := m.at(s.Args[2])
			p.r.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	if open {
		p.r.ClosePath()
	}
}

// write outlines a line of text; m places its beginning.
func (p *pen) write(t *typeface, text string, size float64, m affine) {
	for _, r := range text {
		p.letter(t, r, size, m)
		a := t.advance(r, size)
		m[2], m[5] = m[2]+m[0]*a, m[5]+m[3]*a
	}
}

// ring outlines the band between two circles.
func (p *pen) ring(cx, cy, outer, inner float64) {
	p.circle(cx, cy, outer, 1)
	p.circle(cx, cy, inner, -1)
}

func (p *pen) circle(cx, cy, radius, way float64) {
	const n = 120
	p.polygon(n, func(i int) (float64, float64) {
		sin, cos := math.Sincos(way * 2 * math.Pi * float64(i) / n)
		return cx + radius*cos, cy + radius*sin
	})
}

// star outlines a five-pointed star.
func (p *pen) star(cx, cy, radius float64) {
	p.polygon(10, func(i int) (float64, float64) {
		out := radius
		if i%2 == 1 {
			out *= 0.382
		}
		sin, cos := math.Sincos(math.Pi * float64(i) / 5)
		return cx + out*sin, cy - out*cos
	})
}

func (p *pen) polygon(n int, at func(i int) (x, y float64)) {
	for i := range n {
		x, y := at(i)
		if i == 0 {
			p.r.MoveTo(float32(x), float32(y))
			continue
		}
		p.r.LineTo(float32(x), float32(y))
	}
	p.r.ClosePath()
}
