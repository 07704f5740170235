// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"slices"

	"motcua.vn/internal/platform/authz"
)

// Permissions that this room itself asks for.
const (
	// PermManage is to open accounts, appoint, delegate for others and give tokens.
	PermManage = "identity.manage"
	// PermRegister is to enter a person at the counter.
	PermRegister = "identity.register"
)

// Role is what a post lets its holder do.
type Role string

// The roles, in the order in which a dossier meets them.
const (
	// OneStopOfficer (công chức một cửa) receives dossiers, at the counter or
	// online, and delivers results: Decree 118/2025/NĐ-CP.
	OneStopOfficer Role = "one_stop_officer"
	// Appraiser (công chức thẩm định) examines the dossier and drafts the result.
	Appraiser Role = "appraiser"
	// Approver (người có thẩm quyền ký) decides and signs.
	Approver Role = "approver"
	// SealKeeper (văn thư) numbers the paper and puts the agency's seal on it:
	// Decree 30/2020/NĐ-CP.
	SealKeeper Role = "seal_keeper"
	// Leader (lãnh đạo) sees how the agency keeps its terms.
	Leader Role = "leader"
	// HomeAffairs (Nội vụ) keeps the units and agencies, and watches all of them.
	HomeAffairs Role = "home_affairs"
	// CatalogueEditor (kiểm soát thủ tục hành chính) publishes procedures.
	CatalogueEditor Role = "catalogue_editor"
	// Admin (quản trị) keeps accounts and appointments.
	Admin Role = "admin"
)

// gift is one permission that a role gives: at the agency of the appointment, or
// everywhere.
type gift struct {
	permission string
	everywhere bool
}

func here(permissions ...string) []gift {
	out := make([]gift, len(permissions))
	for i, p := range permissions {
		out[i] = gift{permission: p}
	}
	return out
}

func everywhere(permissions ...string) []gift {
	out := here(permissions...)
	for i := range out {
		out[i].everywhere = true
	}
	return out
}

var roles = []struct {
	role  Role
	gives []gift
}{
	{OneStopOfficer, here("dossier.receive", "dossier.deliver", "dossier.view", PermRegister)},
	{Appraiser, here("dossier.appraise", "dossier.view")},
	{Approver, here("dossier.approve", "dossier.view")},
	{SealKeeper, here("dossier.seal", "dossier.view")},
	{Leader, here("cockpit.view", "dossier.view")},
	{HomeAffairs, everywhere("organisation.arrange", "cockpit.view")},
	{CatalogueEditor, everywhere("catalogue.publish")},
	{Admin, here(PermManage)},
}

// Roles lists every role.
func Roles() []Role {
	out := make([]Role, len(roles))
	for i, r := range roles {
		out[i] = r.role
	}
	return out
}

// Valid tells whether the role exists.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Key is the text key of the role's name.
func (r Role) Key() string { return "identity.role." + string(r) }

func (r Role) gifts() []gift {
	for _, row := range roles {
		if row.role == r {
			return row.gives
		}
	}
	return nil
}

// Permissions lists what the role gives.
func (r Role) Permissions() []string {
	var out []string
	for _, g := range r.gifts() {
		out = append(out, g.permission)
	}
	return out
}

// gives tells whether the role, held at agency at, gives the permission at unit.
func (r Role) gives(permission, at, unit string) bool {
	return slices.ContainsFunc(r.gifts(), func(g gift) bool {
		return g.permission == permission && (g.everywhere || at == unit || at == authz.Everywhere)
	})
}

// managedAt is where one must manage accounts to give the role at an agency: a role
// that reaches everywhere is the province's to give.
func (r Role) managedAt(agency string) string {
	if slices.ContainsFunc(r.gifts(), func(g gift) bool { return g.everywhere }) {
		return authz.Everywhere
	}
	return agency
}

// RolesGiving lists the roles that give a permission.
func RolesGiving(permission string) []Role {
	var out []Role
	for _, row := range roles {
		if slices.Contains(row.role.Permissions(), permission) {
			out = append(out, row.role)
		}
	}
	return out
}
