// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"errors"
	"fmt"
)

// changes finds out, for every signature, what was done after its revision. It
// compares one signed revision with the next and the last with the whole file,
// so that what a later signer has covered can be told from what nobody has.
func (v *verifier) changes() error {
	var stops []*checked
	for _, s := range v.sigs { // sorted by end
		if s.intact && (len(stops) == 0 || stops[len(stops)-1].end < s.end) {
			stops = append(stops, s)
		}
	}
	steps := map[[2]int]*differ{}
	for _, s := range v.sigs {
		if s.rev == nil || !s.ChangesAfterSigning {
			continue
		}
		if err := v.changesAfter(s, stops, steps); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) changesAfter(s *checked, stops []*checked, steps map[[2]int]*differ) error {
	from := s.rev
	step := func(to *document, signed bool) error {
		key := [2]int{len(from.data), len(to.data)}
		d, known := steps[key]
		if !known {
			var err error
			if d, err = compare(from, to, signed); err != nil {
				return err
			}
			steps[key] = d
		}
		s.Change = worse(s.Change, d.change)
		s.ChangeDetails = append(s.ChangeDetails, d.details...)
		from = to
		return nil
	}
	for _, stop := range stops {
		if stop.end <= s.end {
			continue
		}
		if err := step(stop.rev, !v.stranger(stop)); err != nil {
			return err
		}
	}
	if len(from.data) != len(v.doc.data) && !blank(v.doc.data[len(from.data):]) {
		if err := step(v.doc, false); err != nil {
			return err
		}
	}
	s.judgeChange()
	return nil
}

// stranger: there are roots and the signer has no path to them. His signature
// does not vouch for what he added; no roots at all, and everybody counts.
func (v *verifier) stranger(s *checked) bool {
	if len(v.o.Roots) == 0 {
		return false
	}
	for _, r := range s.TrustReasons {
		if r.Code == CodeUntrusted {
			return true
		}
	}
	return false
}

func (s *checked) judgeChange() {
	if s.Change == ChangeContent {
		s.lower(VerdictInvalid, CodeContentChanged, "")
		return
	}
	most := map[int]Change{1: ChangeNone, 2: ChangeFormFill, 3: ChangeAnnotation}
	if limit, certifying := most[s.CertifiesPermissions]; certifying && changeOrder[s.Change] > changeOrder[limit] {
		s.lower(VerdictInvalid, CodeForbiddenChange, string(s.Change))
	}
}

// differ walks two revisions side by side from the catalog. Pages, annotations
// and the form have rules of their own; everything else must be the same.
type differ struct {
	a, b    *document
	signed  bool // the later revision ends in an intact signature of no stranger
	change  Change
	details []string
	own     map[ref]bool // objects judged by their own rule, skipped elsewhere
	inForm  map[ref]bool // fields and widgets of either revision
	seen    map[pair]bool
	todo    []pair
}

// pair is two references to be compared, and how grave a difference would be.
type pair struct {
	a, b ref
	as   Change
}

func (x *differ) raise(c Change, format string, args ...any) {
	if c == ChangeNone {
		return
	}
	x.change = worse(x.change, c)
	if len(x.details) < 20 {
		x.details = append(x.details, string(c)+": "+fmt.Sprintf(format, args...))
	}
}

func compare(a, b *document, signed bool) (*differ, error) {
	x := &differ{a: a, b: b, signed: signed, change: ChangeNone, own: map[ref]bool{}, inForm: map[ref]bool{}, seen: map[pair]bool{}}
	if len(bytes.TrimSpace(b.tail)) > 0 {
		x.raise(ChangeContent, "data after the end-of-file mark")
	}
	if !builds(a, b) || a.root != b.root {
		x.raise(ChangeContent, "the file does not build on the signed revision")
		return x, nil
	}
	if !x.anyEntryDiffers() {
		return x, nil
	}
	if err := x.walk(); errors.Is(err, ErrMalformed) {
		x.raise(ChangeContent, "the revisions cannot be compared: %v", err)
	} else if err != nil {
		return nil, err
	}
	return x, a.budget.spend(0)
}

func (x *differ) walk() error {
	pages, err := x.a.pages()
	if err != nil {
		return err
	}
	x.markOwn(pages)
	if err := x.forms(); err != nil {
		return err
	}
	x.catalog()
	for _, p := range pages {
		x.page(p)
	}
	x.work()
	return nil
}

// builds: the newest section of a is in the chain of b.
func builds(a, b *document) bool {
	for _, s := range b.sections {
		if s == a.sections[0] {
			return true
		}
	}
	return false
}

func (x *differ) anyEntryDiffers() bool {
	if len(x.a.xref) != len(x.b.xref) {
		return true
	}
	for num, e := range x.a.xref {
		if x.b.xref[num] != e {
			return true
		}
	}
	return false
}

// markOwn lists the objects that are reached by rule, so that a walk that comes
// by them another way (a link's /P, the structure tree) does not judge them twice.
func (x *differ) markOwn(pages []ref) {
	x.own[x.a.root] = true
	if r, ok := x.a.catalog["AcroForm"].(ref); ok {
		x.own[r] = true
	}
	for _, p := range pages {
		x.own[p] = true
		annots := x.a.dict(p)["Annots"]
		if r, ok := annots.(ref); ok {
			x.own[r] = true
		}
		list, _ := x.a.resolve(annots).(array)
		for _, o := range list {
			if r, ok := o.(ref); ok {
				x.own[r] = true
			}
		}
	}
}

func (x *differ) catalog() {
	for _, k := range keysOf(x.a.catalog, x.b.catalog) {
		va, vb := x.a.catalog[k], x.b.catalog[k]
		switch k {
		case "Metadata", "Version", "AcroForm":
		case "DSS", "Extensions":
			x.same(va, vb, ChangeSignature, string(k), 0)
		case "StructTreeRoot":
			x.same(va, vb, ChangeAnnotation, string(k), 0)
		case "Names":
			x.names(x.a.dict(va), x.b.dict(vb))
		default:
			x.same(va, vb, ChangeContent, string(k), 0)
		}
	}
}

// names: appearances of annotations may be added, the rest stays.
func (x *differ) names(a, b dict) {
	for _, k := range keysOf(a, b) {
		as := ChangeContent
		if k == "AP" || k == "EmbeddedFiles" {
			as = ChangeAnnotation
		}
		x.same(a[k], b[k], as, "Names/"+string(k), 0)
	}
}

func (x *differ) page(r ref) {
	a, b := x.a.dict(r), x.b.dict(r)
	if b == nil {
		x.raise(ChangeContent, "page %d is gone", r.num)
		return
	}
	for _, k := range keysOf(a, b) {
		switch k {
		case "Metadata", "LastModified":
		case "Annots":
			x.annots(a[k], b[k])
		case "Tabs":
			x.same(a[k], b[k], ChangeAnnotation, "page Tabs", 0)
		default:
			x.same(a[k], b[k], ChangeContent, fmt.Sprintf("page %d %s", r.num, k), 0)
		}
	}
}

// annots compares the annotations of a page. Those of form fields are judged
// with the form.
func (x *differ) annots(oa, ob any) {
	a, _ := x.a.resolve(oa).(array)
	b, _ := x.b.resolve(ob).(array)
	inB := map[ref]bool{}
	var directA, directB array
	for _, o := range b {
		if r, ok := o.(ref); ok {
			inB[r] = true
		} else {
			directB = append(directB, o)
		}
	}
	inA := map[ref]bool{}
	for _, o := range a {
		r, ok := o.(ref)
		if !ok {
			directA = append(directA, o)
			continue
		}
		inA[r] = true
		switch {
		case !inB[r]:
			x.raise(ChangeAnnotation, "annotation %d is gone", r.num)
		case !x.isField(r):
			x.same(x.a.resolve(r), x.b.resolve(r), ChangeAnnotation, fmt.Sprintf("annotation %d", r.num), 0)
		}
	}
	for r := range inB {
		if !inA[r] && !x.isField(r) {
			x.raise(ChangeAnnotation, "annotation %d is new", r.num)
		}
	}
	x.same(directA, directB, ChangeAnnotation, "annotations", 0)
}
