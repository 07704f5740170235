// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"embed"
	"io/fs"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/cockpit"
	"motcua.vn/internal/desk"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/portal"
	"motcua.vn/internal/satisfaction"
)

//go:embed locale
var texts embed.FS

// Schemas are the migrations of every room.
func Schemas() []fs.FS {
	return []fs.FS{outbox.Schema, audit.Schema, organisation.Schema, calendar.Schema, identity.Schema, catalogue.Schema, document.Schema, notification.Schema, dossier.Schema, satisfaction.Schema}
}

// Locales are the sentences of every room.
func Locales() []fs.FS {
	return []fs.FS{web.Texts, ui.LocaleFiles, organisation.Texts, calendar.Locale, identity.Texts, catalogue.Texts, document.Texts, notification.Texts, dossier.Texts, satisfaction.Texts, portal.Texts, desk.Texts, cockpit.Texts, texts}
}
