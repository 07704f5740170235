// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The separators of a key. They are printable so that a key can be stored as text in any database, and ordered so that
// a shorter text comes before its continuation: part < level < word < every weight.
const (
	partSep  = '!'
	levelSep = '-'
	wordSep  = '.'
	// foreign precedes a rune outside the alphabet and outside digits, so that it sorts after all Latin letters.
	foreign = '~'
	// firstLetter is the weight of "a"; digits weigh as themselves, below it.
	firstLetter = 'A'
)

// SortKey makes a string whose byte order is Vietnamese alphabetical order: letters of the whole text first
// (a ă â b c d đ e ê …), tones only between texts with equal letters. Case and punctuation do not count, and neither
// does the place of the tone mark in a word (hòa and hoà are the same word), because each written syllable has at most
// one tone. Compare keys by bytes (COLLATE "C" in PostgreSQL, BINARY in SQLite).
func SortKey(s string) string {
	b := make([]byte, 0, 2*len(s)+4)
	return string(appendKey(b, s))
}

// NameKey sorts people the Vietnamese way: by given name (the last word), then middle names, then surname.
// Tones of the given name count before the middle name does, so that all Hà stand together before all Hạ.
func NameKey(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	last := len(words) - 1
	surname := ""
	middle := words[:last]
	if last > 0 {
		surname, middle = words[0], words[1:last]
	}
	b := make([]byte, 0, 2*len(name)+8)
	b = appendKey(b, words[last])
	b = append(b, partSep)
	b = appendKey(b, strings.Join(middle, " "))
	b = append(b, partSep)
	b = appendKey(b, surname)
	return string(b)
}

// appendKey writes the letters, then the tones word by word.
func appendKey(b []byte, s string) []byte {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	var toneBuf [64]byte
	tones := toneBuf[:0]
	gap, toned, any := false, false, false
	for _, r := range s {
		rank, marks := weigh(r)
		if rank == 0 && len(marks) == 0 && !foreignLetter(r) {
			gap = any // punctuation and blanks part words, but not before the first
			continue
		}
		if gap {
			b = append(b, wordSep)
			tones = closeTones(tones, toned)
			gap, toned = false, false
		}
		b = appendWeight(b, r, rank)
		any = true
		for _, m := range marks {
			if m != toneNone {
				tones = append(tones, '0'+m)
				toned = true
			}
		}
	}
	b = append(b, levelSep)
	return append(b, closeTones(tones, toned)...)
}

// closeTones ends the tones of one word; a word without tone weighs '0'.
func closeTones(tones []byte, toned bool) []byte {
	if !toned {
		tones = append(tones, '0')
	}
	return append(tones, wordSep)
}

// appendWeight writes the primary weight of one rune; a combining mark has none.
func appendWeight(b []byte, r rune, rank byte) []byte {
	switch {
	case rank != 0:
		return append(b, rank)
	case unicode.Is(unicode.Mn, r):
		return b
	}
	return utf8.AppendRune(append(b, foreign), unicode.ToLower(r))
}

// weigh gives the primary weight of a rune (0 when it has none) and the marks it carries.
func weigh(r rune) (rank byte, marks []byte) {
	if l, ok := lookup(r); ok {
		return firstLetter + l.rank - 1, toneSlices[l.tone]
	}
	switch {
	case '0' <= r && r <= '9':
		return byte(r), nil
	case r < utf8.RuneSelf:
		return 0, nil
	case unicode.Is(unicode.Mn, r):
		return 0, []byte{toneOfMark(r)}
	}
	return weighForeign(r)
}

// toneSlices saves an allocation per letter.
var toneSlices = [...][]byte{{toneNone}, {toneHuyen}, {toneHoi}, {toneNga}, {toneSac}, {toneNang}}

// weighForeign treats ñ as n with a mark, and leaves what has no Latin base to the caller.
func weighForeign(r rune) (rank byte, marks []byte) {
	d := []rune(norm.NFD.String(string(r)))
	l, ok := lookup(d[0])
	if !ok || len(d) == 1 {
		return 0, nil
	}
	for _, m := range d[1:] {
		marks = append(marks, toneOfMark(m))
	}
	return firstLetter + l.rank - 1, marks
}

// foreignLetter is any letter or digit of another script.
func foreignLetter(r rune) bool {
	return r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
