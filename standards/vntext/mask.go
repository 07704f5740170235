// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package vntext

import "strings"

// MaskID hides an identity number except its last four digits, for lists and logs: 014085001234 → ********1234.
// A number of four digits or fewer is hidden whole, since showing it all would be no masking.
func MaskID(id string) string { return Mask(id, 4) }

// MaskPhone shows the last three digits.
func MaskPhone(phone string) string { return Mask(phone, 3) }

// Mask replaces every character except the last keep ones by an asterisk. When that would leave nothing
// hidden, everything is.
func Mask(s string, keep int) string {
	rs := []rune(strings.TrimSpace(s))
	if keep < 0 || len(rs) <= keep {
		keep = 0
	}
	return strings.Repeat("*", len(rs)-keep) + string(rs[len(rs)-keep:])
}
