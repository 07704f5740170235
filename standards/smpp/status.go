// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"errors"
	"fmt"
)

// Status is the command_status of a response (SMPP 3.4, 5.1.3).
type Status uint32

const (
	OK                Status = 0x00
	InvalidLength     Status = 0x01 // message length
	InvalidCommandLen Status = 0x02
	InvalidCommandID  Status = 0x03
	InvalidBindStatus Status = 0x04
	AlreadyBound      Status = 0x05
	SystemError       Status = 0x08
	InvalidSource     Status = 0x0A
	InvalidDest       Status = 0x0B
	BindFailed        Status = 0x0D
	InvalidPassword   Status = 0x0E
	InvalidSystemID   Status = 0x0F
	QueueFull         Status = 0x14
	SubmitFailed      Status = 0x45
	Throttled         Status = 0x58
	TempAppError      Status = 0x64
	PermAppError      Status = 0x65
	UnknownError      Status = 0xFF
)

var statusNames = map[Status]string{
	OK: "ESME_ROK", InvalidLength: "ESME_RINVMSGLEN", InvalidCommandLen: "ESME_RINVCMDLEN",
	InvalidCommandID: "ESME_RINVCMDID", InvalidBindStatus: "ESME_RINVBNDSTS", AlreadyBound: "ESME_RALYBND",
	SystemError: "ESME_RSYSERR", InvalidSource: "ESME_RINVSRCADR", InvalidDest: "ESME_RINVDSTADR",
	BindFailed: "ESME_RBINDFAIL", InvalidPassword: "ESME_RINVPASWD", InvalidSystemID: "ESME_RINVSYSID",
	QueueFull: "ESME_RMSGQFUL", SubmitFailed: "ESME_RSUBMITFAIL", Throttled: "ESME_RTHROTTLED",
	TempAppError: "ESME_RX_T_APPN", PermAppError: "ESME_RX_P_APPN", UnknownError: "ESME_RUNKNOWNERR",
}

func (s Status) String() string {
	if name, ok := statusNames[s]; ok {
		return name
	}
	return fmt.Sprintf("0x%08X", uint32(s))
}

// Temporary says whether the same request may succeed later.
func (s Status) Temporary() bool {
	return s == Throttled || s == QueueFull || s == SystemError || s == TempAppError
}

var (
	// ErrThrottled marks a refusal because we send too fast: slow down, then send again.
	ErrThrottled = errors.New("smpp: throttled by the operator")
	// ErrNotBound is returned when no session came up before the context ended. Nothing was sent.
	ErrNotBound = errors.New("smpp: not bound")
	// ErrOutcomeUnknown is returned when the request was written but no response came: the message may have been
	// accepted. Sending it again may deliver it twice.
	ErrOutcomeUnknown = errors.New("smpp: no response, outcome unknown")
	// ErrClosed is returned after Close.
	ErrClosed = errors.New("smpp: closed")
)

// StatusError is a refusal by the other side.
type StatusError struct {
	Command Command
	Status  Status
}

func (e *StatusError) Error() string { return fmt.Sprintf("smpp: %s refused: %s", e.Command, e.Status) }

// Is makes errors.Is(err, ErrThrottled) true for the two statuses by which operators say it.
func (e *StatusError) Is(target error) bool {
	return target == ErrThrottled && (e.Status == Throttled || e.Status == QueueFull)
}

// Temporary says whether a later attempt may succeed.
func (e *StatusError) Temporary() bool { return e.Status.Temporary() }
