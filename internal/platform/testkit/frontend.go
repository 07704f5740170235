// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package testkit

import (
	"os"
	"testing"

	"motcua.vn/internal/platform/ui"
)

// FrontEnd tells whether the front end, and with it the fonts of papers, was built
// into this program. A plain clone has none, and its tests of papers and browsers
// say so; with CI set that is a failure.
func FrontEnd(t testing.TB) bool {
	t.Helper()
	if ui.Built() {
		return true
	}
	if os.Getenv("CI") != "" {
		t.Fatal("the front end is not built: run sh scripts/front.sh")
	}
	t.Log("the front end is not built: nothing was tested here")
	return false
}
