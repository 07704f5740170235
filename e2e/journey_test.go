// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"testing"

	"motcua.vn/internal/platform/testkit"
)

// TestJourneys walks the journeys on each database. Pages are the same on both, so
// that axe looks at them on the first only.
func TestJourneys(t *testing.T) {
	if !needs(t) {
		return
	}
	chrome := browser(t)
	testkit.EachURL(t, func(t *testing.T, database string) {
		h := start(t, database)
		h.browser, h.looks = chrome, h.embedded
		t.Run("birth certificate", h.birthCertificate)
		t.Run("without script, and what is missing", h.withoutScript)
		t.Run("at the counter", h.atTheCounter)
		t.Run("leaders", h.leaders)
	})
}
