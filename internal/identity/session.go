// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"motcua.vn/internal/platform/authz"
)

// Session is one sign-in in one browser.
type Session struct {
	ID        string // SHA-256 of the token, in hexadecimal
	Kind      authz.Kind
	Account   string // "" for citizens
	Person    string
	Created   time.Time
	LastSeen  time.Time
	Expires   time.Time
	Assurance int
	Agent     string // the browser's description of itself
	Subject   string // at the identity provider
	SID       string // the provider's session, for back-channel logout
}

// SignedInSession is a fresh session and the token for its cookie, which is not
// kept anywhere else.
type SignedInSession struct {
	Session
	Token string
}

func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// alive is the rule of expiry: neither older than allowed nor idle for too long.
func (s Session) alive(now time.Time, idle time.Duration) bool {
	return now.Before(s.Expires) && now.Sub(s.LastSeen) < idle
}

// Token is a bearer token of an account, for programs.
type Token struct {
	ID      string // SHA-256 of the secret
	Account string
	Name    string // what it is for
	Created time.Time
	Expires time.Time
	Revoked time.Time
}

func (t Token) alive(now time.Time) bool { return t.Revoked.IsZero() && now.Before(t.Expires) }
