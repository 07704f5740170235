// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"time"

	"motcua.vn/internal/platform/clock"
)

// dayBefore is the civil date before another.
func dayBefore(date string) string {
	t, err := time.Parse(clock.DateLayout, date)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, -1).Format(clock.DateLayout)
}
