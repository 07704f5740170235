// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package vntext is the handling of Vietnamese text that every other package would otherwise do slightly differently:
// cleaning what comes in, folding it for search, ordering it by the Vietnamese alphabet, and fitting it into an SMS.
//
// Standards: Unicode 17 normalisation forms (UAX #15, by golang.org/x/text), the Vietnamese alphabet of 29 letters with
// its five written tones (order of CLDR locale vi: none, huyền, hỏi, ngã, sắc, nặng), and the GSM 7-bit default
// alphabet (3GPP TS 23.038, formerly GSM 03.38).
//
// Words used here: a letter is what the alphabet counts (ă, â, đ, ê, ô, ơ, ư are letters of their own); a tone is the
// mark that distinguishes words only after all letters are equal; a word is one written syllable.
package vntext
