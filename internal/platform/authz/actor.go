// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package authz says who acts and what they may do. It knows no room: a
// permission is a word such as "dossier.approve", a unit is an agency's code, and
// the grants of a person are put together by whoever knows their appointments.
package authz

import (
	"slices"

	"motcua.vn/internal/platform/fault"
)

// Kind is the sort of actor.
type Kind string

// The sorts of actor.
const (
	Anonymous Kind = "anonymous"
	Citizen   Kind = "citizen"
	Staff     Kind = "staff"
	System    Kind = "system"
)

// Everywhere is the unit of a grant that holds in the whole installation.
const Everywhere = "*"

// Grant is one permission held at one agency.
type Grant struct {
	Permission string
	Unit       string // an agency's code, or Everywhere
	Because    string // the appointment or delegation it comes from
}

// Actor is who acts. The zero Actor is anonymous and may do nothing that needs a
// permission.
type Actor struct {
	Kind       Kind
	ID         string // the account's id
	Person     string // the person's id, for citizens and staff alike
	Name       string
	Post       string // the title that papers print
	Home       string // the agency where a staff member works
	Assurance  int    // 0 none, 1, 2: the e-identity level of this session
	Grants     []Grant
	OnBehalfOf string
}

// SystemActor is the program itself, for timers and reactions.
func SystemActor(name string) Actor {
	return Actor{Kind: System, ID: "system", Name: name}
}

// Can tells whether the actor holds the permission at the agency.
func (a Actor) Can(permission, unit string) bool {
	_, ok := a.Why(permission, unit)
	return ok
}

// Why names the grant that allows the permission at the agency.
func (a Actor) Why(permission, unit string) (string, bool) {
	if a.Kind == System {
		return "system", true
	}
	for _, g := range a.Grants {
		if g.Permission == permission && (g.Unit == unit || g.Unit == Everywhere) {
			return g.Because, true
		}
	}
	return "", false
}

// CanSomewhere tells whether the actor holds the permission at any agency; it is
// the coarse check of a route.
func (a Actor) CanSomewhere(permission string) bool {
	if a.Kind == System {
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Permission == permission })
}

// Units lists the agencies at which the actor holds the permission. everywhere is
// true when the list does not matter.
func (a Actor) Units(permission string) (units []string, everywhere bool) {
	if a.Kind == System {
		return nil, true
	}
	for _, g := range a.Grants {
		if g.Permission != permission {
			continue
		}
		if g.Unit == Everywhere {
			return nil, true
		}
		if !slices.Contains(units, g.Unit) {
			units = append(units, g.Unit)
		}
	}
	return units, false
}

// Require is nil when the actor holds the permission at the agency; else it says
// to sign in, or that this is not theirs to do.
func Require(a Actor, permission, unit string) error {
	if a.Can(permission, unit) {
		return nil
	}
	return Refuse(a)
}

// Refuse is the fault for an actor who may not.
func Refuse(a Actor) error {
	if a.Kind == Anonymous || a.Kind == "" {
		return fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	return fault.New(fault.Forbidden, "fault.forbidden")
}
