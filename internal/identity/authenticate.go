// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// Authenticate finds who makes a request: by a bearer token where one is sent, else
// by the session cookie. What is unknown, expired or revoked is the anonymous
// actor. Most requests are answered from memory.
func (s *Service) Authenticate(r *http.Request) (authz.Actor, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		secret, ok := bearer(header)
		if !ok {
			return authz.Actor{}, nil
		}
		return s.actorOf(r.Context(), digest(secret), s.loadToken)
	}
	secret := s.sessionCookie(r)
	if secret == "" {
		return authz.Actor{}, nil
	}
	return s.actorOf(r.Context(), digest(secret), s.loadSession)
}

// tokenPrefix lets secret scanners and people tell our tokens from others.
const tokenPrefix = "mcq_"

func bearer(header string) (string, bool) {
	scheme, secret, _ := strings.Cut(header, " ")
	secret = strings.TrimSpace(secret)
	return secret, strings.EqualFold(scheme, "Bearer") && strings.HasPrefix(secret, tokenPrefix) && len(secret) < 200
}

type loader func(r db.Reader, id string) (*entry, error)

func (s *Service) actorOf(ctx context.Context, id string, load loader) (authz.Actor, error) {
	now := s.now()
	e, round := s.cache.get(id, now)
	if e == nil {
		err := s.db.Read(ctx, func(r db.Reader) (err error) {
			e, err = load(r, id)
			return err
		})
		if errors.Is(err, db.ErrNoRows) || err == nil && !now.Before(e.until) {
			return authz.Actor{}, nil
		}
		if err != nil {
			return authz.Actor{}, err
		}
		s.cache.put(id, e, round, now)
	}
	if e.session {
		s.cache.touch(id, e, now)
	}
	return e.actor, nil
}

// loadSession makes the entry of a session; one that is over ends at once.
func (s *Service) loadSession(r db.Reader, id string) (*entry, error) {
	row, err := sessionWithPerson(r, id)
	if err != nil {
		return nil, err
	}
	written := row.session.LastSeen
	row.session.LastSeen = s.cache.lastSeen(id, written)
	now, idle := r.Now(), s.idle(row.session.Kind)
	e := &entry{account: row.session.Account, session: true, until: earliest(now.Add(s.cfg.CacheFor), row.session.Expires, row.session.LastSeen.Add(idle))}
	e.noted.Store(row.session.LastSeen.UnixMicro())
	if !row.session.alive(now, idle) {
		e.until = time.Time{}
		return e, nil
	}
	if row.session.Kind == authz.Citizen {
		e.actor = authz.Actor{Kind: authz.Citizen, ID: row.session.Person, Person: row.session.Person, Name: row.name, Assurance: row.session.Assurance}
		return e, nil
	}
	e.actor, err = s.staffActor(r, row.session.Account, row.session.Assurance)
	return e, err
}

func (s *Service) loadToken(r db.Reader, id string) (*entry, error) {
	t, err := tokenByID(r, id)
	if err != nil {
		return nil, err
	}
	e := &entry{account: t.Account, until: earliest(r.Now().Add(s.cfg.CacheFor), t.Expires)}
	if !t.alive(r.Now()) {
		e.until = time.Time{}
		return e, nil
	}
	e.actor, err = s.staffActor(r, t.Account, 0)
	return e, err
}

// staffActor is the account with what it may do today. A closed account is nobody.
func (s *Service) staffActor(r db.Reader, account string, assurance int) (authz.Actor, error) {
	a, err := accountByID(r, account)
	if err != nil {
		return authz.Actor{}, err
	}
	if a.State != Active {
		return authz.Actor{}, db.ErrNoRows
	}
	today := clock.Date(r.Now())
	posts, lent, err := rightsOf(r, account, today)
	if err != nil {
		return authz.Actor{}, err
	}
	actor := authz.Actor{Kind: authz.Staff, ID: a.ID, Person: a.Person, Name: a.Name, Assurance: assurance, Grants: grantsOn(today, posts, lent)}
	if post, ok := mainPost(today, posts); ok {
		actor.Post, actor.Home = post.Title, post.Agency
	}
	return actor, nil
}

func earliest(t time.Time, others ...time.Time) time.Time {
	for _, o := range others {
		if o.Before(t) {
			t = o
		}
	}
	return t
}

func connectionAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
