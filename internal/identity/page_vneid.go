// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"errors"
	"net/http"
	"net/url"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// beginVNeID sends the browser to the identity provider. A form may lead here too:
// the form-action policy names the provider's site (web.Config.FormTargets).
func (s *Service) beginVNeID(w http.ResponseWriter, r *http.Request) error {
	if !s.vneid.on() {
		return fault.New(fault.Unavailable, "identity.fault.vneid_off")
	}
	if at := s.atHome(r); at != "" {
		http.Redirect(w, r, at, http.StatusSeeOther)
		return nil
	}
	address, err := s.BeginVNeID(r.Context(), s.browserCookie(w, r), r.URL.Query().Get("next"))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// atHome is where a demo that was opened by another name of this machine begins
// the sign-in: the answer comes to the name that is registered, and must find the
// browser's cookie there. Elsewhere a proxy may have put its own name in, so that
// the one in the request tells nothing.
func (s *Service) atHome(r *http.Request) string {
	home, err := url.Parse(s.cfg.VNeID.RedirectURL)
	if err != nil || !s.cfg.Demo || home.Host == "" || home.Host == r.Host {
		return ""
	}
	return home.Scheme + "://" + home.Host + r.URL.RequestURI()
}

func (s *Service) completeVNeID(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	in, err := s.CompleteVNeID(r.Context(), CompleteVNeIDInput{
		State: q.Get("state"), Code: q.Get("code"), Issuer: q.Get("iss"), Error: q.Get("error"),
		Browser: s.cookie(r, browserCookieName), Agent: r.UserAgent(), Previous: s.sessionCookie(r),
	})
	if fault.Is(err, fault.Forbidden) {
		s.cfg.Log.Info("sign-in with VNeID refused", "why", err)
		return s.vneidFailed(w, r, in.Next, err)
	}
	if err != nil {
		return err
	}
	s.setCookie(w, r, browserCookieName, "", -1)
	s.SetSession(w, r, in.SignedInSession)
	return web.SeeOther(w, r, in.Next)
}

type vneidFailedView struct {
	Problem, Again string
}

// vneidFailed is not the general error page: the person is offered to try again.
func (s *Service) vneidFailed(w http.ResponseWriter, r *http.Request, next string, err error) error {
	p := ui.Page{Front: ui.Portal, Title: i18n.T(r.Context(), "identity.vneid.failed"), HasErrors: true}
	view := vneidFailedView{Problem: i18n.From(r.Context()).Fault(err), Again: signInAgain(next)}
	return s.page(w, r, fault.Of(err).Kind.Status(), p, vneidFailedPage(view))
}

// backChannel ends sessions at the provider's word. The specification wants 400 for
// a token that does not hold.
func (s *Service) backChannel(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	err = s.EndByProvider(r.Context(), form.Raw("logout_token"))
	if errors.Is(err, errRefused) {
		s.cfg.Log.Warn("logout token refused", "why", err)
		return web.JSON(w, http.StatusBadRequest, map[string]string{"error": "invalid_request"})
	}
	return err
}
