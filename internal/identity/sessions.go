// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"slices"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// ListSessions are the actor's own running sessions, the newest first.
func (s *Service) ListSessions(ctx context.Context, actor authz.Actor) ([]Session, error) {
	if actor.Person == "" {
		return nil, authz.Refuse(actor)
	}
	var out []Session
	err := s.db.Read(ctx, func(r db.Reader) error {
		all, err := sessionsOf(r, string(actor.Kind), actor.Person)
		out = slices.DeleteFunc(all, func(one Session) bool {
			one.LastSeen = s.cache.lastSeen(one.ID, one.LastSeen)
			return !one.alive(r.Now(), s.idle(one.Kind))
		})
		return err
	})
	return out, err
}

// EndSession ends one of the actor's own sessions, on a lost telephone say.
func (s *Service) EndSession(ctx context.Context, actor authz.Actor, id string) error {
	if actor.Person == "" {
		return authz.Refuse(actor)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		gone, err := deleteSessionOf(tx, id, actor.Person)
		if err != nil {
			return err
		}
		if len(gone) == 0 {
			return fault.New(fault.NotFound, "identity.fault.no_session")
		}
		return s.ended(tx, actor, gone, byEnding)
	})
}
