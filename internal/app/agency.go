// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

func (a *App) agencyExists(r db.Reader, code string) (bool, error) {
	_, err := a.Organisation.Agency(r, code)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}
