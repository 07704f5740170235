// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"motcua.vn/internal/platform/ids"
)

// vneidSession is a browser's session at the provider, and which systems it entered.
type vneidSession struct {
	person  VNeIDPerson
	clients []string
	at      time.Time
}

const vneidCookie = "vneid_sandbox"

func (v *VNeID) beginSession(w http.ResponseWriter, r *http.Request, p VNeIDPerson) string {
	sid := ids.Token()
	v.mu.Lock()
	v.sessions[sid] = &vneidSession{person: p, at: v.cfg.Clock.Now()}
	v.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: vneidCookie, Value: sid, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode})
	return sid
}

func (v *VNeID) current(r *http.Request) (VNeIDPerson, string, bool) {
	c, err := r.Cookie(vneidCookie)
	if err != nil {
		return VNeIDPerson{}, "", false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.sessions[c.Value]
	if s == nil {
		return VNeIDPerson{}, "", false
	}
	return s.person, c.Value, true
}

// showEndSession asks first (OpenID Connect RP-Initiated Logout 1.0).
func (v *VNeID) showEndSession(w http.ResponseWriter, r *http.Request) {
	view := vneidView{Page: "leave"}
	if person, _, ok := v.current(r); ok {
		view.Typed = person
	}
	for _, name := range []string{"client_id", "post_logout_redirect_uri", "state"} {
		if value := r.URL.Query().Get(name); value != "" {
			view.Keep = append(view.Keep, vneidField{name, value})
		}
	}
	view.Back = v.afterLogout(r.URL.Query())
	v.page(w, r, http.StatusOK, view)
}

func (v *VNeID) doEndSession(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	_ = r.ParseForm()
	if _, sid, ok := v.current(r); ok {
		v.End(v.issuer(r), sid)
	}
	http.SetCookie(w, &http.Cookie{Name: vneidCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	if to := v.afterLogout(r.PostForm); to != "" {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	v.page(w, r, http.StatusOK, vneidView{Page: "left"})
}

// afterLogout is where the client wants the person back, if it said so beforehand.
func (v *VNeID) afterLogout(q url.Values) string {
	client, ok := v.client(q.Get("client_id"))
	to := q.Get("post_logout_redirect_uri")
	if !ok || !slices.Contains(client.AfterLogout, to) {
		return ""
	}
	if state := q.Get("state"); state != "" {
		to += "?" + url.Values{"state": {state}}.Encode()
	}
	return to
}

// End ends a session and tells every system it entered (OpenID Connect Back-Channel
// Logout 1.0). It returns the status each one answered, 0 where none came.
func (v *VNeID) End(issuer, sid string) map[string]int {
	v.mu.Lock()
	s := v.sessions[sid]
	delete(v.sessions, sid)
	v.mu.Unlock()
	told := map[string]int{}
	if s == nil {
		return told
	}
	for _, id := range s.clients {
		if client, ok := v.client(id); ok && client.BackChannel != "" {
			told[id] = v.tell(issuer, client, s.person, sid)
		}
	}
	return told
}

func (v *VNeID) tell(issuer string, client VNeIDClient, p VNeIDPerson, sid string) int {
	now := v.cfg.Clock.Now()
	token, err := v.sign("logout+jwt", map[string]any{
		"iss": issuer, "aud": client.ID, "sub": p.subject(), "sid": sid, "iat": now.Unix(), "exp": now.Add(2 * time.Minute).Unix(), "jti": ids.Token(),
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}},
	})
	if err != nil {
		return 0
	}
	res, err := v.cfg.HTTP.Post(client.BackChannel, "application/x-www-form-urlencoded", strings.NewReader(url.Values{"logout_token": {token}}.Encode()))
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}
