// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package fault is the small set of ways in which a request can go wrong that a
// person is told about. Each carries a text key; everything else is internal,
// and the user sees an incident code only.
package fault

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Kind says who has to do something about it.
type Kind int

// The kinds, and the HTTP status each becomes.
const (
	Internal        Kind = iota // 500
	NotFound                    // 404
	Invalid                     // 422: the fields say what to mend
	Forbidden                   // 403
	Unauthenticated             // 401
	Conflict                    // 409: somebody was faster, or the step is out of order
	TooLarge                    // 413
	Unavailable                 // 503
	TooMany                     // 429
)

var status = map[Kind]int{
	Internal: http.StatusInternalServerError, NotFound: http.StatusNotFound,
	Invalid: http.StatusUnprocessableEntity, Forbidden: http.StatusForbidden,
	Unauthenticated: http.StatusUnauthorized, Conflict: http.StatusConflict,
	TooLarge: http.StatusRequestEntityTooLarge, Unavailable: http.StatusServiceUnavailable,
	TooMany: http.StatusTooManyRequests,
}

// Status is the HTTP status of the kind.
func (k Kind) Status() int { return status[k] }

// Field is one mistake at one field of a form or one JSON pointer of a body.
type Field struct {
	Name string
	Key  string
	Args []any
}

// Error is a fault with the key of its message and the message's arguments.
type Error struct {
	Kind   Kind
	Key    string
	Args   []any
	Fields []Field
	cause  error
}

// New makes a fault. args alternate name and value, as i18n.T takes them.
func New(kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Key: key, Args: args}
}

// Wrap keeps the cause for the log; the user sees only the key's text.
func Wrap(cause error, kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Key: key, Args: args, cause: cause}
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Name, f.Key)
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.cause }

// Of finds the fault in err's chain; anything else is an internal fault.
func Of(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Internal, Key: "fault.internal", cause: err}
}

// Is tells whether err is a fault of that kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// Checks gathers the mistakes of a form, so that a person sees all at once.
type Checks struct{ fields []Field }

// Add notes a mistake at a field.
func (c *Checks) Add(name, key string, args ...any) {
	c.fields = append(c.fields, Field{Name: name, Key: key, Args: args})
}

// Require notes a mistake unless ok.
func (c *Checks) Require(ok bool, name, key string, args ...any) {
	if !ok {
		c.Add(name, key, args...)
	}
}

// Err is nil when nothing was noted, else an Invalid fault with every field.
func (c *Checks) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "fault.invalid", Fields: c.fields}
}
