// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

// Band is the thin woven band: the head of the portal and of printed slips, nowhere else.
// It is an image of our own (web/src/band.svg), a repeating weave that fills any width.
type Band struct{}
