// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import "bytes"

func (p *parser) hex() (any, error) {
	start := p.pos
	n := bytes.IndexByte(p.b[start:], '>')
	if n < 0 {
		p.pos = len(p.b) // the search is paid for by distance
		return nil, malformed("string without end at %d", start)
	}
	p.pos = start + n + 1
	out := make([]byte, 0, n/2)
	half := -1
	for _, c := range p.b[start+1 : start+n] {
		d := hexDigit(c)
		switch {
		case isSpace(c):
		case d < 0:
			return nil, malformed("hexadecimal string at %d", start)
		case half < 0:
			half = d
		default:
			out, half = append(out, byte(half<<4|d)), -1
		}
	}
	if half >= 0 {
		out = append(out, byte(half<<4))
	}
	return p.placed(out, start), nil
}

func (p *parser) placed(val []byte, start int) text {
	if !p.inFile {
		return text{val: val, start: -1}
	}
	return text{val, start, p.pos}
}

func (p *parser) literal() (any, error) {
	start, open := p.pos, 1
	var out []byte
	for p.pos++; p.pos < len(p.b); p.pos++ {
		c := p.b[p.pos]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.pos++
				return p.placed(out, start), nil
			}
		case '\\':
			out = p.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, malformed("string without end at %d", start)
}

// escape reads what follows a backslash and stops on its last byte.
func (p *parser) escape(out []byte) []byte {
	if p.pos+1 >= len(p.b) {
		return out
	}
	p.pos++
	c := p.b[p.pos]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\r':
		if p.pos+1 < len(p.b) && p.b[p.pos+1] == '\n' {
			p.pos++
		}
		return out
	case c == '\n':
		return out
	case c < '0' || c > '7':
		return append(out, c)
	}
	n := int(c - '0')
	for i := 0; i < 2 && p.pos+1 < len(p.b) && p.b[p.pos+1] >= '0' && p.b[p.pos+1] <= '7'; i++ {
		p.pos++
		n = n<<3 | int(p.b[p.pos]-'0')
	}
	return append(out, byte(n))
}
