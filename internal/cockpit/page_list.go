// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cockpit

import (
	"context"
	"net/http"
	"slices"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// listView is the dossiers behind a figure.
type listView struct {
	Title, Lead, Back, Definition string
	Rows                          []ui.Row
	First, Next                   string
}

func (p *Pages) showList(w http.ResponseWriter, r *http.Request) error {
	x := readQuestion(r)
	f := dossier.Figure(r.URL.Query().Get("f"))
	if !slices.Contains(dossier.Figures, f) {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	cursor := r.URL.Query().Get("after")
	var v listView
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		all, err := p.agencies(rd, web.Actor(r))
		if err != nil {
			return err
		}
		codes := chosen(all, x.Unit)
		if len(codes) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		items, next, err := p.Dossier.Behind(rd, f, codes, x.Day, cursor)
		if err != nil {
			return err
		}
		if next != "" {
			v.Next = x.href(pathList, "f", string(f), "after", next)
		}
		v.Title = i18n.T(r.Context(), "cockpit.figure."+string(f))
		v.Lead = i18n.Day(r.Context(), noon(x.Day))
		if x.Unit != "" {
			v.Lead = dotted(p.agencyName(rd, x.Unit), v.Lead)
		}
		v.Rows, err = p.listRows(r.Context(), rd, items)
		return err
	})
	if err != nil {
		return err
	}
	v.Back, v.Definition = x.href(pathCockpit), pathDefinitions+"#"+string(f)
	if cursor != "" {
		v.First = x.href(pathList, "f", string(f))
	}
	t := i18n.From(r.Context()).T
	return p.page(w, r, ui.Page{Title: v.Title, Back: &ui.Link{Text: t("cockpit.nav.cockpit"), Href: v.Back}}, listMain(v))
}

// listRows are the dossiers with the people whose turn it is: calendars and people
// are asked for once.
func (p *Pages) listRows(ctx context.Context, rd db.Reader, items []dossier.Item) ([]ui.Row, error) {
	agencies, seats := make([]string, len(items)), []identity.Seat{}
	for i, x := range items {
		agencies[i] = x.Competent
		if x.Step != dossier.NoStep {
			seats = append(seats, seatOf(dossier.Desk{Agency: x.Holder, Step: x.Step}))
		}
	}
	calendars, err := p.Calendar.ForEach(rd, agencies)
	if err != nil {
		return nil, err
	}
	people, err := p.Identity.HoldersOf(rd, seats, rd.Now())
	if err != nil {
		return nil, err
	}
	var out []ui.Row
	for _, x := range items {
		where := i18n.T(ctx, x.State.Key())
		who := ""
		if x.Step != dossier.NoStep {
			where = dotted(i18n.T(ctx, x.Step.Key()), p.agencyName(rd, x.Holder))
			who = names(ctx, people[seatOf(dossier.Desk{Agency: x.Holder, Step: x.Step})])
		}
		out = append(out, ui.Row{Cells: []ui.Cell{
			{Text: x.Code, Href: "/desk/d/" + x.Code}, {Text: x.Title}, {Text: p.agencyName(rd, x.Competent)}, {Content: standing(ctx, calendars[x.Competent], x, rd.Now())}, {Text: where}, {Text: who},
		}})
	}
	return out, nil
}

// standing is how an item stands against its promise, in working time.
func standing(ctx context.Context, k *calendar.Compiled, x dossier.Item, now time.Time) ui.TimeLeft {
	if x.Due.IsZero() {
		return ui.TimeLeft{Status: ui.StatusNone, Text: i18n.T(ctx, "cockpit.no_promise")}
	}
	left := ui.TimeLeft{Status: ui.StatusOnTime, Due: ui.Moment{Text: i18n.Short(now, x.Due), ISO: x.Due.In(clock.Vietnam).Format(time.RFC3339)}}
	at := now
	if !x.Finished.IsZero() {
		at, left.Status = x.Finished, ui.StatusDone
	}
	minutes, err := calendar.WorkingMinutes(k, at, x.Due)
	if err != nil {
		return ui.TimeLeft{Status: ui.StatusNone, Text: left.Due.Text}
	}
	left.Minutes = minutes
	switch {
	case x.State == dossier.Supplement:
		left.Status = ui.StatusWaiting
	case at.After(x.Due):
		left.Status, left.Minutes = ui.StatusLate, min(minutes, 0)
		if left.Minutes == 0 { // past it, but no working time since
			left.Text = i18n.T(ctx, "cockpit.just_late")
		}
	case !x.Finished.IsZero():
		left.Text = i18n.T(ctx, "cockpit.in_time")
	case minutes <= dossier.RiskDays*8*60:
		left.Status = ui.StatusDueSoon
	}
	return left
}
