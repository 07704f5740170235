// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"fmt"
	"regexp"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/standards/vntext"
)

// codePattern accepts both generations of agency codes: H52.101-261121-0001 and
// 000.00.06.H56-231027-0361 (Circular 01/2018 Art. 19; Decision 20/2020).
var codePattern = regexp.MustCompile(`^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{4,8}$`)

// ValidCode tells whether s has the form of a national dossier code.
func ValidCode(s string) bool { return codePattern.MatchString(s) }

// makeCode is agency, date of receipt as YYMMDD, and the day's running number of
// at least four digits.
func makeCode(agency string, day time.Time, n int) string {
	return fmt.Sprintf("%s-%s-%04d", agency, day.In(clock.Vietnam).Format("060102"), n)
}

// nameKey is the form in which applicants are looked up: folded, so that "nguyen
// thi hue" finds "Nguyễn Thị Huệ".
func nameKey(name string) string { return vntext.Fold(name) }
