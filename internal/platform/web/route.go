// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package web is the HTTP half of every room: the route table, sessions into
// actors, protection against other sites, forms, buffered pages, flashes and
// problem details. HTML comes first; scripts only add.
package web

import (
	"net/http"
	"slices"
	"strings"

	"motcua.vn/internal/platform/authz"
)

// Handler answers a request or says why not; the router turns the error into a
// page or a problem document in the user's language.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Who may call a route at all. Anything else is the name of a permission that
// the actor must hold at some agency.
const (
	Anyone   = "anyone"    // no sign-in
	SignedIn = "signed-in" // any person, citizen or staff
	Citizens = "citizens"  // a citizen's session
	Staff    = "staff"     // a staff session
)

// Route is one line of a room's route table. Tests walk every route.
type Route struct {
	Method  string // GET or POST, and the API's PUT, DELETE
	Pattern string // "/desk/d/{code}"
	Need    string // Anyone, SignedIn, Citizens, Staff or a permission
	Handle  Handler
	MaxBody int64 // bytes; 0 means 1 MiB
	API     bool  // answers JSON, errors as RFC 9457
}

func (t Route) allows(a authz.Actor) bool {
	switch t.Need {
	case Anyone:
		return true
	case SignedIn:
		return a.Kind == authz.Citizen || a.Kind == authz.Staff
	case Citizens:
		return a.Kind == authz.Citizen
	case Staff:
		return a.Kind == authz.Staff
	}
	return a.CanSomewhere(t.Need)
}

// Table is the routes of an installation.
type Table []Route

// Find returns the route of a method and pattern, for tests.
func (t Table) Find(method, pattern string) (Route, bool) {
	i := slices.IndexFunc(t, func(r Route) bool { return r.Method == method && r.Pattern == pattern })
	if i < 0 {
		return Route{}, false
	}
	return t[i], true
}

func (t Route) maxBody() int64 {
	if t.MaxBody > 0 {
		return t.MaxBody
	}
	return 1 << 20
}

// wantsJSON tells whether an error should be a problem document.
func wantsJSON(t Route, r *http.Request) bool {
	return t.API || strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}
