// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"net/http"
	"net/url"
	"strings"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type sessionsView struct {
	Sessions []sessionView
}

type sessionView struct {
	ID, Device, Began, Seen string
	This                    bool
}

func (s *Service) showSessions(w http.ResponseWriter, r *http.Request) error {
	list, err := s.ListSessions(r.Context(), web.Actor(r))
	if err != nil {
		return err
	}
	var view sessionsView
	mine := digest(s.sessionCookie(r))
	for _, one := range list {
		view.Sessions = append(view.Sessions, sessionView{
			ID: one.ID, Device: device(one.Agent), This: one.ID == mine,
			Began: i18n.When(r.Context(), one.Created), Seen: i18n.When(r.Context(), one.LastSeen),
		})
	}
	return s.page(w, r, http.StatusOK, ui.Page{Front: frontOf(r), Title: i18n.T(r.Context(), "identity.sessions.title")}, sessionsPage(view))
}

func (s *Service) doEndSession(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := form.Raw("session")
	if err := s.EndSession(r.Context(), web.Actor(r), id); err != nil {
		return err
	}
	if id == digest(s.sessionCookie(r)) {
		s.ClearSession(w, r)
		return web.SeeOther(w, r, PathSignedOut)
	}
	return web.SeeOther(w, r, PathSessions, web.Done("identity.sessions.ended"))
}

func (s *Service) doSignOut(w http.ResponseWriter, r *http.Request) error {
	actor := web.Actor(r)
	if err := s.SignOut(r.Context(), actor, s.sessionCookie(r)); err != nil {
		return err
	}
	s.ClearSession(w, r)
	w.Header().Set("Clear-Site-Data", `"cache"`)
	if actor.Kind == authz.Citizen {
		return web.SeeOther(w, r, PathSignedOut+"?from=vneid")
	}
	return web.SeeOther(w, r, PathSignedOut)
}

type signedOutView struct {
	VNeID string // where to leave VNeID too
	Desk  string
}

func (s *Service) showSignedOut(w http.ResponseWriter, r *http.Request) error {
	view := signedOutView{Desk: PathDeskSignIn}
	if r.URL.Query().Get("from") == "vneid" {
		view.VNeID = s.leaveVNeID()
	}
	return s.page(w, r, http.StatusOK, ui.Page{Front: ui.Portal, Title: i18n.T(r.Context(), "identity.signed_out.title")}, signedOutPage(view))
}

// leaveVNeID is the provider's page for leaving it (RP-Initiated Logout 1.0): on a
// shared telephone or counter, leaving us is not enough.
func (s *Service) leaveVNeID() string {
	end := s.vneid.endSession()
	if end == "" {
		return ""
	}
	q := url.Values{"client_id": {s.cfg.VNeID.ClientID}}
	if home, ok := strings.CutSuffix(s.cfg.VNeID.RedirectURL, PathCallback); ok {
		q.Set("post_logout_redirect_uri", home+"/")
	}
	return end + "?" + q.Encode()
}

func signInAgain(next string) string { return PathSignIn + "?" + url.Values{"next": {next}}.Encode() }

func frontOf(r *http.Request) ui.Front {
	if web.Actor(r).Kind == authz.Staff {
		return ui.Desk
	}
	return ui.Portal
}

// device names browser and system from what the browser says of itself, for people
// to recognise their own. Names only: there is nothing to translate.
func device(agent string) string {
	return joinFacts(firstWord(agent, "Edg", "Edge", "OPR", "Opera", "coc_coc_browser", "Cốc Cốc", "Firefox", "Firefox", "Chrome", "Chrome", "Safari", "Safari"),
		firstWord(agent, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS", "Linux", "Linux"))
}

func firstWord(agent string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if strings.Contains(agent, pairs[i]) {
			return pairs[i+1]
		}
	}
	return ""
}

func deviceTitle(one sessionView, unknown string) string {
	if one.Device == "" {
		return unknown
	}
	return one.Device
}

func seenText(one sessionView, this string) string {
	if one.This {
		return joinFacts(one.Seen, this)
	}
	return one.Seen
}
