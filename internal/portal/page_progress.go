// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"net/url"
	"strings"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type lookupView struct {
	Code     string
	Problems problems
}

// lookup asks for a code; with one it leads to the dossier's progress.
func (p *Pages) lookup(w http.ResponseWriter, r *http.Request) error {
	code := strings.ToUpper(strings.ReplaceAll(clean(r, "code", 60), " ", ""))
	v := lookupView{Code: code}
	if r.URL.Query().Has("code") {
		switch {
		case code == "":
			v.Problems.add("code", i18n.T(r.Context(), "portal.lookup.required"))
		default:
			if err := p.allow(r); err != nil {
				return err
			}
			err := p.read(r, func(q db.Reader) error {
				_, err := p.cfg.Dossier.ProgressOf(q, code)
				return err
			})
			if err == nil {
				return web.SeeOther(w, r, "/d/"+url.PathEscape(code))
			}
			if !fault.Is(err, fault.NotFound) {
				return err
			}
			v.Problems.add("code", i18n.T(r.Context(), "portal.lookup.unknown", "code", code))
		}
	}
	page := ui.Page{Title: i18n.T(r.Context(), "portal.lookup.title"), HasErrors: v.Problems.Any()}
	return p.show(w, r, v.Problems.status(), page, lookupMain(v))
}

type progressView struct {
	Code, Title string
	Tag         ui.StatusTag
	Steps       ui.Steps
	Rows        []ui.SummaryRow
	Words       []ui.Term
	Own         string
}

// progress is what anybody may see who knows a code: steps and dates, nobody's
// data.
func (p *Pages) progress(w http.ResponseWriter, r *http.Request) error {
	if err := p.allow(r); err != nil {
		return err
	}
	var x dossier.Progress
	var centre organisation.Agency
	names := map[string]string{}
	err := p.read(r, func(q db.Reader) (err error) {
		if x, err = p.cfg.Dossier.ProgressOf(q, strings.ToUpper(r.PathValue("code"))); err != nil {
			return err
		}
		if centre, err = p.cfg.Organisation.Agency(q, x.Receiving); err != nil {
			return err
		}
		p.nameStops(q, names, x.Line)
		return nil
	})
	if err != nil {
		return err
	}
	ctx := r.Context()
	t := i18n.From(ctx).T
	v := progressView{Code: x.Code, Title: x.Title, Tag: tagOf(ctx, x.State, x.Late), Words: lawWords(ctx, dossierWords), Own: "/me/d/" + x.Code}
	v.Steps = steps(ctx, x.Line, x.State, moment(ctx, x.Due), x.Late, func(code string) string { return names[code] })
	v.Rows = append(v.Rows, dateRow(ctx, t("portal.dossier.submitted"), moment(ctx, x.Submitted)), dateRow(ctx, t("portal.dossier.accepted"), moment(ctx, x.Received)), dateRow(ctx, t("portal.dossier.due"), moment(ctx, x.Due)))
	v.Rows = append(v.Rows, ui.SummaryRow{Key: t("portal.where.centre"), Text: centre.Name})
	return p.show(w, r, http.StatusOK, ui.Page{Title: x.Code, Back: &ui.Link{Href: pathLookup}, Answers: answersFor(centre)}, progressMain(v))
}

// nameStops finds the names of the agencies in a line.
func (p *Pages) nameStops(q db.Reader, names map[string]string, line []dossier.Stop) {
	for _, s := range line {
		p.name(q, names, s.By)
	}
}

// name finds an agency's name once; they are kept in memory below.
func (p *Pages) name(q db.Reader, names map[string]string, code string) string {
	if code == "" {
		return ""
	}
	if n, ok := names[code]; ok {
		return n
	}
	names[code] = code
	if a, err := p.cfg.Organisation.Agency(q, code); err == nil {
		names[code] = a.Name
	}
	return names[code]
}
