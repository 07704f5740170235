// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type doneView struct {
	Code, Title string
	Own         string
	Next        []string
	Phone       string
}

// done confirms that an application has arrived: its code, and what happens next.
func (p *Pages) done(w http.ResponseWriter, r *http.Request) error {
	var f dossier.File
	var centre organisation.Agency
	err := p.read(r, func(q db.Reader) (err error) {
		if f, err = p.cfg.Dossier.Open(q, web.Actor(r), r.PathValue("draft")); err != nil {
			return err
		}
		centre, err = p.cfg.Organisation.Agency(q, f.Receiving)
		return err
	})
	if err != nil {
		return err
	}
	ctx := r.Context()
	t := i18n.From(ctx).T
	v := doneView{Code: f.Code, Title: f.Title, Own: "/me/d/" + f.Code, Phone: centre.Phone}
	v.Next = append(v.Next, nextText(ctx, f.Dossier, centre.Name, centre.Name), told(ctx, f.Applicant))
	if f.Money == "due" {
		v.Next = append(v.Next, t("portal.fee.how"))
	}
	return p.show(w, r, http.StatusOK, ui.Page{Title: t("portal.done.title"), Answers: answersFor(centre)}, doneMain(v))
}
