// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"motcua.vn/standards/cms"
)

func TestPersonThenAgency(t *testing.T) {
	p := newParties(t)
	for what, pdf := range map[string][]byte{"classic": classicPDF(t), "xref stream": streamPDF(t), "hybrid": hybridPDF(t)} {
		r := mustVerify(t, signedTwice(t, p, pdf), p.verifyOptions())
		if r.Verdict != VerdictValid || len(r.Signatures) != 2 || r.Change != ChangeFormFill {
			t.Errorf("%s: %+v", what, r)
			continue
		}
		person, agency := r.Signatures[0], r.Signatures[1]
		if person.Field != "Signature1" || person.Name != "Nguyễn Thị Ký" || person.Reason != "Ký ban hành (1)" || person.Location != "Hà Giang" {
			t.Errorf("%s: %+v", what, person)
		}
		if person.SignerCN != "Nguyễn Thị Ký" || person.Algorithm != "ECDSA" || agency.Algorithm != "RSASSA-PKCS1-v1_5" || agency.Field != "Con dấu" {
			t.Errorf("%s: %+v", what, r.Signatures)
		}
		if !person.CoversWholeRevision || person.CoversWholeDocument || !agency.CoversWholeDocument || agency.ChangesAfterSigning {
			t.Errorf("%s: coverage %+v", what, r.Signatures)
		}
		for _, s := range r.Signatures {
			if s.Trusted != cms.TrustYes || len(s.Chain) != 2 || s.Level != "B-B" || s.SubFilter != SubFilterCAdES || s.TimeStamped {
				t.Errorf("%s: %+v", what, s)
			}
		}
		if !person.SigningTime.Equal(testNow) {
			t.Errorf("%s: time %v", what, person.SigningTime)
		}
	}
}

func TestTimeStampGivesTheTime(t *testing.T) {
	p := newParties(t)
	o := p.personOptions(t)
	stamped := testNow.Add(3 * time.Minute)
	o.TimeStamp = p.stamp(stamped)
	pdf := mustSign(t, classicPDF(t), o)
	s := mustVerify(t, pdf, p.verifyOptions()).Signatures[0]
	if s.Level != "B-T" || !s.TimeStamped || !s.SigningTime.Equal(stamped) || s.TSA != "TSA" || s.TSATrusted != cms.TrustYes {
		t.Errorf("%+v", s)
	}
	late := p.verifyOptions()
	late.Now = p.person.cert.NotAfter.AddDate(5, 0, 0)
	if s := mustVerify(t, pdf, late).Signatures[0]; s.Trusted != cms.TrustYes {
		t.Errorf("years later: %+v", s)
	}
}

func TestTrust(t *testing.T) {
	p := newParties(t)
	pdf := mustSign(t, classicPDF(t), p.personOptions(t))
	early := p.personOptions(t)
	early.Time = p.person.cert.NotBefore.AddDate(-1, 0, 0)
	stranger := newParties(t)
	after := p.person.cert.NotAfter.AddDate(1, 0, 0)
	for _, c := range []struct {
		name string
		o    VerifyOptions
		want cms.Trust
		code string
	}{
		{"good", p.verifyOptions(), cms.TrustYes, ""},
		{"no roots", VerifyOptions{Now: testNow}, cms.TrustUnknown, CodeUntrusted},
		{"no time", VerifyOptions{Roots: p.roots()}, cms.TrustUnknown, CodeUntrusted},
		{"other roots", VerifyOptions{Roots: stranger.roots(), Now: testNow}, cms.TrustUnknown, CodeUntrusted},
		{"expired, claimed to be in time", VerifyOptions{Roots: p.roots(), Now: after}, cms.TrustUnknown, CodeNoProofOfTime},
		{"not yet valid", VerifyOptions{Roots: p.roots(), Now: early.Time}, cms.TrustNo, CodeNotValidAtTime},
	} {
		r := mustVerify(t, pdf, c.o)
		s := r.Signatures[0]
		if s.Verdict != VerdictValid || s.Trusted != c.want || (c.code != "" && s.TrustReasons[0].Code != c.code) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

func TestUnsignedFile(t *testing.T) {
	if r := mustVerify(t, classicPDF(t), VerifyOptions{}); r.Verdict != VerdictNone || r.ChangesAfterSigning {
		t.Errorf("%+v", r)
	}
}

func TestSignRefuses(t *testing.T) {
	p := newParties(t)
	base := classicPDF(t)
	signed := mustSign(t, base, p.personOptions(t))
	with := func(edit func(*SignOptions)) SignOptions { o := p.agencyOptions(t); edit(&o); return o }
	text := func(f TextField) SignOptions {
		return with(func(o *SignOptions) { o.Fill = []TextField{f} })
	}
	box := Rect{1, 1, 50, 20}
	for _, c := range []struct {
		name string
		pdf  []byte
		o    SignOptions
		want error
	}{
		{"nothing given", base, SignOptions{}, ErrOption},
		{"no time", base, with(func(o *SignOptions) { o.Time = time.Time{} }), ErrOption},
		{"foreign key", base, with(func(o *SignOptions) { o.Key = p.person.key }), cms.ErrKeyMismatch},
		{"page 0", base, with(func(o *SignOptions) { o.Appearance.Page = 0 }), ErrPage},
		{"page 3", base, with(func(o *SignOptions) { o.Appearance.Page = 3 }), ErrPage},
		{"no image", base, with(func(o *SignOptions) { o.Appearance.PNG = []byte("GIF89a") }), ErrImage},
		{"flat", base, with(func(o *SignOptions) { o.Appearance.Rect.H = 0 }), ErrOption},
		{"not a number", base, with(func(o *SignOptions) { o.Appearance.Rect.X = math.NaN() }), ErrOption},
		{"field taken", signed, with(func(o *SignOptions) { o.FieldName = "Signature1" }), ErrFieldExists},
		{"text field taken", base, text(TextField{Name: "", Value: "1", Page: 1, Rect: box}), ErrOption},
		{"letters beyond the font", base, text(TextField{Name: "n", Value: "QĐ", Page: 1, Rect: box}), ErrEncoding},
		{"unknown font", base, text(TextField{Name: "n", Font: "Arial", Page: 1, Rect: box}), ErrOption},
		{"no room", base, with(func(o *SignOptions) { o.ContentsSize = 100 }), ErrRoom},
		{"data at the end", append(bytes.Clone(base), "x"...), with(func(*SignOptions) {}), ErrMalformed},
		{"stamp fails", base, with(func(o *SignOptions) {
			o.TimeStamp = func(context.Context, []byte) ([]byte, error) { return nil, context.DeadlineExceeded }
		}), context.DeadlineExceeded},
	} {
		if _, err := Sign(c.pdf, c.o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	twice := p.agencyOptions(t)
	twice.Fill = append(twice.Fill, twice.Fill[0])
	if _, err := Sign(base, twice); !errors.Is(err, ErrFieldExists) {
		t.Errorf("same text field twice: %v", err)
	}
}

// An empty signature field prepared in the template is filled, where it stands.
func TestFillsPreparedField(t *testing.T) {
	p := newParties(t)
	prepared := edited(t, classicPDF(t), func(e *editor) {
		if err := e.addWidget(2, dict{"FT": name("Sig"), "T": encodeText("Người ký"), "Rect": array{100, 100, 200, 200}}); err != nil {
			t.Fatal(err)
		}
		e.finish()
	})
	first := p.agencyOptions(t)
	first.FieldName = "Dấu"
	second := p.personOptions(t)
	second.FieldName = "Người ký"
	r := mustVerify(t, mustSign(t, mustSign(t, prepared, first), second), p.verifyOptions())
	if r.Verdict != VerdictValid || len(r.Signatures) != 2 || r.Change != ChangeSignature || r.Signatures[1].Field != "Người ký" {
		t.Errorf("%+v", r)
	}
}

// Text that looks like the signer's own placeholders must not mislead it.
func TestPlaceholdersInText(t *testing.T) {
	p := newParties(t)
	o := p.agencyOptions(t)
	o.Fill = []TextField{{Name: "x", Value: rangePlaceholder, Page: 1, Rect: Rect{1, 1, 90, 20}}}
	o.Reason, o.Name = "/Contents <000000", rangePlaceholder
	s := mustVerify(t, mustSign(t, classicPDF(t), o), p.verifyOptions()).Signatures[0]
	if s.Verdict != VerdictValid || s.Name != rangePlaceholder || s.Reason != o.Reason {
		t.Errorf("%+v", s)
	}
}

func TestSameInputSameUpdate(t *testing.T) {
	p := newParties(t)
	o := p.agencyOptions(t) // PKCS#1 v1.5 is deterministic
	base := classicPDF(t)
	if !bytes.Equal(mustSign(t, base, o), mustSign(t, base, o)) {
		t.Error("two signings of the same file differ")
	}
}

func TestManySignatures(t *testing.T) {
	p := newParties(t)
	pdf := streamPDF(t)
	for range 8 {
		o := p.personOptions(t)
		o.Appearance = nil
		pdf = mustSign(t, pdf, o)
	}
	r := mustVerify(t, pdf, p.verifyOptions())
	if r.Verdict != VerdictValid || len(r.Signatures) != 8 || r.Signatures[7].Field != "Signature8" || r.Change != ChangeSignature {
		t.Errorf("%+v", r)
	}
}

func TestDates(t *testing.T) {
	if got := decodeText(formatDate(testNow).val); got != "D:20261121093000+07'00'" {
		t.Error(got)
	}
	for _, zone := range []int{0, 7 * 3600, -(3*3600 + 1800), 5*3600 + 2700} {
		want := testNow.In(time.FixedZone("", zone))
		if got, ok := parseDate(formatDate(want).val); !ok || !got.Equal(want) {
			t.Errorf("%v: %v", want, got)
		}
	}
	for in, want := range map[string]string{
		"D:2026": "2026-01-01T00:00:00Z", "D:202611210930Z": "2026-11-21T09:30:00Z", "20261121093000+07": "2026-11-21T09:30:00+07:00",
	} {
		if got, ok := parseDate([]byte(in)); !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%s: %v", in, got)
		}
	}
	for _, in := range []string{"", "D:", "D:20261", "D:20261399", strings.Repeat("9", 50)} {
		if _, ok := parseDate([]byte(in)); ok {
			t.Errorf("%q accepted", in)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	p := newParties(b)
	base := classicPDF(b)
	for what, o := range map[string]SignOptions{"p256": p.personOptions(b), "rsa2048 and fields": p.agencyOptions(b)} {
		b.Run(what, func(b *testing.B) {
			b.SetBytes(int64(len(base)))
			for b.Loop() {
				if _, err := Sign(base, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	p := newParties(b)
	pdf := signedTwice(b, p, classicPDF(b))
	b.SetBytes(int64(len(pdf)))
	for b.Loop() {
		if _, err := Verify(pdf, p.verifyOptions()); err != nil {
			b.Fatal(err)
		}
	}
}
