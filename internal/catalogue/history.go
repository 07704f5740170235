// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"net/url"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Versions gives every version of a procedure, drafts too, in the order in which they come into force.
func (s *Service) Versions(r db.Reader, code string) ([]Entry, error) {
	all, err := entriesOf(r, code)
	if err == nil && len(all) == 0 {
		return nil, fault.New(fault.NotFound, "catalogue.fault.no_procedure", "code", code)
	}
	return all, err
}

// Compare says how one version differs from another.
func (s *Service) Compare(r db.Reader, before, after string) ([]Change, error) {
	a, err := s.Version(r, before)
	if err != nil {
		return nil, err
	}
	b, err := s.Version(r, after)
	if err != nil {
		return nil, err
	}
	return Diff(*a, *b), nil
}

// PosterTarget is the path that the QR code of a poster leads to: the page of a procedure at a place.
func PosterTarget(code, agency string) string {
	p := "/t/" + url.PathEscape(code)
	if agency != "" {
		p += "?u=" + url.QueryEscape(agency)
	}
	return p
}
