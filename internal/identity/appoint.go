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
	"motcua.vn/internal/platform/ids"
	"motcua.vn/internal/platform/web"
)

// AppointInput is one post for one account.
type AppointInput struct {
	Account   string // the account's id
	Agency    string // an agency's code, or authz.Everywhere
	Role      Role
	Title     string
	ValidFrom string // YYYY-MM-DD
	ValidTo   string // the last day, or ""
	Document  string
}

// Appoint puts an account into a post. The same post from the same day is there
// once.
func (s *Service) Appoint(ctx context.Context, actor authz.Actor, in AppointInput) (Appointment, error) {
	out := Appointment{
		Account: in.Account, Agency: in.Agency, Role: in.Role, Title: web.CleanLine(in.Title),
		ValidFrom: in.ValidFrom, ValidTo: in.ValidTo, Document: web.CleanLine(in.Document),
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := accountByID(tx, in.Account)
		if err != nil {
			return noAccount(err)
		}
		if err := authz.Require(actor, PermManage, in.Role.managedAt(in.Agency)); err != nil {
			return err
		}
		if err := s.appointRule(tx, a, out); err != nil {
			return err
		}
		out.ID = ids.New(tx.Now())
		added, err := insertAppointment(tx, out)
		if err != nil {
			return err
		}
		if !added {
			return fault.New(fault.Conflict, "identity.fault.appointed_already")
		}
		tx.After(func() { s.cache.dropAccount(in.Account) })
		if err := audit.Record(tx, actor, "identity.appoint", out.subject(), out); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicAppointed, out.Account, Appointed{Appointment: out.ID, Account: out.Account, Agency: out.Agency, Role: out.Role, ValidFrom: out.ValidFrom, ValidTo: out.ValidTo})
	})
	return out, err
}

func (a Appointment) subject() audit.Subject {
	return audit.Subject{Kind: "account", ID: a.Account, Unit: a.Agency}
}

func (s *Service) appointRule(tx *db.Tx, account Account, a Appointment) error {
	var c fault.Checks
	checkDates(&c, a.ValidFrom, a.ValidTo, false)
	c.Require(a.Role.Valid(), "role", "fault.field.choose")
	c.Require(a.Title != "", "title", "fault.field.required")
	c.Require(len(a.Title) <= 400, "title", "fault.field.too_long", "max", 200, "length", len([]rune(a.Title)))
	c.Require(account.State == Active, "account", "identity.fault.closed")
	if a.Agency != authz.Everywhere {
		exists, err := s.cfg.AgencyExists(tx, a.Agency)
		if err != nil {
			return err
		}
		c.Require(exists && a.Agency != "", "agency", "identity.field.agency")
	}
	return c.Err()
}

// EndAppointment ends a post after the given day: by transfer, retirement,
// dismissal. A post cannot be made longer this way.
func (s *Service) EndAppointment(ctx context.Context, actor authz.Actor, id, lastDay string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := appointmentByID(tx, id)
		if errors.Is(err, db.ErrNoRows) {
			return fault.New(fault.NotFound, "identity.fault.no_appointment")
		}
		if err != nil {
			return err
		}
		if err := authz.Require(actor, PermManage, a.Role.managedAt(a.Agency)); err != nil {
			return err
		}
		var c fault.Checks
		c.Require(web.ValidDate(lastDay), "valid_to", "fault.field.date")
		c.Require(a.ValidTo == "" || lastDay <= a.ValidTo, "valid_to", "identity.field.ended_earlier")
		if err := c.Err(); err != nil {
			return err
		}
		a.ValidTo = lastDay
		endAppointment(tx, id, lastDay)
		// Delegations out of this post end with it, so others' rights change too.
		tx.After(s.cache.clear)
		if err := audit.Record(tx, actor, "identity.end_appointment", a.subject(), a); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicAppointmentEnded, a.Account, AppointmentEnded{Appointment: a.ID, Account: a.Account, Agency: a.Agency, Role: a.Role, ValidTo: lastDay})
	})
}
