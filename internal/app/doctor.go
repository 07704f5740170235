// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/ui"
)

// Severities of what the doctor finds: an error keeps people from being served, a
// warning from something they may want.
const (
	SeverityError   = "error"
	SeverityWarning = "warning"
)

// Diagnosis is the answer of `motcua doctor`.
type Diagnosis struct {
	OK       bool      `json:"ok"` // no error; there may be warnings
	Problems []Finding `json:"problems"`
	Checked  []string  `json:"checked"` // what was looked at
}

// Finding is one thing that is wrong, and how to mend it.
type Finding struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Remedy   string `json:"remedy"`
	Cause    string `json:"cause,omitempty"` // as the machine says it
}

// examination is one visit of the doctor.
type examination struct {
	cfg Config
	l   i18n.Localizer
	db  *db.DB
	Diagnosis
}

// Examine looks at an installation from outside, as it would be served, and
// changes nothing in it. lang is the language of the answer.
func Examine(ctx context.Context, cfg Config, lang string) (Diagnosis, error) {
	texts, err := i18n.Load(Locales()...)
	if err != nil {
		return Diagnosis{}, err
	}
	x := &examination{cfg: cfg.withDefaults(), l: texts.In(lang), Diagnosis: Diagnosis{Problems: []Finding{}}}
	for _, part := range []struct {
		name string
		look func(context.Context)
	}{
		{"database", x.database}, {"front", x.front}, {"data", x.folder}, {"disk", x.disk}, {"roots", x.roots},
		{"tsa", x.tsa}, {"vneid", x.vneid}, {"sms", x.sms}, {"mail", x.mail},
	} {
		x.Checked = append(x.Checked, part.name)
		part.look(ctx)
	}
	if x.db != nil {
		x.db.Close()
	}
	x.OK = !slices.ContainsFunc(x.Problems, func(f Finding) bool { return f.Severity == SeverityError })
	return x.Diagnosis, ctx.Err()
}

// found notes a problem; its sentences are app.doctor.<code>.message and .remedy.
func (x *examination) found(severity, code string, cause error, args ...any) {
	args = append(args, "db", db.Redact(x.cfg.DB), "data", x.cfg.Data)
	f := Finding{Code: code, Severity: severity, Message: x.l.T("app.doctor."+code+".message", args...), Remedy: x.l.T("app.doctor."+code+".remedy", args...)}
	if cause != nil {
		f.Cause = cause.Error()
	}
	x.Problems = append(x.Problems, f)
}

func (x *examination) database(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if path := db.Path(x.cfg.DB); path != "" { // opening it would make it
		if _, err := os.Stat(path); err != nil {
			x.found(SeverityError, "database_missing", err)
			return
		}
	}
	d, err := db.Open(ctx, x.cfg.DB, x.cfg.Clock)
	if err == nil {
		x.db = d
		err = d.Ping(ctx)
	}
	if err != nil {
		x.found(SeverityError, "database_unreachable", err)
		return
	}
	x.server(ctx)
	if x.migrations(ctx) {
		x.content(ctx)
	}
}

// server looks at what only PostgreSQL can have wrong.
func (x *examination) server(ctx context.Context) {
	s, err := x.db.Server(ctx)
	if err != nil {
		x.found(SeverityError, "database_unreachable", err)
		return
	}
	if !s.SortsByBytes() {
		x.found(SeverityError, "collation", nil, "collation", s.Collation)
	}
	if s.Encoding != "UTF8" {
		x.found(SeverityError, "encoding", nil, "encoding", s.Encoding)
	}
	if !s.Now.IsZero() {
		x.skew(s.Now)
	}
}

// skewAllowed is how far two clocks may be apart: deadlines are minutes.
const skewAllowed = 30 * time.Second

func (x *examination) skew(theirs time.Time) {
	if off := x.cfg.Clock.Now().Sub(theirs); off.Abs() > skewAllowed {
		x.found(SeverityError, "clock_skew", nil, "seconds", int(off.Seconds()))
	}
}

func (x *examination) migrations(ctx context.Context) bool {
	all, err := db.Migrations(Schemas()...)
	if err != nil {
		x.found(SeverityError, "migrations_unknown", err)
		return false
	}
	pending, err := x.db.Pending(ctx, all)
	switch {
	case errors.Is(err, db.ErrAltered):
		x.found(SeverityError, "migrations_altered", err)
	case err != nil:
		x.found(SeverityError, "migrations_unknown", err)
	case len(pending) > 0:
		x.found(SeverityError, "migrations_pending", nil, "n", len(pending))
	}
	return err == nil && len(pending) == 0
}

// content looks for what an installation cannot serve without.
func (x *examination) content(ctx context.Context) {
	a, err := OpenTool(ctx, x.cfg)
	if err != nil {
		x.found(SeverityError, "database_unreachable", err)
		return
	}
	defer a.Close()
	err = a.DB.Read(ctx, func(r db.Reader) error {
		accounts, err := identity.HasAccounts(r)
		if err != nil {
			return err
		}
		if !accounts {
			x.found(SeverityError, "no_accounts", nil)
		}
		units, err := a.Organisation.Communes(r, clock.Date(r.Now()))
		if err == nil && len(units) == 0 {
			x.found(SeverityError, "no_units", nil)
		}
		if err != nil {
			return err
		}
		hits, err := a.Catalogue.Report(r, "", 1)
		if err == nil && len(hits.Hits) == 0 {
			x.found(SeverityError, "catalogue_empty", nil)
		}
		if err != nil {
			return err
		}
		return x.stuck(r)
	})
	if err != nil {
		x.found(SeverityError, "database_unreachable", err)
	}
}

// stuck looks for events that no reaction wanted to take.
func (x *examination) stuck(r db.Reader) error {
	dead, err := outbox.Dead(r)
	if err == nil && dead > 0 {
		x.found(SeverityWarning, "outbox_dead", nil, "n", dead)
	}
	return err
}

func (x *examination) front(context.Context) {
	if !ui.Built() {
		x.found(SeverityError, "front_not_built", nil)
	}
	if f := fonts(); f.Regular == nil || f.Bold == nil || f.Italic == nil || f.BoldItalic == nil {
		x.found(SeverityError, "fonts_missing", nil)
	}
}
