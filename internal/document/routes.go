// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"net/http"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// Routes gives out files and papers to those who may read their dossier.
func (s *Service) Routes() web.Table {
	return web.Table{
		{Method: http.MethodGet, Pattern: "/files/{id}", Need: web.SignedIn, Handle: s.giveFile},
		{Method: http.MethodGet, Pattern: "/files/{id}/thumbnail", Need: web.SignedIn, Handle: s.giveThumbnail},
		{Method: http.MethodGet, Pattern: "/papers/{id}", Need: web.SignedIn, Handle: s.givePaper},
	}
}

// caged lets a stranger's file do nothing on our site: no scripts, no forms, no
// frames, its own origin.
const caged = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'; sandbox"

func cage(w http.ResponseWriter, t FileType) {
	policy := caged
	if t == PDF { // the browsers' own viewers do not run in a sandbox; scripts were refused at the door
		policy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
}

// giveFile shows what a browser shows safely, and hands the rest out as downloads.
func (s *Service) giveFile(w http.ResponseWriter, r *http.Request) error {
	f, err := s.FileByID(r.Context(), web.ActorOf(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	_, body, err := s.Body(r.Context(), f.ID)
	if err != nil {
		return err
	}
	cage(w, f.Type)
	inline := (f.Type == PDF || f.Type == JPEG || f.Type == PNG) && r.URL.Query().Get("download") == ""
	return web.File(w, f.Name, f.Type.MediaType(), inline, body)
}

func (s *Service) giveThumbnail(w http.ResponseWriter, r *http.Request) error {
	f, err := s.FileByID(r.Context(), web.ActorOf(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	if f.Thumbnail == "" || !f.Usable() {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	body, err := s.blobs.Get(r.Context(), f.Thumbnail)
	if err != nil {
		return err
	}
	cage(w, PNG)
	return web.File(w, "thumbnail.png", PNG.MediaType(), true, body)
}

func (s *Service) givePaper(w http.ResponseWriter, r *http.Request) error {
	p, err := s.PaperByID(r.Context(), web.ActorOf(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	_, body, err := s.PaperBody(r.Context(), p.ID)
	if err != nil {
		return err
	}
	cage(w, PDF)
	return web.File(w, p.FileName(), PDF.MediaType(), r.URL.Query().Get("download") == "", body)
}
