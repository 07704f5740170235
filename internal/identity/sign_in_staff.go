// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"
	"math"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// SignInStaffInput is what the sign-in form sends, and where from.
type SignInStaffInput struct {
	Login, Password string
	Address         string // of the connection
	Agent           string
	Previous        string // the token of a session this browser already had
}

// SignInStaff begins a session of a staff member. A login that does not exist and
// a wrong password get the same answer after the same work; after some of them the
// door stays shut for a while, for that login and for that address.
func (s *Service) SignInStaff(ctx context.Context, in SignInStaffInput) (SignedInSession, error) {
	login, _ := parseLogin(in.Login)
	if s.addresses.locked(in.Address, s.now()) {
		return SignedInSession{}, fault.New(fault.TooMany, "identity.fault.address_locked")
	}
	account, err := s.accountForSignIn(ctx, login)
	if errors.Is(err, db.ErrNoRows) {
		return SignedInSession{}, s.refuseUnknown(ctx, login, in)
	}
	if err != nil {
		return SignedInSession{}, err
	}
	if (attempts{account.failed, account.LockedUntil}).locked(s.now()) {
		return SignedInSession{}, lockedFault(account.LockedUntil, s.now())
	}
	right, err := s.compare(ctx, account.password, in.Password)
	if err != nil {
		return SignedInSession{}, err
	}
	if !right {
		return SignedInSession{}, s.refuseWrong(ctx, account.ID, in)
	}
	return s.admitStaff(ctx, account, in)
}

func (s *Service) accountForSignIn(ctx context.Context, login string) (a Account, err error) {
	err = s.db.Read(ctx, func(r db.Reader) error {
		a, err = accountByLogin(r, login)
		return err
	})
	return a, err
}

var errWrongLogin = fault.New(fault.Invalid, "identity.fault.wrong_login")

func orWrongLogin(err error) error {
	if err != nil {
		return err
	}
	return errWrongLogin
}

func lockedFault(until, now time.Time) error {
	return fault.New(fault.TooMany, "identity.fault.locked", "minutes", int(math.Ceil(until.Sub(now).Minutes())))
}

// refuseUnknown does the same work as refuseWrong, so that neither words nor time
// tell which logins exist.
func (s *Service) refuseUnknown(ctx context.Context, login string, in SignInStaffInput) error {
	if r := s.logins.state(digest(login)); r.locked(s.now()) {
		return lockedFault(r.until, s.now())
	}
	if _, err := s.compare(ctx, dummyHash, in.Password); err != nil {
		return err
	}
	s.logins.wrong(digest(login), s.now())
	s.addresses.wrong(in.Address, s.now())
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		return audit.Record(tx, authz.Actor{Kind: authz.Anonymous}, "identity.sign_in_refused", audit.Subject{Kind: "account"}, refusal{in.Address, "unknown"})
	})
	return orWrongLogin(err)
}

type refusal struct {
	Address string `json:"address"`
	Why     string `json:"why"`
}

// refuseWrong counts the wrong password and shuts the door after too many.
func (s *Service) refuseWrong(ctx context.Context, account string, in SignInStaffInput) error {
	s.addresses.wrong(in.Address, s.now())
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := lockAccount(tx, account); err != nil {
			return err
		}
		a, err := accountByID(tx, account)
		if err != nil {
			return err
		}
		after := wrongRule(attempts{a.failed, a.LockedUntil}, limit{s.cfg.LoginFailures, s.cfg.LockFor}, tx.Now())
		shut := after.locked(tx.Now()) && !after.until.Equal(a.LockedUntil)
		a.failed, a.LockedUntil = after.failed, after.until
		updateAccount(tx, a)
		if err := audit.Record(tx, authz.Actor{Kind: authz.Anonymous}, "identity.sign_in_refused", a.subject(), refusal{in.Address, "password"}); err != nil {
			return err
		}
		if !shut {
			return nil
		}
		return s.box.Emit(tx, TopicAccountLocked, a.ID, AccountLocked{Account: a.ID, Until: clock.Format(a.LockedUntil)})
	})
	return orWrongLogin(err)
}

// admitStaff begins the session. It looks at the account again: guesses that ran
// side by side may have shut the door meanwhile.
func (s *Service) admitStaff(ctx context.Context, seen Account, in SignInStaffInput) (SignedInSession, error) {
	var out SignedInSession
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := lockAccount(tx, seen.ID); err != nil {
			return err
		}
		a, err := accountByID(tx, seen.ID)
		if err != nil {
			return err
		}
		if err := s.admitRule(a, seen.password, tx.Now()); err != nil {
			return err
		}
		a.failed, a.LockedUntil, a.LastSeen = 0, time.Time{}, tx.Now()
		updateAccount(tx, a)
		out = s.begin(tx, Session{Kind: authz.Staff, Account: a.ID, Person: a.Person, Agent: in.Agent, Expires: tx.Now().Add(s.cfg.StaffMax)})
		if err := s.replace(tx, in.Previous); err != nil {
			return err
		}
		actor := authz.Actor{Kind: authz.Staff, ID: a.ID, Person: a.Person, Name: a.Name}
		if err := audit.Record(tx, actor, "identity.sign_in", a.subject(), refusal{Address: in.Address}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicSignedIn, a.ID, SignedIn{Kind: string(authz.Staff), Account: a.ID, Person: a.Person})
	})
	return out, err
}

func (s *Service) admitRule(a Account, hash string, now time.Time) error {
	switch {
	case (attempts{a.failed, a.LockedUntil}).locked(now):
		return lockedFault(a.LockedUntil, now)
	case a.password != hash:
		return errWrongLogin
	case a.State != Active:
		return fault.New(fault.Forbidden, "identity.fault.closed")
	case !s.cfg.Demo && now.Sub(a.LastSeen) > s.cfg.DormantAfter:
		return fault.New(fault.Forbidden, "identity.fault.dormant", "days", int(s.cfg.DormantAfter.Hours()/24))
	}
	return nil
}

// begin stores a fresh session under a token that never existed before.
func (s *Service) begin(tx *db.Tx, in Session) SignedInSession {
	token := ids.Token()
	in.ID, in.Created, in.LastSeen = digest(token), tx.Now(), tx.Now()
	if len(in.Agent) > 300 {
		in.Agent = in.Agent[:300]
	}
	insertSession(tx, in)
	return SignedInSession{in, token}
}

// replace ends the session a browser had before: signing in never continues a
// session that somebody else may have planted.
func (s *Service) replace(tx *db.Tx, token string) error {
	if token == "" {
		return nil
	}
	id := digest(token)
	_, err := deleteSession(tx, id)
	tx.After(func() { s.cache.drop(id) })
	return err
}
