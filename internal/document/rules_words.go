// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
)

// dateWords writes a civil date in words, as birth certificates do: "Ngày hai mươi
// bốn, tháng mười một, năm hai nghìn không trăm hai mươi sáu".
func (s *sheet) dateWords(iso string) string {
	t, err := time.Parse(clock.DateLayout, iso)
	if err != nil {
		return ""
	}
	n := wordsOf(s.T)
	return s.T("date_words", "day", n.words(t.Day()), "month", n.words(int(t.Month())), "year", n.words(t.Year()))
}

// numerals are the words of which Vietnamese numbers are made.
type numerals struct {
	digits                                 []string // không … chín
	ten, tens, hundred, thousand, odd      string   // mười, mươi, trăm, nghìn, lẻ
	oneAfterTens, fourAfterTens, fiveAfter string   // mốt, tư, lăm
}

func wordsOf(t func(key string, args ...any) string) numerals {
	w := strings.Split(t("numerals"), ",")
	if len(w) != 18 {
		return numerals{digits: strings.Split("0,1,2,3,4,5,6,7,8,9", ","), ten: "10"}
	}
	return numerals{w[:10], w[10], w[11], w[12], w[13], w[14], w[15], w[16], w[17]}
}

// words writes 0 to 999,999.
func (n numerals) words(v int) string {
	switch {
	case v < 10:
		return n.digits[v]
	case v < 100:
		return n.twoDigits(v)
	case v < 1000:
		return n.hundreds(v)
	}
	text := n.words(v/1000) + " " + n.thousand
	if v%1000 > 0 {
		text += " " + n.hundreds(v%1000)
	}
	return text
}

// hundreds writes all three places: 26 after a thousand is "không trăm hai mươi sáu".
func (n numerals) hundreds(v int) string {
	text := n.digits[v/100] + " " + n.hundred
	switch rest := v % 100; {
	case rest == 0:
		return text
	case rest < 10:
		return text + " " + n.odd + " " + n.digits[rest]
	default:
		return text + " " + n.twoDigits(rest)
	}
}

func (n numerals) twoDigits(v int) string {
	tens, ones := v/10, v%10
	text := n.ten
	if tens > 1 {
		text = n.digits[tens] + " " + n.tens
	}
	switch {
	case ones == 0:
		return text
	case ones == 1 && tens > 1:
		return text + " " + n.oneAfterTens
	case ones == 4 && tens > 1:
		return text + " " + n.fourAfterTens
	case ones == 5:
		return text + " " + n.fiveAfter
	}
	return text + " " + n.digits[ones]
}
