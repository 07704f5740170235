// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package rfc3161 speaks the Time-Stamp Protocol: requests, responses, tokens, a
// client over HTTP and a small authority to test against.
//
// Standards:
//
//   - RFC 3161 (August 2001), Internet X.509 PKI Time-Stamp Protocol, with the
//     HTTP transport of section 3.4
//   - RFC 5816 (March 2010), ESSCertIDv2 in tokens
//
// Formats: application/timestamp-query and application/timestamp-reply, DER.
// Digests are SHA-256, SHA-384 or SHA-512; a token over a SHA-1 imprint is
// refused. Nothing here reads the clock: the authority is given one.
//
// Every error wraps one of the Err… values of this package or of package cms.
// A refusal by the authority is a [*StatusError].
package rfc3161
