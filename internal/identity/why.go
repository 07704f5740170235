// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"slices"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
)

// Why explains one decision about rights.
type Why struct {
	Allowed bool
	Because []Reason
}

// Reason is one ground for or against, as a text key with its arguments.
type Reason struct {
	Key  string
	Args []any
}

// In puts the grounds into words.
func (w Why) In(l i18n.Localizer) []string {
	out := make([]string, len(w.Because))
	for i, r := range w.Because {
		out[i] = l.T(r.Key, named(l, r.Args)...)
	}
	return out
}

// named calls a role by its name in the language.
func named(l i18n.Localizer, args []any) []any {
	out := slices.Clone(args)
	for i := 0; i+1 < len(out); i += 2 {
		if out[i] == "role" {
			out[i+1] = l.T(Role(out[i+1].(string)).Key())
		}
	}
	return out
}

func (w *Why) say(key string, args ...any) {
	w.Because = append(w.Because, Reason{key, args})
}

// WhyAllowed says whether an account holds a permission at an agency today, and
// from what; where not, what would be needed and what it has.
func (s *Service) WhyAllowed(r db.Reader, account, permission, agency string) (Why, error) {
	a, err := accountByID(r, account)
	if err != nil {
		return Why{}, noAccount(err)
	}
	var w Why
	if a.State != Active {
		w.say("identity.why.closed")
		return w, nil
	}
	today := clock.Date(r.Now())
	posts, lent, err := rightsOf(r, account, today)
	if err != nil {
		return Why{}, err
	}
	whyRule(&w, permission, agency, today, posts, lent)
	return w, nil
}

// WhyActor is the same for an actor that was authenticated, such as the system.
func WhyActor(actor authz.Actor, permission, agency string) Why {
	var w Why
	because, ok := actor.Why(permission, agency)
	if w.Allowed = ok; ok {
		w.say("identity.why.grant", "because", because)
	} else {
		w.say("identity.why.none", "permission", permission, "agency", agency)
	}
	return w
}

func whyRule(w *Why, permission, agency, today string, posts []Appointment, lent []Delegation) {
	var against Why // said only where nothing allows it
	for _, a := range posts {
		gives := a.Role.gives(permission, a.Agency, agency)
		args := []any{"role", string(a.Role), "title", a.Title, "agency", a.Agency, "document", a.Document, "from", a.ValidFrom, "to", a.ValidTo}
		switch {
		case gives && a.runs(today):
			w.Allowed = true
			w.say("identity.why.appointment", args...)
		case gives && a.ValidFrom > today:
			against.say("identity.why.not_yet", args...)
		case gives:
			against.say("identity.why.over", args...)
		case a.runs(today) && a.Role.gives(permission, a.Agency, a.Agency):
			against.say("identity.why.elsewhere", args...)
		}
	}
	for _, d := range lent {
		if d.runs(today) && d.Procedures == "" && d.Role.gives(permission, d.Agency, agency) {
			w.Allowed = true
			w.say("identity.why.delegation", "role", string(d.Role), "name", d.FromName, "agency", d.Agency, "document", d.Document, "to", d.ValidTo)
		}
	}
	if w.Allowed {
		return
	}
	w.Because = append(w.Because, against.Because...)
	w.say("identity.why.none", "permission", permission, "agency", agency)
	for _, role := range RolesGiving(permission) {
		w.say("identity.why.needs", "role", string(role))
	}
}
