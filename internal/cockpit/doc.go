// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package cockpit is one screen for a leader (bảng điều hành): what came in, what
// was finished and how much of it on time, what is due today, at risk and late, by
// unit; who holds what is late; what moved since the day before.
//
// It owns no table and no rule: figures are the dossier room's, and each leads to
// its dossiers and to its definition.
//
// Its door is Pages.Routes.
package cockpit
