// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strings"
	"time"

	"motcua.vn/internal/platform/audit"
)

// AccountState says whether an account may be used at all.
type AccountState string

// The states of an account.
const (
	Active AccountState = "active"
	Closed AccountState = "closed"
)

// Account is a staff member's access. One account, one person: Law 116/2025/QH15.
type Account struct {
	ID          string
	Version     int
	Login       string
	Person      string
	Name        string // the person's
	State       AccountState
	LockedUntil time.Time
	LastSeen    time.Time
	Created     time.Time

	password string
	failed   int
}

func (a Account) subject() audit.Subject { return audit.Subject{Kind: "account", ID: a.ID} }

// parseLogin reads a login as people type it.
func parseLogin(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) < 2 || len(s) > 64 {
		return s, false
	}
	return s, strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789._-@") == ""
}
