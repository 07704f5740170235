// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"time"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/standards/vntext"
)

// Sex is as civil status knows it; "" is unknown.
type Sex string

// The sexes.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// Source is how a person came into our tables, and so what vouches for the name.
type Source string

// The sources.
const (
	FromCounter Source = "counter" // an officer read a paper
	FromVNeID   Source = "vneid"   // the national identity provider said so
	FromStaff   Source = "staff"   // an administrator opened an account
)

// Person is a human being: a citizen, a member of staff, or both.
type Person struct {
	ID            string
	Version       int
	Number        PersonalNumber // "" for staff whose number was not given
	Name          string
	BirthDate     string // YYYY-MM-DD, or ""
	Sex           Sex
	Phone         string
	Email         string
	Address       string
	Language      string // "vi" or "en"
	SMSDiacritics bool   // wants SMS with Vietnamese letters (70 characters instead of 160)
	Source        Source
	Created       time.Time
	Changed       time.Time
}

// Masked is the personal number as lists may show it.
func (p Person) Masked() string { return vntext.MaskID(string(p.Number)) }

// sameName tells whether two spellings are one name: case, tone placement and
// Unicode form do not matter, letters do.
func sameName(a, b string) bool { return vntext.SortKey(a) == vntext.SortKey(b) }

func language(s string) string {
	if s == i18n.English {
		return s
	}
	return i18n.Vietnamese
}
