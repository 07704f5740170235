// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strconv"
	"strings"
)

// PersonalNumber is a personal identification number (số định danh cá nhân): twelve
// digits, given once at birth registration. The first three are the province or
// country of that registration (codes of the old 63 provinces stay), the fourth the
// century and sex, two more the year of birth, the last six are chance. There is no
// check digit.
type PersonalNumber string

// ParseNumber reads a personal number; blanks and dots that people type are left
// out. ok is false when it cannot be one.
func ParseNumber(s string) (n PersonalNumber, ok bool) {
	s = strings.NewReplacer(" ", "", ".", "", "-", "").Replace(s)
	if len(s) != 12 || strings.Trim(s, "0123456789") != "" {
		return "", false
	}
	if s[:3] == "000" || s[6:] == "000000" {
		return "", false
	}
	return PersonalNumber(s), true
}

// BirthYear is the year of birth the number tells.
func (n PersonalNumber) BirthYear() int {
	yy, _ := strconv.Atoi(string(n[4:6]))
	return 1900 + int(n[3]-'0')/2*100 + yy
}

// Sex is the sex the number tells: an even fourth digit is male.
func (n PersonalNumber) Sex() Sex {
	if (n[3]-'0')%2 == 0 {
		return Male
	}
	return Female
}

// fitsBirth tells whether a birth date agrees with the number; an empty date does.
// A person whose year of birth or sex is corrected in the register gets a new
// number, so that a difference is a mistake in one of the two.
func (n PersonalNumber) fitsBirth(date string) bool {
	return date == "" || strings.HasPrefix(date, strconv.Itoa(n.BirthYear())+"-")
}

func (n PersonalNumber) fitsSex(s Sex) bool { return s == "" || s == n.Sex() }
