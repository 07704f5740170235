// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/http"

	"motcua.vn/internal/platform/web"
)

// giveControl draws form 06, the process control slip, as it stands now.
func (p *Pages) giveControl(w http.ResponseWriter, r *http.Request) error {
	code := r.PathValue("code")
	body, err := p.Dossier.ControlSlip(r.Context(), web.Actor(r), code)
	if err != nil {
		return err
	}
	return pdf(w, code+"-06.pdf", body)
}

// givePreview draws the result as it would be if the actor approved now.
func (p *Pages) givePreview(w http.ResponseWriter, r *http.Request) error {
	code := r.PathValue("code")
	body, err := p.Dossier.PreviewResult(r.Context(), web.Actor(r), code)
	if err != nil {
		return err
	}
	return pdf(w, code+"-preview.pdf", body)
}

// pdf shows our own paper in the viewer; the browsers' viewers need their own
// styles, and nothing else.
func pdf(w http.ResponseWriter, name string, body []byte) error {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'")
	return web.File(w, name, "application/pdf", true, body)
}
