// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package e2e holds the journeys: people who walk through the whole product in a
// real browser, against the demo province with its outside world, on SQLite and on
// PostgreSQL. It has tests only; pictures of every page they pass are left in out/.
package e2e
