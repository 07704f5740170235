// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// RevokeToken makes a token worthless, at once in this process and within
// Config.CacheFor in others.
func (s *Service) RevokeToken(ctx context.Context, actor authz.Actor, id string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := tokenByID(tx, id)
		if errors.Is(err, db.ErrNoRows) {
			return fault.New(fault.NotFound, "identity.fault.no_token")
		}
		if err != nil {
			return err
		}
		if err := requireOwn(actor, t.Account); err != nil {
			return err
		}
		if !t.Revoked.IsZero() {
			return nil
		}
		revokeToken(tx, id)
		tx.After(func() { s.cache.drop(id) })
		if err := audit.Record(tx, actor, "identity.revoke_token", audit.Subject{Kind: "account", ID: t.Account}, map[string]string{"name": t.Name}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicTokenRevoked, t.Account, TokenRevoked{Account: t.Account, Name: t.Name})
	})
}

// ListTokens are the tokens of an account, the oldest first.
func (s *Service) ListTokens(ctx context.Context, actor authz.Actor, account string) (out []Token, err error) {
	if err := requireOwn(actor, account); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(r db.Reader) error {
		out, err = tokensOf(r, account)
		return err
	})
	return out, err
}
