// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

const (
	maxPages  = 100_000
	maxFields = 20_000
)

// pages lists the leaves of the page tree in order.
func (d *document) pages() ([]ref, error) {
	var out []ref
	seen := map[ref]bool{}
	todo := []any{d.catalog["Pages"]}
	for len(todo) > 0 {
		o := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		r, ok := o.(ref)
		if !ok || seen[r] {
			return nil, malformed("page tree")
		}
		seen[r] = true
		n := d.dict(r)
		kids, isNode := d.resolve(n["Kids"]).(array)
		switch {
		case n == nil:
			return nil, malformed("page tree")
		case isNode:
			for i := len(kids) - 1; i >= 0; i-- {
				todo = append(todo, kids[i])
			}
		default:
			out = append(out, r)
		}
		if len(out) > maxPages || len(todo) > maxPages {
			return nil, ErrLimit
		}
	}
	return out, nil
}

// field is a node of the form's field tree, widgets included.
type field struct {
	ref    ref
	name   string // full, with dots
	ft     name   // inherited
	dict   dict
	value  any  // /V, inherited, unresolved
	widget bool // a widget without a name of its own
}

func (d *document) form() dict { return d.dict(d.catalog["AcroForm"]) }

type fieldTodo struct {
	o      any
	parent field
}

// fields walks the field tree. Nodes that are no indirect dictionaries are left out.
func (d *document) fields() ([]field, error) {
	var out []field
	seen := map[ref]bool{}
	var todo []fieldTodo
	push := func(kids array, parent field) {
		for i := len(kids) - 1; i >= 0; i-- {
			todo = append(todo, fieldTodo{kids[i], parent})
		}
	}
	top, _ := d.resolve(d.form()["Fields"]).(array)
	push(top, field{})
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		r, ok := t.o.(ref)
		if !ok || seen[r] {
			continue
		}
		seen[r] = true
		f, ok := d.field(r, t.parent)
		if !ok {
			continue
		}
		out = append(out, f)
		kids, _ := d.resolve(f.dict["Kids"]).(array)
		push(kids, f)
		if len(out) > maxFields || len(todo) > maxFields {
			return nil, ErrLimit
		}
	}
	return out, nil
}

func (d *document) field(r ref, parent field) (field, bool) {
	n, ok := d.resolve(r).(dict)
	if !ok {
		return field{}, false
	}
	f := field{ref: r, name: parent.name, ft: parent.ft, dict: n, value: parent.value, widget: true}
	if t, ok := d.resolve(n["T"]).(text); ok {
		f.widget = false
		if f.name != "" {
			f.name += "."
		}
		f.name += decodeText(t.val)
	}
	if ft, ok := d.resolve(n["FT"]).(name); ok {
		f.ft = ft
	}
	if v, ok := n["V"]; ok {
		f.value = v
	}
	return f, len(f.name) < 4096
}
