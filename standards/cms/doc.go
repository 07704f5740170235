// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package cms writes, reads and checks CMS SignedData, the envelope inside
// every signed PDF, time-stamp token and ICAO security object.
//
// Standards:
//
//   - RFC 5652 (September 2009), Cryptographic Message Syntax, section 5
//   - RFC 5035 (August 2007), ESS signingCertificateV2; RFC 2634 signingCertificate is checked too
//   - RFC 3161 appendix A (August 2001), the id-aa-timeStampToken unsigned attribute
//   - RFC 4055 / RFC 8017 RSASSA-PKCS1-v1_5 and RSASSA-PSS; RFC 5754 SHA-2; RFC 5753 ECDSA
//
// Input may be DER or BER (indefinite lengths, split octet strings); output is
// always DER. Signing takes a [crypto.Signer], so the key may live in a token.
// No function reads the clock.
//
// Every error wraps one of the Err… values of this package, to be told apart
// with [errors.Is]. A failed check never yields a [Verified] value.
//
// What is not here: encrypted data, counter-signatures, attribute certificates,
// Ed25519, DSA. Whether a certificate is trusted is the caller's question: see
// [Chain] for the path-building half of it.
package cms
