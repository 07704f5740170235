// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package vntext

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// oracleFold is the definition in other words: x/text decomposes, unicode classifies.
func oracleFold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if r == 'đ' {
			r = 'd'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// vnText draws Vietnamese words, composed or decomposed, with the odd digit and blank.
func vnText() *rapid.Generator[string] {
	runes := []rune("bcdđghklmnpqrstvx BCDĐGHKLMNPQRSTVX 0123456789,.")
	for _, row := range vowelRows {
		runes = append(runes, []rune(row)...)
		runes = append(runes, []rune(strings.ToUpper(row))...)
	}
	return rapid.Custom(func(t *rapid.T) string {
		s := rapid.StringOfN(rapid.RuneFrom(runes), 0, 40, -1).Draw(t, "text")
		if rapid.Bool().Draw(t, "nfd") {
			return norm.NFD.String(s)
		}
		return s
	})
}

func TestFoldAgreesWithNFD(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := vnText().Draw(t, "s")
		if got, want := Fold(s), oracleFold(s); got != want {
			t.Fatalf("Fold(%q) = %q, want %q", s, got, want)
		}
		if Fold(norm.NFD.String(s)) != Fold(norm.NFC.String(s)) {
			t.Fatalf("Fold(%q) depends on the normal form", s)
		}
	})
}

func TestFoldEveryRune(t *testing.T) {
	for r := rune(0); r < unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%U) = %q, folded again %q", r, once, twice)
		}
		if _, ok := lookup(r); ok && once != oracleFold(string(r)) {
			t.Fatalf("the table folds %U to %q", r, once)
		}
	}
}

func TestFoldNames(t *testing.T) {
	for in, want := range map[string]string{
		"Đặng Thị Hương": "dang thi huong", "NGUYỄN VĂN ƯỚC": "nguyen van uoc", "Phường Tô Hiệu": "phuong to hieu",
		"Straße Ñandú": "straße nandu", "Ngày Văn hóa": "ngay van hoa", "Ngày Văn hoà": "ngay van hoa", "": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	got := Words("  Cấp bản sao Trích lục hộ tịch (2.000635), bản-chính! ")
	want := []string{"cap", "ban", "sao", "trich", "luc", "ho", "tich", "2", "000635", "ban", "chinh"}
	if !slices.Equal(got, want) {
		t.Errorf("Words = %q", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Nguyễn \t Văn  An ":            "Nguyễn Văn An",
		norm.NFD.String("Đặng Thị Hương"): "Đặng Thị Hương",
		"Lò\u200bThị\ufeff":               "LòThị",
		"Hà\u00a0Nội":                     "Hà Nội",
		"e\u200b\u0301":                   "é",
		"\x00abc\x1b[31m":                 "abc[31m",
		"bad\xffbyte":                     "badbyte",
		"a\u202egnp.exe":                  "agnp.exe",
		"already clean 123":               "already clean 123",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CleanText("\r\n một \r\n\r\n hai\tba \n"); got != "một\n\nhai ba" {
		t.Errorf("CleanText = %q", got)
	}
}

func TestCleanIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), vnText()).Draw(t, "s")
		once := Clean(s)
		if Clean(once) != once || !norm.NFC.IsNormalString(once) || !utf8.ValidString(once) {
			t.Fatalf("Clean(%q) = %q is not clean", s, once)
		}
	})
}

func TestAlphabetOrder(t *testing.T) {
	words := []string{"an", "àn", "ản", "ãn", "án", "ạn", "ăn", "ân", "ba", "ca", "da", "đa", "e", "ê", "ga", "lá", "na",
		"o", "ô", "ơ", "pha", "ta", "tha", "u", "ư", "va", "y", "ya"}
	shuffled := slices.Clone(words)
	slices.Reverse(shuffled)
	slices.SortFunc(shuffled, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if !slices.Equal(shuffled, words) {
		t.Errorf("sorted: %q", shuffled)
	}
	if SortKey("Hòa Bình") != SortKey("hoà bình") || SortKey("Hòa") != SortKey(norm.NFD.String("Hòa")) {
		t.Error("case, normal form or place of the tone changed the key")
	}
}

// syllable draws one written syllable with at most one tone, its mark on the first vowel.
func syllable() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		row := []rune(rapid.SampledFrom(vowelRows).Draw(t, "vowel"))
		head := rapid.SampledFrom([]string{"", "b", "c", "ch", "d", "đ", "g", "ng", "nh", "th", "tr", "x"}).Draw(t, "head")
		tail := rapid.SampledFrom([]string{"", "c", "m", "n", "ng", "t", "i"}).Draw(t, "tail")
		return head + string(row[rapid.IntRange(0, 5).Draw(t, "tone")]) + tail
	})
}

// TestSortKeyAgreesWithCLDR uses the collation of x/text (CLDR, locale vi) as the judge.
func TestSortKeyAgreesWithCLDR(t *testing.T) {
	judge := collate.New(language.Vietnamese, collate.IgnoreCase)
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(syllable(), 1, 3).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		if got, want := strings.Compare(SortKey(a), SortKey(b)), judge.CompareString(a, b); got != want {
			t.Fatalf("%q against %q: %d, CLDR says %d (%q, %q)", a, b, got, want, SortKey(a), SortKey(b))
		}
	})
}

func TestNameKey(t *testing.T) {
	names := []string{"Lò Văn An", "Nguyễn Thị An", "Trần Thị Ân", "Cầm Bá Đạt", "Lường Văn Hà", "Vì Văn Hà",
		"Vì Thị Hạ", "Hạng A Tủa", "Ý"}
	got := slices.Clone(names)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(NameKey(a), NameKey(b)) })
	want := []string{"Nguyễn Thị An", "Lò Văn An", "Trần Thị Ân", "Cầm Bá Đạt", "Lường Văn Hà", "Vì Văn Hà",
		"Vì Thị Hạ", "Hạng A Tủa", "Ý"}
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %q", got)
	}
}

func TestKeysArePrintable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		for _, key := range []string{SortKey(s), NameKey(s)} {
			if !utf8.ValidString(key) || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' }) {
				t.Fatalf("key %q of %q cannot be stored", key, s)
			}
		}
	})
}

func TestGSM7(t *testing.T) {
	for _, c := range []struct {
		in, text string
		septets  int
	}{
		{"Hồ sơ H52.01-261121-0001 đã có kết quả", "Ho so H52.01-261121-0001 da co ket qua", 38},
		{"phí 5€ [x]", "phi 5€ [x]", 13},
		{"“Đúng” – 10.000₫…", "\"Dung\" - 10.000d...", 19},
		{"日本", "??", 2},
	} {
		text, n := GSM7(c.in)
		if text != c.text || n != c.septets {
			t.Errorf("GSM7(%q) = %q, %d", c.in, text, n)
		}
	}
}

func TestCountSMS(t *testing.T) {
	for _, c := range []struct {
		text string
		want SMS
	}{
		{"", SMS{GSM, 0, 1}},
		{strings.Repeat("a", 160), SMS{GSM, 160, 1}},
		{strings.Repeat("a", 161), SMS{GSM, 161, 2}},
		{strings.Repeat("a", 306), SMS{GSM, 306, 2}},
		{strings.Repeat("a", 307), SMS{GSM, 307, 3}},
		{strings.Repeat("a", 152) + "€" + strings.Repeat("b", 152), SMS{GSM, 306, 3}}, // the euro does not fit in part 1
		{strings.Repeat("ạ", 70), SMS{UCS2, 70, 1}},
		{strings.Repeat("ạ", 71), SMS{UCS2, 71, 2}},
		{strings.Repeat("ạ", 134), SMS{UCS2, 134, 2}},
		{strings.Repeat("ạ", 135), SMS{UCS2, 135, 3}},
		{strings.Repeat("ạ", 66) + "😀" + strings.Repeat("ạ", 66), SMS{UCS2, 134, 3}},
	} {
		if got := CountSMS(c.text); got != c.want {
			t.Errorf("CountSMS(%d runes) = %+v, want %+v", utf8.RuneCountInString(c.text), got, c.want)
		}
	}
}

func TestMask(t *testing.T) {
	for in, want := range map[string]string{"014085001234": "********1234", "1234": "****", "": "", " 12345 ": "*2345"} {
		if got := MaskID(in); got != want {
			t.Errorf("MaskID(%q) = %q, want %q", in, got, want)
		}
	}
	if got := MaskPhone("0912345678"); got != "*******678" {
		t.Errorf("MaskPhone = %q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "Đặng Thị Hương", "e\u0301\u200b", "\xff\xfe", "ǅ ﬁ K İ", "日本 ngày"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c := Clean(s); Clean(c) != c {
			t.Errorf("Clean is not stable on %q", s)
		}
		if g := Fold(s); Fold(g) != g {
			t.Errorf("Fold is not stable on %q", s)
		}
		if SortKey(s) != SortKey(norm.NFC.String(s)) && utf8.ValidString(s) {
			t.Errorf("SortKey depends on the normal form of %q", s)
		}
		text, _ := GSM7(s)
		if sms := CountSMS(text); sms.Encoding != GSM {
			t.Errorf("GSM7(%q) does not fit its alphabet", s)
		}
		if len(Words(s)) > 0 && NameKey(s) == "" {
			t.Errorf("%q has no name key", s)
		}
		if m := []rune(MaskID(s)); len(m) > len([]rune(s)) {
			t.Errorf("MaskID(%q) grew", s)
		}
	})
}

const sample = "Nguyễn Thị Thanh Hương, bản Phiêng Hay, xã Chiềng Khừa, tỉnh Sơn La, số 12"

func BenchmarkFold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Fold(sample)
	}
}

func BenchmarkFoldOracle(b *testing.B) {
	for b.Loop() {
		oracleFold(sample)
	}
}

func BenchmarkNameKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		NameKey("Nguyễn Thị Thanh Hương")
	}
}
