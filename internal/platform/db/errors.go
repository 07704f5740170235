// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/fault"
)

// IsUnique tells whether a unique key refused a row.
func IsUnique(err error) bool { return sqliteUnique(err) || pgCode(err) == "23505" }

// AsFault turns the failure of a database that cannot be reached into a fault
// the user can be told; other errors pass through.
func AsFault(err error) error {
	switch {
	case err == nil:
		return nil
	case unavailable(err), len(pgCode(err)) == 5 && (pgCode(err)[:2] == "57" || pgCode(err)[:2] == "53"), errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(err, fault.Unavailable, "fault.unavailable")
	}
	return err
}
