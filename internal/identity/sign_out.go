// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// How a session came to its end.
const (
	bySignOut     = "sign_out"
	byEnding      = "ended"
	byBackChannel = "back_channel"
)

// SignOut ends the session of a token. A token that stands for none is fine: the
// person wanted to be out, and is.
func (s *Service) SignOut(ctx context.Context, actor authz.Actor, token string) error {
	if token == "" {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ended, err := deleteSession(tx, digest(token))
		if err != nil {
			return err
		}
		return s.ended(tx, actor, ended, bySignOut)
	})
}

// ended records that sessions are gone and forgets them in memory.
func (s *Service) ended(tx *db.Tx, actor authz.Actor, sessions []Session, how string) error {
	for _, gone := range sessions {
		subject := audit.Subject{Kind: "person", ID: gone.Person}
		if gone.Account != "" {
			subject = audit.Subject{Kind: "account", ID: gone.Account}
		}
		if err := audit.Record(tx, actor, "identity.sign_out", subject, map[string]string{"how": how}); err != nil {
			return err
		}
		if err := s.box.Emit(tx, TopicSignedOut, subject.ID, SignedOut{Account: gone.Account, Person: gone.Person, Sessions: 1, How: how}); err != nil {
			return err
		}
		tx.After(func() { s.cache.drop(gone.ID) })
	}
	return nil
}
