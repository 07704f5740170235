// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"slices"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/internal/platform/web"
)

// DelegateInput lets To act in From's role at an agency for some days.
type DelegateInput struct {
	From, To  string // accounts
	Role      Role
	Agency    string
	ValidFrom string
	ValidTo   string // the last day; a delegation always ends
	Document  string // the number of the paper: a delegation is in writing
}

// Delegate is done by the giver, or by whoever manages the agency's accounts. One
// gives only what one holds by appointment on the first day; what was received by
// delegation is not passed on.
func (s *Service) Delegate(ctx context.Context, actor authz.Actor, in DelegateInput) (Delegation, error) {
	out := Delegation{From: in.From, To: in.To, Role: in.Role, Agency: in.Agency, ValidFrom: in.ValidFrom, ValidTo: in.ValidTo, Document: web.CleanLine(in.Document)}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		giver, taker, posts, err := parties(tx, in)
		if err != nil {
			return err
		}
		if actor.Kind != authz.Staff || actor.ID != in.From {
			if err := authz.Require(actor, PermManage, in.Role.managedAt(in.Agency)); err != nil {
				return err
			}
		}
		if err := delegateRule(out, giver, taker, posts, clock.Date(tx.Now())); err != nil {
			return err
		}
		out.ID, out.FromName = ids.New(tx.Now()), giver.Name
		insertDelegation(tx, out)
		tx.After(func() { s.cache.dropAccount(in.To) })
		if err := audit.Record(tx, actor, "identity.delegate", audit.Subject{Kind: "account", ID: out.To, Unit: out.Agency}, out); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicDelegated, out.To, Delegated{Delegation: out.ID, From: out.From, To: out.To, Agency: out.Agency, Role: out.Role, ValidFrom: out.ValidFrom, ValidTo: out.ValidTo})
	})
	return out, err
}

func parties(tx *db.Tx, in DelegateInput) (giver, taker Account, posts []Appointment, err error) {
	if giver, err = accountByID(tx, in.From); err != nil {
		return giver, taker, nil, noAccount(err)
	}
	if taker, err = accountByID(tx, in.To); err != nil {
		return giver, taker, nil, noAccount(err)
	}
	posts, err = appointmentsOf(tx, in.From)
	return giver, taker, posts, err
}

func delegateRule(d Delegation, giver, taker Account, posts []Appointment, today string) error {
	var c fault.Checks
	checkDates(&c, d.ValidFrom, d.ValidTo, true)
	c.Require(d.ValidTo == "" || d.ValidTo >= today, "valid_to", "identity.field.over_already")
	c.Require(d.Document != "", "document", "fault.field.required")
	c.Require(d.From != d.To, "to", "identity.field.delegate_self")
	c.Require(giver.State == Active && taker.State == Active, "to", "identity.fault.closed")
	holds := slices.ContainsFunc(posts, func(a Appointment) bool {
		return a.Role == d.Role && (a.Agency == d.Agency || a.Agency == authz.Everywhere) && a.runs(d.ValidFrom)
	})
	c.Require(holds, "role", "identity.field.not_held")
	return c.Err()
}
