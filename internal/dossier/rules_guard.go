// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"slices"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// atStep refuses an act that is out of order: the dossier must be at the step, in
// one of the states.
func atStep(d Dossier, step Step, states ...State) error {
	if d.Step == step && slices.Contains(states, d.State) {
		return nil
	}
	return fault.New(fault.Conflict, "dossier.fault.out_of_order", "code", d.Code)
}

// fresh refuses an act on a dossier that has changed since the person saw it.
// Version 0 is a caller who has not looked.
func fresh(d Dossier, version int) error {
	if version == 0 || version == d.Version {
		return nil
	}
	return fault.New(fault.Conflict, "fault.conflict")
}

// apart enforces the separation of duties: who did an earlier act may not do
// this one.
func apart(a authz.Actor, earlier, key string) error {
	if earlier != "" && earlier == a.ID {
		return fault.New(fault.Forbidden, key)
	}
	return nil
}

// mine refuses a dossier that was given to somebody else.
func mine(d Dossier, a authz.Actor) error {
	if d.Assignee == "" || d.Assignee == a.ID || a.Kind == authz.System {
		return nil
	}
	return fault.New(fault.Forbidden, "dossier.fault.assigned_to_other")
}
