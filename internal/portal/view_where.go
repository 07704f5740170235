// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

func procedureButtons(ctx context.Context, v procedureView) ui.Group {
	t := i18n.From(ctx).T
	var out ui.Group
	if v.WhyNot == "" {
		out = append(out, ui.Button{Text: t("portal.procedure.start"), Icon: ui.IconArrow})
	}
	if len(v.Where.Options) > 0 {
		kind := ui.Secondary
		if v.WhyNot != "" {
			kind = ui.Primary
		}
		out = append(out, ui.Button{Text: t("portal.where.show"), Kind: kind, FormAction: "/t/" + v.Code})
	}
	return out
}

// centreRows say where to go at a counter.
func centreRows(ctx context.Context, v whereView) []ui.SummaryRow {
	t := i18n.From(ctx).T
	rows := []ui.SummaryRow{{Key: t("portal.where.centre"), Text: v.Centre.Name}}
	if v.Agency.Code != v.Centre.Code {
		rows = append(rows, ui.SummaryRow{Key: t("portal.where.decides"), Text: v.Agency.Name})
	}
	if v.Centre.Address != "" {
		rows = append(rows, ui.SummaryRow{Key: t("portal.where.address"), Text: v.Centre.Address})
	}
	if v.Centre.Phone != "" {
		rows = append(rows, ui.SummaryRow{Key: t("portal.where.phone"), Content: ui.Link{Text: v.Centre.Phone, Href: "tel:" + v.Centre.Phone, Icon: ui.IconPhone}})
	}
	return rows
}

func termColumns(ctx context.Context) []ui.Column {
	t := i18n.From(ctx).T
	return []ui.Column{{Title: t("portal.term.how"), RowHead: true}, {Title: t("portal.term.promised")}, {Title: t("portal.term.statutory")}, {Title: t("portal.term.shorter")}}
}

func termRows(ctx context.Context, terms []termView) []ui.Row {
	var out []ui.Row
	for _, x := range terms {
		cut := x.Cut
		if cut == "" {
			cut = i18n.T(ctx, "portal.term.same")
		}
		out = append(out, ui.Row{Cells: []ui.Cell{{Text: x.How}, {Text: x.Promised}, {Text: x.Statutory}, {Text: cut}}})
	}
	return out
}
