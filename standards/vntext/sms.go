// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package vntext

import (
	"strings"
	"unicode/utf16"
)

// Encoding is how an SMS carries its characters.
type Encoding string

const (
	// GSM is the 7-bit default alphabet of 3GPP TS 23.038: 160 characters in one message, 153 in each part of several.
	GSM Encoding = "gsm7"
	// UCS2 carries Vietnamese letters: 70 characters in one message, 67 in each part of several.
	UCS2 Encoding = "ucs2"
)

// SMS says what a text costs.
type SMS struct {
	Encoding Encoding
	Units    int // septets or UTF-16 code units
	Segments int
}

const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
		"ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "^{}\\[~]|€"
)

// gsmSeptets is 1 for the basic table, 2 for the extension table (an escape goes before), 0 for anything else.
var gsmSeptets = func() map[rune]int {
	m := map[rune]int{}
	for _, r := range gsmBasic {
		m[r] = 1
	}
	for _, r := range gsmExtended {
		m[r] = 2
	}
	return m
}()

// gsmInstead replaces the typography that word processors put into messages.
var gsmInstead = strings.NewReplacer("“", "\"", "”", "\"", "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...",
	"•", "-", "₫", "d", "\u00a0", " ", "\t", " ", "\u200b", "")

// GSM7 gives the text without diacritics in characters of the GSM default alphabet, and its length in septets.
// What cannot be shown becomes a question mark.
func GSM7(s string) (text string, septets int) {
	var b strings.Builder
	for _, r := range Plain(gsmInstead.Replace(s)) {
		n := gsmSeptets[r]
		if n == 0 {
			r, n = '?', 1
		}
		b.WriteRune(r)
		septets += n
	}
	return b.String(), septets
}

// CountSMS says in which encoding a text would travel as it stands, and in how many parts. A character is never cut:
// neither an escaped GSM character nor a UTF-16 surrogate pair.
func CountSMS(s string) SMS {
	widths, ok := gsmWidths(s)
	if ok {
		return count(GSM, widths, 160, 153)
	}
	return count(UCS2, ucs2Widths(s), 70, 67)
}

func gsmWidths(s string) ([]int, bool) {
	var widths []int
	for _, r := range s {
		n := gsmSeptets[r]
		if n == 0 {
			return nil, false
		}
		widths = append(widths, n)
	}
	return widths, true
}

func ucs2Widths(s string) []int {
	var widths []int
	for _, r := range s {
		widths = append(widths, max(1, utf16.RuneLen(r)))
	}
	return widths
}

func count(enc Encoding, widths []int, single, part int) SMS {
	sms := SMS{Encoding: enc, Segments: 1}
	segments, used := 1, 0
	for _, n := range widths {
		sms.Units += n
		if used+n > part {
			segments, used = segments+1, 0
		}
		used += n
	}
	if sms.Units > single {
		sms.Segments = segments
	}
	return sms
}
