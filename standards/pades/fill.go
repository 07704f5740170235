// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"fmt"
	"strings"
)

// TextField is a read-only text field written while signing, such as the number
// and the date of a document, which are assigned after the person has signed.
type TextField struct {
	Name  string // must be new in the file
	Value string // letters of Windows-1252 that are also in Latin-1
	Page  int    // from 1
	// Rect places the field. The baseline runs 0.217·FontSize above Rect.Y and
	// the text begins at Rect.X, so that it can sit on a printed line.
	Rect     Rect
	FontSize float64 // 13 when 0
	// Font is one of Times-Roman (the default), Times-Bold, Times-Italic and
	// Times-BoldItalic.
	Font string
}

// descent is that of the Times fonts, by their metrics, in units of the size.
const descent = 0.217

var fontKeys = map[string]name{
	"Times-Roman": "TiRo", "Times-Bold": "TiBo", "Times-Italic": "TiIt", "Times-BoldItalic": "TiBI",
}

func (e *editor) addText(f TextField) error {
	if f.Font == "" {
		f.Font = "Times-Roman"
	}
	if f.FontSize == 0 {
		f.FontSize = 13
	}
	key, known := fontKeys[f.Font]
	if !known || f.Name == "" || strings.Contains(f.Name, ".") || !(f.FontSize > 0 && f.FontSize <= 1000) {
		return fmt.Errorf("%w: name, font or size", ErrOption)
	}
	if _, taken := e.names[f.Name]; taken {
		return ErrFieldExists
	}
	if err := f.Rect.check(); err != nil {
		return err
	}
	shown, err := winAnsi(f.Value)
	if err != nil {
		return err
	}
	fonts := dict{key: e.font(f.Font, key)}
	e.names[f.Name] = field{name: f.Name, dict: dict{}}
	return e.addWidget(f.Page, dict{
		"FT": name("Tx"), "T": encodeText(f.Name), "V": encodeText(f.Value), "Ff": 1, "F": 132, // read-only; print, locked
		"Rect": f.Rect.array(), "DA": str(fmt.Sprintf("/%s %s Tf 0 g", key, formatNumber(f.FontSize))),
		"AP": dict{"N": e.u.add(textAppearance(f, key, shown, fonts))},
	})
}

func textAppearance(f TextField, key name, shown []byte, fonts dict) *stream {
	size := formatNumber(f.FontSize)
	content := fmt.Appendf(nil, "/Tx BMC q 0 g BT /%s %s Tf 0 %s Td ", key, size, formatNumber(descent*f.FontSize))
	content = append(appendText(content, shown), " Tj ET Q EMC"...)
	return &stream{raw: content, dict: dict{
		"Type": name("XObject"), "Subtype": name("Form"), "BBox": array{0, 0, f.Rect.W, f.Rect.H},
		"Resources": dict{"Font": fonts},
	}}
}

// font makes the font once and offers it to the form's default appearances.
func (e *editor) font(base string, key name) ref {
	if r, ok := e.fonts[base]; ok {
		return r
	}
	r := e.u.add(dict{
		"Type": name("Font"), "Subtype": name("Type1"), "BaseFont": name(base), "Encoding": name("WinAnsiEncoding"),
	})
	e.fonts[base] = r
	d := e.u.doc
	resources := clone(d.dict(e.form["DR"]))
	fonts := clone(d.dict(resources["Font"]))
	if _, taken := fonts[key]; !taken {
		fonts[key] = r
	}
	resources["Font"] = fonts
	e.form["DR"] = resources
	return r
}
