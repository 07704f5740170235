// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/standards/vntext"
)

// fold makes the key under which names are *searched*: no case, no diacritics, one blank between words.
func fold(s string) string { return strings.Join(vntext.Words(s), " ") }

// nameKey makes the key under which names are *the same*. Composition (NFC, NFD) and the place of the tone mark (hòa, hoà) do
// not count; the tone itself does: Mường Bằng and Mường Bang are two places. The key of a name without a letter is empty.
func nameKey(s string) string {
	if fold(s) == "" {
		return ""
	}
	return vntext.SortKey(s)
}

// Names of units begin with their kind; a person may leave it out.
var kindWords = []string{"thành phố ", "thị trấn ", "thị xã ", "phường ", "huyện ", "tỉnh ", "quận ", "xã "}

func properName(name string) string {
	low := strings.ToLower(norm.NFC.String(name))
	for _, w := range kindWords {
		if strings.HasPrefix(low, w) {
			return strings.TrimSpace(norm.NFC.String(name)[len(w):])
		}
	}
	return strings.TrimSpace(name)
}
