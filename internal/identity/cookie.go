// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"net/http"
	"time"

	"motcua.vn/internal/platform/ids"
)

// Names of the cookies where the connection is plain; over https they begin with
// __Host-, which browsers only take from this very host.
const (
	sessionCookieName = "motcua_session"
	browserCookieName = "motcua_vneid"
)

func (s *Service) secure(r *http.Request) bool { return s.cfg.Secure || r.TLS != nil }

func (s *Service) cookieName(r *http.Request, name string) string {
	if s.secure(r) {
		return "__Host-" + name
	}
	return name
}

func (s *Service) sessionCookie(r *http.Request) string { return s.cookie(r, sessionCookieName) }

func (s *Service) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(s.cookieName(r, name))
	if err != nil || len(c.Value) > 100 {
		return ""
	}
	return c.Value
}

// setCookie writes a cookie for this browser session only (age 0), for some
// seconds, or takes it away (age < 0).
func (s *Service) setCookie(w http.ResponseWriter, r *http.Request, name, value string, age int) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookieName(r, name), Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: s.secure(r), SameSite: http.SameSiteLaxMode,
	})
}

// SetSession hands a fresh session to the browser. The cookie goes when the browser
// closes; the session's end is the server's to decide.
func (s *Service) SetSession(w http.ResponseWriter, r *http.Request, in SignedInSession) {
	s.setCookie(w, r, sessionCookieName, in.Token, 0)
}

// ClearSession takes the session from the browser.
func (s *Service) ClearSession(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, r, sessionCookieName, "", -1)
}

const loginStateLife = 10 * time.Minute

// browserCookie is the secret that ties a sign-in under way to this browser; the
// one already there is kept, so that two tabs do not disturb each other.
func (s *Service) browserCookie(w http.ResponseWriter, r *http.Request) string {
	value := s.cookie(r, browserCookieName)
	if len(value) != 43 {
		value = ids.Token()
	}
	s.setCookie(w, r, browserCookieName, value, int(loginStateLife/time.Second))
	return value
}
