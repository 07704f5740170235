// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package app is the only one that knows every room: it reads the configuration,
// wires the rooms together, says which reaction follows which event, and makes
// the demo province.
package app
