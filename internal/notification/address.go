// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"net/mail"
	"strings"

	"motcua.vn/standards/vntext"
)

// mobilePrefixes are the first digits after the zero of Vietnamese mobile
// numbers (numbering plan of 2018); 02 is fixed lines, which take no SMS.
const mobilePrefixes = "35789"

// ParsePhone turns a number as people write it into E.164 without plus sign:
// "0912 345 678" into "84912345678". ok is false when no SMS can reach it.
func ParsePhone(s string) (number string, ok bool) {
	s = strings.TrimSpace(s)
	abroad := strings.HasPrefix(s, "+") || strings.HasPrefix(s, "00")
	var b strings.Builder
	for i, c := range s {
		switch {
		case c >= '0' && c <= '9':
			b.WriteRune(c)
		case strings.ContainsRune(" .-()\u00a0", c), c == '+' && i == 0:
		default:
			return "", false
		}
	}
	d := b.String()
	if strings.HasPrefix(s, "00") {
		d = d[2:]
	}
	if !abroad && strings.HasPrefix(d, "0") {
		d = "84" + d[1:]
	}
	if rest, home := strings.CutPrefix(d, "84"); home {
		return d, len(rest) == 9 && strings.Contains(mobilePrefixes, rest[:1])
	}
	return d, abroad && len(d) >= 8 && len(d) <= 15 && d[0] != '0'
}

// ParseEmail accepts one bare address.
func ParseEmail(s string) (address string, ok bool) {
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || len(s) > 254 || strings.ContainsAny(s, "\r\n<> ") {
		return "", false
	}
	return s, true
}

// MaskAddress hides most of a phone number or e-mail address, for lists and logs.
func MaskAddress(s string) string {
	name, host, isMail := strings.Cut(s, "@")
	if !isMail {
		return vntext.MaskPhone(s)
	}
	first := []rune(name)
	if len(first) > 1 {
		return string(first[0]) + "***@" + host
	}
	return "***@" + host
}

// maskNumbers hides identity numbers that an officer typed into a free text: any
// run of nine digits or more keeps its last four.
func maskNumbers(s string) string {
	var b strings.Builder
	run := 0
	flush := func(end int) {
		digits := s[end-run : end]
		if run >= 9 {
			digits = vntext.MaskID(digits)
		}
		b.WriteString(digits)
		run = 0
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			run++
			continue
		}
		flush(i)
		b.WriteByte(s[i])
	}
	flush(len(s))
	return b.String()
}
