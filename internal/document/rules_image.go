// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/jpeg" // read
	"image/png"

	"golang.org/x/image/draw"

	"motcua.vn/internal/platform/fault"
)

// checkImage reads the head of an image first, so that one that would unpack to
// more than maxPixels is never unpacked, and then all of it, so that a torn
// upload is found at once and not at the officer's desk.
func checkImage(body []byte, maxPixels int) (w, h int, err error) {
	cfg, _, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil || cfg.Width < 1 || cfg.Height < 1 {
		return 0, 0, fault.Wrap(err, fault.Invalid, "document.fault.corrupt")
	}
	if int64(cfg.Width)*int64(cfg.Height) > int64(maxPixels) {
		return cfg.Width, cfg.Height, fault.New(fault.Invalid, "document.fault.pixels", "width", cfg.Width, "height", cfg.Height, "limit", maxPixels/1_000_000)
	}
	return cfg.Width, cfg.Height, nil
}

// thumbnailSide is the longer side of a thumbnail, in pixels.
const thumbnailSide = 240

// thumbnail makes a small upright PNG without any of the picture's hidden data
// (place, camera, date). An image that cannot be decoded to its end is corrupt.
func thumbnail(body []byte) ([]byte, error) {
	src, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "document.fault.corrupt")
	}
	b := src.Bounds()
	scale := min(1, float64(thumbnailSide)/float64(max(b.Dx(), b.Dy())))
	small := image.NewNRGBA(image.Rect(0, 0, max(1, int(float64(b.Dx())*scale)), max(1, int(float64(b.Dy())*scale))))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), src, b, draw.Src, nil)
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, upright(small, orientation(body))); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// upright turns a picture as its EXIF orientation (1–8) asks.
func upright(src *image.NRGBA, o int) image.Image {
	if o < 2 || o > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if o >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			dx, dy := turned(o, x, y, w, h)
			dst.SetNRGBA(dx, dy, src.NRGBAAt(x, y))
		}
	}
	return dst
}

// turned says where pixel (x, y) of a w×h picture goes.
func turned(o, x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}

// orientation finds EXIF tag 0x0112 in the first image file directory of a
// JPEG's APP1 segment; 0 where there is none.
func orientation(body []byte) int {
	for at := 2; at+4 <= len(body) && body[at] == 0xff; {
		marker, size := body[at+1], int(binary.BigEndian.Uint16(body[at+2:]))
		if marker == 0xda || size < 2 || at+2+size > len(body) {
			return 0
		}
		if segment := body[at+4 : at+2+size]; marker == 0xe1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")) {
			return tiffOrientation(segment[6:])
		}
		at += 2 + size
	}
	return 0
}

func tiffOrientation(t []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(t, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(t) < 8 {
		return 0
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 0
	}
	for n := int64(order.Uint16(t[at:])); n > 0 && at+14 <= int64(len(t)); n, at = n-1, at+12 {
		if order.Uint16(t[at+2:]) == 0x0112 {
			return int(order.Uint16(t[at+10:]))
		}
	}
	return 0
}
