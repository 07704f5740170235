// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"motcua.vn/internal/cockpit"
	"motcua.vn/internal/desk"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/portal"
)

// fronts are the pages of citizens, officers and leaders.
func (a *App) fronts() web.Table {
	p := portal.Config{
		DB: a.DB, Organisation: a.Organisation, Catalogue: a.Catalogue, Identity: a.Identity, Document: a.Document, Notification: a.Notification,
		Dossier: a.Dossier, Satisfaction: a.Satisfaction, BaseURL: a.Config.BaseURL, Frame: a.Frame,
	}
	if a.Config.ProxyHop {
		p.Address = forwardedFor
	}
	d := desk.Config{DB: a.DB, Organisation: a.Organisation, Calendar: a.Calendar, Identity: a.Identity, Catalogue: a.Catalogue, Document: a.Document, Dossier: a.Dossier, Frame: a.Frame}
	c := cockpit.Config{DB: a.DB, Organisation: a.Organisation, Calendar: a.Calendar, Identity: a.Identity, Dossier: a.Dossier, Frame: a.Frame}
	var table web.Table
	for _, part := range []web.Table{portal.New(p).Routes(), desk.New(d).Routes(), cockpit.New(c).Routes()} {
		table = append(table, part...)
	}
	return table
}
