// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package sandbox stands in for the outside world on loopback, over the real
// protocols on real sockets, so that the demo and the tests need nobody: an SMS
// centre (SMPP 3.4), a mail relay (SMTP), a time-stamping authority (RFC 3161), a
// certification authority in the place of the Government Cipher Committee's, and a
// page that shows what they received.
//
// It is imported by cmd and by tests only. Nothing here proves anything to anybody:
// its certificates say so in their names.
package sandbox
