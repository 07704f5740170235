// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// CompleteVNeIDInput is what the provider's redirect brings, and what the browser
// has.
type CompleteVNeIDInput struct {
	State, Code string
	Issuer      string // RFC 9207, where the provider sends it
	Error       string // "access_denied" when the person turned back
	Browser     string // the secret of the browser's cookie
	Agent       string
	Previous    string // the token of a session this browser already had
}

// SignedInVNeID is a fresh session and where the person was going.
type SignedInVNeID struct {
	SignedInSession
	Next string
}

// CompleteVNeID ends a sign-in: it takes the state (once), changes the code for
// claims, and begins a session of the person they name. When it fails, Next is
// still where the person was going, if that is known.
func (s *Service) CompleteVNeID(ctx context.Context, in CompleteVNeIDInput) (SignedInVNeID, error) {
	begun, err := s.takeState(ctx, in)
	if err != nil {
		return SignedInVNeID{Next: "/"}, err
	}
	out := SignedInVNeID{Next: begun.next}
	if in.Error != "" || in.Code == "" {
		return out, fault.New(fault.Forbidden, "identity.fault.vneid_cancelled")
	}
	if in.Issuer != "" && in.Issuer != s.cfg.VNeID.Issuer {
		return out, vneidFault(errRefused)
	}
	said, err := s.vneid.redeem(ctx, in.Code, begun.nonce, begun.verifier)
	if err != nil {
		return out, vneidFault(err)
	}
	person, err := personOf(said, s.cfg.VNeID.Claims)
	if err != nil {
		return out, vneidFault(err)
	}
	session := Session{Kind: authz.Citizen, Agent: in.Agent, Assurance: said.level(s.cfg.VNeID.Claims, s.cfg.VNeID.Levels), Subject: said.first([]string{"sub"}), SID: said.first([]string{"sid"})}
	out.SignedInSession, err = s.admitCitizen(ctx, person, session, in.Previous)
	if db.IsUnique(err) { // the same person signed in for the first time in two places at once
		out.SignedInSession, err = s.admitCitizen(ctx, person, session, in.Previous)
	}
	return out, err
}

// vneidFault tells the person that the answer did not hold; the log gets why.
func vneidFault(err error) error {
	if errors.Is(err, errRefused) {
		return fault.Wrap(err, fault.Forbidden, "identity.fault.vneid_refused")
	}
	return err
}

func (s *Service) takeState(ctx context.Context, in CompleteVNeIDInput) (begun loginState, err error) {
	stale := fault.New(fault.Forbidden, "identity.fault.vneid_stale")
	if in.State == "" || in.Browser == "" {
		return begun, stale
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		begun, err = takeState(tx, digest(in.State), digest(in.Browser))
		return err
	})
	switch {
	case errors.Is(err, db.ErrNoRows):
		return begun, stale
	case err != nil:
		return begun, err
	case begun.expires <= clock.Format(s.now()):
		return begun, stale
	}
	return begun, nil
}

func (s *Service) admitCitizen(ctx context.Context, said Person, session Session, previous string) (SignedInSession, error) {
	var out SignedInSession
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := s.upsertSaid(tx, said)
		if err != nil {
			return err
		}
		session.Person, session.Expires = p.ID, tx.Now().Add(s.cfg.CitizenMax)
		out = s.begin(tx, session)
		if err := s.replace(tx, previous); err != nil {
			return err
		}
		actor := authz.Actor{Kind: authz.Citizen, ID: p.ID, Person: p.ID, Name: p.Name, Assurance: session.Assurance}
		if err := audit.Record(tx, actor, "identity.sign_in", p.subject(), map[string]int{"assurance": session.Assurance}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicSignedIn, p.ID, SignedIn{Kind: string(authz.Citizen), Person: p.ID, Assurance: session.Assurance})
	})
	return out, err
}

// upsertSaid finds or makes the person VNeID told of.
func (s *Service) upsertSaid(tx *db.Tx, said Person) (Person, error) {
	old, err := personByNumber(tx, said.Number)
	if errors.Is(err, db.ErrNoRows) {
		return s.insertNew(tx, said)
	}
	if err != nil {
		return old, err
	}
	if old, err = personForUpdate(tx, old.ID); err != nil {
		return old, err
	}
	next, changed := mergeRule(old, said)
	if !changed {
		return next, nil
	}
	_, err = updatePerson(tx, next)
	return next, err
}

func (s *Service) insertNew(tx *db.Tx, p Person) (Person, error) {
	p.ID, p.Version, p.Created, p.Changed = ids.New(tx.Now()), 1, tx.Now(), tx.Now()
	insertPerson(tx, p)
	return p, s.box.Emit(tx, TopicPersonRegistered, p.ID, PersonRegistered{Person: p.ID, Source: p.Source})
}

func (p Person) subject() audit.Subject { return audit.Subject{Kind: "person", ID: p.ID} }
