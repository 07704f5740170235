// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"net/mail"
	"strings"
)

// ParsePhone reads a telephone number as people write it. Vietnamese numbers come
// back with their leading 0 ("0912345678"), foreign ones with + ("+85620…").
func ParsePhone(s string) (string, bool) {
	s = strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "").Replace(s)
	if rest, ok := strings.CutPrefix(s, "00"); ok {
		s = "+" + rest
	}
	if rest, ok := strings.CutPrefix(s, "+84"); ok {
		s = "0" + strings.TrimPrefix(rest, "0")
	}
	digits := strings.TrimPrefix(s, "+")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	if s[0] == '+' {
		return s, len(digits) >= 8 && len(digits) <= 15 && digits[0] != '0'
	}
	return s, s[0] == '0' && len(s) >= 10 && len(s) <= 11 && s[1] != '0'
}

// ParseEmail reads an address without a display name.
func ParseEmail(s string) (string, bool) {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || len(s) > 254 {
		return "", false
	}
	_, domain, _ := strings.Cut(s, "@")
	return s, strings.Contains(domain, ".")
}
