// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"cmp"
	"context"
	"errors"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// Preference is how a person wants to be told. The portal cannot be turned off.
type Preference struct {
	Person     string
	SMS, Email bool
	Diacritics bool   // SMS of 70 characters with Vietnamese letters
	Lang       string // "" leaves it to the application's language
	Quiet      Window
	Version    int64 // 0 as long as the person has chosen nothing
	UpdatedAt  time.Time
}

func (s *Service) usual(person string) Preference {
	return Preference{Person: person, SMS: true, Email: true, Quiet: s.quiet}
}

// Preference is what the person chose, or the installation's defaults.
func (s *Service) Preference(r db.Reader, person string) (Preference, error) {
	p, err := preferenceOf(r, person)
	if errors.Is(err, db.ErrNoRows) {
		return s.usual(person), nil
	}
	return p, err
}

// PreferenceInput is a person's choice. Version is that of the form.
type PreferenceInput struct {
	Person     string `json:"person"`
	SMS        bool   `json:"sms"`
	Email      bool   `json:"email"`
	Diacritics bool   `json:"diacritics"`
	Lang       string `json:"lang"`
	Quiet      string `json:"quiet"` // "22:00-07:00" or "" for none
	Version    int64  `json:"-"`
}

// SetPreference keeps the choice of a person, made by that person or by staff who
// hold PermManage. The same choice again changes nothing.
func (s *Service) SetPreference(ctx context.Context, actor authz.Actor, in PreferenceInput) (Preference, error) {
	var out Preference
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := s.lockPreference(tx, in.Person)
		if err != nil {
			return err
		}
		if err := requireSelf(actor, in.Person); err != nil {
			return err
		}
		next, err := preferenceRule(old, in, tx.Now())
		if err != nil {
			return err
		}
		out = next
		if next.Version == old.Version {
			return nil
		}
		if ok, err := storePreference(tx, next); err != nil || !ok {
			return cmp.Or(err, error(fault.New(fault.Conflict, "notification.fault.stale")))
		}
		return audit.Record(tx, actor, "notification.preference", audit.Subject{Kind: "person", ID: in.Person}, in)
	})
	return out, err
}

func requireSelf(actor authz.Actor, person string) error {
	if actor.Person != "" && actor.Person == person {
		return nil
	}
	if actor.CanSomewhere(PermManage) {
		return nil
	}
	return authz.Refuse(actor)
}

func (s *Service) lockPreference(tx *db.Tx, person string) (Preference, error) {
	p, err := lockedPreference(tx, person)
	if errors.Is(err, db.ErrNoRows) {
		return s.usual(person), nil
	}
	return p, err
}

func preferenceRule(old Preference, in PreferenceInput, now time.Time) (Preference, error) {
	var c fault.Checks
	quiet, ok := ParseWindow(in.Quiet)
	c.Require(ok, "quiet", "notification.fault.quiet")
	c.Require(in.Lang == "" || in.Lang == i18n.Vietnamese || in.Lang == i18n.English, "lang", "fault.field.choose")
	c.Require(in.Person != "", "person", "fault.field.required")
	if err := c.Err(); err != nil {
		return old, err
	}
	next := Preference{Person: in.Person, SMS: in.SMS, Email: in.Email, Diacritics: in.Diacritics, Lang: in.Lang, Quiet: quiet,
		Version: old.Version, UpdatedAt: old.UpdatedAt}
	if old.Version > 0 && next == old {
		return old, nil
	}
	if in.Version != old.Version {
		return old, fault.New(fault.Conflict, "notification.fault.stale")
	}
	next.Version, next.UpdatedAt = old.Version+1, now
	return next, nil
}
