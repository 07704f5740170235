// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package pades signs PDF files and says what the signatures in a PDF are worth.
//
// Standards:
//
//   - ETSI EN 319 142-1 V1.2.1, PAdES baseline levels B-B and B-T
//   - ISO 32000-1:2008 (PDF 1.7), sections 7.5 (file structure) and 12.7, 12.8
//   - RFC 5652 and RFC 3161, through packages cms and rfc3161
//
// # Signing
//
// [Sign] appends an incremental update and leaves every earlier byte, hence every
// earlier signature, as it was. It takes files with classic cross-reference
// tables, cross-reference streams and both at once. Text fields can be filled in
// the same revision, before the digest is taken: Vietnam's Decree 30/2020 has a
// person sign first, then the number and the date assigned, then the agency seal.
//
// Rectangles are in points from the lower left corner of the page, y upwards.
//
// # Verifying
//
// [Verify] answers three separate questions. Is the signature intact, and does it
// cover what the reader sees ([Verdict])? Does its certificate lead to a given
// root ([cms.Trust])? What has been changed since ([Change])? A byte range must
// start at 0, leave out exactly the /Contents string of its own signature
// dictionary, and end where a revision ends. Changes are found by comparing the
// signed revision with the present one, object by object, from the catalog down.
//
// Input may be hostile: size, depth, number of objects and total work are bounded,
// and nothing panics. Nothing here reads the clock.
//
// Not here: encrypted files, DSS/VRI and revocation (B-LT), writing document
// time-stamps (B-LTA), FieldMDP, rebuilding a broken cross-reference table.
//
// Every error wraps one of the Err… values of this package, or of package cms.
package pades
