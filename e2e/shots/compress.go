// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

//go:build shots

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// compress writes a picture again with at most 256 colours, which is what our pages
// have, give or take the edges of letters.
func compress(picture []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	counts := map[color.RGBA]int{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			counts[rgba(img.At(x, y))]++
		}
	}
	palette := reduce(counts, 256)
	nearest := map[color.RGBA]uint8{}
	small := image.NewPaletted(b, palette)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := rgba(img.At(x, y))
			i, ok := nearest[c]
			if !ok {
				i = uint8(palette.Index(c))
				nearest[c] = i
			}
			small.SetColorIndex(x, y, i)
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small)
	return out.Bytes(), err
}

func rgba(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
}

// shade is a colour and how often it is there.
type shade struct {
	c color.RGBA
	n int
}

// reduce is the median cut: the box with the most to lose is cut in two at the
// middle of its longest side, until there are enough.
func reduce(counts map[color.RGBA]int, limit int) color.Palette {
	var all []shade
	for c, n := range counts {
		all = append(all, shade{c, n})
	}
	slices.SortFunc(all, func(a, b shade) int { // the same picture, the same file
		return key(a.c) - key(b.c)
	})
	boxes := [][]shade{all}
	for len(boxes) < limit {
		at, side, loss := -1, 0, 0
		for i, box := range boxes {
			if s, width := longest(box); len(box) > 1 && width*weight(box) > loss {
				at, side, loss = i, s, width*weight(box)
			}
		}
		if at < 0 {
			break
		}
		low, high := cut(boxes[at], side)
		boxes[at] = low
		boxes = append(boxes, high)
	}
	var out color.Palette
	for _, box := range boxes {
		out = append(out, commonest(box))
	}
	return out
}

func key(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

func channel(c color.RGBA, side int) int { return int([3]uint8{c.R, c.G, c.B}[side]) }

func longest(box []shade) (side, width int) {
	for s := range 3 {
		low, high := 255, 0
		for _, x := range box {
			low, high = min(low, channel(x.c, s)), max(high, channel(x.c, s))
		}
		if high-low > width {
			side, width = s, high-low
		}
	}
	return side, width
}

// weight counts pixels, but a page of white shall not use up the palette.
func weight(box []shade) int {
	n := 0
	for _, x := range box {
		n += min(x.n, 500)
	}
	return n
}

func cut(box []shade, side int) (low, high []shade) {
	sorted := slices.Clone(box)
	slices.SortStableFunc(sorted, func(a, b shade) int { return channel(a.c, side) - channel(b.c, side) })
	half, n := weight(sorted)/2, 0
	for i, x := range sorted {
		if n += min(x.n, 500); n >= half && i < len(sorted)-1 {
			return sorted[:i+1], sorted[i+1:]
		}
	}
	return sorted[:len(sorted)-1], sorted[len(sorted)-1:]
}

func commonest(box []shade) color.RGBA {
	best := box[0]
	for _, x := range box {
		if x.n > best.n {
			best = x
		}
	}
	return best.c
}
