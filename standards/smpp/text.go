// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"errors"
	"unicode/utf16"
)

// The data codings used here (SMPP 3.4, 5.2.19).
const (
	CodingDefault byte = 0x00
	CodingLatin1  byte = 0x03
	CodingUCS2    byte = 0x08
)

// MaxParts is how many parts one text may have. The header allows 255; no message of an office needs ten.
const MaxParts = 10

// ErrTooLong is returned for a text of more than MaxParts parts.
var ErrTooLong = errors.New("smpp: text too long")

const (
	gsmTable = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmEscape = 0x1B
)

var (
	gsmRunes  = []rune(gsmTable)
	gsmCodes  = map[rune]byte{}
	gsmSecond = map[rune]byte{
		'\f': 0x0A, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2F, '[': 0x3C, '~': 0x3D, ']': 0x3E, '|': 0x40, '€': 0x65,
	}
	gsmSecondRunes = map[byte]rune{}
)

func init() {
	for i, r := range gsmRunes {
		if i != gsmEscape {
			gsmCodes[r] = byte(i)
		}
	}
	for r, c := range gsmSecond {
		gsmSecondRunes[c] = r
	}
}

// gsmUnits gives each character of the text as one or two octets, or ok = false when the alphabet lacks one.
func gsmUnits(text string) (units [][]byte, ok bool) {
	for _, r := range text {
		if c, found := gsmCodes[r]; found {
			units = append(units, []byte{c})
		} else if c, found := gsmSecond[r]; found {
			units = append(units, []byte{gsmEscape, c})
		} else {
			return nil, false
		}
	}
	return units, true
}

// ucs2Units gives each character as two octets, or four for a surrogate pair, which handsets accept in practice.
func ucs2Units(text string) (units [][]byte) {
	for _, r := range text {
		var u []byte
		for _, w := range utf16.Encode([]rune{r}) {
			u = append(u, byte(w>>8), byte(w))
		}
		units = append(units, u)
	}
	return units
}

// EncodeText chooses the coding of a text and cuts it into the octets of its parts: the default alphabet when it
// suffices, else UCS-2. Characters are never cut in two. One part means that no header is needed.
func EncodeText(text string) (coding byte, parts [][]byte, err error) {
	units, ok := gsmUnits(text)
	single, part := 160, 153
	if !ok {
		coding, units, single, part = CodingUCS2, ucs2Units(text), 140, 134
	}
	parts = pack(units, single)
	if len(parts) > 1 {
		parts = pack(units, part)
	}
	if len(parts) > MaxParts {
		return 0, nil, ErrTooLong
	}
	return coding, parts, nil
}

func pack(units [][]byte, limit int) [][]byte {
	parts := [][]byte{{}}
	for _, u := range units {
		last := len(parts) - 1
		if len(parts[last])+len(u) > limit {
			parts = append(parts, nil)
			last++
		}
		parts[last] = append(parts[last], u...)
	}
	return parts
}

// DecodeText is the text of one part without its header. Codings other than UCS-2 and Latin 1 are read as the default
// alphabet, which is what operators mean by them.
func DecodeText(coding byte, b []byte) string {
	switch coding {
	case CodingUCS2:
		words := make([]uint16, 0, len(b)/2)
		for i := 0; i+1 < len(b); i += 2 {
			words = append(words, uint16(b[i])<<8|uint16(b[i+1]))
		}
		return string(utf16.Decode(words))
	case CodingLatin1:
		rs := make([]rune, len(b))
		for i, c := range b {
			rs[i] = rune(c)
		}
		return string(rs)
	}
	return decodeGSM(b)
}

func decodeGSM(b []byte) string {
	rs := make([]rune, 0, len(b))
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == gsmEscape && i+1 < len(b):
			i++
			if r, ok := gsmSecondRunes[b[i]]; ok {
				rs = append(rs, r)
			} else if int(b[i]) < len(gsmRunes) { // 23.038: an unknown escaped code is shown from the first table
				rs = append(rs, gsmRunes[b[i]])
			}
		case c == gsmEscape:
		case int(c) < len(gsmRunes):
			rs = append(rs, gsmRunes[c])
		default:
			rs = append(rs, '\uFFFD')
		}
	}
	return string(rs)
}
