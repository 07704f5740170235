// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/satisfaction"
)

// Version is what the program calls itself in the API's description.
var Version = "dev"

// App is an installation with its rooms.
type App struct {
	Config       Config
	DB           *db.DB
	Box          *outbox.Outbox
	Texts        *i18n.Catalogue
	Organisation *organisation.Service
	Calendar     *calendar.Service
	Identity     *identity.Service
	Catalogue    *catalogue.Service
	Document     *document.Service
	Notification *notification.Service
	Dossier      *dossier.Service
	Satisfaction *satisfaction.Service
	Worker       *outbox.Worker
	log          *slog.Logger
}

// Open connects to the database, which must be migrated, and builds the rooms
// from the ground up.
func Open(ctx context.Context, cfg Config) (*App, error) {
	cfg = cfg.withDefaults()
	a := &App{Config: cfg, log: cfg.Log, Box: outbox.New()}
	var err error
	if a.Texts, err = i18n.Load(Locales()...); err != nil {
		return nil, err
	}
	if a.DB, err = db.Open(ctx, cfg.DB, cfg.Clock); err != nil {
		return nil, err
	}
	if err := a.build(); err != nil {
		a.DB.Close()
		return nil, err
	}
	a.Worker = outbox.NewWorker(a.DB, a.Box, a.log, a.reactions())
	return a, nil
}

func (a *App) build() (err error) {
	cfg := a.Config
	a.Organisation = organisation.New(a.DB, a.Box)
	a.Calendar = calendar.NewService(a.DB)
	a.Identity = identity.New(a.DB, a.Box, a.identityConfig())
	a.Catalogue = catalogue.New(a.DB, a.Box, a.Organisation)
	a.Catalogue.Reckon(catalogue.DueBy(calendar.State()))
	if a.Document, err = a.documents(); err != nil {
		return err
	}
	cfg.Notification.Hotline = cfg.Hotline
	if a.Notification, err = notification.New(a.DB, a.Texts, a.log, cfg.Notification); err != nil {
		return err
	}
	a.Dossier = dossier.New(a.DB, a.Box, dossier.Rooms{
		Organisation: a.Organisation, Calendar: a.Calendar, Catalogue: a.Catalogue, Document: a.Document,
		Notification: a.Notification, Texts: a.Texts, Links: dossier.Links{Base: cfg.BaseURL},
	})
	a.Document.SetAccess(dossier.Access{})
	a.Satisfaction = satisfaction.New(a.DB, a.Box, a.Dossier)
	return nil
}

func (a *App) documents() (*document.Service, error) {
	cfg := a.Config
	blobs, err := blob.Open(filepath.Join(cfg.Data, "blobs"))
	if err != nil {
		return nil, err
	}
	key, err := installationKey(cfg.Data)
	if err != nil {
		return nil, err
	}
	roots, err := ReadRoots(cfg.TrustedRoots)
	if err != nil {
		return nil, err
	}
	return document.New(a.DB, a.Box, blobs, document.Config{
		Fonts: fonts(), BaseURL: cfg.BaseURL, InstallationKey: key, TimeStampURL: cfg.TimeStampURL, Roots: roots, Clamd: cfg.Clamd, Log: a.log,
	})
}

// fonts are there when the front end was built; without them papers cannot be
// drawn, and say so.
func fonts() (f document.Fonts) {
	for name, to := range map[string]*[]byte{"Tinos-Regular.ttf": &f.Regular, "Tinos-Bold.ttf": &f.Bold, "Tinos-Italic.ttf": &f.Italic, "Tinos-BoldItalic.ttf": &f.BoldItalic} {
		if body, err := ui.Font(name); err == nil {
			*to = body
		}
	}
	return f
}

// ReadRoots reads the certificates of a PEM file; of "" none.
func ReadRoots(path string) ([]*x509.Certificate, error) {
	if path == "" {
		return nil, nil
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []*x509.Certificate
	for block, rest := pem.Decode(body); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// Background runs what the installation does by itself, until ctx ends.
func (a *App) Background(ctx context.Context) *sync.WaitGroup {
	var wg sync.WaitGroup
	wg.Go(func() { a.Worker.Run(ctx) })
	wg.Go(func() { a.Notification.Run(ctx) })
	wg.Go(func() { a.Identity.Run(ctx) })
	wg.Go(func() { a.tidy(ctx) })
	return &wg
}

// Close closes the database.
func (a *App) Close() { a.DB.Close() }

// Routes is the whole route table.
func (a *App) Routes() web.Table {
	api := web.NewAPI(Version)
	a.Organisation.Operate(api)
	a.Catalogue.Operate(api)
	a.Document.Operations(api)
	a.Dossier.Operations(api)
	var table web.Table
	for _, part := range []web.Table{a.Identity.Routes(), a.Catalogue.Routes(), a.Document.Routes(), a.fronts(), a.health(), api.Routes()} {
		table = append(table, part...)
	}
	return table
}

// Handler serves the installation.
func (a *App) Handler() http.Handler {
	m := newMetrics(a)
	s := web.NewServer(web.Config{
		Texts: a.Texts, Clock: a.Config.Clock, Log: a.log, Authenticate: a.Identity.Authenticate,
		ErrorPage: a.errorPage, SignIn: identity.SignInPath, Observe: m.observe, FormTargets: a.formTargets(),
	}, a.Routes())
	s.Handle("GET "+ui.StaticPrefix, ui.StaticHandler())
	s.Handle("GET /metrics", m.handler())
	return s
}

// formTargets is the site of the identity provider, if there is one.
func (a *App) formTargets() []string {
	u, err := url.Parse(a.Config.VNeID.Issuer)
	if err != nil || u.Host == "" {
		return nil
	}
	return []string{u.Scheme + "://" + u.Host}
}
