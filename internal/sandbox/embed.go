// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import "embed"

// Texts holds the page's sentences.
//
//go:embed locale
var Texts embed.FS

//go:embed page
var pageFiles embed.FS
