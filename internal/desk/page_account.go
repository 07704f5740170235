// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type accountView struct {
	Name  string
	Facts []ui.SummaryRow
	Posts []ui.Row
	May   []ui.Row
}

// showAccount says who is signed in, what they may do, and why.
func (p *Pages) showAccount(w http.ResponseWriter, r *http.Request) error {
	a, ctx := web.Actor(r), r.Context()
	t := i18n.From(ctx).T
	v := accountView{Name: a.Name}
	err := p.DB.Read(ctx, func(rd db.Reader) error {
		account, err := p.Identity.Account(rd, a.ID)
		if err != nil {
			return err
		}
		posts, err := p.Identity.Appointments(rd, a.ID)
		if err != nil {
			return err
		}
		v.Facts = []ui.SummaryRow{{Key: t("desk.account.login"), Text: account.Login}, {Key: t("desk.account.post"), Text: a.Post}, {Key: t("desk.account.home"), Text: p.agencyName(rd, a.Home)}}
		v.Posts = p.postRows(ctx, rd, posts, clock.Date(rd.Now()))
		v.May = p.mayRows(ctx, rd, a.Grants)
		return nil
	})
	if err != nil {
		return err
	}
	return p.page(w, r, http.StatusOK, ui.Page{Title: t("desk.account.title")}, accountMain(v))
}

func (p *Pages) place(ctx context.Context, r db.Reader, unit string) string {
	if unit == authz.Everywhere {
		return i18n.T(ctx, "desk.account.everywhere")
	}
	return p.agencyName(r, unit)
}

func (p *Pages) postRows(ctx context.Context, r db.Reader, posts []identity.Appointment, today string) []ui.Row {
	t := i18n.From(ctx).T
	var out []ui.Row
	for _, x := range posts {
		until := t("desk.account.open_end")
		if x.ValidTo != "" {
			until = dayText(x.ValidTo)
		}
		tag := ui.StatusTag{Status: ui.StatusOnTime, Text: t("desk.account.runs")}
		switch {
		case x.ValidFrom > today:
			tag = ui.StatusTag{Status: ui.StatusWaiting, Text: t("desk.account.to_come")}
		case x.ValidTo != "" && x.ValidTo < today:
			tag = ui.StatusTag{Text: t("desk.account.over")}
		}
		out = append(out, ui.Row{Cells: []ui.Cell{{Text: x.Title}, {Text: t(x.Role.Key())}, {Text: p.place(ctx, r, x.Agency)}, {Text: dayText(x.ValidFrom) + " – " + until}, {Text: x.Document}, {Content: tag}}})
	}
	return out
}

// mayRows lists each right once, with the decision or delegation it comes from.
func (p *Pages) mayRows(ctx context.Context, r db.Reader, grants []authz.Grant) []ui.Row {
	l := i18n.From(ctx)
	sorted := slices.Clone(grants)
	slices.SortStableFunc(sorted, func(a, b authz.Grant) int { return strings.Compare(a.Unit, b.Unit) })
	var out []ui.Row
	for _, g := range sorted {
		name := g.Permission
		if key := "desk.may." + strings.ReplaceAll(g.Permission, ".", "_"); l.Has(key) {
			name = l.T(key)
		}
		out = append(out, ui.Row{Cells: []ui.Cell{{Text: name}, {Text: p.place(ctx, r, g.Unit)}, {Text: g.Because}}})
	}
	return out
}
