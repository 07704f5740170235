// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func parse(b []byte) (any, error) { return (&parser{b: b}).object() }

func TestObjects(t *testing.T) {
	for in, want := range map[string]any{
		"12": int64(12), "-7": int64(-7), "1.50": real("1.50"), "-.5": real("-.5"), "true": true, "null": nil,
		"/A#20b": name("A b"), "/": name(""), "3 0 R": ref{3, 0}, "[1 2 0 R 3]": array{int64(1), ref{2, 0}, int64(3)},
		"<< /A 1 /B null % note\n>>": dict{"A": int64(1)}, "(a(b)\\)\\101\\\r\nc)": str("a(b))Ac"), "<414>": str("A@"),
		"99999999999999999999": real("99999999999999999999"),
	} {
		got, err := parse([]byte(in))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %#v %v", in, got, err)
		}
	}
	for _, in := range []string{"", "(", "<4", "<4g>", "[1", "<</A>>", "<< 1 2 >>", ">", "endobj", strings.Repeat("[", 1000), "1e5"} {
		if got, err := parse([]byte(in)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q: %#v %v", in, got, err)
		}
	}
}

func anyObject() *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Just[any](true), rapid.Just[any](real("-0.25")),
		rapid.Map(rapid.Int64Range(-1<<40, 1<<40), func(n int64) any { return n }),
		rapid.Map(rapid.String(), func(s string) any { return name(s) }),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) any { return text{val: append([]byte{}, b...), start: -1} }),
		rapid.Map(rapid.IntRange(0, 1<<20), func(n int) any { return ref{n, n % 7} }),
	)
	lists := rapid.Map(rapid.SliceOfN(leaf, 0, 5), func(v []any) any { return array(append([]any{}, v...)) })
	dicts := rapid.Map(rapid.MapOfN(rapid.StringMatching("[A-Z][a-z#( ]{0,4}"), rapid.OneOf(leaf, lists), 0, 5), func(m map[string]any) any {
		d := dict{}
		for k, v := range m {
			d[name(k)] = v
		}
		return d
	})
	return rapid.OneOf(leaf, lists, dicts)
}

// What is written is read back the same.
func TestWriteThenRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyObject().Draw(t, "object")
		b := appendObject(nil, o)
		got, err := parse(b)
		if err != nil || !reflect.DeepEqual(normal(got), normal(o)) {
			t.Fatalf("%q: %#v, want %#v (%v)", b, got, o, err)
		}
	})
}

// normal makes nil and empty byte slices the same.
func normal(o any) any {
	switch v := o.(type) {
	case text:
		return string(v.val)
	case array:
		out := []any{}
		for _, e := range v {
			out = append(out, normal(e))
		}
		return out
	case dict:
		out := map[name]any{}
		for k, e := range v {
			out[k] = normal(e)
		}
		return out
	}
	return o
}

func TestTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aZ09 ()\\ĐđưỡẤ𠀀é\n"))).Draw(t, "s")
		got, err := parse(appendObject(nil, encodeText(s)))
		if err != nil || decodeText(got.(text).val) != s {
			t.Fatalf("%q: %v %v", s, got, err)
		}
	})
}

// build makes a classic file of the given objects, numbered from 1; object 1 is the root.
func build(objects ...string) []byte {
	out := []byte("%PDF-1.7\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(out, "%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table, len(objects)+1, len(out))
}

// hostile files ask for endless work in one way or another.
func hostile(t testing.TB) map[string][]byte {
	t.Helper()
	zeros, err := deflate(make([]byte, 80<<20))
	if err != nil {
		t.Fatal(err)
	}
	bomb := fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj\n<</Type/XRef/Root 1 0 R/W[1 2 1]/Size 9000000/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF", len(zeros), zeros)
	const pages = "<</Type/Pages/Kids[3 0 R]>>"
	const page = "<</Type/Page/Parent 2 0 R>>"
	root := func(fields string) string {
		return "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + fields + "]>>>>"
	}
	lengths := []string{root("4 0 R"), pages, page}
	for i := range 3000 {
		lengths = append(lengths, fmt.Sprintf("<</Length %d 0 R/ByteRange[0 1 2 3]/Contents(x)>>\nstream\nx\nendstream", i+5))
	}
	fan := []string{root("4 0 R"), pages, page}
	for i := range 2000 {
		fan = append(fan, fmt.Sprintf("<</T(%s)/Kids[%s]>>", strings.Repeat("n", 100), strings.Repeat(fmt.Sprintf("%d 0 R ", i+5), 30)))
	}
	signatures := []string{root("4 0 R"), pages, page}
	for i := range 1000 {
		signatures = append(signatures, fmt.Sprintf("<</FT/Sig/T(%d)/V<</ByteRange[0 1 2 3]/Contents<00>>>/Kids[%d 0 R]>>", i, i+5))
	}
	return map[string][]byte{
		"page tree in a circle": build(root(""), "<</Type/Pages/Kids[2 0 R]>>"),
		"fields in a circle":    build(root("4 0 R"), pages, page, "<</T(a)/Kids[4 0 R 4 0 R]>>"),
		"chain of lengths":      build(lengths...), "deep field tree": build(fan...), "too many signatures": build(signatures...),
		"one long comment, after integers": overlapping(build(root(""), pages, page), "%d 0 obj 5%%"),
		"one long comment, after objects":  overlapping(build(root(""), pages, page), "%d 0 obj<<>>%%"),
		"one long comment, before objects": overlapping(build(root(""), pages, page), "%% %d 0 obj 5"),
		"decompression bomb":               bomb, "one place, many objects": onePlace(build(root(""), pages, page)), "strings without end": openStrings(build(root(""), pages, page)),
	}
}

// onePlace lets 200,000 numbers point to one object of 800 kB.
func onePlace(base []byte) []byte {
	out := append(bytes.Clone(base), "9 0 obj <</ByteRange 1/A["+strings.Repeat("(x)", 1<<18)+"]>> endobj\n"...)
	at := len(out)
	out = append(out, "xref\n9 200000\n"+strings.Repeat(fmt.Sprintf("%010d 00000 n \n", len(base)), 200000)...)
	return fmt.Appendf(out, "trailer\n<</Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", bytes.LastIndex(base, []byte("xref\n0")), at)
}

// openStrings begins 100,000 strings that have no end.
func openStrings(base []byte) []byte { return overlapping(base, "%d 0 obj </ByteRange ") }

// overlapping writes 100,000 objects, each of which reaches into all that follow.
func overlapping(base []byte, object string) []byte {
	out, table := bytes.Clone(base), []byte("xref\n100000 100000\n")
	for i := range 100000 {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, object, 100000+i)
	}
	out = append(out, " ByteRange\n"...)
	at := len(out)
	return fmt.Appendf(append(out, table...), "trailer\n<</Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", bytes.LastIndex(base, []byte("xref\n0")), at)
}

func TestHostileFilesEndSoon(t *testing.T) {
	p := newParties(t)
	for what, pdf := range hostile(t) {
		start := time.Now()
		r, err := Verify(pdf, VerifyOptions{})
		if r.Verdict == VerdictValid {
			t.Errorf("%s: %+v", what, r)
		}
		_, signErr := Sign(pdf, p.personOptions(t))
		d := time.Since(start)
		t.Logf("%s: %d bytes, %v, %v, %v", what, len(pdf), d.Round(time.Millisecond), err, signErr)
		if d > 30*time.Second { // two calls; under the race detector on a busy machine
			t.Errorf("%s: took %v", what, d)
		}
	}
}

func FuzzVerify(f *testing.F) {
	p := newParties(f)
	f.Add(classicPDF(f))
	f.Add(streamPDF(f))
	f.Add(hybridPDF(f))
	o := p.personOptions(f)
	o.Appearance = nil
	f.Add(mustSign(f, streamPDF(f), o))
	f.Add(signedTwice(f, p, classicPDF(f)))
	f.Add(build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page/Annots[4 0 R]>>", "<</FT/Sig/V 5 0 R>>", "<</ByteRange[0 9 9 9]/Contents<00>>>"))
	f.Fuzz(func(t *testing.T, pdf []byte) {
		r, err := Verify(pdf, p.verifyOptions())
		for _, s := range r.Signatures {
			if s.Verdict == VerdictValid && (!s.CoversWholeRevision || s.Certificate == nil && !s.IsDocumentTimeStamp) {
				t.Errorf("valid without cover: %+v", s)
			}
		}
		out, signErr := Sign(pdf, o)
		if signErr != nil {
			return
		}
		if err != nil {
			t.Fatalf("signed, though it cannot be verified: %v", err)
		}
		if !bytes.HasPrefix(out, pdf) {
			t.Fatal("earlier bytes were touched")
		}
	})
}

func FuzzObject(f *testing.F) {
	for _, s := range []string{"<</A[1 0 R(x\\051)<41>]/B-1.5>>", "[[[[", "/A#", "((", "1 0 1 0 R R"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := parse(b)
		if err != nil {
			return
		}
		again, err := parse(appendObject(nil, o))
		if err != nil || !reflect.DeepEqual(normal(again), normal(o)) {
			t.Fatalf("%q: %#v became %#v (%v)", b, o, again, err)
		}
	})
}
