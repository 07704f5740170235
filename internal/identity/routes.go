// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"net/http"
	"net/url"
	"strings"

	"motcua.vn/internal/platform/web"
)

// Paths that other rooms link to.
const (
	PathSignIn      = "/sign-in"      // citizens; ?next=
	PathDeskSignIn  = "/desk/sign-in" // staff; ?next=
	PathSignOut     = "/sign-out"     // POST
	PathSignedOut   = "/signed-out"
	PathCallback    = "/sign-in/vneid"
	PathBackChannel = "/sign-in/vneid/back-channel"
	PathSessions    = "/me/sessions"
)

// Routes are the room's pages.
func (s *Service) Routes() web.Table {
	return web.Table{
		{Method: http.MethodGet, Pattern: PathDeskSignIn, Need: web.Anyone, Handle: s.showDeskSignIn},
		{Method: http.MethodPost, Pattern: PathDeskSignIn, Need: web.Anyone, Handle: s.doDeskSignIn, MaxBody: 16 << 10},
		{Method: http.MethodGet, Pattern: PathSignIn, Need: web.Anyone, Handle: s.beginVNeID},
		{Method: http.MethodGet, Pattern: PathCallback, Need: web.Anyone, Handle: s.completeVNeID},
		{Method: http.MethodPost, Pattern: PathBackChannel, Need: web.Anyone, Handle: s.backChannel, API: true, MaxBody: 16 << 10},
		{Method: http.MethodPost, Pattern: PathSignOut, Need: web.Anyone, Handle: s.doSignOut},
		{Method: http.MethodGet, Pattern: PathSignedOut, Need: web.Anyone, Handle: s.showSignedOut},
		{Method: http.MethodGet, Pattern: PathSessions, Need: web.SignedIn, Handle: s.showSessions},
		{Method: http.MethodPost, Pattern: PathSessions, Need: web.SignedIn, Handle: s.doEndSession},
	}
}

// SignInPath is where a person without a session is sent from a route: citizens to
// VNeID, staff to the desk's own page. It is what web.Config.SignIn wants.
func SignInPath(r *http.Request, t web.Route) string {
	path := PathDeskSignIn
	if t.Need == web.Citizens || t.Need == web.SignedIn && !strings.HasPrefix(r.URL.Path, "/desk") {
		path = PathSignIn
	}
	return path + "?" + url.Values{"next": {r.URL.RequestURI()}}.Encode()
}
