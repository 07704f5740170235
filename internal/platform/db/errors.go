// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"motcua.vn/internal/platform/fault"
)

// IsUnique tells whether a unique key refused a row.
func IsUnique(err error) bool { return sqliteUnique(err) || pgCode(err) == "23505" }

// AsFault turns the failure of a database that cannot be reached, or that was
// given no text, into a fault the user can be told; other errors pass through.
func AsFault(err error) error {
	switch {
	case err == nil:
		return nil
	case unavailable(err), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fault.Wrap(err, fault.Unavailable, "fault.unavailable")
	case pgCode(err) == "22021": // text that is no UTF-8, or holds a NUL
		return fault.Wrap(err, fault.Invalid, "fault.unreadable_form")
	}
	return err
}

// unavailable tells whether the database could not be asked at all, or went away
// while it was: classes 08, 53 and 57 of PostgreSQL are connection, resources and
// an operator's hand.
func unavailable(err error) bool {
	for _, known := range []error{ErrClosed, driver.ErrBadConn, sql.ErrConnDone, io.ErrUnexpectedEOF} {
		if errors.Is(err, known) {
			return true
		}
	}
	var connect *pgconn.ConnectError
	var line *net.OpError
	if errors.As(err, &connect) || errors.As(err, &line) || pgconn.SafeToRetry(err) {
		return true
	}
	code := pgCode(err)
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "53") || strings.HasPrefix(code, "57")
}
