// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"regexp"
	"strconv"
	"strings"
)

// FeeKind is what a fee cell turned out to be.
type FeeKind string

// The kinds of fee cells.
const (
	FeeFree    FeeKind = "free"
	FeeFixed   FeeKind = "fixed"
	FeeRange   FeeKind = "range"
	FeePercent FeeKind = "percent" // of a value that the cell does not know
	FeeUnknown FeeKind = "unknown"
)

// RawFee is a fee as a national text gives it, in whole đồng. Amounts that cannot be right are FeeUnknown with the text kept.
type RawFee struct {
	Kind        FeeKind `json:"kind"`
	Min         int64   `json:"min,omitempty"`
	Max         int64   `json:"max,omitempty"`
	BasisPoints int64   `json:"basis_points,omitempty"` // hundredths of a per cent
	Text        string  `json:"text,omitempty"`
}

// Real fees begin at a thousand đồng or so. The portal cuts some amounts after the thousands separator ("40 Việt Nam Đồng" for
// 40.000): such a number is reported, never multiplied.
const smallestFee = 500

const largestFee = 1_000_000_000_000

var (
	feeFree    = regexp.MustCompile(`(?i)^(miễn( thu)?( phí)?( lệ phí)?|không( thu)?( phí| lệ phí)?|0)\.?$`)
	feePercent = regexp.MustCompile(`^(\d{1,2})(?:[.,](\d{1,2}))? ?%`)
	feeAmounts = regexp.MustCompile(`(?i)^(?:từ )?([\d.,]+)(?: ?(?:-|–|đến) ?([\d.,]+))? ?(đồng|đ|vnđ|vnd|việt nam đồng)?\b`)
	feeForeign = regexp.MustCompile(`(?i)^[\d.,]+ ?(usd|eur|đô la|euro)`)
)

// ParseFee reads one fee cell. The second result is the problem code, empty where there is none.
func ParseFee(cell string) (RawFee, string) {
	s := strings.Join(strings.Fields(cell), " ")
	unknown := RawFee{Kind: FeeUnknown, Text: s}
	switch {
	case feeFree.MatchString(s):
		return RawFee{Kind: FeeFree}, ""
	case feeForeign.MatchString(s):
		return unknown, ProblemFeeForeign
	case feePercent.MatchString(s):
		m := feePercent.FindStringSubmatch(s)
		frac := (m[2] + "00")[:2]
		bp, _ := strconv.ParseInt(m[1]+frac, 10, 64)
		return RawFee{Kind: FeePercent, BasisPoints: bp, Text: s}, ProblemFeePercent
	}
	m := feeAmounts.FindStringSubmatch(s)
	if m == nil {
		return unknown, ProblemFeeUnknown
	}
	lo, ok := wholeDong(m[1])
	hi := lo
	if ok && m[2] != "" {
		hi, ok = wholeDong(m[2])
	}
	switch {
	case !ok || hi < lo:
		return unknown, ProblemFeeUnknown
	case lo == 0 && hi == 0:
		return RawFee{Kind: FeeFree}, ""
	case lo < smallestFee:
		return unknown, ProblemFeeSmall
	case hi > lo:
		return RawFee{Kind: FeeRange, Min: lo, Max: hi}, ""
	}
	return RawFee{Kind: FeeFixed, Min: lo, Max: hi}, ""
}

// Whole groups of three only: 1.500.000 or 1,500,000; 12,5 is no amount.
var dongGroups = regexp.MustCompile(`^(\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+|\d{1,12})$`)

func wholeDong(s string) (int64, bool) {
	if !dongGroups.MatchString(s) {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.NewReplacer(".", "", ",", "").Replace(s), 10, 64)
	return n, err == nil && n <= largestFee
}
