// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

// fieldsOf keeps the field nodes of both revisions by reference.
type fieldsOf struct{ a, b map[ref]field }

// forms compares the interactive forms and marks their fields as judged.
func (x *differ) forms() error {
	f, err := x.bothFields()
	if err != nil {
		return err
	}
	for _, m := range []map[ref]field{f.a, f.b} {
		for r := range m {
			x.inForm[r] = true
		}
	}
	for r := range f.a { // an object that became a field later is not excused
		x.own[r] = true
	}
	x.formDict(x.a.form(), x.b.form())
	for _, r := range sortedRefs(f.a) {
		old := f.a[r]
		now, ok := f.b[r]
		if !ok {
			x.raise(ChangeContent, "field %q is gone", old.name)
			continue
		}
		x.field(old, now)
	}
	for _, r := range sortedRefs(f.b) {
		if _, known := f.a[r]; !known {
			x.newField(r, f.b[r])
		}
	}
	return nil
}

func (x *differ) bothFields() (fieldsOf, error) {
	out := fieldsOf{map[ref]field{}, map[ref]field{}}
	for doc, into := range map[*document]map[ref]field{x.a: out.a, x.b: out.b} {
		list, err := doc.fields()
		if err != nil {
			return out, err
		}
		for _, f := range list {
			into[f.ref] = f
		}
	}
	return out, nil
}

func sortedRefs(m map[ref]field) []ref {
	u := update{objects: map[ref]any{}}
	for r := range m {
		u.objects[r] = nil
	}
	return u.order()
}

// isField says that r is a widget or field of either revision's form.
func (x *differ) isField(r ref) bool { return x.inForm[r] }

func (x *differ) formDict(a, b dict) {
	for _, k := range keysOf(a, b) {
		switch k {
		case "Fields", "SigFlags":
		case "DR":
			x.resources(x.a.dict(a[k]), x.b.dict(b[k]), 0)
		case "NeedAppearances", "DA", "Q":
			x.same(a[k], b[k], ChangeFormFill, "form "+string(k), 0)
		default: // XFA above all: another document inside this one
			x.same(a[k], b[k], ChangeContent, "form "+string(k), 0)
		}
	}
}

// resources may gain entries but not lose or change any.
func (x *differ) resources(a, b dict, depth int) {
	for k, va := range a {
		da, db := x.a.dict(va), x.b.dict(b[k])
		if depth == 0 && da != nil && db != nil {
			x.resources(da, db, 1)
			continue
		}
		x.same(va, b[k], ChangeFormFill, "form resource "+string(k), 0)
	}
}

// field compares a field or widget that was there when signing.
func (x *differ) field(a, b field) {
	wasSigned := a.ft == "Sig" && x.a.resolve(a.value) != nil
	nowSigned := b.ft == "Sig" && x.b.resolve(b.value) != nil
	for _, k := range keysOf(a.dict, b.dict) {
		va, vb := a.dict[k], b.dict[k]
		where := "field \"" + a.name + "\" " + string(k)
		switch {
		case k == "Kids":
		case wasSigned:
			x.same(va, vb, ChangeContent, where, 0)
		case a.ft == "Sig" && k == "V" && nowSigned:
			x.raise(x.ifSigned(ChangeSignature), "%s", where)
		case a.ft == "Sig" && nowSigned && signatureKeys[k]:
			x.same(va, vb, x.ifSigned(ChangeSignature), where, 0)
		case fillKeys[k]:
			x.same(va, vb, ChangeFormFill, where, 0)
		case k == "Rect" || k == "F":
			x.same(va, vb, ChangeAnnotation, where, 0)
		default:
			x.same(va, vb, ChangeContent, where, 0)
		}
	}
}

var (
	signatureKeys = map[name]bool{"AP": true, "AS": true, "F": true, "M": true, "MK": true, "Rect": true, "DA": true}
	fillKeys      = map[name]bool{
		"V": true, "AP": true, "AS": true, "M": true, "MK": true, "DA": true, "DV": true, "Ff": true,
		"Q": true, "I": true, "TI": true, "RV": true, "DS": true,
	}
)

// newField judges a field that was not there when signing.
func (x *differ) newField(r ref, f field) {
	switch {
	case f.ft == "Sig" && x.b.resolve(f.value) != nil:
		x.raise(x.ifSigned(ChangeSignature), "signature field %q is new", f.name)
	case f.ft == "Sig" && f.dict["AP"] == nil:
		x.raise(ChangeFormFill, "empty signature field %q is new", f.name)
	case f.ft == "Sig":
		x.raise(ChangeAnnotation, "drawn but unsigned signature field %q is new", f.name)
	default:
		x.raise(x.ifSigned(ChangeFormFill), "field %q is new (object %d)", f.name, r.num)
	}
}

// ifSigned: what no intact signature covers is no better than an annotation.
func (x *differ) ifSigned(c Change) Change {
	if x.signed {
		return c
	}
	return ChangeAnnotation
}
