// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// dateRow is a date, or the words that it has not come.
func dateRow(ctx context.Context, key string, m ui.Moment) ui.SummaryRow {
	if m.Text == "" {
		return ui.SummaryRow{Key: key, Text: i18n.T(ctx, "portal.not_yet")}
	}
	return ui.SummaryRow{Key: key, Content: m}
}
