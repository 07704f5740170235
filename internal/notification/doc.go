// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package notification tells people what happened to their application: by SMS,
// by e-mail, and on the portal.
//
// Words: a message (thông báo, tin nhắn) is one text for one person over one
// channel (kênh); its kind (loại) is the change of state it tells of (Decree
// 224/2026 Art. 15: sent at once on every change, naming agency, officer and
// times); a receipt (báo nhận) is the operator's report on it; quiet hours (giờ
// yên lặng) are those in which only urgent SMS go out.
//
// Doors: Notify writes messages in the caller's transaction and does nothing slow.
// Run carries them out: it leases what is due, hands it to the providers in their
// order, and follows it up to the receipt. A message is never lost: it is queued,
// failed (and tried again), sent, delivered, or dead and shown in Failures. It
// goes out twice only when this program or the line broke between handing it over
// and hearing the provider's answer; such a message is counted in unsure, and an
// e-mail then carries the same Message-ID.
//
// It owns the tables notification_*. It knows no person and no dossier: they come
// in as values.
package notification
