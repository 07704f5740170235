// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

// Flash is one message for the page after a redirect: a text key and its
// arguments, so that it is read in the language of that page.
type Flash struct {
	Kind string `json:"k"` // "done" or "error"
	Key  string `json:"t"`
	Args []any  `json:"a,omitempty"`
}

const flashCookie = "flash"

// SeeOther answers a form: go to url, and find the flash there.
func SeeOther(w http.ResponseWriter, r *http.Request, url string, flash ...Flash) error {
	if len(flash) > 0 {
		body, err := json.Marshal(flash[0])
		if err != nil {
			return err
		}
		http.SetCookie(w, &http.Cookie{Name: flashCookie, Value: base64.RawURLEncoding.EncodeToString(body), Path: "/", MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	http.Redirect(w, r, url, http.StatusSeeOther)
	return nil
}

// Done is the flash of a deed that succeeded.
func Done(key string, args ...any) Flash { return Flash{Kind: "done", Key: key, Args: args} }

// TakeFlash returns the flash that waits for this page, once.
func TakeFlash(w http.ResponseWriter, r *http.Request) (Flash, bool) {
	var f Flash
	c, err := r.Cookie(flashCookie)
	if err != nil {
		return f, false
	}
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	body, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(body, &f) != nil {
		return f, false
	}
	return f, true
}

// LocalPath is next when it is a path of this site, else "/": a sign-in must not
// send people elsewhere.
func LocalPath(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return next
}
