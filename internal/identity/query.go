// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"slices"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// Person is a person by id.
func (s *Service) Person(r db.Reader, id string) (Person, error) {
	p, err := personByID(r, id)
	return p, noPerson(err)
}

// PersonByNumber is a person by personal number, as typed.
func (s *Service) PersonByNumber(r db.Reader, number string) (Person, error) {
	n, ok := ParseNumber(number)
	if !ok {
		return Person{}, noPerson(db.ErrNoRows)
	}
	p, err := personByNumber(r, n)
	return p, noPerson(err)
}

// Account is an account by id.
func (s *Service) Account(r db.Reader, id string) (Account, error) {
	a, err := accountByID(r, id)
	return a, noAccount(err)
}

// AccountByLogin is an account by login, as typed.
func (s *Service) AccountByLogin(r db.Reader, login string) (Account, error) {
	login, _ = parseLogin(login)
	a, err := accountByLogin(r, login)
	return a, noAccount(err)
}

// Appointments are an account's posts of all times.
func (s *Service) Appointments(r db.Reader, account string) ([]Appointment, error) {
	return appointmentsOf(r, account)
}

// ActorOf is an account as it may act now, for commands and tests. A closed account
// is not found.
func (s *Service) ActorOf(r db.Reader, account string) (authz.Actor, error) {
	actor, err := s.staffActor(r, account, 0)
	return actor, noAccount(err)
}

// Holder is somebody who may do a step at an agency.
type Holder struct {
	Account string
	Person  string
	Name    string
	Post    string // the title; of the giver, where it comes by delegation
	Because string
}

// Holders are those who hold a permission at an agency at an instant, by
// appointment first, in the order of their names; each is there once.
func (s *Service) Holders(r db.Reader, agency, permission string, at time.Time) ([]Holder, error) {
	day := clock.Date(at)
	rows, err := appointedAt(r, agency, day)
	if err != nil {
		return nil, err
	}
	var out []Holder
	add := func(h Holder) {
		if !slices.ContainsFunc(out, func(o Holder) bool { return o.Account == h.Account }) {
			out = append(out, h)
		}
	}
	for _, row := range rows {
		if row.role.gives(permission, row.agency, agency) {
			row.Because = joinFacts(row.document, row.Post, row.agency)
			add(row.Holder)
		}
	}
	lent, err := delegatedAt(r, agency, day)
	if err != nil {
		return nil, err
	}
	for _, d := range lent {
		if d.Procedures != "" || !d.Role.gives(permission, d.Agency, agency) {
			continue
		}
		a, err := accountByID(r, d.To)
		if err != nil {
			return nil, err
		}
		if a.State == Active {
			add(Holder{Account: a.ID, Person: a.Person, Name: a.Name, Post: d.FromTitle, Because: d.because()})
		}
	}
	return out, nil
}

// HasAccounts tells whether anybody can sign in as staff: an installation without
// accounts is a new one.
func HasAccounts(r db.Reader) (bool, error) { return anyAccount(r) }
