// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

func vietnamese(t *testing.T) func(string, ...any) string {
	texts, err := i18n.Load(Texts)
	if err != nil {
		t.Fatal(err)
	}
	l := texts.In(i18n.Vietnamese)
	return func(key string, args ...any) string { return l.T("document.print."+key, args...) }
}

func TestNumbersInWords(t *testing.T) {
	n := wordsOf(vietnamese(t))
	for v, want := range map[int]string{
		0: "không", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm", 30: "ba mươi",
		105: "một trăm lẻ năm", 1998: "một nghìn chín trăm chín mươi tám", 2000: "hai nghìn", 2005: "hai nghìn không trăm lẻ năm", 2026: "hai nghìn không trăm hai mươi sáu",
	} {
		if got := n.words(v); got != want {
			t.Errorf("%d: %q, not %q", v, got, want)
		}
	}
}

func TestMaskedNamesTellLittle(t *testing.T) {
	for name, want := range map[string]string{"Lò Thị Bình": "Lò T*** B***", "Bình": "B***", "": "", "  Cầm   Văn Đôi ": "Cầm V*** Đ***"} {
		if got := masked(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestCodesAreForgiven(t *testing.T) {
	if got := cleanCode(" 8J62-OGwi 86tu "); got != "8j620gw186tv" {
		t.Error(got)
	}
}

func TestSealCoversAThirdOfTheSignatureFromItsLeft(t *testing.T) {
	sig := slot{X: 300, Y: 100, W: 136, H: 62}
	r := sealRect(sig)
	if covered := r.X + r.W - sig.X; covered < sig.W*0.33 || covered > sig.W*0.34 {
		t.Errorf("covers %f of %f", covered, sig.W)
	}
	if mid := r.Y + r.H/2; mid != sig.Y+sig.H/2 {
		t.Errorf("middle at %f", mid)
	}
}

// However a name comes, what is kept is one clean line that leads nowhere.
func TestFileNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := cleanName(rapid.String().Draw(t, "name"))
		if strings.ContainsAny(got, "/\\\n\r\x00<>:\"|?*") || strings.HasPrefix(got, ".") || len([]rune(got)) > maxName {
			t.Fatalf("%q", got)
		}
	})
}

// Whatever comes, inspect answers with a finding or with a fault, and no more
// pages than there are bytes for.
func FuzzInspect(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj << /Type /Page >> endobj\nstartxref\n0\n%%EOF"))
	f.Add([]byte("%PDF-1.4\n1 0 obj << /Type /ObjStm /N 2 /First 10 /Length 20 >> stream\n1 0 2 5 <</Type/Page>>endstream endobj %%EOF"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	l := Config{}.limits()
	f.Fuzz(func(t *testing.T, body []byte) {
		found, err := inspect(body, l)
		if err != nil && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) {
			t.Fatalf("%v", err)
		}
		if found.Pages > len(body) {
			t.Fatalf("%d pages in %d bytes", found.Pages, len(body))
		}
		orientation(append([]byte{0xff, 0xd8}, body...))
	})
}

// Active content is found however its name is written and wherever it stands.
func TestActiveContentIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"JavaScript", "JS", "Launch", "SubmitForm", "XFA"}).Draw(t, "name")
		var written strings.Builder
		for _, c := range []byte(name) {
			if rapid.Bool().Draw(t, "hex") {
				const hex = "0123456789ABCDEF"
				written.WriteString("#" + string(hex[c>>4]) + string(hex[c&15]))
				continue
			}
			written.WriteByte(c)
		}
		pad := rapid.SampledFrom([]string{"", "% (a comment\n", "(a \\) string)", "<41 42>", "[1 2 R]", "<< /A << /B 1 >> >>"}).Draw(t, "pad")
		body := "%PDF-1.7\n3 0 obj << /Type /Page >> endobj\n4 0 obj << /X " + pad + " /S /" + written.String() + " >> endobj\nstartxref\n0\n%%EOF"
		if _, err := checkPDF([]byte(body), 10); fault.Of(err).Key != "document.fault.active_pdf" {
			t.Fatalf("%s: %v", body, err)
		}
	})
}

func TestNamesInsideStringsAndStreamsAreNoCommands(t *testing.T) {
	body := "%PDF-1.7\n3 0 obj << /Type /Page /T (/JavaScript) >> endobj\n4 0 obj << /Length 24 >> stream\n/JavaScript /Encrypt /XFA\nendstream endobj\nstartxref\n0\n%%EOF"
	if n, err := checkPDF([]byte(body), 10); err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
}

func TestOfficeBombsAreRefused(t *testing.T) {
	if got := sniff([]byte("PK\x03\x04 nothing")); got != Unknown {
		t.Error(got)
	}
	if err := checkOffice(bytes.Repeat([]byte("PK"), 100)); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}
