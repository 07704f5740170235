// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean is what every one-line input goes through at the edge: NFC, no control or invisible characters, no blanks at
// the ends and one blank between words. Invisible format characters go too, since a zero-width or bidirectional
// control in a name makes two equal-looking names differ.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	s = norm.NFC.String(strip(s))
	return strings.Join(strings.Fields(s), " ")
}

// CleanText is Clean for text of several lines: line ends become \n, each line is cleaned, and blank lines at both
// ends are dropped.
func CleanText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// isClean recognises plain ASCII that needs no work, which is most codes and numbers.
func isClean(s string) bool {
	blank := true // a leading blank is as wrong as a double one
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7F || (c == ' ' && blank) {
			return false
		}
		blank = c == ' '
	}
	return s == "" || !blank
}

// strip removes invalid bytes, controls and format characters; blanks of any kind stay for the caller to collapse.
func strip(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				continue
			}
		}
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
