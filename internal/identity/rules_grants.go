// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"cmp"
	"slices"

	"motcua.vn/internal/platform/authz"
)

// held is an appointment or a delegation in one shape.
type held struct {
	role    Role
	agency  string
	because string
}

// grantsOn puts together what an account may do on a civil date: what its own
// appointments give, then what runs of the delegations to it.
func grantsOn(day string, posts []Appointment, lent []Delegation) []authz.Grant {
	var out []authz.Grant
	for _, h := range holdings(day, posts, lent) {
		for _, g := range h.role.gifts() {
			unit := h.agency
			if g.everywhere {
				unit = authz.Everywhere
			}
			grant := authz.Grant{Permission: g.permission, Unit: unit, Because: h.because}
			if !slices.ContainsFunc(out, func(o authz.Grant) bool { return o.Permission == grant.Permission && o.Unit == grant.Unit }) {
				out = append(out, grant)
			}
		}
	}
	return out
}

func holdings(day string, posts []Appointment, lent []Delegation) []held {
	var out []held
	for _, a := range posts {
		if a.runs(day) {
			out = append(out, held{a.Role, a.Agency, a.because()})
		}
	}
	for _, d := range lent {
		// A delegation limited to some procedures gives nothing yet: a grant cannot
		// say so, and giving more than was delegated would be wrong.
		if d.runs(day) && d.Procedures == "" {
			out = append(out, held{d.Role, d.Agency, d.because()})
		}
	}
	return out
}

// mainPost is the post a person is shown with: the running one that began first.
func mainPost(day string, posts []Appointment) (Appointment, bool) {
	running := slices.DeleteFunc(slices.Clone(posts), func(a Appointment) bool { return !a.runs(day) })
	if len(running) == 0 {
		return Appointment{}, false
	}
	return slices.MinFunc(running, func(a, b Appointment) int {
		return cmp.Or(cmp.Compare(a.ValidFrom, b.ValidFrom), cmp.Compare(a.ID, b.ID))
	}), true
}
