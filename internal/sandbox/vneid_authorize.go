// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"motcua.vn/internal/platform/ids"
)

// vneidRequest is an authorization request that was checked.
type vneidRequest struct {
	client                          VNeIDClient
	redirect, state, nonce          string
	challenge, scope, prompt, level string
}

// readRequest checks an authorization request. Where the redirect address cannot be
// trusted the person is told (wrong is a text key); else the client is.
func (v *VNeID) readRequest(q url.Values) (req vneidRequest, wrong, oauthError string) {
	client, ok := v.client(q.Get("client_id"))
	if !ok {
		return req, "wrong_client", ""
	}
	req = vneidRequest{client: client, redirect: q.Get("redirect_uri"), state: q.Get("state"), nonce: q.Get("nonce"),
		challenge: q.Get("code_challenge"), scope: q.Get("scope"), prompt: q.Get("prompt"), level: q.Get("acr_values")}
	switch {
	case !slices.Contains(client.Redirects, req.redirect):
		return req, "wrong_redirect", ""
	case q.Get("response_type") != "code":
		return req, "", "unsupported_response_type"
	case !slices.Contains(strings.Fields(req.scope), "openid"):
		return req, "", "invalid_scope"
	case len(req.challenge) != 43 || q.Get("code_challenge_method") != "S256":
		return req, "", "invalid_request"
	}
	return req, "", ""
}

// checked answers a bad request itself.
func (v *VNeID) checked(w http.ResponseWriter, r *http.Request, q url.Values) (vneidRequest, bool) {
	req, wrong, oauthError := v.readRequest(q)
	if wrong != "" {
		v.page(w, r, http.StatusBadRequest, vneidView{Page: "wrong", Message: wrong})
		return req, false
	}
	if oauthError != "" {
		v.back(w, r, req, url.Values{"error": {oauthError}})
		return req, false
	}
	return req, true
}

func (v *VNeID) back(w http.ResponseWriter, r *http.Request, req vneidRequest, answer url.Values) {
	if req.state != "" {
		answer.Set("state", req.state)
	}
	answer.Set("iss", v.issuer(r))
	sep := "?"
	if strings.Contains(req.redirect, "?") {
		sep = "&"
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, req.redirect+sep+answer.Encode(), http.StatusSeeOther)
}

func (v *VNeID) showAuthorize(w http.ResponseWriter, r *http.Request) {
	req, ok := v.checked(w, r, r.URL.Query())
	if !ok {
		return
	}
	if req.prompt == "none" {
		if person, sid, ok := v.current(r); ok {
			v.grant(w, r, req, person, sid)
			return
		}
		v.back(w, r, req, url.Values{"error": {"login_required"}})
		return
	}
	v.page(w, r, http.StatusOK, v.choice(req, r.URL.Query()))
}

func (v *VNeID) choice(req vneidRequest, q url.Values) vneidView {
	view := vneidView{Page: "choose", People: v.cfg.People, Client: req.client.ID, Back: req.redirect}
	for _, name := range []string{"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "acr_values"} {
		if value := q.Get(name); value != "" {
			view.Keep = append(view.Keep, vneidField{name, value})
		}
	}
	return view
}

// doAuthorize is the tester's choice: one of the people, another one, or no.
func (v *VNeID) doAuthorize(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	_ = r.ParseForm()
	req, ok := v.checked(w, r, r.PostForm)
	if !ok {
		return
	}
	if r.PostForm.Get("answer") == "no" {
		v.back(w, r, req, url.Values{"error": {"access_denied"}})
		return
	}
	person, ok := v.chosen(r.PostForm)
	if !ok {
		view := v.choice(req, r.PostForm)
		view.Message, view.Typed = "wrong_person", person
		v.page(w, r, http.StatusUnprocessableEntity, view)
		return
	}
	sid := v.beginSession(w, r, person)
	v.grant(w, r, req, person, sid)
}

func (v *VNeID) chosen(form url.Values) (VNeIDPerson, bool) {
	if number := form.Get("person"); number != "" && number != "other" {
		i := slices.IndexFunc(v.cfg.People, func(p VNeIDPerson) bool { return p.Number == number })
		if i < 0 {
			return VNeIDPerson{}, false
		}
		return v.cfg.People[i], true
	}
	p := VNeIDPerson{Name: strings.TrimSpace(form.Get("name")), Number: strings.TrimSpace(form.Get("number")), BirthDate: form.Get("birth_date"), Phone: strings.TrimSpace(form.Get("phone"))}
	p.Level, _ = strconv.Atoi(form.Get("level"))
	if len(p.Number) != 12 || strings.Trim(p.Number, "0123456789") != "" || p.Name == "" {
		return p, false
	}
	p.Sex = "male"
	if (p.Number[3]-'0')%2 == 1 {
		p.Sex = "female"
	}
	return p, true
}

func (v *VNeID) grant(w http.ResponseWriter, r *http.Request, req vneidRequest, person VNeIDPerson, sid string) {
	now := v.cfg.Clock.Now()
	code := ids.Token()
	v.mu.Lock()
	v.forget(now)
	v.codes[code] = &vneidCode{client: req.client.ID, redirect: req.redirect, nonce: req.nonce, challenge: req.challenge, scope: req.scope, person: person, sid: sid, at: now, expires: now.Add(vneidCodeLife)}
	if s := v.sessions[sid]; s != nil && !slices.Contains(s.clients, req.client.ID) {
		s.clients = append(s.clients, req.client.ID)
	}
	v.mu.Unlock()
	v.back(w, r, req, url.Values{"code": {code}})
}

// forget drops what is long over, so that the sandbox can run for weeks.
func (v *VNeID) forget(now time.Time) {
	for k, c := range v.codes {
		if now.Sub(c.expires) > time.Hour {
			delete(v.codes, k)
		}
	}
	for k, a := range v.access {
		if now.After(a.expires) {
			delete(v.access, k)
		}
	}
	for k, s := range v.sessions {
		if now.Sub(s.at) > 24*time.Hour {
			delete(v.sessions, k)
		}
	}
}
