// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// LoadWith reads what the page of a dossier reads, for tests that count.
func (p *Pages) LoadWith(ctx context.Context, r db.Reader, a authz.Actor, code string) error {
	_, err := p.load(ctx, r, a, look{Code: code})
	return err
}
