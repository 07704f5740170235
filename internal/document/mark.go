// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/f64"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
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
	const w, h = 1134, 520 // 48 × 22 mm at 600 dots per inch
	pic := image.NewNRGBA(image.Rect(0, 0, w, h))
	if err := s.handwriting(pic, given(name)); err != nil {
		return nil, err
	}
	small, err := face(s.cfg.Fonts.Regular, 46)
	if err != nil {
		return nil, err
	}
	defer small.Close()
	lines := []string{
		s.texts.T("document.print.mark.signed", "name", name),
		s.texts.T("document.print.mark.time", "time", at.In(clock.Vietnam).Format("02/01/2006 15:04:05 -07:00")),
	}
	for i, l := range lines {
		l = norm.NFC.String(l)
		d := font.Drawer{Dst: pic, Src: image.NewUniform(signatureBlue), Face: small}
		d.Dot = fixed.P(w-d.MeasureString(l).Ceil()-8, h-70+i*54)
		d.DrawString(l)
	}
	return encodePNG(pic)
}

// given is what one signs with: the middle and given name would fill the box of a
// long name, so it is the last two words.
func given(name string) string {
	words := strings.Fields(name)
	return strings.Join(words[max(0, len(words)-2):], " ")
}

// handwriting sets the name in slanting italics over a flourish.
func (s *Service) handwriting(pic *image.NRGBA, name string) error {
	b := pic.Bounds()
	big, err := face(s.cfg.Fonts.Italic, 190)
	if err != nil {
		return err
	}
	defer big.Close()
	name = norm.NFC.String(name)
	d := font.Drawer{Src: image.NewUniform(signatureBlue), Face: big}
	wide := d.MeasureString(name).Ceil()
	layer := image.NewNRGBA(image.Rect(0, 0, wide+80, 330))
	d.Dst, d.Dot = layer, fixed.P(40, 235)
	d.DrawString(name)
	scale := min(1, float64(b.Dx()-140)/float64(layer.Rect.Dx()))
	const slant, rise = -0.22, -0.085
	left := (float64(b.Dx())-float64(layer.Rect.Dx())*scale)/2 + 40
	draw.CatmullRom.Transform(pic, f64.Aff3{scale, slant * scale, left + 40, rise * scale, scale, 60 + 45*scale}, layer, layer.Rect, draw.Over, nil)
	flourish(pic, left-30, 330, float64(layer.Rect.Dx())*scale+40)
	return nil
}

// flourish is one stroke of the pen that swells and thins.
func flourish(pic *image.NRGBA, x, y, w float64) {
	r := vector.NewRasterizer(pic.Rect.Dx(), pic.Rect.Dy())
	at := func(px, py float64) (float32, float32) { return float32(x + px*w), float32(y + py) }
	move := func(px, py float64) { a, b := at(px, py); r.MoveTo(a, b) }
	cube := func(x1, y1, x2, y2, x3, y3 float64) {
		a, b := at(x1, y1)
		c, d := at(x2, y2)
		e, f := at(x3, y3)
		r.CubeTo(a, b, c, d, e, f)
	}
	move(0.02, 20)
	cube(0.3, -60, 0.7, -45, 0.99, -95)
	cube(0.8, -20, 0.45, -40, 0.3, 12)
	cube(0.5, -12, 0.7, -14, 0.86, -22)
	cube(0.6, 2, 0.4, 8, 0.26, 22)
	cube(0.34, -20, 0.3, -30, 0.02, 20)
	r.ClosePath()
	r.Draw(pic, pic.Rect, image.NewUniform(signatureBlue), image.Point{})
}

// sealMark draws the agency's round seal: red, 36 mm, the name in the ring, a star
// in the middle.
func (s *Service) sealMark(name string) ([]byte, error) {
	const side = 850 // 36 mm at 600 dots per inch
	pic := image.NewNRGBA(image.Rect(0, 0, side, side))
	const c = side / 2.0
	ring(pic, c, c-4, c-24)
	ring(pic, c, c-36, c-42)
	ring(pic, c, c-166, c-174)
	star(pic, c, c, 128)
	size, arc, f, err := s.ringFace(norm.NFC.String(name), c-104)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	around(pic, f, norm.NFC.String(name), c, c-104-size*0.34, arc)
	small(pic, c, c-104)
	return encodePNG(pic)
}

// ringFace finds the largest type in which the name goes round the ring.
func (s *Service) ringFace(name string, radius float64) (size, arc float64, f font.Face, err error) {
	const most = 5.2 // radians: the rest is for the star below
	for size = 92; size >= 40; size -= 2 {
		if f, err = face(s.cfg.Fonts.Bold, size); err != nil {
			return 0, 0, nil, err
		}
		arc = ringWidth(f, name) / (radius - size*0.34)
		if arc <= most {
			return size, arc, f, nil
		}
		f.Close()
	}
	return 0, 0, nil, fault.New(fault.Invalid, "document.fault.overflow", "field", s.texts.T("document.field.seal"))
}

const tracking = 1.06

func ringWidth(f font.Face, text string) float64 {
	w := 0.0
	for _, r := range strings.ToUpper(text) {
		a, _ := f.GlyphAdvance(r)
		w += float64(a) / 64 * tracking
	}
	return w
}

// around sets text clockwise along a circle, its middle at the top.
func around(pic *image.NRGBA, f font.Face, text string, c, radius, arc float64) {
	angle := -arc / 2
	for _, r := range strings.ToUpper(text) {
		a, _ := f.GlyphAdvance(r)
		adv := float64(a) / 64
		turn := angle + adv*tracking/2/radius
		if r != ' ' {
			glyph(pic, f, r, adv, c, radius, turn)
		}
		angle += adv * tracking / radius
	}
}

func glyph(pic *image.NRGBA, f font.Face, r rune, adv, c, radius, turn float64) {
	const half = 120
	layer := image.NewNRGBA(image.Rect(0, 0, 2*half, 2*half))
	d := font.Drawer{Dst: layer, Src: image.NewUniform(sealRed), Face: f, Dot: fixed.Point26_6{X: fixed.Int26_6((half - adv/2) * 64), Y: fixed.I(half)}}
	d.DrawString(string(r))
	sin, cos := math.Sincos(turn)
	x, y := c+radius*sin, c-radius*cos
	m := f64.Aff3{cos, -sin, x - half*cos + half*sin, sin, cos, y - half*sin - half*cos}
	draw.CatmullRom.Transform(pic, m, layer, layer.Rect, draw.Over, nil)
}

// small sets the little star that closes the ring at the bottom.
func small(pic *image.NRGBA, c, radius float64) { star(pic, c, c+radius, 26) }

func ring(pic *image.NRGBA, c, outer, inner float64) {
	r := vector.NewRasterizer(pic.Rect.Dx(), pic.Rect.Dy())
	circle(r, c, outer, 1)
	circle(r, c, inner, -1)
	r.Draw(pic, pic.Rect, image.NewUniform(sealRed), image.Point{})
}

func circle(r *vector.Rasterizer, c, radius, way float64) {
	const n = 180
	for i := range n {
		sin, cos := math.Sincos(way * 2 * math.Pi * float64(i) / n)
		x, y := float32(c+radius*cos), float32(c+radius*sin)
		if i == 0 {
			r.MoveTo(x, y)
			continue
		}
		r.LineTo(x, y)
	}
	r.ClosePath()
}

func star(pic *image.NRGBA, cx, cy, radius float64) {
	r := vector.NewRasterizer(pic.Rect.Dx(), pic.Rect.Dy())
	for i := range 10 {
		out := radius
		if i%2 == 1 {
			out *= 0.382
		}
		sin, cos := math.Sincos(math.Pi * float64(i) / 5)
		x, y := float32(cx+out*sin), float32(cy-out*cos)
		if i == 0 {
			r.MoveTo(x, y)
			continue
		}
		r.LineTo(x, y)
	}
	r.ClosePath()
	r.Draw(pic, pic.Rect, image.NewUniform(sealRed), image.Point{})
}

func face(ttf []byte, size float64) (font.Face, error) {
	if len(ttf) == 0 {
		return nil, fault.New(fault.Unavailable, "document.fault.no_fonts")
	}
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

func encodePNG(pic image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, pic)
	return out.Bytes(), err
}
