// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/a-h/templ"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/internal/platform/ui"
)

// Config is what a server needs from the house.
type Config struct {
	Texts *i18n.Catalogue
	Clock clock.Clock
	Log   *slog.Logger
	// Authenticate finds the actor of a request: a cookie's session or a bearer
	// token. An unknown or expired one is the anonymous actor.
	Authenticate func(r *http.Request) (authz.Actor, error)
	// ErrorPage is the page for a fault; incident is "" unless it is internal.
	ErrorPage func(r *http.Request, f *fault.Error, incident string) templ.Component
	// SignIn is where a person without a session is sent; next is where they were going.
	SignIn func(r *http.Request, t Route) string
	// FormTargets are sites besides ours where a form may end, as "https://host":
	// who starts an application without a session is sent on to the identity
	// provider, and browsers hold the form to the policy until then.
	FormTargets []string
	// Observe is called after every answer, for metrics.
	Observe func(t Route, status int, took time.Duration)
}

// Server serves a route table.
type Server struct {
	cfg   Config
	table Table
	mux   *http.ServeMux
	guard *http.CrossOriginProtection
	looks http.Handler // the mux, with the reader's large type and dark mode
	csp   string
}

// NewServer checks the table and makes the handler. Routes that are given twice
// panic, as in net/http.
func NewServer(cfg Config, table Table) *Server {
	s := &Server{cfg: cfg, table: table, mux: http.NewServeMux(), guard: http.NewCrossOriginProtection()}
	for _, t := range table {
		s.mux.Handle(t.Method+" "+t.Pattern, s.serve(t))
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.serve(Route{Pattern: "/", Need: Anyone, API: strings.HasPrefix(r.URL.Path, "/api/"), Handle: func(http.ResponseWriter, *http.Request) error {
			return fault.New(fault.NotFound, "fault.not_found")
		}})(w, r)
	})
	s.looks = ui.RememberPrefs(s.mux)
	s.csp = strings.Join(append([]string{policy}, cfg.FormTargets...), " ")
	return s
}

// policy is the content security policy; its end takes the form targets.
const policy = "default-src 'self'; img-src 'self' data: blob:; object-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"

// Table is the routes served, for tests that walk them.
func (s *Server) Table() Table { return s.table }

// Handle adds a handler outside the table, for static files and metrics.
func (s *Server) Handle(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", s.csp)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(), microphone=(), camera=()")
	s.looks.ServeHTTP(w, r)
}

type state struct {
	actor authz.Actor
	route Route
	cfg   *Config
}

type stateKey struct{}

func stateOf(ctx context.Context) *state {
	st, _ := ctx.Value(stateKey{}).(*state)
	if st == nil {
		return &state{cfg: &Config{}}
	}
	return st
}

// Actor is who makes the request.
func Actor(r *http.Request) authz.Actor { return stateOf(r.Context()).actor }

// ActorOf is the actor in a request's context.
func ActorOf(ctx context.Context) authz.Actor { return stateOf(ctx).actor }

// WithActor puts an actor into a context, for tests of handlers.
func WithActor(ctx context.Context, a authz.Actor) context.Context {
	return context.WithValue(ctx, stateKey{}, &state{actor: a, cfg: &Config{}})
}

// Now is the instant of the request by the installation's clock.
func Now(r *http.Request) time.Time { return stateOf(r.Context()).cfg.Clock.Now() }

func (s *Server) serve(t Route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		began := s.cfg.Clock.Now()
		rec := &recorder{ResponseWriter: w}
		l := s.language(rec, r)
		r = r.WithContext(ui.WithTranslator(i18n.With(r.Context(), l), l.T))
		err := s.answer(rec, &r, t)
		if err != nil {
			s.fail(rec, r, t, err)
		}
		if s.cfg.Observe != nil {
			s.cfg.Observe(t, rec.code(), s.cfg.Clock.Now().Sub(began))
		}
	}
}

func (s *Server) answer(w *recorder, r **http.Request, t Route) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{p, debug.Stack()}
		}
	}()
	// A browser sends a cookie by itself, and never a bearer token.
	if !t.API || (*r).Header.Get("Authorization") == "" {
		if err := s.guard.Check(*r); err != nil {
			return fault.Wrap(err, fault.Forbidden, "fault.cross_origin")
		}
	}
	(*r).Body = http.MaxBytesReader(w, (*r).Body, t.maxBody())
	st := &state{route: t, cfg: &s.cfg}
	if st.actor, err = s.cfg.Authenticate(*r); err != nil {
		return db.AsFault(err)
	}
	*r = (*r).WithContext(context.WithValue((*r).Context(), stateKey{}, st))
	if !t.allows(st.actor) {
		return authz.Refuse(st.actor)
	}
	return t.Handle(w, *r)
}

type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return "panic" }

// fail tells the user what happened, and the log why.
func (s *Server) fail(w *recorder, r *http.Request, t Route, err error) {
	f := classify(err)
	incident := ""
	if f.Kind == fault.Internal {
		incident = ids.Code(8)
		attrs := []any{"incident", incident, "method", r.Method, "path", r.URL.Path, "error", err}
		var p *panicked
		if errors.As(err, &p) {
			attrs = append(attrs, "panic", p.value, "stack", string(p.stack))
		}
		s.cfg.Log.Error("request failed", attrs...)
	}
	if w.status != 0 {
		return // the answer is under way
	}
	switch {
	case wantsJSON(t, r):
		writeProblem(w, r, f, incident)
	case f.Kind == fault.Unauthenticated && r.Method == http.MethodGet && s.cfg.SignIn != nil:
		http.Redirect(w, r, s.cfg.SignIn(r, t), http.StatusSeeOther)
	default:
		s.errorPage(w, r, f, incident)
	}
}

func classify(err error) *fault.Error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fault.Wrap(err, fault.TooLarge, "fault.too_large", "limit", tooLarge.Limit>>20)
	}
	return fault.Of(db.AsFault(err))
}

func (s *Server) errorPage(w *recorder, r *http.Request, f *fault.Error, incident string) {
	comeAgain(w.Header(), f.Kind.Status())
	if r.Context().Value(stateKey{}) == nil {
		r = r.WithContext(context.WithValue(r.Context(), stateKey{}, &state{cfg: &s.cfg}))
	}
	if err := Render(w, r, f.Kind.Status(), s.cfg.ErrorPage(r, f, incident)); err != nil {
		s.cfg.Log.Error("error page", "error", err)
		http.Error(w, i18n.T(r.Context(), "fault.internal"), http.StatusInternalServerError)
	}
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (w *recorder) WriteHeader(code int) {
	if w.status == 0 {
		w.status = code
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

const langCookie = "lang"

// language is what the person chose last, Vietnamese at first.
func (s *Server) language(w http.ResponseWriter, r *http.Request) i18n.Localizer {
	if chosen := r.URL.Query().Get("lang"); chosen == i18n.Vietnamese || chosen == i18n.English {
		http.SetCookie(w, &http.Cookie{Name: langCookie, Value: chosen, Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode, HttpOnly: true})
		return s.cfg.Texts.In(chosen)
	}
	if c, err := r.Cookie(langCookie); err == nil {
		return s.cfg.Texts.In(c.Value)
	}
	return s.cfg.Texts.In(i18n.Vietnamese)
}
