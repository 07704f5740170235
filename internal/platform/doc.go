// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package platform is the cellar of the house: its rooms know no other room.
package platform
