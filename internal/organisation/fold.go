// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/standards/vntext"
)

// fold makes the key under which names are *searched*: no case, no diacritics, one blank between words.
func fold(s string) string { return strings.Join(vntext.Words(s), " ") }

// nameKey makes the key under which names are *the same*. Composition (NFC, NFD) and the place of the tone mark (hòa, hoà) do
// not count; the tone itself does: Mường Bằng and Mường Bang are two places. Each word gives up its tone mark, which is
// written after the word instead.
func nameKey(s string) string {
	words := strings.FieldsFunc(norm.NFD.String(strings.ToLower(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	for i, w := range words {
		words[i] = toneLast(w)
	}
	return strings.Join(words, " ")
}

func toneLast(word string) string {
	var b, tones strings.Builder
	for _, r := range word {
		switch r {
		case 0x300, 0x301, 0x303, 0x309, 0x323: // grave, acute, tilde, hook, dot below
			tones.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	if tones.Len() == 0 {
		return b.String()
	}
	return b.String() + "/" + tones.String()
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
