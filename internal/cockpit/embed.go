// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cockpit

import "embed"

// Texts holds the room's sentences.
//
//go:embed locale
var Texts embed.FS
