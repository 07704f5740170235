// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/internal/platform/web"
)

// CreateTokenInput is access for a program in the name of an account.
type CreateTokenInput struct {
	Account string        // the account's id
	Name    string        // what it is for
	Life    time.Duration // 0 is 90 days; a year at most
}

// CreatedToken is a token with its secret, which is shown once.
type CreatedToken struct {
	Token
	Secret string
}

const (
	usualTokenLife = 90 * 24 * time.Hour
	maxTokenLife   = 366 * 24 * time.Hour
)

// CreateToken is done by an administrator of the province, or by a member of staff
// for their own account. The token may do what the account may do, day by day.
func (s *Service) CreateToken(ctx context.Context, actor authz.Actor, in CreateTokenInput) (CreatedToken, error) {
	var out CreatedToken
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := accountByID(tx, in.Account)
		if err != nil {
			return noAccount(err)
		}
		if err := requireOwn(actor, a.ID); err != nil {
			return err
		}
		or(&in.Life, usualTokenLife)
		name := web.CleanLine(in.Name)
		var c fault.Checks
		c.Require(name != "", "name", "fault.field.required")
		c.Require(len(name) <= 200, "name", "fault.field.too_long", "max", 200, "length", len(name))
		c.Require(in.Life > 0 && in.Life <= maxTokenLife, "life", "identity.field.token_life")
		c.Require(a.State == Active, "account", "identity.fault.closed")
		if err := c.Err(); err != nil {
			return err
		}
		out.Secret = tokenPrefix + ids.Token()
		out.Token = Token{ID: digest(out.Secret), Account: a.ID, Name: name, Created: tx.Now(), Expires: tx.Now().Add(in.Life)}
		insertToken(tx, out.Token)
		if err := audit.Record(tx, actor, "identity.create_token", a.subject(), map[string]string{"name": name, "expires": clock.Format(out.Expires)}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicTokenCreated, a.ID, TokenCreated{Account: a.ID, Name: name, Expires: clock.Format(out.Expires)})
	})
	return out, err
}

func requireOwn(actor authz.Actor, account string) error {
	if actor.Kind == authz.Staff && actor.ID == account {
		return nil
	}
	return authz.Require(actor, PermManage, authz.Everywhere)
}
