// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"fmt"
	"math"
)

// editor makes the changes of one signing: widgets on pages, fields in the form.
type editor struct {
	u      *update
	pages  []ref
	names  map[string]field
	form   dict
	fields array
	fonts  map[string]ref
	// signature is the signature dictionary, once added
	signature ref
}

func newEditor(d *document) (*editor, error) {
	pages, err := d.pages()
	if err != nil {
		return nil, err
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("%w: the file has no pages", ErrPage)
	}
	fields, err := d.fields()
	if err != nil {
		return nil, err
	}
	e := &editor{u: d.newUpdate(), pages: pages, names: map[string]field{}, form: clone(d.form()), fonts: map[string]ref{}}
	for _, f := range fields {
		if !f.widget {
			e.names[f.name] = f
		}
	}
	old, _ := d.resolve(e.form["Fields"]).(array)
	e.fields = append(array{}, old...)
	return e, nil
}

// finish writes the form, directly or through the catalog, and the update.
func (e *editor) finish() []byte {
	e.form["Fields"] = e.fields
	e.form["SigFlags"] = 3 // SignaturesExist, AppendOnly
	d := e.u.doc
	if r, ok := d.catalog["AcroForm"].(ref); ok && d.dict(r) != nil {
		e.u.objects[r] = e.form
		return e.u.write()
	}
	catalog := clone(d.catalog)
	catalog["AcroForm"] = e.form
	e.u.objects[d.root] = catalog
	return e.u.write()
}

// addWidget puts a new field that is its own widget on a page.
func (e *editor) addWidget(page int, w dict) error {
	r, err := e.page(page)
	if err != nil {
		return err
	}
	w["Type"], w["Subtype"], w["P"] = name("Annot"), name("Widget"), r
	field := e.u.add(w)
	e.fields = append(e.fields, field)
	p := e.u.current(r).(dict) // by e.page
	if list, ok := p["Annots"].(ref); ok {
		old, _ := e.u.current(list).(array)
		if old != nil {
			e.u.objects[list] = append(append(array{}, old...), field)
			return nil
		}
	}
	old, _ := p["Annots"].(array)
	p = clone(p)
	p["Annots"] = append(append(array{}, old...), field)
	e.u.objects[r] = p
	return nil
}

func (e *editor) page(n int) (ref, error) {
	if n < 1 || n > len(e.pages) {
		return ref{}, fmt.Errorf("%w: %d of %d", ErrPage, n, len(e.pages))
	}
	r := e.pages[n-1]
	if _, ok := e.u.current(r).(dict); !ok {
		return ref{}, malformed("page %d", n)
	}
	return r, nil
}

// addSignature makes the field, or fills the empty one of that name.
func (e *editor) addSignature(o SignOptions) error {
	w := dict{"F": 132, "Rect": array{0, 0, 0, 0}} // print, locked
	page := 1
	if a := o.Appearance; a != nil {
		if err := a.Rect.check(); err != nil {
			return err
		}
		page = a.Page
		w["Rect"] = a.Rect.array()
		if len(a.PNG) > 0 {
			form, err := e.picture(a.PNG, a.Rect)
			if err != nil {
				return err
			}
			w["AP"] = dict{"N": form}
		}
	}
	v := e.u.add(signatureDict(o))
	e.signature = v
	if f, ok := e.names[o.FieldName]; ok {
		return e.fillSignature(f, w, v, o.Appearance != nil)
	}
	w["FT"], w["V"], w["T"] = name("Sig"), v, encodeText(e.freeName(o.FieldName))
	return e.addWidget(page, w)
}

func (e *editor) freeName(wanted string) string {
	for n := 1; wanted == ""; n++ {
		if s := fmt.Sprintf("Signature%d", n); e.names[s].dict == nil {
			wanted = s
		}
	}
	return wanted
}

func (e *editor) fillSignature(f field, w dict, v ref, visible bool) error {
	if f.ft != "Sig" || f.value != nil || f.dict["Kids"] != nil {
		return fmt.Errorf("%w: %q", ErrFieldExists, f.name)
	}
	out := clone(f.dict)
	out["V"] = v
	if visible && w["AP"] != nil { // the place is the form's, the picture ours
		out["AP"] = w["AP"]
	}
	e.u.objects[f.ref] = out
	return nil
}

func (r Rect) check() error {
	for _, v := range []float64{r.X, r.Y, r.W, r.H} {
		if math.IsNaN(v) || math.Abs(v) > 14400 {
			return fmt.Errorf("%w: rectangle %v", ErrOption, r)
		}
	}
	if r.W <= 0 || r.H <= 0 {
		return fmt.Errorf("%w: rectangle %v", ErrOption, r)
	}
	return nil
}

func (r Rect) array() array { return array{r.X, r.Y, r.X + r.W, r.Y + r.H} }
