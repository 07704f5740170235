// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package rfc3161

import (
	"errors"
	"fmt"
	"strings"
)

// The reasons for which this package refuses.
var (
	ErrSyntax      = errors.New("rfc3161: not well encoded")
	ErrLimit       = errors.New("rfc3161: too large")
	ErrVersion     = errors.New("rfc3161: version not supported")
	ErrImprint     = errors.New("rfc3161: message imprint differs")
	ErrNonce       = errors.New("rfc3161: nonce differs")
	ErrPolicy      = errors.New("rfc3161: policy differs")
	ErrNotToken    = errors.New("rfc3161: not a time-stamp token")
	ErrCertificate = errors.New("rfc3161: certificate is not one for time-stamping")
	ErrTime        = errors.New("rfc3161: certificate not valid at the time stamped")
	ErrTransport   = errors.New("rfc3161: no usable answer")
	ErrSetup       = errors.New("rfc3161: authority or client is not set up")
)

// Status is PKIStatus.
type Status int

// The statuses of RFC 3161 section 2.4.2.
const (
	Granted Status = iota
	GrantedWithMods
	Rejection
	Waiting
	RevocationWarning
	RevocationNotification
)

// Failure is the bit number of PKIFailureInfo; NoFailure when none is given.
type Failure int

// The failures of RFC 3161 section 2.4.2.
const (
	NoFailure           Failure = -1
	BadAlgorithm        Failure = 0
	BadRequest          Failure = 2
	BadDataFormat       Failure = 5
	TimeNotAvailable    Failure = 14
	UnacceptedPolicy    Failure = 15
	UnacceptedExtension Failure = 16
	SystemFailure       Failure = 25
)

// StatusError is an authority's refusal.
type StatusError struct {
	Status  Status
	Failure Failure
	Text    []string
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("rfc3161: refused: status %d, failure %d %s", e.Status, e.Failure, strings.Join(e.Text, "; "))
}
