// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// Appointment puts an account into a post from a day to a day, by a decision with
// a number.
type Appointment struct {
	ID        string
	Account   string
	Agency    string // an agency's code, or authz.Everywhere
	Role      Role
	Title     string // the post as papers print it: "Phó Chủ tịch"
	ValidFrom string // YYYY-MM-DD
	ValidTo   string // the last day, or "" for open
	Document  string // the number of the decision
}

// runs tells whether the appointment holds on a civil date.
func (a Appointment) runs(day string) bool { return within(day, a.ValidFrom, a.ValidTo) }

func (a Appointment) because() string { return joinFacts(a.Document, a.Title, a.Agency) }

// Delegation lets one account act in another's role at an agency, from a day to a
// day: giao quyền, ủy quyền, ký thay. It gives nothing on days on which the giver
// does not hold that role.
type Delegation struct {
	ID         string
	From, To   string // accounts
	FromName   string // filled by queries
	FromTitle  string // filled by queries
	Role       Role
	Agency     string
	Procedures string // reserved; empty means every procedure
	ValidFrom  string
	ValidTo    string
	Document   string
}

func (d Delegation) runs(day string) bool { return within(day, d.ValidFrom, d.ValidTo) }

func (d Delegation) because() string {
	return joinFacts(d.Document, d.FromName, d.FromTitle, d.Agency)
}

func within(day, from, to string) bool { return from <= day && (to == "" || day <= to) }

// joinFacts writes where a right comes from without a word of any language.
func joinFacts(facts ...string) string {
	out := ""
	for _, f := range facts {
		if f == "" {
			continue
		}
		if out != "" {
			out += " · "
		}
		out += f
	}
	return out
}

// checkDates is the rule of both: a beginning, and an end that is not before it.
func checkDates(c *fault.Checks, from, to string, mustEnd bool) {
	c.Require(web.ValidDate(from), "valid_from", "fault.field.date")
	switch {
	case to == "" && mustEnd:
		c.Add("valid_to", "fault.field.required")
	case to == "":
	case !web.ValidDate(to):
		c.Add("valid_to", "fault.field.date")
	case to < from:
		c.Add("valid_to", "identity.field.ends_before")
	}
}
