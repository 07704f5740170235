// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package vntext

import "unicode"

// The tones in dictionary order. toneOther stands for any mark that is neither a tone nor part of a Vietnamese letter.
const (
	toneNone = iota
	toneHuyen
	toneHoi
	toneNga
	toneSac
	toneNang
	toneOther = 9
)

// vowelRows lists each vowel of the alphabet with its toned forms in tone order; the first rune is the letter itself.
var vowelRows = []string{
	"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
	"oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
}

// alphabet is the sorting order: the 29 Vietnamese letters with the four Latin letters of loan words in their usual
// places.
const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// baseOf gives the unmarked letter of those letters that carry a mark of their own.
var baseOf = map[rune]rune{'ă': 'a', 'â': 'a', 'đ': 'd', 'ê': 'e', 'ô': 'o', 'ơ': 'o', 'ư': 'u'}

// letter is what the tables know about one precomposed rune.
type letter struct {
	base  byte // ASCII, in the case of the rune
	lower byte // ASCII, lower case
	rank  byte // 1-based place in the alphabet
	tone  byte
}

// The runes of Vietnamese lie below U+01B1 and in U+1EA0–U+1EF9; two arrays are faster than any map.
const (
	lowEnd   = 0x01B1
	highBase = 0x1EA0
	highEnd  = 0x1EFA
)

var (
	lowLetters  [lowEnd]letter
	highLetters [highEnd - highBase]letter
)

func init() {
	ranks := map[rune]byte{}
	for i, r := range []rune(alphabet) {
		ranks[r] = byte(i + 1)
		setLetter(r, r, ranks[r], toneNone)
	}
	for _, row := range vowelRows {
		rs := []rune(row)
		for tone, r := range rs {
			setLetter(r, rs[0], ranks[rs[0]], byte(tone))
		}
	}
}

// setLetter records a rune and its capital.
func setLetter(r, plain rune, rank, tone byte) {
	base := plain
	if b, ok := baseOf[plain]; ok {
		base = b
	}
	lower := letter{base: byte(base), lower: byte(base), rank: rank, tone: tone}
	upper := lower
	upper.base = byte(unicode.ToUpper(base))
	*slot(r) = lower
	*slot(unicode.ToUpper(r)) = upper
}

// slot is where the table keeps a rune, or nil when it keeps none.
func slot(r rune) *letter {
	switch {
	case r >= 0 && r < lowEnd:
		return &lowLetters[r]
	case r >= highBase && r < highEnd:
		return &highLetters[r-highBase]
	}
	return nil
}

// lookup reports the letter of a rune; ok is false for anything outside the Vietnamese alphabet.
func lookup(r rune) (letter, bool) {
	p := slot(r)
	if p == nil || p.base == 0 {
		return letter{}, false
	}
	return *p, true
}

// toneOfMark maps combining marks to tones.
func toneOfMark(r rune) byte {
	switch r {
	case 0x0300, 0x0340:
		return toneHuyen
	case 0x0309:
		return toneHoi
	case 0x0303:
		return toneNga
	case 0x0301, 0x0341:
		return toneSac
	case 0x0323:
		return toneNang
	}
	return toneOther
}
