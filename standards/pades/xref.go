// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
)

const (
	maxObjectNumber = 1 << 23
	maxObjects      = 1 << 20
	maxSections     = 2048
)

// entry says where an object is: free, at an offset, or in an object stream.
type entry struct {
	kind byte // 0 free, 1 at off, 2 in object stream off
	off  int
	gen  int // for kind 2 the index within the stream
}

// section is one cross-reference section of the chain, newest first.
type section struct {
	off      int
	isStream bool
}

// findStart returns the offset given by the last startxref, and what stands
// after its %%EOF.
func findStart(b []byte) (off int, tail []byte, err error) {
	i := bytes.LastIndex(b, []byte("startxref"))
	if i < 0 {
		return 0, nil, malformed("no startxref")
	}
	p := &parser{b: b, pos: i + len("startxref")}
	o, err := p.token()
	if err != nil {
		return 0, nil, err
	}
	n, ok := o.(int64)
	if !ok || n < 0 || n >= int64(i) {
		return 0, nil, malformed("startxref")
	}
	for p.pos < len(b) && isSpace(b[p.pos]) {
		p.pos++
	}
	if !bytes.HasPrefix(b[p.pos:], []byte("%%EOF")) {
		return 0, nil, malformed("no end-of-file mark")
	}
	return int(n), b[p.pos+len("%%EOF"):], nil
}

// loadChain reads all sections from the newest to the oldest. What a newer one
// says of an object wins.
func (d *document) loadChain(off int) error {
	seen := map[int]bool{}
	for next := off; next >= 0; {
		if seen[next] {
			return malformed("cross-reference chain runs in a circle at %d", next)
		}
		if len(d.sections) == maxSections {
			return ErrLimit
		}
		seen[next] = true
		trailer, isStream, err := d.loadSection(next)
		if err != nil {
			return err
		}
		d.sections = append(d.sections, section{next, isStream})
		if d.trailer == nil {
			d.trailer = trailer
		}
		if err := d.loadHybrid(trailer, isStream, seen); err != nil {
			return err
		}
		prev, ok := trailer["Prev"]
		if !ok {
			return nil
		}
		n, ok := prev.(int64)
		if !ok || n < 0 || n >= int64(len(d.data)) {
			return malformed("/Prev")
		}
		next = int(n)
	}
	return nil
}

func (d *document) loadHybrid(trailer dict, isStream bool, seen map[int]bool) error {
	n, ok := trailer["XRefStm"].(int64)
	if !ok || isStream {
		return nil
	}
	if n < 0 || n >= int64(len(d.data)) || seen[int(n)] {
		return malformed("/XRefStm")
	}
	seen[int(n)] = true
	_, isStream, err := d.loadSection(int(n))
	if err == nil && !isStream {
		err = malformed("/XRefStm")
	}
	return err
}

func (d *document) loadSection(off int) (trailer dict, isStream bool, err error) {
	p := &parser{b: d.data, pos: off, inFile: true}
	p.skipSpace()
	if bytes.HasPrefix(p.b[p.pos:], []byte("xref")) {
		p.pos += len("xref")
		trailer, err = d.loadTable(p)
		return trailer, false, err
	}
	o, err := d.indirectAt(off, anyRef)
	if err != nil {
		return nil, false, err
	}
	s, ok := o.(*stream)
	if !ok || s.dict["Type"] != name("XRef") {
		return nil, false, malformed("no cross-reference section at %d", off)
	}
	return s.dict, true, d.loadStream(s)
}

// loadTable reads subsections and the trailer. Lines are read as words, since
// real files have lines of 19 and of 20 bytes.
func (d *document) loadTable(p *parser) (dict, error) {
	for {
		p.skipSpace()
		w := string(p.regular())
		if w == "trailer" {
			break
		}
		first, ok1 := integer([]byte(w))
		p.skipSpace()
		count, ok2 := integer(p.regular())
		if !ok1 || !ok2 || first < 0 || count < 0 || first+count > maxObjectNumber {
			return nil, malformed("cross-reference table at %d", p.pos)
		}
		for i := range int(count) {
			if err := d.tableLine(p, int(first)+i); err != nil {
				return nil, err
			}
		}
	}
	o, err := p.object()
	if err != nil {
		return nil, err
	}
	trailer, ok := o.(dict)
	if !ok {
		return nil, malformed("trailer")
	}
	return trailer, nil
}

func (d *document) tableLine(p *parser, num int) error {
	if err := d.budget.spend(20); err != nil {
		return err
	}
	p.skipSpace()
	off, ok1 := integer(p.regular())
	p.skipSpace()
	gen, ok2 := integer(p.regular())
	p.skipSpace()
	kind := string(p.regular())
	if !ok1 || !ok2 || off < 0 || gen < 0 || gen > 65535 || (kind != "n" && kind != "f") {
		return malformed("cross-reference line at %d", p.pos)
	}
	if kind == "f" {
		return d.note(num, entry{})
	}
	return d.note(num, entry{1, clampOffset(off), int(gen)})
}

func clampOffset(n int64) int {
	if n < 0 || n > 1<<40 {
		return 1 << 40
	}
	return int(n)
}

// note records an entry unless a newer section had one.
func (d *document) note(num int, e entry) error {
	if _, known := d.xref[num]; known {
		return nil
	}
	if len(d.xref) == maxObjects {
		return ErrLimit
	}
	d.xref[num] = e
	return nil
}

func (d *document) loadStream(s *stream) error {
	b, err := d.decode(s)
	if err != nil {
		return err
	}
	var w [3]int
	widths, _ := s.dict["W"].(array)
	if len(widths) < 3 {
		return malformed("/W")
	}
	for i := range w {
		n, ok := widths[i].(int64)
		if !ok || n < 0 || n > 8 {
			return malformed("/W")
		}
		w[i] = int(n)
	}
	index, ok := s.dict["Index"].(array)
	if !ok {
		index = array{int64(0), s.dict["Size"]}
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, ok1 := index[i].(int64)
		count, ok2 := index[i+1].(int64)
		if !ok1 || !ok2 || first < 0 || count < 0 || first > maxObjectNumber || count > maxObjectNumber {
			return malformed("/Index")
		}
		if b, err = d.streamEntries(b, w, int(first), int(count)); err != nil {
			return err
		}
	}
	return nil
}

func (d *document) streamEntries(b []byte, w [3]int, first, count int) ([]byte, error) {
	size := w[0] + w[1] + w[2]
	for i := 0; i < count && size > 0 && len(b) >= size; i++ {
		if err := d.budget.spend(size); err != nil {
			return nil, err
		}
		kind := int64(1)
		if w[0] > 0 {
			kind = number(b[:w[0]])
		}
		second, third := number(b[w[0]:w[0]+w[1]]), number(b[w[0]+w[1]:size])
		b = b[size:]
		if kind < 0 || kind > 2 || third < 0 || third > 1<<31 {
			kind, second, third = 0, 0, 0 // unknown types are null objects
		}
		if kind == 0 {
			second, third = 0, 0
		}
		if err := d.note(first+i, entry{byte(kind), clampOffset(second), int(third)}); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func number(b []byte) (n int64) {
	for _, c := range b {
		n = n<<8 | int64(c)
	}
	return n
}
