// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import "motcua.vn/internal/platform/web"

// fronts are the pages.
func (a *App) fronts() web.Table { return nil }
