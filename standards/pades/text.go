// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// encodeText writes ASCII as it is and everything else as UTF-16BE.
func encodeText(s string) text {
	ascii := true
	for _, r := range s {
		ascii = ascii && r < 0x7f && r >= ' '
	}
	if ascii {
		return str(s)
	}
	out := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return text{val: out, start: -1}
}

// decodeText reads UTF-16BE, UTF-8 with its mark, or single bytes as Latin-1,
// which PDFDocEncoding is but for some punctuation.
func decodeText(b []byte) string {
	switch {
	case len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff:
		var u []uint16
		for i := 2; i+1 < len(b); i += 2 {
			u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
		}
		return string(utf16.Decode(u))
	case len(b) >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf:
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD")
	}
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
	}
	return string(out)
}

// formatDate writes D:YYYYMMDDHHmmSS+HH'mm', the form with which all readers cope.
func formatDate(t time.Time) text {
	_, off := t.Zone()
	sign := '+'
	if off < 0 {
		sign, off = '-', -off
	}
	return str(fmt.Sprintf("D:%s%c%02d'%02d'", t.Format("20060102150405"), sign, off/3600, off/60%60))
}

// parseDate reads a PDF date; parts after the year may be missing.
func parseDate(b []byte) (time.Time, bool) {
	s := strings.TrimPrefix(decodeText(b), "D:")
	digits := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(s)
	}
	const full = "00010101000000"
	if digits < 4 || digits > len(full) || digits%2 != 0 {
		return time.Time{}, false
	}
	zone := strings.ReplaceAll(s[digits:], "'", "")
	switch {
	case zone == "" || zone[0] == 'Z':
		zone = "+0000"
	case len(zone) == 3:
		zone += "00"
	}
	t, err := time.Parse("20060102150405-0700", s[:digits]+full[digits:]+zone)
	return t, err == nil
}

// winAnsi writes s in the encoding of the standard fonts, as far as it agrees
// with Latin-1. Vietnamese letters beyond it are an error, not a question mark.
func winAnsi(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r < ' ' || (r >= 0x7f && r < 0xa0) || r > 0xff {
			return nil, fmt.Errorf("%w: %q", ErrEncoding, r)
		}
		out = append(out, byte(r))
	}
	return out, nil
}
