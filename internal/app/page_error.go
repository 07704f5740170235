// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"net/http"

	"github.com/a-h/templ"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

type errorView struct {
	Title, Text, Incident string
	Fields                []string
	Home                  string
}

// errorPage says what happened, what to do, and for an internal error the code to
// read to support.
func (a *App) errorPage(r *http.Request, f *fault.Error, incident string) templ.Component {
	l := i18n.From(r.Context())
	v := errorView{Title: l.T(errorTitles[f.Kind]), Text: l.T(f.Key, f.Args...), Incident: incident, Home: "/"}
	for _, field := range f.Fields {
		v.Fields = append(v.Fields, l.T(field.Key, field.Args...))
	}
	front := frontOf(r)
	if front != ui.Portal {
		v.Home = "/desk"
	}
	p := a.Frame(discard{}, r, ui.Page{Front: front, Title: v.Title})
	p.Main = errorMain(v)
	return p
}

var errorTitles = map[fault.Kind]string{
	fault.Internal: "app.error.internal", fault.NotFound: "app.error.not_found", fault.Invalid: "app.error.invalid", fault.Forbidden: "app.error.forbidden",
	fault.Unauthenticated: "app.error.unauthenticated", fault.Conflict: "app.error.conflict", fault.TooLarge: "app.error.too_large",
	fault.Unavailable: "app.error.unavailable", fault.TooMany: "app.error.too_many",
}

// discard is a writer for a page whose cookies are not to be touched.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}
