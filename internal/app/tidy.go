// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"time"
)

// tidyEvery is how often what has expired is removed.
const tidyEvery = time.Hour

// tidy removes what nobody needs any more, until ctx ends.
func (a *App) tidy(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		for n := 1; n > 0 && ctx.Err() == nil; {
			var err error
			if n, err = a.Dossier.Sweep(ctx); err != nil {
				a.log.Warn("expired drafts", "error", err)
				break
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
