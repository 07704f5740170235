// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
)

// OpenTool opens the rooms that an operator's command needs: those that live in
// the database alone. It makes no folder and no key, and nothing runs by itself.
func OpenTool(ctx context.Context, cfg Config) (*App, error) {
	cfg = cfg.withDefaults()
	a := &App{Config: cfg, log: cfg.Log, Box: outbox.New()}
	var err error
	if a.Texts, err = i18n.Load(Locales()...); err != nil {
		return nil, err
	}
	if a.DB, err = db.Open(ctx, cfg.DB, cfg.Clock); err != nil {
		return nil, err
	}
	a.Organisation = organisation.New(a.DB, a.Box)
	a.Calendar = calendar.NewService(a.DB)
	a.Identity = identity.New(a.DB, a.Box, identity.Config{Log: a.log, AgencyExists: a.agencyExists})
	a.Catalogue = catalogue.New(a.DB, a.Box, a.Organisation)
	a.Dossier = dossier.New(a.DB, a.Box, dossier.Rooms{Organisation: a.Organisation, Calendar: a.Calendar, Catalogue: a.Catalogue, Texts: a.Texts, Links: dossier.Links{Base: cfg.BaseURL}})
	return a, nil
}
