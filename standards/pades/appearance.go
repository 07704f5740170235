// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

const maxImagePixels = 16 << 20

// picture makes a form XObject that draws a PNG over the whole rectangle.
func (e *editor) picture(b []byte, r Rect) (ref, error) {
	img, err := readPNG(b)
	if err != nil {
		return ref{}, err
	}
	x, err := e.image(img)
	if err != nil {
		return ref{}, err
	}
	content := fmt.Sprintf("q %s 0 0 %s 0 0 cm /Im0 Do Q", formatNumber(r.W), formatNumber(r.H))
	return e.u.add(&stream{raw: []byte(content), dict: dict{
		"Type": name("XObject"), "Subtype": name("Form"), "BBox": array{0, 0, r.W, r.H},
		"Resources": dict{"XObject": dict{"Im0": x}},
	}}), nil
}

func readPNG(b []byte) (*image.NRGBA, error) {
	c, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrImage, err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > maxImagePixels/c.Height {
		return nil, fmt.Errorf("%w: %d x %d pixels", ErrImage, c.Width, c.Height)
	}
	src, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrImage, err)
	}
	out := image.NewNRGBA(image.Rect(0, 0, c.Width, c.Height))
	draw.Draw(out, out.Rect, src, src.Bounds().Min, draw.Src)
	return out, nil
}

// image splits colour from transparency, which PDF keeps in a soft mask.
func (e *editor) image(img *image.NRGBA) (ref, error) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	colour, alpha := make([]byte, 0, 3*w*h), make([]byte, 0, w*h)
	opaque := true
	for y := range h {
		for x := range w {
			c := img.At(x, y).(color.NRGBA)
			colour, alpha = append(colour, c.R, c.G, c.B), append(alpha, c.A)
			opaque = opaque && c.A == 255
		}
	}
	x, err := imageObject(colour, w, h, "DeviceRGB")
	if err != nil {
		return ref{}, err
	}
	if !opaque {
		mask, err := imageObject(alpha, w, h, "DeviceGray")
		if err != nil {
			return ref{}, err
		}
		x.dict["SMask"] = e.u.add(mask)
	}
	return e.u.add(x), nil
}

func imageObject(samples []byte, w, h int, space name) (*stream, error) {
	b, err := deflate(samples)
	return &stream{raw: b, dict: dict{
		"Type": name("XObject"), "Subtype": name("Image"), "Width": w, "Height": h,
		"ColorSpace": space, "BitsPerComponent": 8, "Filter": name("FlateDecode"),
	}}, err
}
