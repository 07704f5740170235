// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
)

const maxFile = 1 << 30

// document is one revision of a file: the bytes up to some end, and the newest
// cross-reference chain in them.
type document struct {
	data     []byte
	xref     map[int]entry
	sections []section
	trailer  dict
	tail     []byte // after the last end-of-file mark
	root     ref
	catalog  dict

	budget     *budget
	cache      map[int]any
	loading    map[int]bool
	duplicates map[int]bool // objects with a dictionary that names a key twice
	packed     map[int]*objectStream
}

type objectStream struct {
	body    []byte
	numbers []int
	offsets []int
}

// open reads the structure of a file, not its objects.
func open(data []byte, b *budget) (*document, error) {
	if len(data) > maxFile {
		return nil, ErrLimit
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, malformed("no header")
	}
	off, tail, err := findStart(data)
	if err != nil {
		return nil, err
	}
	d := &document{
		data: data, tail: tail, budget: b, xref: map[int]entry{}, cache: map[int]any{},
		loading: map[int]bool{}, duplicates: map[int]bool{}, packed: map[int]*objectStream{},
	}
	if err := d.loadChain(off); err != nil {
		return nil, err
	}
	if d.trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	d.cache = map[int]any{} // what was looked up while the table was incomplete
	var ok bool
	if d.root, ok = d.trailer["Root"].(ref); !ok {
		return nil, malformed("no /Root")
	}
	if d.catalog, ok = d.resolve(d.root).(dict); !ok {
		return nil, malformed("no catalog")
	}
	return d, nil
}

// resolve follows references; what cannot be read is null, as the standard has it.
func (d *document) resolve(o any) any {
	for range 32 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = d.get(r)
	}
	return nil
}

func (d *document) dict(o any) dict {
	switch v := d.resolve(o).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (d *document) integer(o any, otherwise int64) int64 {
	if n, ok := d.resolve(o).(int64); ok {
		return n
	}
	return otherwise
}

func (d *document) get(r ref) any {
	if o, ok := d.cache[r.num]; ok {
		return o
	}
	e, ok := d.xref[r.num]
	if !ok || d.budget.left < 0 || e.kind == 0 || d.loading[r.num] || len(d.loading) > maxDepth || (e.kind == 1 && e.gen != r.gen) {
		return nil
	}
	d.loading[r.num] = true
	defer delete(d.loading, r.num)
	var o any
	if e.kind == 1 {
		if v, err := d.indirectAt(e.off, r); err == nil {
			o = v
		}
	} else {
		o = d.unpack(e.off, r.num, e.gen)
	}
	d.cache[r.num] = o
	return o
}

// anyRef lets [document.indirectAt] take whatever object is there.
var anyRef = ref{-1, 0}

// indirectAt reads "num gen obj …" at off, and pays for all that was looked at.
func (d *document) indirectAt(off int, want ref) (any, error) {
	if off >= len(d.data) {
		return nil, malformed("offset %d", off)
	}
	p := &parser{b: d.data, pos: off, inFile: true}
	num, o, err := p.indirect(want)
	if spent := d.budget.spend(8 * (max(p.pos, p.far) - off)); spent != nil {
		return nil, spent
	}
	if err != nil {
		return nil, err
	}
	if p.duplicate {
		d.duplicates[num] = true
	}
	if dic, ok := o.(dict); ok && bytes.HasPrefix(p.b[p.pos:], []byte("stream")) {
		return d.stream(dic, p.pos+len("stream"))
	}
	return o, nil
}

// indirect reads an object and the space after it. Another number than the wanted
// one is an error, found before the object is read: many numbers may point to
// one large object.
func (p *parser) indirect(want ref) (int, any, error) {
	start := p.pos
	p.skipSpace()
	num, ok1 := integer(p.regular())
	p.skipSpace()
	gen, ok2 := integer(p.regular())
	p.skipSpace()
	if !ok1 || !ok2 || num < 0 || num > maxObjectNumber || gen < 0 || gen > 65535 || !bytes.HasPrefix(p.b[p.pos:], []byte("obj")) {
		return 0, nil, malformed("no object at %d", start)
	}
	if want != anyRef && want != (ref{int(num), int(gen)}) {
		return 0, nil, malformed("object %d at %d is %d", want.num, start, num)
	}
	p.pos += len("obj")
	o, err := p.object()
	p.skipSpace()
	return int(num), o, err
}

// stream cuts out the data by /Length, or up to endstream where /Length is wrong.
func (d *document) stream(dic dict, pos int) (any, error) {
	b := d.data
	if pos < len(b) && b[pos] == '\r' {
		pos++
	}
	if pos < len(b) && b[pos] == '\n' {
		pos++
	}
	n := d.integer(dic["Length"], -1)
	if n >= 0 && n <= int64(len(b)-pos) {
		p := &parser{b: b, pos: pos + int(n)}
		for p.pos < len(b) && isSpace(b[p.pos]) && p.pos-pos-int(n) < 4 {
			p.pos++
		}
		if bytes.HasPrefix(b[p.pos:], []byte("endstream")) {
			return &stream{dic, b[pos : pos+int(n)], pos}, nil
		}
	}
	i := bytes.Index(b[pos:], []byte("endstream"))
	searched := i
	if i < 0 {
		searched = len(b) - pos
	}
	if err := d.budget.spend(searched); err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, malformed("stream without end at %d", pos)
	}
	raw := b[pos : pos+i]
	raw = bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("\n")), []byte("\r"))
	return &stream{dic, raw, pos}, nil
}

// unpack reads object num from object stream container.
func (d *document) unpack(container, num, index int) any {
	s, ok := d.packed[container]
	if !ok {
		s = d.openObjectStream(container)
		d.packed[container] = s
	}
	if s == nil {
		return nil
	}
	if index >= len(s.numbers) || s.numbers[index] != num {
		return nil
	}
	if s.offsets[index] >= len(s.body) {
		return nil
	}
	p := &parser{b: s.body, pos: s.offsets[index]}
	o, err := p.object()
	if d.budget.spend(8*(max(p.pos, p.far)-s.offsets[index])) != nil || err != nil {
		return nil
	}
	if p.duplicate {
		d.duplicates[num] = true
	}
	return o
}

func (d *document) openObjectStream(num int) *objectStream {
	if e := d.xref[num]; e.kind != 1 { // never inside another one
		return nil
	}
	s, ok := d.get(ref{num, d.xref[num].gen}).(*stream)
	if !ok || s.dict["Type"] != name("ObjStm") {
		return nil
	}
	b, err := d.decode(s)
	n, first := d.integer(s.dict["N"], -1), d.integer(s.dict["First"], -1)
	if err != nil || n < 0 || n > maxObjects || first < 0 || first > int64(len(b)) {
		return nil
	}
	out := &objectStream{body: b}
	p := &parser{b: b[:first]}
	for range int(n) {
		p.skipSpace()
		num, ok1 := integer(p.regular())
		p.skipSpace()
		off, ok2 := integer(p.regular())
		if !ok1 || !ok2 || num < 0 || num > maxObjectNumber || off < 0 || off > int64(len(b))-first {
			return nil
		}
		out.numbers = append(out.numbers, int(num))
		out.offsets = append(out.offsets, int(first+off))
	}
	return out
}
