// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// CloseAccount ends an account for good: its sessions end, its tokens and its
// delegations give nothing any more.
func (s *Service) CloseAccount(ctx context.Context, actor authz.Actor, account string) error {
	return s.changeAccount(ctx, actor, account, "identity.close_account", func(_ *db.Tx, a *Account) { a.State = Closed })
}

// SetPassword gives an account another password, opens its door again, and ends its
// sessions.
func (s *Service) SetPassword(ctx context.Context, actor authz.Actor, account, password string) error {
	var c fault.Checks
	c.Require(passwordLongEnough(password, MinPassword), "password", "identity.field.password_short", "least", MinPassword)
	if err := c.Err(); err != nil {
		return err
	}
	hash := HashPassword(password)
	return s.changeAccount(ctx, actor, account, "identity.set_password", func(tx *db.Tx, a *Account) {
		a.password, a.failed, a.LockedUntil, a.LastSeen = hash, 0, time.Time{}, tx.Now()
	})
}

// changeAccount does the moves that every change of an account shares.
func (s *Service) changeAccount(ctx context.Context, actor authz.Actor, id, act string, change func(*db.Tx, *Account)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := lockAccount(tx, id); err != nil {
			return noAccount(err)
		}
		a, err := accountByID(tx, id)
		if err != nil {
			return err
		}
		if err := requireManages(tx, actor, id); err != nil {
			return err
		}
		change(tx, &a)
		updateAccount(tx, a)
		gone, err := deleteAccountSessions(tx, id)
		if err != nil {
			return err
		}
		tx.After(s.cache.clear) // delegations out of the account give rights to others
		if err := audit.Record(tx, actor, act, a.subject(), nil); err != nil {
			return err
		}
		return s.ended(tx, actor, gone, byEnding)
	})
}

// requireManages is the rule of who may change an account: an administrator of
// every agency where it holds or held a post; of the province where there is none.
func requireManages(tx *db.Tx, actor authz.Actor, account string) error {
	posts, err := appointmentsOf(tx, account)
	if err != nil {
		return err
	}
	if len(posts) == 0 {
		return authz.Require(actor, PermManage, authz.Everywhere)
	}
	for _, a := range posts {
		if err := authz.Require(actor, PermManage, a.Role.managedAt(a.Agency)); err != nil {
			return err
		}
	}
	return nil
}
