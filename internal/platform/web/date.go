// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"time"

	"motcua.vn/internal/platform/clock"
)

// ValidDate tells whether s is a civil date that exists.
func ValidDate(s string) bool {
	_, err := time.Parse(clock.DateLayout, s)
	return err == nil
}
