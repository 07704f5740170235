// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"net/http"
)

// Theme is the reader's choice of light or dark; the portal is always light.
type Theme string

const (
	ThemeAuto  Theme = ""
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// Prefs is how this reader wants pages to look; kept in two cookies, not in the account: a shared counter screen
// and a citizen's own phone differ.
type Prefs struct {
	Large bool
	Theme Theme
}

type prefsKey struct{}

// WithPrefs puts the reader's preferences into the context; Page reads them there.
func WithPrefs(ctx context.Context, p Prefs) context.Context {
	return context.WithValue(ctx, prefsKey{}, p)
}

func prefsOf(ctx context.Context) Prefs {
	p, _ := ctx.Value(prefsKey{}).(Prefs)
	return p
}

// RememberPrefs reads ?type= and ?theme= (the switches without script) and the cookies, remembers a choice made by
// link, and puts the result into the context.
func RememberPrefs(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size := preference(w, r, "type", "large", "normal")
		theme := preference(w, r, "theme", string(ThemeDark), string(ThemeLight))
		p := Prefs{Large: size == "large", Theme: Theme(theme)}
		next.ServeHTTP(w, r.WithContext(WithPrefs(r.Context(), p)))
	})
}

func preference(w http.ResponseWriter, r *http.Request, name string, allowed ...string) string {
	if asked := oneOf(r.URL.Query().Get(name), allowed); asked != "" {
		http.SetCookie(w, &http.Cookie{Name: "motcua_" + name, Value: asked, Path: "/",
			MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode}) // not HttpOnly: the switch in app.js writes it too
		return asked
	}
	if c, err := r.Cookie("motcua_" + name); err == nil {
		return oneOf(c.Value, allowed)
	}
	return ""
}

func oneOf(value string, allowed []string) string {
	for _, a := range allowed {
		if a == value {
			return a
		}
	}
	return ""
}
