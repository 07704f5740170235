// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// flip changes one letter of the first page's content.
func flip(pdf []byte) []byte {
	out := bytes.Clone(pdf)
	i := bytes.Index(out, []byte("stream\n")) + 12
	out[i] ^= 1
	return out
}

// patch replaces the last occurrence of old by something as long.
func patch(t *testing.T, pdf []byte, old, now string) []byte {
	t.Helper()
	i := bytes.LastIndex(pdf, []byte(old))
	if i < 0 || len(old) != len(now) {
		t.Fatalf("cannot put %q for %q", now, old)
	}
	out := bytes.Clone(pdf)
	copy(out[i:], now)
	return out
}

// edited appends an unsigned incremental update.
func edited(t *testing.T, pdf []byte, edit func(e *editor)) []byte {
	t.Helper()
	d, err := open(pdf, newBudget(len(pdf)))
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEditor(d)
	if err != nil {
		t.Fatal(err)
	}
	edit(e)
	return e.u.write()
}

func replacePage(e *editor) {
	d := e.u.doc
	p := clone(d.dict(e.pages[0]))
	p["Contents"] = e.u.add(&stream{dict: dict{}, raw: []byte("BT /F1 20 Tf 72 700 Td (Khac) Tj ET")})
	e.u.objects[e.pages[0]] = p
}

// overwriteContent keeps the page and changes the stream it points to.
func overwriteContent(e *editor) {
	d := e.u.doc
	e.u.objects[d.dict(e.pages[0])["Contents"].(ref)] = &stream{dict: dict{}, raw: []byte("BT ET")}
}

// hideObject lets the table point to another object's place (shadow attack "hide").
func hideObject(t *testing.T, pdf []byte) []byte {
	t.Helper()
	d, err := open(pdf, newBudget(len(pdf)))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := d.pages()
	if err != nil {
		t.Fatal(err)
	}
	content := d.dict(pages[0])["Contents"].(ref)
	out := fmt.Appendf(bytes.Clone(pdf), "xref\n%d 1\n%010d 00000 n \ntrailer\n", content.num, d.xref[pages[0].num].off)
	out = appendDict(out, dict{"Root": d.root, "Size": d.trailer["Size"], "Prev": d.sections[0].off})
	return fmt.Appendf(out, "\nstartxref\n%d\n%%%%EOF\n", len(pdf))
}

func addAnnotation(e *editor) {
	p := clone(e.u.doc.dict(e.pages[0]))
	note := e.u.add(dict{"Type": name("Annot"), "Subtype": name("Text"), "Rect": array{10, 10, 30, 30}, "Contents": str("x")})
	old, _ := e.u.doc.resolve(p["Annots"]).(array)
	p["Annots"] = append(append(array{}, old...), note)
	e.u.objects[e.pages[0]] = p
}

func hasCode(s Signature, code string) bool {
	for _, r := range s.Reasons {
		if r.Code == code {
			return true
		}
	}
	return false
}

func TestAttacks(t *testing.T) {
	p := newParties(t)
	signed := mustSign(t, classicPDF(t), p.personOptions(t))
	first := mustVerify(t, signed, p.verifyOptions()).Signatures[0]
	br := first.ByteRange
	ranges := func(a, b, c, d int64) []byte {
		old := fmt.Sprintf("[0 %d %d %d", br[1], br[2], br[3])
		now := fmt.Sprintf("[%d %d %d %d", a, b, c, d)
		width := len(rangePlaceholder) - 1
		return patch(t, signed, fmt.Sprintf("%-*s]", width, old), fmt.Sprintf("%-*s]", width, now))
	}
	longer := append(bytes.Clone(signed), "<!-- more -->"...)
	swapValue := func(e *editor) {
		f := e.names["Signature1"]
		v := clone(e.u.doc.dict(f.value))
		v["Name"] = str("Khac")
		out := clone(f.dict)
		out["V"] = e.u.add(v)
		e.u.objects[f.ref] = out
	}
	moved := func(e *editor) {
		f := e.names["Signature1"]
		out := clone(f.dict)
		out["Rect"] = array{0, 0, 500, 500}
		e.u.objects[f.ref] = out
	}
	openAction := func(e *editor) {
		c := clone(e.u.doc.catalog)
		c["OpenAction"] = dict{"S": name("JavaScript"), "JS": str("app.alert(1)")}
		e.u.objects[e.u.doc.root] = c
	}
	dropForm := func(e *editor) {
		c := clone(e.u.doc.catalog)
		delete(c, "AcroForm")
		e.u.objects[e.u.doc.root] = c
	}
	for _, c := range []struct {
		name   string
		pdf    []byte
		code   string
		change Change
	}{
		{"flipped byte", flip(signed), CodeDigest, ChangeNone},
		{"range starts later", ranges(1, br[1]-1, br[2], br[3]), CodeByteRange, ChangeNone},
		{"range reaches into contents", ranges(0, br[1]+10, br[2], br[3]), CodeByteRange, ChangeNone},
		{"gap wider than contents", ranges(0, br[1], br[2]+8, br[3]-8), CodeByteRange, ChangeNone},
		{"ranges overlap", ranges(0, br[2]+4, br[2], br[3]), CodeByteRange, ChangeNone},
		{"range ends early", ranges(0, br[1], br[2], br[3]-30), CodeByteRange, ChangeNone},
		{"range ends beyond the file", ranges(0, br[1], br[2], br[3]+100), CodeByteRange, ChangeNone},
		{"no message digest", patch(t, signed, "06092a864886f70d010904", "06092a864886f70d010963"), CodeNoMessageDigest, ChangeNone},
		{"key twice", patch(t, signed, "/Reason <", "/Filter <"), CodeDuplicateKey, ChangeNone},
		{"page replaced", edited(t, signed, replacePage), CodeContentChanged, ChangeContent},
		{"content overwritten", edited(t, signed, overwriteContent), CodeContentChanged, ChangeContent},
		{"content hidden", hideObject(t, signed), CodeContentChanged, ChangeContent},
		{"appended without a table", longer, CodeContentChanged, ChangeContent},
		{"signature swapped", edited(t, signed, swapValue), CodeContentChanged, ChangeContent},
		{"signature moved", edited(t, signed, moved), CodeContentChanged, ChangeContent},
		{"script added", edited(t, signed, openAction), CodeContentChanged, ChangeContent},
		{"form dropped", edited(t, signed, dropForm), CodeContentChanged, ChangeContent},
	} {
		r, err := Verify(c.pdf, p.verifyOptions())
		if err != nil || r.Verdict != VerdictInvalid {
			t.Errorf("%s: %v %v", c.name, r.Verdict, err)
			continue
		}
		found := false
		for _, s := range r.Signatures {
			found = found || hasCode(s, c.code)
		}
		if !found || r.Change != c.change {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

func TestHarmlessAndVisibleChanges(t *testing.T) {
	p := newParties(t)
	signed := mustSign(t, classicPDF(t), p.personOptions(t))
	textField := func(e *editor) {
		if err := e.addText(TextField{Name: "x", Value: "999", Page: 1, Rect: Rect{10, 10, 50, 20}}); err != nil {
			t.Fatal(err)
		}
		e.finish()
	}
	for _, c := range []struct {
		name   string
		pdf    []byte
		change Change
		after  bool
	}{
		{"untouched", signed, ChangeNone, false},
		{"a line feed more", append(bytes.Clone(signed), '\n'), ChangeNone, false},
		{"annotation", edited(t, signed, addAnnotation), ChangeAnnotation, true},
		{"text field nobody signed", edited(t, signed, textField), ChangeAnnotation, true},
		{"second signature", mustSign(t, signed, p.personOptions(t)), ChangeSignature, true},
		{"numbered and sealed", mustSign(t, signed, p.agencyOptions(t)), ChangeFormFill, true},
		{"sealed by a stranger", mustSign(t, signed, newParties(t).agencyOptions(t)), ChangeAnnotation, true},
		{"seal broken", sealBroken(t, mustSign(t, signed, p.agencyOptions(t))), ChangeAnnotation, true},
	} {
		r := mustVerify(t, c.pdf, p.verifyOptions())
		s := r.Signatures[0]
		if s.Verdict != VerdictValid || s.Change != c.change || s.ChangesAfterSigning != c.after {
			t.Errorf("%s: %+v", c.name, s)
		}
		if len(r.Signatures) > 1 && (r.Signatures[1].Verdict == VerdictValid) == (c.name == "seal broken") {
			t.Errorf("%s: %+v", c.name, r.Signatures[1])
		}
	}
}

// sealBroken alters the number that the agency wrote.
func sealBroken(t *testing.T, pdf []byte) []byte { return patch(t, pdf, "(128) Tj", "(999) Tj") }

// A signed revision whose page tree is broken is not the present one, even if an
// update mends it; and that is no reason to give up on the file.
func TestBrokenEarlierRevision(t *testing.T) {
	base := build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[9 0 R]>>", "<</Type/Page>>")
	a, err := open(base, newBudget(len(base)))
	if err != nil {
		t.Fatal(err)
	}
	u := a.newUpdate()
	u.objects[ref{2, 0}] = dict{"Type": name("Pages"), "Kids": array{ref{3, 0}}}
	mended := u.write()
	b, err := open(mended, newBudget(len(mended)))
	if err != nil {
		t.Fatal(err)
	}
	if d, err := compare(a, b, true); err != nil || d.change != ChangeContent {
		t.Errorf("%+v %v", d, err)
	}
}

func TestCertifiedAgainstChange(t *testing.T) {
	for p, want := range map[int]Verdict{0: VerdictValid, 1: VerdictInvalid, 2: VerdictInvalid, 3: VerdictValid} {
		s := &checked{Signature: Signature{Verdict: VerdictValid, Change: ChangeAnnotation, CertifiesPermissions: p}}
		if s.judgeChange(); s.Verdict != want {
			t.Errorf("P=%d: %s", p, s.Verdict)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	p := newParties(t)
	signed := signedTwice(t, p, streamPDF(t))
	for cut := 0; cut < len(signed); cut += 97 {
		r, err := Verify(signed[:cut], p.verifyOptions())
		if err != nil {
			continue
		}
		for _, s := range r.Signatures {
			if s.Verdict == VerdictValid && !s.CoversWholeRevision {
				t.Fatalf("cut at %d: %+v", cut, s)
			}
		}
	}
	loop := "%PDF-1.4\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
	nested := "%PDF-1.4\n1 0 obj\n" + strings.Repeat("[", 1_000_000) + "\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n1000018\n%%EOF"
	encrypted := bytes.Replace(classicPDF(t), []byte("/Root"), []byte("/Encrypt 1 0 R /Root"), 1)
	for what, c := range map[string]struct {
		pdf  []byte
		want error
	}{
		"empty": {nil, ErrMalformed}, "no PDF": {[]byte("hello"), ErrMalformed}, "loop": {[]byte(loop), ErrMalformed},
		"nested": {[]byte(nested), ErrMalformed}, "encrypted": {encrypted, ErrEncrypted},
	} {
		if _, err := Verify(c.pdf, VerifyOptions{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := Sign(c.pdf, p.personOptions(t)); !errors.Is(err, c.want) {
			t.Errorf("signing %s: %v", what, err)
		}
	}
}
