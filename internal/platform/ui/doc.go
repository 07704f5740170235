// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package ui is the look of motcua: typed components for the portal, the desk and the cockpit.
//
// Every component is a plain struct that renders itself (it is a templ.Component), so it can be written
// into markup (`@ui.Button{Text: t}`) and handed to any slot (`ui.Page{Main: ui.EmptyState{...}}`).
// With children the literal needs parentheses: `@(ui.Form{Action: a}) { … }`.
// Texts given to a component are already in the reader's language; the few words the components say
// themselves come from the translator in the context (T) and live in locale/.
//
// The style sheets, fonts, icons and the script are made by web/ (npm ci && npm run build) into static/,
// which is embedded and, but for placeholder.css, not committed. No component writes an inline script or
// style: the pages run under a strict Content-Security-Policy.
package ui

//go:generate go tool templ generate
