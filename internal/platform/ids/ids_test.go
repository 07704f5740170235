// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ids_test

import (
	"testing"
	"time"

	"motcua.vn/internal/platform/ids"
)

func TestNewSortsInTheOrderOfMaking(t *testing.T) {
	at := time.Date(2026, 11, 21, 1, 2, 3, 0, time.UTC)
	prev := ""
	seen := map[string]bool{}
	for range 20000 {
		id := ids.New(at)
		if len(id) != 20 {
			t.Fatalf("%q has %d characters", id, len(id))
		}
		if id <= prev && prev != "" {
			t.Fatalf("%q came after %q", id, prev)
		}
		if seen[id] {
			t.Fatalf("%q came twice", id)
		}
		seen[id], prev = true, id
	}
	if later := ids.New(at.Add(time.Minute)); later <= prev {
		t.Fatalf("%q, a minute later, sorts before %q", later, prev)
	}
}

func TestCodeAndTokenDiffer(t *testing.T) {
	for name, make := range map[string]func() string{"code": func() string { return ids.Code(12) }, "token": ids.Token} {
		if a, b := make(), make(); a == b {
			t.Fatalf("two %ss are the same: %q", name, a)
		}
	}
}

// A clock that stands still gives no key twice.
func TestNoKeyTwice(t *testing.T) {
	now := time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	last := ""
	for range 1_000_000 {
		k := ids.New(now)
		if k <= last {
			t.Fatalf("%s after %s", k, last)
		}
		last = k
	}
}
