// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import "embed"

// Schema holds the room's migrations.
//
//go:embed schema
var Schema embed.FS

// Texts holds the room's sentences.
//
//go:embed locale
var Texts embed.FS
