// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/standards/vntext"
)

func texts(t testing.TB) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(Texts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// long is the longest of the catalogue's titles, cut nowhere in sight.
var long = strings.Repeat("Thủ tục cấp giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất; ", 3)

func sample() Message {
	return Message{
		Key: "e1:applicant", Kind: Accepted, Subject: Subject{"dossier", "d1", "000.28.32.H52-261116-0001"},
		To: Recipient{Person: "p1", Name: "Lò Thị Ẻn", Phone: "0912 345 678", Email: "en@example.vn", Lang: "vi"},
		Args: Args{
			Procedure: long, Agency: "Trung tâm Phục vụ hành chính công phường Chiềng Cơi, tỉnh Sơn La", Officer: "Cầm Văn Đức",
			Next: "Phòng Kinh tế, Hạ tầng và Đô thị phường Chiềng Cơi", At: testkit.Noon, Due: testkit.Noon.AddDate(0, 0, 8),
			Papers: "bản sao giấy chứng sinh; thẻ căn cước số 014085001234 của mẹ", Reason: "hồ sơ thiếu giấy chứng sinh bản chính",
			Amount: 150_000, Link: "https://dichvucong.sonla.gov.vn/h/7f3k2m", Phone: "0212 3852 222",
		},
	}
}

func TestEveryWordingIsSoundAndSaysEnough(t *testing.T) {
	svc := &Service{texts: texts(t)}
	for _, lang := range []string{"vi", "en"} {
		l := svc.texts.In(lang)
		for _, kind := range Kinds() {
			for _, form := range Forms() {
				b := svc.builtin(kind, form, lang)
				in := TemplateInput{Kind: kind, Form: form, Lang: lang, Title: b.Title, Body: b.Body, Reason: "x"}
				if err := templateRule(0, in); err != nil {
					t.Errorf("%s %s %s: %v", kind, form, lang, err)
				}
				m := sample().clean()
				m.Kind = kind
				if form == FormEmail || form == FormPortal {
					d := written(m, Portal, l, b)
					for _, part := range []string{m.Subject.Code, m.Args.Agency, m.Args.Officer, "16/11/2026, 09:00"} {
						if !strings.Contains(d.body, part) {
							t.Errorf("%s %s %s: no %q in %q", kind, form, lang, part, d.body)
						}
					}
					if strings.ContainsAny(d.title+d.body, "{}[]⟦") || strings.Contains(d.body, "014085001234") {
						t.Errorf("%s %s %s: %q %q", kind, form, lang, d.title, d.body)
					}
					continue
				}
				text, size := fitSMS(b.Body, valuesOf(m, form, l), form == FormSMS)
				t.Logf("%3d %s %s %s: %s", size.Units, kind, form, lang, text)
				if size.Segments != 1 || !strings.Contains(text, m.Subject.Code) || !strings.Contains(text, "02123852222") {
					t.Errorf("%s %s %s: %+v %q", kind, form, lang, size, text)
				}
			}
		}
	}
}

func TestAnSMSAlwaysFits(t *testing.T) {
	svc := &Service{texts: texts(t)}
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aáạăậêễiịoỗơợuữưyỳđĐ 0123456789.,-€{}[]😀\n")), 0, 400, -1)
	rapid.Check(t, func(t *rapid.T) {
		m := Message{
			Kind: rapid.SampledFrom(Kinds()).Draw(t, "kind"), Subject: Subject{Code: word.Draw(t, "code")},
			Args: Args{
				Procedure: word.Draw(t, "procedure"), Agency: word.Draw(t, "agency"), Next: word.Draw(t, "next"), Papers: word.Draw(t, "papers"),
				Reason: word.Draw(t, "reason"), Link: word.Draw(t, "link"), Phone: word.Draw(t, "phone"),
				Amount: rapid.Int64Range(0, 1e12).Draw(t, "amount"), Due: testkit.Noon, DueDay: rapid.Bool().Draw(t, "dueDay"),
			},
		}
		form := rapid.SampledFrom([]Form{FormSMS, FormSMS70}).Draw(t, "form")
		lang := rapid.SampledFrom([]string{"vi", "en"}).Draw(t, "lang")
		text, size := fitSMS(svc.builtin(m.Kind, form, lang).Body, valuesOf(m.clean(), form, svc.texts.In(lang)), form == FormSMS)
		count := vntext.CountSMS(text)
		if count != size || count.Segments != 1 || form == FormSMS && count.Encoding != vntext.GSM {
			t.Fatalf("%+v: %q", count, text)
		}
	})
}

func TestFitKeepsWhatMattersMost(t *testing.T) {
	v := values{"code": "H52-1", "papers": long, "phone": "1022", "agency": "Ủy ban nhân dân phường Tô Hiệu"}
	text, size := fitSMS("HS {code}: cần bổ sung[ {papers}].[ Hỏi {phone}.][ {agency}]", v, true)
	if size.Units > 160 || size.Units < 140 || !strings.Contains(text, "Hoi 1022.") || !strings.Contains(text, "UBND") {
		t.Errorf("%d: %s", size.Units, text)
	}
	text, _ = fitSMS("HS {code}: cần bổ sung[ {papers}].[ Hỏi {phone}.]", values{"code": "H52-1", "phone": ""}, false)
	if text != "HS H52-1: cần bổ sung." {
		t.Errorf("%q", text)
	}
}

func TestQuietHours(t *testing.T) {
	night := Window{22 * 60, 7 * 60}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, clock.Vietnam)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for in, want := range map[string]string{
		"2026-11-16 21:59": "2026-11-16 21:59", "2026-11-16 22:00": "2026-11-17 07:00", "2026-11-16 23:30": "2026-11-17 07:00",
		"2026-11-17 00:10": "2026-11-17 07:00", "2026-11-17 06:59": "2026-11-17 07:00", "2026-11-17 07:00": "2026-11-17 07:00",
	} {
		if got := night.after(at(in)); !got.Equal(at(want)) {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	lunch := Window{12 * 60, 13 * 60}
	if got := lunch.after(at("2026-11-16 12:30")); !got.Equal(at("2026-11-16 13:00")) {
		t.Error(got)
	}
	if got := (Window{}).after(at("2026-11-16 00:00")); !got.Equal(at("2026-11-16 00:00")) {
		t.Error(got)
	}
	for _, bad := range []string{"22-7", "25:00-07:00", "22:00", "22:00-07:61"} {
		if _, ok := ParseWindow(bad); ok {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"0912 345 678": "84912345678", "+84 912.345.678": "84912345678", "84912345678": "84912345678", "0084912345678": "84912345678",
		"+1 (202) 555-0147": "12025550147", "0212 3852 222": "", "091234567": "", "": "", "một hai ba": "", "912345678": "", "+0123456789": "",
	} {
		got, ok := ParsePhone(in)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for _, bad := range []string{"", "a", "a@b\r\nBcc: c@d", "Tên <a@b.vn>", "a@b@c", "a b@c.vn"} {
		if _, ok := ParseEmail(bad); ok {
			t.Errorf("%q was accepted", bad)
		}
	}
	for in, want := range map[string]string{"84912345678": "********678", "nguyen@example.vn": "n***@example.vn", "đ@x.vn": "***@x.vn", "": ""} {
		if got := MaskAddress(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := maskNumbers("CCCD 014085001234, hồ sơ 000.28-261116-0001, 123456789"); got != "CCCD ********1234, hồ sơ 000.28-261116-0001, *****6789" {
		t.Error(got)
	}
}
