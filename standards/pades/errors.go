// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"errors"
	"fmt"
)

// The reasons for which this package refuses.
var (
	ErrMalformed   = errors.New("pades: not a sound PDF")
	ErrLimit       = errors.New("pades: file asks for too much work")
	ErrEncrypted   = errors.New("pades: encrypted files are not supported")
	ErrOption      = errors.New("pades: option not usable")
	ErrPage        = errors.New("pades: no such page")
	ErrFieldExists = errors.New("pades: a field of that name exists")
	ErrImage       = errors.New("pades: image not usable")
	ErrEncoding    = errors.New("pades: character not in the standard font")
	ErrRoom        = errors.New("pades: signature is larger than the room kept for it")
	ErrForbidden   = errors.New("pades: the certifying signature forbids changes")
)

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrMalformed, fmt.Sprintf(format, args...))
}
