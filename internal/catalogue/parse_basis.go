// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Numbers of legal documents, which touch the titles around them: 60/2014/QH13, 123/2015/NĐ-CP, 66.7/2025/NQ-CP, 08/2025/TT-BTP.
var (
	legalNumber = regexp.MustCompile(`(\d[\d.]*)(/(?:\d{4}/)?(?:QH\d{2}|PL-UBTVQH\d{1,2}|NQ-UBTVQH\d{2}|UBTVQH\d{2}|(?:NĐ|NQ)-CP|QĐ-TTg|[A-ZĐ]{2,6}-[A-ZĐ]{2,12}))`)
	yearBefore  = regexp.MustCompile(`^(?:19|20)\d\d\.?(\d+)$`)
	legalSerial = regexp.MustCompile(`^(\d{1,4}|\d{2}\.\d{1,2})$`)
)

func parseBasis(code, text string) ([]string, []Problem) {
	s := norm.NFC.String(text)
	var out []string
	for _, m := range legalNumber.FindAllStringSubmatchIndex(s, -1) {
		serial, rest := s[m[2]:m[3]], s[m[4]:m[5]]
		if y := yearBefore.FindStringSubmatch(serial); y != nil { // "…năm 2024" + "43/2024/QH15"
			serial = y[1]
		}
		if !legalSerial.MatchString(serial) {
			continue
		}
		if n := serial + withoutTitle(rest, s[m[1]:]); !oneOf(n, out) {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return nil, []Problem{newProblem(Note, ProblemBasisMissing, code, "basis")}
	}
	return out, nil
}

// withoutTitle gives back the first letter of a title that touches the number: in "/2025/TT-BTPNghị định" the N is not of the
// number. It is when that letter and what follows can begin a Vietnamese syllable.
func withoutTitle(number, after string) string {
	last, size := utf8.DecodeLastRuneInString(number)
	if strings.HasSuffix(number, "-CP") || strings.HasSuffix(number, "-TTg") || unicode.IsDigit(last) || !beginsSyllable(last, after) {
		return number
	}
	return number[:len(number)-size]
}

func beginsSyllable(capital rune, after string) bool {
	second, _ := utf8.DecodeRuneInString(after)
	if !unicode.IsLower(second) {
		return false
	}
	d, _ := utf8.DecodeRuneInString(norm.NFD.String(string(second)))
	switch {
	case strings.ContainsRune("aeiouy", d):
		return true
	case second == 'h':
		return strings.ContainsRune("CGKNPT", capital)
	case second == 'g':
		return capital == 'N'
	case second == 'r':
		return capital == 'T'
	}
	return false
}
