// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import "errors"

// The reasons for which this package refuses.
var (
	ErrSyntax             = errors.New("cms: not well encoded")
	ErrLimit              = errors.New("cms: too large or too deep")
	ErrNotSignedData      = errors.New("cms: not SignedData")
	ErrNoSigner           = errors.New("cms: no signer")
	ErrNoContent          = errors.New("cms: no content to check against")
	ErrNoCertificate      = errors.New("cms: signer's certificate not found")
	ErrNoMessageDigest    = errors.New("cms: no message digest among the signed attributes")
	ErrDigestMismatch     = errors.New("cms: content digest differs from the signed one")
	ErrContentType        = errors.New("cms: signed content type is missing or differs")
	ErrSigningCertificate = errors.New("cms: signing-certificate attribute names another certificate")
	ErrAlgorithm          = errors.New("cms: algorithm not supported")
	ErrSignature          = errors.New("cms: signature does not verify")
	ErrKeyMismatch        = errors.New("cms: certificate does not belong to the key")
	ErrTimeStamp          = errors.New("cms: time-stamp not obtained")
)
