// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// doAddFiles takes what was scanned at the counter into a dossier.
func (p *Pages) doAddFiles(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	look := lookOf(r)
	var id string
	err = p.DB.Read(r.Context(), func(rd db.Reader) error {
		f, err := p.Dossier.Open(rd, web.Actor(r), look.Code)
		id = f.ID
		return err
	})
	if err != nil {
		return err
	}
	n, err := p.addFiles(r, id, form.Text("component", 200), headersOf(r, "file"))
	if err == nil && n == 0 {
		err = fault.New(fault.Invalid, "desk.fault.no_file")
	}
	var f *fault.Error
	if errors.As(err, &f) && f.Kind != fault.NotFound {
		look.Upload = f
		return p.dossierPage(w, r, f.Kind.Status(), look)
	}
	if err != nil {
		return err
	}
	return web.SeeOther(w, r, look.href()+"#papers", web.Done("desk.done.files", "count", n))
}

func headersOf(r *http.Request, name string) []*multipart.FileHeader {
	if r.MultipartForm == nil {
		return nil
	}
	return r.MultipartForm.File[name]
}

// addFiles keeps files one after the other; the first that is refused stops it.
func (p *Pages) addFiles(r *http.Request, owner, component string, headers []*multipart.FileHeader) (n int, err error) {
	for _, h := range headers {
		body, err := bodyOf(h)
		if err != nil {
			return n, err
		}
		if _, err := p.Document.AddFile(r.Context(), web.Actor(r), document.AddFileInput{Owner: owner, Component: component, Name: h.Filename, Body: body}); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func bodyOf(h *multipart.FileHeader) ([]byte, error) {
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
