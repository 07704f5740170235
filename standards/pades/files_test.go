// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"motcua.vn/standards/rfc3161"
)

// classicPDF is a two-page file with a classic cross-reference table.
func classicPDF(t testing.TB) []byte {
	t.Helper()
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCreationDate(testNow)
	f.SetModificationDate(testNow)
	f.SetFont("Times", "", 13)
	for _, s := range []string{"UY BAN NHAN DAN", "Trang 2"} {
		f.AddPage()
		f.Text(72, 100, s)
		f.Text(72, 130, "So:          /QD-UBND")
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// streamPDF is a small file written by hand with a cross-reference stream and an
// object stream that holds catalog and page tree.
func streamPDF(t testing.TB) []byte {
	t.Helper()
	u := &update{
		doc:     &document{data: []byte("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), trailer: dict{"Root": ref{1, 0}}},
		objects: map[ref]any{}, offsets: map[ref]int{}, next: 7,
	}
	packed := [][]byte{
		appendObject(nil, dict{"Type": name("Catalog"), "Pages": ref{2, 0}}),
		appendObject(nil, dict{"Type": name("Pages"), "Kids": array{ref{3, 0}}, "Count": 1}),
	}
	head := []byte("1 0 2 " + formatNumber(float64(len(packed[0])+1)) + " ")
	body, err := deflate(bytes.Join([][]byte{head, packed[0], []byte(" "), packed[1]}, nil))
	if err != nil {
		t.Fatal(err)
	}
	u.objects[ref{3, 0}] = dict{
		"Type": name("Page"), "Parent": ref{2, 0}, "MediaBox": array{0, 0, 595, 842}, "Contents": ref{4, 0}, "Annots": ref{6, 0},
		"Resources": dict{"Font": dict{"F1": dict{"Type": name("Font"), "Subtype": name("Type1"), "BaseFont": name("Times-Roman")}}},
	}
	u.objects[ref{4, 0}] = &stream{dict: dict{}, raw: []byte("BT /F1 13 Tf 72 700 Td (Stream) Tj ET")}
	u.objects[ref{5, 0}] = &stream{raw: body, dict: dict{"Type": name("ObjStm"), "N": 2, "First": len(head), "Filter": name("FlateDecode")}}
	u.objects[ref{6, 0}] = array{}
	out := append([]byte{}, u.doc.data...)
	for _, r := range u.order() {
		u.offsets[r] = len(out)
		out = appendObject(append(out, formatNumber(float64(r.num))+" 0 obj\n"...), u.objects[r])
		out = append(out, "\nendobj\n"...)
	}
	start := len(out)
	s := &stream{dict: dict{"Type": name("XRef"), "Root": ref{1, 0}, "Size": 8, "W": array{1, 2, 1}}}
	rows := []entry{{}, {2, 5, 0}, {2, 5, 1}, {1, u.offsets[ref{3, 0}], 0}, {1, u.offsets[ref{4, 0}], 0}, {1, u.offsets[ref{5, 0}], 0}, {1, u.offsets[ref{6, 0}], 0}, {1, start, 0}}
	for _, e := range rows {
		s.raw = append(s.raw, e.kind, byte(e.off>>8), byte(e.off), byte(e.gen))
	}
	out = appendObject(append(out, "7 0 obj\n"...), s)
	return append(out, "\nendobj\nstartxref\n"+formatNumber(float64(start))+"\n%%EOF\n"...)
}

// packedPDF is classicPDF rewritten by qpdf with object streams; nil without qpdf.
func packedPDF(t *testing.T) []byte {
	t.Helper()
	qpdf, ok := tool(t, "qpdf")
	if !ok {
		return nil
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out.pdf")
	if msg, err := exec.Command(qpdf, "--object-streams=generate", writeFile(t, dir, "in.pdf", classicPDF(t)), out).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, msg)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sealPNG(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 60, 60))
	for y := range 60 {
		for x := range 60 {
			if d := (x-30)*(x-30) + (y-30)*(y-30); d < 900 && d > 500 {
				img.Set(x, y, color.NRGBA{200, 20, 20, 180})
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type parties struct{ ca, person, agency, tsa *identity }

// newParties: a person with ECDSA, an agency with RSA, as in real life.
func newParties(t testing.TB) parties {
	t.Helper()
	ca := issue(t, nil, "p256", "CA thử nghiệm", 1)
	return parties{ca, issue(t, ca, "p256", "Nguyễn Thị Ký", 2), issue(t, ca, "rsa", "Ủy ban nhân dân xã", 3), issue(t, ca, "tsa", "TSA", 4)}
}

func (p parties) roots() []*x509.Certificate { return []*x509.Certificate{p.ca.cert} }

func (p parties) verifyOptions() VerifyOptions {
	return VerifyOptions{Roots: p.roots(), Now: testNow.AddDate(0, 1, 0)}
}

func (p parties) personOptions(t testing.TB) SignOptions {
	return SignOptions{
		Key: p.person.key, Certificate: p.person.cert, Chain: p.roots(), Time: testNow,
		Name: "Nguyễn Thị Ký", Reason: "Ký ban hành (1)", Location: "Hà Giang",
		Appearance: &Appearance{Page: 1, Rect: Rect{350, 200, 90, 90}, PNG: sealPNG(t)},
	}
}

func (p parties) agencyOptions(t testing.TB) SignOptions {
	return SignOptions{
		Key: p.agency.key, Certificate: p.agency.cert, Chain: p.roots(), Time: testNow.Add(time.Hour), FieldName: "Con dấu",
		Appearance: &Appearance{Page: 1, Rect: Rect{300, 210, 90, 90}, PNG: sealPNG(t)}, Reason: "Phát hành",
		Fill: []TextField{
			{Name: "so", Value: "128", Page: 1, Rect: Rect{95, 709, 40, 16}},
			{Name: "ngay", Value: "21", Page: 1, Rect: Rect{300, 700, 20, 16}, Font: "Times-Italic"},
			{Name: "thang", Value: "11", Page: 1, Rect: Rect{340, 700, 20, 16}, Font: "Times-Italic"},
		},
	}
}

func (p parties) stamp(at time.Time) func(context.Context, []byte) ([]byte, error) {
	var n atomic.Int64
	a := &rfc3161.Authority{
		Clock: func() time.Time { return at }, Key: p.tsa.key, Certificate: p.tsa.cert, Policy: asn1.ObjectIdentifier{1, 2, 3},
		Serial: func() (*big.Int, error) { return big.NewInt(n.Add(1)), nil },
	}
	return func(ctx context.Context, digest []byte) ([]byte, error) {
		r := rfc3161.Request{Hash: crypto.SHA256, Digest: digest, CertReq: true}
		der, err := r.Marshal()
		if err != nil {
			return nil, err
		}
		out, err := a.Respond(ctx, der)
		if err != nil {
			return nil, err
		}
		tok, err := r.Accept(out)
		if err != nil {
			return nil, err
		}
		return tok.Raw, nil
	}
}

func mustSign(t testing.TB, pdf []byte, o SignOptions) []byte {
	t.Helper()
	out, err := Sign(pdf, o)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out, pdf) {
		t.Fatal("earlier bytes were touched")
	}
	return out
}

func mustVerify(t testing.TB, pdf []byte, o VerifyOptions) Report {
	t.Helper()
	r, err := Verify(pdf, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// signedTwice is what leaves the one-stop shop: signed, numbered, dated, sealed.
func signedTwice(t testing.TB, p parties, pdf []byte) []byte {
	t.Helper()
	return mustSign(t, mustSign(t, pdf, p.personOptions(t)), p.agencyOptions(t))
}

// hybridPDF is a classic file whose newest section also has an /XRefStm, through
// which alone an object in an object stream can be found.
func hybridPDF(t testing.TB) []byte {
	t.Helper()
	base := classicPDF(t)
	d, err := open(base, newBudget(len(base)))
	if err != nil {
		t.Fatal(err)
	}
	u := d.newUpdate()
	hidden, container, table := u.next, u.next+1, u.next+2
	catalog := clone(d.catalog)
	catalog["Lang"] = ref{hidden, 0}
	head := fmt.Sprintf("%d 0 ", hidden)
	out := append([]byte{}, base...)
	put := func(num int, o any) int {
		at := len(out)
		out = append(appendObject(fmt.Appendf(out, "%d 0 obj\n", num), o), "\nendobj\n"...)
		return at
	}
	atRoot := put(d.root.num, catalog)
	atContainer := put(container, &stream{raw: []byte(head + "(vi-VN)"), dict: dict{"Type": name("ObjStm"), "N": 1, "First": len(head)}})
	rows := []byte{2, byte(container >> 8), byte(container), 0, 1, byte(atContainer >> 8), byte(atContainer), 0}
	atStream := put(table, &stream{raw: rows, dict: dict{
		"Type": name("XRef"), "W": array{1, 2, 1}, "Index": array{hidden, 2}, "Size": table + 1, "Root": d.root,
	}})
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \ntrailer\n", d.root.num, atRoot, table, atStream)
	out = appendDict(out, dict{"Size": table + 1, "Root": d.root, "Prev": d.sections[0].off, "XRefStm": atStream})
	return fmt.Appendf(out, "\nstartxref\n%d\n%%%%EOF\n", start)
}
