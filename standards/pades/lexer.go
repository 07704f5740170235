// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"strconv"
)

const maxDepth = 64

// parser reads objects from b, which is the file itself or an object stream.
type parser struct {
	b         []byte
	pos       int
	far       int // how far it looked ahead
	inFile    bool
	depth     int
	duplicate bool // a dictionary named a key twice
}

type keyword string

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

func (p *parser) skipSpace() {
	for p.pos < len(p.b) {
		switch c := p.b[p.pos]; {
		case isSpace(c):
			p.pos++
		case c == '%':
			for p.pos < len(p.b) && p.b[p.pos] != '\n' && p.b[p.pos] != '\r' {
				p.pos++
			}
		default:
			return
		}
	}
}

// object reads one object; a keyword that is none is an error.
func (p *parser) object() (any, error) {
	o, err := p.token()
	if err != nil {
		return nil, err
	}
	if k, ok := o.(keyword); ok {
		return nil, malformed("unexpected %.20q at %d", string(k), p.pos)
	}
	return o, nil
}

func (p *parser) token() (any, error) {
	p.skipSpace()
	if p.pos >= len(p.b) {
		return nil, malformed("unexpected end")
	}
	switch c := p.b[p.pos]; {
	case c == '/':
		return p.name(), nil
	case c == '(':
		return p.literal()
	case c == '[':
		return p.array()
	case c == '<':
		if p.pos+1 < len(p.b) && p.b[p.pos+1] == '<' {
			return p.dict()
		}
		return p.hex()
	case isDelimiter(c):
		return nil, malformed("unexpected %q at %d", c, p.pos)
	}
	return p.word(), nil
}

// word reads a number, a reference or a keyword.
func (p *parser) word() any {
	w := p.regular()
	if n, ok := integer(w); ok {
		return p.reference(n)
	}
	if isReal(w) {
		return real(w)
	}
	switch string(w) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return keyword(w)
}

func (p *parser) regular() []byte {
	start := p.pos
	for p.pos < len(p.b) && isRegular(p.b[p.pos]) {
		p.pos++
	}
	return p.b[start:p.pos]
}

// reference looks past an integer for "gen R".
func (p *parser) reference(n int64) any {
	if n < 0 || n > maxObjectNumber {
		return n
	}
	back := p.pos
	p.skipSpace()
	gen, ok := integer(p.regular())
	if ok && gen >= 0 && gen <= 65535 {
		p.skipSpace()
		if string(p.regular()) == "R" {
			return ref{int(n), int(gen)}
		}
	}
	p.far = max(p.far, p.pos)
	p.pos = back
	return n
}

func integer(w []byte) (int64, bool) {
	if len(w) == 0 || len(w) > 19 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(w), 10, 64)
	return n, err == nil
}

func isReal(w []byte) bool {
	digits := 0
	for i, c := range w {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' || (i == 0 && (c == '-' || c == '+')):
		default:
			return false
		}
	}
	return digits > 0 && len(w) < 64 && bytes.Count(w, []byte(".")) <= 1
}

func (p *parser) name() name {
	p.pos++
	w := p.regular()
	if bytes.IndexByte(w, '#') < 0 {
		return name(w)
	}
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if hi, lo := hexDigit(w[i+1]), hexDigit(w[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return name(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (p *parser) array() (any, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, malformed("nesting")
	}
	defer func() { p.depth-- }()
	p.pos++
	out := array{}
	for {
		p.skipSpace()
		if p.pos < len(p.b) && p.b[p.pos] == ']' {
			p.pos++
			return out, nil
		}
		o, err := p.object()
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
}

func (p *parser) dict() (any, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, malformed("nesting")
	}
	defer func() { p.depth-- }()
	p.pos += 2
	out := dict{}
	for {
		p.skipSpace()
		if p.pos+1 < len(p.b) && p.b[p.pos] == '>' && p.b[p.pos+1] == '>' {
			p.pos += 2
			return out, nil
		}
		if p.pos >= len(p.b) || p.b[p.pos] != '/' {
			return nil, malformed("dictionary at %d", p.pos)
		}
		k := p.name()
		v, err := p.object()
		if err != nil {
			return nil, err
		}
		if _, twice := out[k]; twice {
			p.duplicate = true
		}
		if out[k] = v; v == nil {
			delete(out, k) // a null value is an absent one
		}
	}
}
