// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"slices"
)

const maxSignatures = 256

// found is a signature dictionary in the newest revision.
type found struct {
	field      string
	inForm     bool
	dict       dict
	ambiguous  bool // a dictionary around it names a key twice
	permission int  // DocMDP /P, 0 when not certifying
}

// signatures lists the signed signature fields, and after them signatures that
// the form does not know of.
func (d *document) signatures() ([]found, error) {
	fields, err := d.fields()
	if err != nil {
		return nil, err
	}
	var out []found
	seen := map[ref]bool{}
	for _, f := range fields {
		v, ok := d.resolve(f.value).(dict)
		if f.ft != "Sig" || !ok || f.widget {
			continue
		}
		at := f.ref
		if r, ok := f.value.(ref); ok {
			at = r
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		out = append(out, d.found(f.name, true, v, d.duplicates[at.num] || d.duplicates[f.ref.num]))
		if len(out) > maxSignatures {
			return nil, ErrLimit
		}
	}
	if out, err = d.looseWidgets(out, seen); err != nil {
		return nil, err
	}
	return d.strays(out, seen)
}

// looseWidgets finds signature widgets on pages that the form does not list, as
// programs leave them that re-save a signed file.
func (d *document) looseWidgets(out []found, seen map[ref]bool) ([]found, error) {
	pages, err := d.pages()
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		annots, _ := d.resolve(d.dict(p)["Annots"]).(array)
		for _, o := range annots {
			if err := d.budget.spend(32); err != nil {
				return nil, err
			}
			w := d.dict(o)
			at, ok := w["V"].(ref)
			v, isDict := d.resolve(at).(dict)
			if !ok || !isDict || seen[at] || d.resolve(w["FT"]) != name("Sig") {
				continue
			}
			seen[at] = true
			out = append(out, d.found(d.textOf(w["T"]), false, v, d.duplicates[at.num]))
			if len(out) > maxSignatures {
				return nil, ErrLimit
			}
		}
	}
	return out, nil
}

func (d *document) strays(out []found, seen map[ref]bool) ([]found, error) {
	numbers := make([]int, 0, len(d.xref))
	for num, e := range d.xref {
		if e.kind == 1 { // a signature dictionary is never in an object stream
			numbers = append(numbers, num)
		}
	}
	slices.Sort(numbers)
	for _, num := range numbers {
		e := d.xref[num]
		if seen[ref{num, e.gen}] || !d.mentions(e.off, "ByteRange") {
			continue
		}
		v, ok := d.get(ref{num, e.gen}).(dict)
		if !ok || v["ByteRange"] == nil || v["Contents"] == nil {
			continue
		}
		out = append(out, d.found("", false, v, d.duplicates[num]))
		if len(out) > maxSignatures {
			return nil, ErrLimit
		}
	}
	return out, nil
}

// mentions is a cheap look at the bytes of the object at off, so that not every
// object of a large file has to be parsed.
func (d *document) mentions(off int, word string) bool {
	if off >= len(d.data) || d.budget.left < 0 {
		return false
	}
	b := d.data[off:]
	if i := bytes.Index(b, []byte("endobj")); i >= 0 {
		b = b[:i]
	}
	return d.budget.spend(len(b)) == nil && bytes.Contains(b, []byte(word))
}

func (d *document) found(field string, inForm bool, v dict, ambiguous bool) found {
	return found{field, inForm, v, ambiguous, d.permission(v)}
}

// permission reads the DocMDP transform of a certifying signature.
func (d *document) permission(v dict) int {
	refs, _ := d.resolve(v["Reference"]).(array)
	for _, o := range refs[:min(len(refs), 16)] {
		r := d.dict(o)
		if d.resolve(r["TransformMethod"]) != name("DocMDP") {
			continue
		}
		if p := d.integer(d.dict(r["TransformParams"])["P"], 2); p >= 1 && p <= 3 {
			return int(p)
		}
		return 1
	}
	return 0
}

func (d *document) textOf(o any) string {
	if t, ok := d.resolve(o).(text); ok {
		return decodeText(t.val)
	}
	return ""
}
