// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import "embed"

// Schema holds the room's migrations.
//
//go:embed schema
var Schema embed.FS

// Texts holds the room's sentences, the default wordings of messages among them.
//
//go:embed locale
var Texts embed.FS
