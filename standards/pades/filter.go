// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"compress/zlib"
	"io"
)

const maxDecoded = 64 << 20

// budget bounds the work one call may do, whatever the file says. A file of 3,000
// pages with six signatures needs a tenth of it.
type budget struct{ left int64 }

func newBudget(size int) *budget { return &budget{64<<20 + 24*int64(size)} }

func (b *budget) spend(n int) error {
	if b.left -= int64(n) + 16; b.left < 0 {
		return ErrLimit
	}
	return nil
}

// decode undoes the filters of s; only those that cross-reference and object
// streams use in practice are known.
func (d *document) decode(s *stream) ([]byte, error) {
	filters, params := d.list(s.dict["Filter"]), d.list(s.dict["DecodeParms"])
	if len(filters) > 4 {
		return nil, ErrLimit
	}
	b := s.raw
	for i, f := range filters {
		if f != name("FlateDecode") && f != name("Fl") {
			return nil, malformed("filter %v", f)
		}
		var err error
		if b, err = d.inflate(b); err != nil {
			return nil, err
		}
		if i < len(params) {
			if p, ok := d.resolve(params[i]).(dict); ok {
				if b, err = d.unpredict(b, p); err != nil {
					return nil, err
				}
			}
		}
	}
	return b, nil
}

// list makes an array of a value that may be one or stand alone.
func (d *document) list(o any) array {
	switch v := d.resolve(o).(type) {
	case nil:
		return nil
	case array:
		return v
	default:
		return array{v}
	}
}

// inflate keeps what could be read of a damaged stream, as all readers do.
func (d *document) inflate(b []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, malformed("compressed data: %v", err)
	}
	limit := min(int64(maxDecoded), d.budget.left)
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(out)) > limit {
		return nil, ErrLimit
	}
	if err != nil && len(out) == 0 {
		return nil, malformed("compressed data: %v", err)
	}
	return out, d.budget.spend(len(out))
}

func (d *document) unpredict(b []byte, p dict) ([]byte, error) {
	predictor := d.integer(p["Predictor"], 1)
	if predictor < 2 {
		return b, nil
	}
	columns, colors, bits := d.integer(p["Columns"], 1), d.integer(p["Colors"], 1), d.integer(p["BitsPerComponent"], 8)
	if predictor < 10 || columns < 1 || columns > 1<<20 || colors < 1 || colors > 32 || bits < 1 || bits > 16 {
		return nil, malformed("predictor %d", predictor)
	}
	return unpng(b, int((columns*colors*bits+7)/8), int((colors*bits+7)/8))
}

// unpng undoes the PNG row filters in place of a copy.
func unpng(b []byte, row, step int) ([]byte, error) {
	out := make([]byte, 0, len(b))
	prior := make([]byte, row)
	for len(b) > 1 {
		kind := b[0]
		n := min(row, len(b)-1)
		line := make([]byte, row)
		copy(line, b[1:1+n])
		b = b[1+n:]
		if kind > 4 {
			return nil, malformed("row filter %d", kind)
		}
		for i := range line {
			var left, corner byte
			if i >= step {
				left, corner = line[i-step], prior[i-step]
			}
			line[i] += predict(kind, left, prior[i], corner)
		}
		out, prior = append(out, line[:n]...), line
	}
	return out, nil
}

func predict(kind, left, up, corner byte) byte {
	switch kind {
	case 1:
		return left
	case 2:
		return up
	case 3:
		return byte((int(left) + int(up)) / 2)
	case 4:
		return paeth(int(left), int(up), int(corner))
	}
	return 0
}

func paeth(a, b, c int) byte {
	pa, pb, pc := abs(b-c), abs(a-c), abs(a+b-2*c)
	switch {
	case pa <= pb && pa <= pc:
		return byte(a)
	case pb <= pc:
		return byte(b)
	}
	return byte(c)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func deflate(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}
