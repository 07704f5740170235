// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"errors"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// UpdateContactInput is how a person wants to be reached.
type UpdateContactInput struct {
	Phone, Email  string
	Language      string // "vi" or "en"
	SMSDiacritics bool
	Version       int // of the person as shown; 0 does not check
}

// UpdateContact changes the actor's own phone, e-mail and language. Name, birth and
// number come from the State and are not theirs to change here.
func (s *Service) UpdateContact(ctx context.Context, actor authz.Actor, in UpdateContactInput) (Person, error) {
	if actor.Person == "" {
		return Person{}, authz.Refuse(actor)
	}
	var out Person
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := personForUpdate(tx, actor.Person)
		if err != nil {
			return noPerson(err)
		}
		var c fault.Checks
		phone, email := checkContact(&c, in.Phone, in.Email)
		c.Require(in.Language == i18n.Vietnamese || in.Language == i18n.English, "language", "fault.field.choose")
		if err := c.Err(); err != nil {
			return err
		}
		if in.Version != 0 && in.Version != p.Version {
			return fault.New(fault.Conflict, "identity.fault.contact_changed")
		}
		before := p
		p.Phone, p.Email, p.Language, p.SMSDiacritics = phone, email, in.Language, in.SMSDiacritics
		if out = p; p == before {
			return nil
		}
		if _, err := updatePerson(tx, p); err != nil {
			return err
		}
		out.Version++
		if err := audit.Record(tx, actor, "identity.update_contact", p.subject(), changedContact(before, p)); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicContactUpdated, p.ID, ContactUpdated{Person: p.ID})
	})
	return out, err
}

// changedContact names what changed without the personal data themselves.
func changedContact(a, b Person) map[string]bool {
	return map[string]bool{"phone": a.Phone != b.Phone, "email": a.Email != b.Email, "language": a.Language != b.Language, "sms": a.SMSDiacritics != b.SMSDiacritics}
}

func noPerson(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "identity.fault.no_person")
	}
	return err
}
