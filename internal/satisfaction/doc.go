// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package satisfaction keeps what applicants say about how they were served: one
// rating (đánh giá mức độ hài lòng) for each dossier, from 1 to 5, with their own
// words if they like.
//
// It owns the table satisfaction_rating. Who rated is kept as a hash bound to the
// dossier: two ratings of one person cannot be put together by whoever reads the
// table. Survey rounds (SIPAS) will stand beside it.
//
// Doors: Rate; and the questions Of and Average.
package satisfaction
