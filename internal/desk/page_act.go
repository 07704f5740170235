// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"errors"
	"net/http"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// doAct does one act and opens the next dossier; where it could not be done, the
// page comes back with everything that was typed, and says why.
func (p *Pages) doAct(d deed) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		in := readTyped(form)
		look := lookOf(r)
		look.Act, look.Typed = d.name, in
		if form.Raw("do") == "row" {
			look.Typed.Rows = min(in.Rows+1, maxRows)
			look.MoreRows = true
			return p.dossierPage(w, r, http.StatusOK, look)
		}
		ref := dossier.Ref{Code: r.PathValue("code"), Version: form.Int("version", 0, 1<<30), Command: form.Command()}
		if err = form.Err(); err == nil {
			_, err = d.do(r.Context(), p.Dossier, web.Actor(r), ref, in)
		}
		if err != nil {
			return p.notDone(w, r, look, err)
		}
		return p.onward(w, r, look.Filter, d)
	}
}

// notDone shows the dossier again as it is now, with the fault and what was typed.
func (p *Pages) notDone(w http.ResponseWriter, r *http.Request, look look, err error) error {
	var f *fault.Error
	if !errors.As(db.AsFault(err), &f) || f.Kind == fault.NotFound || f.Kind == fault.Unauthenticated || f.Kind == fault.Internal || f.Kind == fault.Unavailable {
		return err
	}
	look.Fault = f
	return p.dossierPage(w, r, f.Kind.Status(), look)
}

// onward leads to the next dossier in the list that the officer was working on,
// else to the most pressing one anywhere, else to the list.
func (p *Pages) onward(w http.ResponseWriter, r *http.Request, f filter, d deed) error {
	code := r.PathValue("code")
	next := ""
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		items, _, err := p.Dossier.WorkList(rd, web.Actor(r), f.work(), f.After)
		if err != nil || len(items) > 0 {
			next = firstCode(items)
			return err
		}
		next, err = p.Dossier.NextItem(rd, web.Actor(r))
		return err
	})
	if err != nil {
		return err
	}
	done := web.Done("desk.done."+d.name, "code", code)
	if next == "" {
		return web.SeeOther(w, r, f.href(pathWork), done)
	}
	return web.SeeOther(w, r, f.dossier(next), done)
}

func firstCode(items []dossier.Item) string {
	if len(items) == 0 {
		return ""
	}
	return items[0].Code
}
