// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"net/http"

	"github.com/a-h/templ"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// page puts a page of this room into the installation's frame and sends it.
func (s *Service) page(w http.ResponseWriter, r *http.Request, status int, p ui.Page, main templ.Component) error {
	p.Lang, p.Path, p.Main = i18n.Lang(r.Context()), r.URL.RequestURI(), main
	return web.Render(w, r, status, s.cfg.Frame(w, r, p))
}
