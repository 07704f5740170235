// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"strconv"
	"sync"
	"testing"
)

// The cache stays within its bound, keeps what is in use, and may be used by many at once.
func TestVersionCache(t *testing.T) {
	var c versionCache
	hot := new(Version)
	c.put("hot", hot)
	var all sync.WaitGroup
	for part := range 4 {
		all.Go(func() {
			for i := range 2000 {
				c.put(strconv.Itoa(part*2000+i), new(Version))
				c.get("hot")
			}
		})
	}
	all.Wait()
	if len(c.all) > keptVersions {
		t.Errorf("%d versions kept", len(c.all))
	}
	if allocs := testing.AllocsPerRun(100, func() { c.get("hot") }); allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}
