// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import "fmt"

const (
	maxBERDepth = 48
	maxBERSize  = 16 << 20
)

// toDER rewrites the first BER element of b with definite, minimal lengths and
// whole octet strings, and returns what follows it. DER comes back unchanged.
func toDER(b []byte) (der, rest []byte, err error) {
	if len(b) > maxBERSize {
		return nil, nil, fmt.Errorf("%w: %d bytes", ErrLimit, len(b))
	}
	r := berReader{in: b}
	out, err := r.element(nil, 0)
	if err != nil {
		return nil, nil, err
	}
	return out, b[r.pos:], nil
}

type berReader struct {
	in  []byte
	pos int
}

type berHeader struct {
	tag         []byte // identifier octets
	constructed bool
	indefinite  bool
	end         int // of a definite element
}

// element reads one element and appends it to out.
func (r *berReader) element(out []byte, depth int) ([]byte, error) {
	if depth > maxBERDepth {
		return nil, fmt.Errorf("%w: nesting", ErrLimit)
	}
	h, err := r.header()
	if err != nil {
		return nil, err
	}
	if !h.constructed {
		body := r.in[r.pos:h.end]
		r.pos = h.end
		return appendTLV(out, h.tag, body), nil
	}
	body, err := r.children(h, depth)
	if err != nil {
		return nil, err
	}
	if len(h.tag) == 1 && h.tag[0] == 0x24 { // OCTET STRING in pieces
		if body, err = joinOctets(body); err != nil {
			return nil, err
		}
		return appendTLV(out, []byte{0x04}, body), nil
	}
	return appendTLV(out, h.tag, body), nil
}

func (r *berReader) children(h berHeader, depth int) (body []byte, err error) {
	for {
		if h.indefinite {
			if r.pos+2 > len(r.in) {
				return nil, fmt.Errorf("%w: no end of contents", ErrSyntax)
			}
			if r.in[r.pos] == 0 && r.in[r.pos+1] == 0 {
				r.pos += 2
				return body, nil
			}
		} else if r.pos == h.end {
			return body, nil
		} else if r.pos > h.end {
			return nil, fmt.Errorf("%w: element runs past its parent", ErrSyntax)
		}
		if body, err = r.element(body, depth+1); err != nil {
			return nil, err
		}
	}
}

func (r *berReader) header() (berHeader, error) {
	bad := func(why string) (berHeader, error) { return berHeader{}, fmt.Errorf("%w: %s", ErrSyntax, why) }
	start := r.pos
	if r.pos+2 > len(r.in) {
		return bad("truncated")
	}
	first := r.in[r.pos]
	r.pos++
	if first&0x1f == 0x1f {
		for n := 0; ; n++ {
			if n > 4 || r.pos >= len(r.in) {
				return bad("tag")
			}
			c := r.in[r.pos]
			r.pos++
			if c&0x80 == 0 {
				break
			}
		}
	}
	h := berHeader{tag: r.in[start:r.pos], constructed: first&0x20 != 0}
	n, indefinite, ok := r.length()
	if !ok {
		return bad("length")
	}
	h.indefinite, h.end = indefinite, r.pos+n
	if indefinite && !h.constructed {
		return bad("indefinite primitive")
	}
	return h, nil
}

func (r *berReader) length() (n int, indefinite, ok bool) {
	if r.pos >= len(r.in) {
		return 0, false, false
	}
	c := int(r.in[r.pos])
	r.pos++
	switch {
	case c == 0x80:
		return 0, true, true
	case c < 0x80:
		n = c
	case c > 0x84 || r.pos+c-0x80 > len(r.in):
		return 0, false, false
	default:
		for _, b := range r.in[r.pos : r.pos+c-0x80] {
			n = n<<8 | int(b)
		}
		r.pos += c - 0x80
	}
	return n, false, n <= len(r.in)-r.pos
}

// joinOctets takes DER octet strings one after another and returns what they hold together.
func joinOctets(parts []byte) ([]byte, error) {
	var body []byte
	r := berReader{in: parts}
	for r.pos < len(parts) {
		h, err := r.header()
		if err != nil || h.tag[0] != 0x04 {
			return nil, fmt.Errorf("%w: octet string made of something else", ErrSyntax)
		}
		body = append(body, parts[r.pos:h.end]...)
		r.pos = h.end
	}
	return body, nil
}

func encodeTLV(tag, body []byte) []byte {
	return appendTLV(make([]byte, 0, len(tag)+5+len(body)), tag, body)
}

func appendTLV(out, tag, body []byte) []byte {
	out = append(out, tag...)
	n := len(body)
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 1<<8:
		out = append(out, 0x81, byte(n))
	case n < 1<<16:
		out = append(out, 0x82, byte(n>>8), byte(n))
	case n < 1<<24:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	default:
		out = append(out, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(out, body...)
}
