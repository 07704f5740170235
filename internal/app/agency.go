// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"net/url"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

// agencyName is the agency's name, or its code where it is not known.
func (a *App) agencyName(r db.Reader, code string) string {
	if x, err := a.Organisation.Agency(r, code); err == nil {
		return x.Name
	}
	return code
}

func (a *App) agencyExists(r db.Reader, code string) (bool, error) {
	_, err := a.Organisation.Agency(r, code)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}
