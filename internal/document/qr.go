// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the white border of a QR code, in modules, as ISO/IEC 18004 asks.
const quiet = 4

// QRSVG draws text as a QR code: one path of modules on white, to be scaled at
// will. It is empty for a text too long for any code.
func QRSVG(text string) string {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return ""
	}
	var path strings.Builder
	eachRun(c, func(x, y, n int) { fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, n, n) })
	side := c.Size + 2*quiet
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`, side, side, side, side, path.String())
}

// QRPNG draws text as a QR code with scale pixels to a module.
func QRPNG(text string, scale int) ([]byte, error) {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("document: qr: %w", err)
	}
	c.Scale = max(1, scale)
	return c.PNG(), nil
}

// eachRun walks the black runs of each row: fewer shapes than modules.
func eachRun(c *qr.Code, fn func(x, y, n int)) {
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			from := x
			for x < c.Size && c.Black(x, y) {
				x++
			}
			if x > from {
				fn(from, y, x-from)
			}
		}
	}
}
