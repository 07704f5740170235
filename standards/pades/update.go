// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

// update collects new and changed objects and appends them as one incremental
// update, in the cross-reference form of the file's newest section.
type update struct {
	doc     *document
	objects map[ref]any
	offsets map[ref]int
	next    int
}

func (d *document) newUpdate() *update {
	next := int(d.integer(d.trailer["Size"], 0))
	for num := range d.xref {
		next = max(next, num+1)
	}
	return &update{doc: d, objects: map[ref]any{}, offsets: map[ref]int{}, next: max(next, 1)}
}

// add gives o a new number.
func (u *update) add(o any) ref {
	r := ref{u.next, 0}
	u.next++
	u.objects[r] = o
	return r
}

// current returns the object as changed so far.
func (u *update) current(r ref) any {
	if o, ok := u.objects[r]; ok {
		return o
	}
	return u.doc.resolve(r)
}

// write returns the whole file: old bytes, objects, cross-reference, trailer.
func (u *update) write() []byte {
	out := slices.Clip(slices.Clone(u.doc.data))
	if n := len(out); n > 0 && out[n-1] != '\n' && out[n-1] != '\r' {
		out = append(out, '\n')
	}
	for _, r := range u.order() {
		u.offsets[r] = len(out)
		out = fmt.Appendf(out, "%d %d obj\n", r.num, r.gen)
		out = append(appendObject(out, u.objects[r]), "\nendobj\n"...)
	}
	newest := u.doc.sections[0]
	if newest.isStream {
		return u.writeStream(out, newest.off)
	}
	return u.writeTable(out, newest.off)
}

func (u *update) order() []ref {
	refs := make([]ref, 0, len(u.objects))
	for r := range u.objects {
		refs = append(refs, r)
	}
	slices.SortFunc(refs, func(a, b ref) int { return a.num - b.num })
	return refs
}

// runs groups sorted references into subsections of consecutive numbers.
func runs(refs []ref) [][]ref {
	var out [][]ref
	for i, r := range refs {
		if i == 0 || refs[i-1].num+1 != r.num {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], r)
	}
	return out
}

func (u *update) writeTable(out []byte, prev int) []byte {
	start := len(out)
	out = append(out, "xref\n0 1\n0000000000 65535 f \n"...)
	for _, run := range runs(u.order()) {
		out = fmt.Appendf(out, "%d %d\n", run[0].num, len(run))
		for _, r := range run {
			out = fmt.Appendf(out, "%010d %05d n \n", u.offsets[r], r.gen)
		}
	}
	out = append(appendDict(append(out, "trailer\n"...), u.trailer(out, prev)), '\n')
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start)
}

func (u *update) writeStream(out []byte, prev int) []byte {
	start := len(out)
	self := ref{u.next, 0}
	u.next++
	u.offsets[self] = start
	refs := append(u.order(), self)
	s := &stream{dict: u.trailer(out, prev)}
	index := array{}
	for _, run := range runs(refs) {
		index = append(index, run[0].num, len(run))
		for _, r := range run {
			off := u.offsets[r]
			s.raw = append(s.raw, 1, byte(off>>24), byte(off>>16), byte(off>>8), byte(off), byte(r.gen>>8), byte(r.gen))
		}
	}
	s.dict["Type"], s.dict["Index"], s.dict["W"] = name("XRef"), index, array{1, 4, 2}
	out = fmt.Appendf(out, "%d %d obj\n", self.num, self.gen)
	out = append(appendObject(out, s), "\nendobj\n"...)
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start)
}

// trailer keeps what the file says of itself; the second half of /ID changes
// with the content, the first stays.
func (u *update) trailer(soFar []byte, prev int) dict {
	out := dict{"Size": u.next, "Prev": prev, "Root": u.doc.trailer["Root"]}
	if info, ok := u.doc.trailer["Info"]; ok {
		out["Info"] = info
	}
	sum := sha256.Sum256(soFar)
	second := text{val: sum[:16], start: -1}
	first := any(second)
	if id, ok := u.doc.resolve(u.doc.trailer["ID"]).(array); ok && len(id) == 2 {
		first = id[0]
	}
	out["ID"] = array{first, second}
	return out
}
