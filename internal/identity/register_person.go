// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"
	"unicode/utf8"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// RegisterPersonInput is what an officer reads from a person's papers.
type RegisterPersonInput struct {
	Number    string // personal number, as typed
	Name      string
	BirthDate string // YYYY-MM-DD, or ""
	Sex       Sex
	Phone     string
	Email     string
	Address   string
	Language  string
	Agency    string // in whose name the officer acts
}

// RegisterPerson finds or makes the person at the counter. A number that we know
// under another name or birth date is refused: the officer looks at the paper
// again. What the person had not told us yet (phone, e-mail, address) is filled in,
// what they had is kept.
func (s *Service) RegisterPerson(ctx context.Context, actor authz.Actor, in RegisterPersonInput) (Person, error) {
	if err := authz.Require(actor, PermRegister, in.Agency); err != nil {
		return Person{}, err
	}
	var out Person
	write := func(tx *db.Tx) error {
		var c fault.Checks
		said := checkPerson(&c, in, true)
		c.Require(said.BirthDate <= clock.Date(tx.Now()), "birth_date", "identity.field.future")
		if err := c.Err(); err != nil {
			return err
		}
		old, err := personByNumber(tx, said.Number)
		if errors.Is(err, db.ErrNoRows) {
			if out, err = s.insertNew(tx, said); err != nil {
				return err
			}
			return recordRegistered(tx, actor, out, in.Agency)
		}
		if err != nil {
			return err
		}
		if !sameName(old.Name, said.Name) || old.BirthDate != "" && said.BirthDate != "" && old.BirthDate != said.BirthDate {
			return numberOfAnother()
		}
		next, changed := fillRule(old, said)
		out = next
		if !changed {
			return nil
		}
		saved, err := updatePerson(tx, next)
		if err == nil && !saved {
			err = fault.New(fault.Conflict, "fault.conflict")
		}
		if err != nil {
			return err
		}
		return recordRegistered(tx, actor, out, in.Agency)
	}
	err := s.db.Write(ctx, write)
	if db.IsUnique(err) { // two counters at once
		err = s.db.Write(ctx, write)
	}
	return out, err
}

func recordRegistered(tx *db.Tx, actor authz.Actor, p Person, agency string) error {
	subject := p.subject()
	subject.Unit = agency
	return audit.Record(tx, actor, "identity.register_person", subject, map[string]string{"number": p.Masked()})
}

// numberOfAnother does not say whose the number is.
func numberOfAnother() error {
	var c fault.Checks
	c.Add("number", "identity.field.number_of_another")
	return c.Err()
}

// fillRule adds what we did not know.
func fillRule(old, said Person) (next Person, changed bool) {
	next = old
	or(&next.BirthDate, said.BirthDate)
	or(&next.Sex, said.Sex)
	or(&next.Phone, said.Phone)
	or(&next.Email, said.Email)
	or(&next.Address, said.Address)
	return next, next != old
}

// checkPerson reads a person from a form and notes every mistake.
func checkPerson(c *fault.Checks, in RegisterPersonInput, needNumber bool) Person {
	p := Person{Name: web.CleanLine(in.Name), BirthDate: in.BirthDate, Sex: in.Sex, Address: web.CleanLine(in.Address), Language: language(in.Language), Source: FromCounter}
	length := utf8.RuneCountInString(p.Name)
	c.Require(p.Name != "", "name", "fault.field.required")
	c.Require(length <= 200, "name", "fault.field.too_long", "max", 200, "length", length)
	c.Require(utf8.RuneCountInString(p.Address) <= 500, "address", "fault.field.too_long", "max", 500, "length", utf8.RuneCountInString(p.Address))
	c.Require(p.Sex == "" || p.Sex == Male || p.Sex == Female, "sex", "fault.field.choose")
	dated := p.BirthDate == "" || web.ValidDate(p.BirthDate)
	c.Require(dated, "birth_date", "fault.field.date")
	if n, ok := ParseNumber(in.Number); ok {
		p.Number = n
		c.Require(!dated || n.fitsBirth(p.BirthDate), "birth_date", "identity.field.number_birth", "year", n.BirthYear())
		c.Require(n.fitsSex(p.Sex), "sex", "identity.field.number_sex")
	} else {
		c.Require(!needNumber, "number", "identity.field.number")
	}
	p.Phone, p.Email = checkContact(c, in.Phone, in.Email)
	return p
}

func checkContact(c *fault.Checks, phone, email string) (string, string) {
	phone, email = web.CleanLine(phone), web.CleanLine(email)
	if phone != "" {
		read, ok := ParsePhone(phone)
		c.Require(ok, "phone", "identity.field.phone")
		phone = read
	}
	if email != "" {
		_, ok := ParseEmail(email)
		c.Require(ok, "email", "identity.field.email")
	}
	return phone, email
}
