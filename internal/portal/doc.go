// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package portal is the front for citizens and businesses, made for a phone first:
// find a procedure, apply, follow a dossier (tra cứu hồ sơ), check a paper (kiểm tra
// văn bản).
//
// It owns pages only: no tables, no rules. Every page works without script, in
// Vietnamese and English, at 360 px. What a person types is kept on the server
// from the first field; a mistake is shown at its field with everything kept.
//
// Doors: New and Routes.
package portal
