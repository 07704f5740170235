// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type posterView struct {
	Lead  string
	Facts []ui.SummaryRow
	Full  string
}

// poster is a sheet for the wall: the name, three facts, and the code that leads
// to the procedure at this place.
func (p *Pages) poster(w http.ResponseWriter, r *http.Request) error {
	var k known
	err := p.read(r, func(q db.Reader) (err error) {
		k, err = p.load(q, r, r.URL.Query().Get("u"))
		return err
	})
	if err != nil {
		return err
	}
	ctx := r.Context()
	t := i18n.From(ctx).T
	address := p.posterAddress(k)
	sheet := ui.PrintSheet{Paper: ui.A4, Issuer: k.where.Centre.Name, Title: text(ctx, k.version.Name), Code: k.code, Body: posterBody(posterOf(ctx, k)), Foot: posterFoot(ctx, k),
		QR: &ui.QRImage{Src: "/t/" + url.PathEscape(k.code) + "/qr.svg?u=" + k.where.Agency.Code, Alt: t("portal.poster.qr"), Caption: t("portal.poster.scan"), Address: address, Large: true, Width: 260}}
	if r.URL.Query().Get("size") == "A5" {
		sheet.Paper, sheet.QR.Width, sheet.QR.Large = ui.A5, 180, false
	}
	if !k.where.Chosen {
		sheet.Issuer = ""
	}
	page := ui.PrintPage{Title: sheet.Title, Lang: i18n.Lang(ctx), Back: ui.Link{Text: t("portal.poster.back"), Href: "/t/" + k.code + "?u=" + k.where.Agency.Code}, Sheets: []ui.PrintSheet{sheet}}
	return web.Page(w, r, page)
}

// posterAddress is what the code says; a place that was chosen goes along.
func (p *Pages) posterAddress(k known) string {
	address := p.cfg.BaseURL + "/t/" + k.code
	if k.where.Chosen {
		address += "?u=" + k.where.Agency.Code
	}
	return address
}

func posterOf(ctx context.Context, k known) posterView {
	t := i18n.From(ctx).T
	v := posterView{Lead: t("portal.poster.lead")}
	if terms := termsOf(ctx, k.version); len(terms) > 0 {
		v.Facts = append(v.Facts, ui.SummaryRow{Key: t("portal.poster.time"), Text: terms[0].Promised})
	}
	v.Facts = append(v.Facts, ui.SummaryRow{Key: t("portal.poster.fee"), Text: posterFee(ctx, k.version)})
	how := t("portal.poster.counter")
	if catalogue.Fileable(k.version) == nil {
		how = t("portal.poster.online")
	}
	v.Facts = append(v.Facts, ui.SummaryRow{Key: t("portal.poster.how"), Text: how})
	return v
}

// posterFee is the one amount that everybody pays, or the word that it depends.
func posterFee(ctx context.Context, v *catalogue.Version) string {
	switch {
	case len(v.Fees) == 0:
		return i18n.T(ctx, "portal.fee.none")
	case len(v.Fees) == 1 && v.Fees[0].When == nil && v.Fees[0].Per == catalogue.PerDossier:
		return i18n.Dong(v.Fees[0].Amount)
	}
	return i18n.T(ctx, "portal.poster.depends")
}

func posterFoot(ctx context.Context, k known) string {
	if k.where.Centre.Phone == "" {
		return ""
	}
	return i18n.T(ctx, "portal.poster.ask", "phone", k.where.Centre.Phone)
}

// qr is the code alone, for letters and screens.
func (p *Pages) qr(w http.ResponseWriter, r *http.Request) error {
	var k known
	err := p.read(r, func(q db.Reader) (err error) {
		k, err = p.load(q, r, r.URL.Query().Get("u"))
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, err = io.WriteString(w, document.QRSVG(p.posterAddress(k)))
	return err
}
