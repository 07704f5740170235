// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"
	"strings"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// CreateAccountInput is a new member of staff.
type CreateAccountInput struct {
	Login string
	// Password as typed, or PasswordHash from HashPassword where many accounts are
	// made at once.
	Password, PasswordHash string

	Number    string // personal number; may be empty
	Name      string
	BirthDate string
	Sex       Sex
	Phone     string
	Email     string

	// Agency is where the account will work: whoever manages accounts there may
	// open it. authz.Everywhere needs an administrator of the province.
	Agency string
}

// CreateAccount lets a person sign in as staff. It gives no rights: see Appoint.
func (s *Service) CreateAccount(ctx context.Context, actor authz.Actor, in CreateAccountInput) (Account, error) {
	if err := authz.Require(actor, PermManage, in.Agency); err != nil {
		return Account{}, err
	}
	account, person, err := s.newAccount(in)
	if err != nil {
		return Account{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := accountByLogin(tx, account.Login); err == nil {
			return loginTaken()
		} else if !errors.Is(err, db.ErrNoRows) {
			return err
		}
		p, err := s.staffPerson(tx, person)
		if err != nil {
			return err
		}
		account.ID, account.Person, account.Name = ids.New(tx.Now()), p.ID, p.Name
		account.Created, account.LastSeen = tx.Now(), tx.Now()
		insertAccount(tx, account)
		if err := audit.Record(tx, actor, "identity.create_account", account.subject(), map[string]string{"login": account.Login, "person": p.ID}); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicAccountCreated, account.ID, AccountCreated{Account: account.ID, Person: p.ID})
	})
	if db.IsUnique(err) {
		err = loginTaken()
	}
	return account, err
}

func loginTaken() error {
	var c fault.Checks
	c.Add("login", "identity.field.login_taken")
	return c.Err()
}

// newAccount checks the input and does the slow part, hashing, outside the
// transaction.
func (s *Service) newAccount(in CreateAccountInput) (Account, Person, error) {
	var c fault.Checks
	login, ok := parseLogin(in.Login)
	c.Require(ok, "login", "identity.field.login")
	least := MinPassword
	if s.cfg.Demo {
		least = 1
	}
	hashed := strings.HasPrefix(in.PasswordHash, "$argon2id$")
	c.Require(hashed || passwordLongEnough(in.Password, least), "password", "identity.field.password_short", "least", least)
	c.Require(s.cfg.Demo || hashed || !strings.EqualFold(in.Password, login), "password", "identity.field.password_login")
	p := checkPerson(&c, RegisterPersonInput{Number: in.Number, Name: in.Name, BirthDate: in.BirthDate, Sex: in.Sex, Phone: in.Phone, Email: in.Email}, in.Number != "")
	if err := c.Err(); err != nil {
		return Account{}, Person{}, err
	}
	p.Source = FromStaff
	hash := in.PasswordHash
	if !hashed {
		hash = HashPassword(in.Password)
	}
	return Account{Version: 1, Login: login, State: Active, password: hash}, p, nil
}

func (s *Service) staffPerson(tx *db.Tx, p Person) (Person, error) {
	if p.Number != "" {
		old, err := personByNumber(tx, p.Number)
		if err == nil && !sameName(old.Name, p.Name) {
			return old, numberOfAnother()
		}
		if err == nil || !errors.Is(err, db.ErrNoRows) {
			return old, err
		}
	}
	return s.insertNew(tx, p)
}

func noAccount(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "identity.fault.no_account")
	}
	return err
}
