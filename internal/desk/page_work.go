// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// listView is the pane on the left.
type listView struct {
	Title  string
	Count  string
	Alone  bool // no dossier stands beside it
	Desks  []ui.Option
	Chosen bool // a desk is chosen
	Filter filter
	Work   ui.WorkList
	First  string // where "from the start" leads, on a later page
	Next   string
}

// workView is the page without a dossier.
type workView struct {
	List   listView
	Places []placeView
	Empty  bool
}

// placeView is one place of work with what waits there.
type placeView struct {
	Agency, Step, Href string
	Count              int
}

func (p *Pages) showWork(w http.ResponseWriter, r *http.Request) error {
	f, actor := readFilter(r.URL.Query()), web.Actor(r)
	var v workView
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		counts, err := p.Dossier.WorkCounts(rd, actor)
		if err != nil {
			return err
		}
		v.Places = p.places(r.Context(), rd, actor, f, counts)
		v.List, err = p.list(r.Context(), rd, actor, f, counts, "")
		return err
	})
	if err != nil {
		return err
	}
	v.Empty, v.List.Alone = len(dossier.Desks(actor)) == 0, true
	t := i18n.From(r.Context()).T
	panes := ui.ThreePane{Show: ui.PaneList, List: workPane(v.List), ListTitle: t("desk.pane.list"), Dossier: workToday(v), DossierTitle: t("desk.work.today"), NoViewer: true}
	return p.page(w, r, http.StatusOK, ui.Page{Title: t("desk.work.title"), Wide: true}, panes)
}

// list reads one page of the work list with the counts of its desks: two queries,
// however long it is.
func (p *Pages) list(ctx context.Context, r db.Reader, actor authz.Actor, f filter, counts map[dossier.Desk]int, current string) (listView, error) {
	items, next, err := p.Dossier.WorkList(r, actor, f.work(), f.After)
	if err != nil {
		return listView{}, err
	}
	work, err := p.workItems(ctx, r, items, f, current)
	if err != nil {
		return listView{}, err
	}
	t := i18n.From(ctx).T
	v := listView{Title: t("desk.work.title"), Filter: f, Chosen: f.Desk.Step != dossier.NoStep, Desks: p.deskOptions(ctx, r, actor, f, counts)}
	v.Count = countText(ctx, len(items), next != "")
	v.Work = ui.WorkList{Label: t("desk.work.title"), Items: work, Empty: ui.EmptyState{Title: t(emptyTitle(f)), Text: t(emptyText(f))}}
	if f.After != "" {
		v.First = f.with(func(*filter) {}).href(pathWork)
	}
	if next != "" {
		v.Next = f.with(func(x *filter) { x.After = next }).href(pathWork)
	}
	return v, nil
}

func countText(ctx context.Context, n int, more bool) string {
	if more {
		return i18n.T(ctx, "desk.work.count_more", "count", n)
	}
	return i18n.T(ctx, "desk.work.count", "count", n)
}

func emptyTitle(f filter) string {
	if f.Waiting {
		return "desk.work.empty_waiting"
	}
	return "desk.work.empty"
}

func emptyText(f filter) string {
	if f.Waiting {
		return "desk.work.empty_waiting_text"
	}
	return "desk.work.empty_text"
}

// workItems puts rows into words; the calendars of all their agencies are asked
// for at once.
func (p *Pages) workItems(ctx context.Context, r db.Reader, items []dossier.Item, f filter, current string) ([]ui.WorkItem, error) {
	calendars, err := p.calendars(r, items)
	if err != nil {
		return nil, err
	}
	out := make([]ui.WorkItem, 0, len(items))
	for _, i := range items {
		out = append(out, ui.WorkItem{
			Code: i.Code, Title: i.Title, Person: i.Applicant, Href: f.dossier(i.Code), Current: i.Code == current,
			Time: timeLeft(ctx, calendars[i.Competent], r.Now(), i.ActBy, i.State == dossier.Supplement), Tag: itemTag(ctx, i, r.Now()),
		})
	}
	return out, nil
}

func (p *Pages) calendars(r db.Reader, items []dossier.Item) (map[string]*calendar.Compiled, error) {
	agencies := make([]string, len(items))
	for n, i := range items {
		agencies[n] = i.Competent
	}
	return p.Calendar.ForEach(r, agencies)
}

// itemTag is the step that is to be done, or that the promise to the citizen is
// broken.
func itemTag(ctx context.Context, i dossier.Item, now time.Time) *ui.StatusTag {
	if i.Late(now) && !i.Due.IsZero() {
		return &ui.StatusTag{Status: ui.StatusLate, Text: i18n.T(ctx, "desk.work.promise_missed")}
	}
	if i.Step == dossier.NoStep {
		return stateTag(ctx, i.State, false)
	}
	return &ui.StatusTag{Text: i18n.T(ctx, i.Step.Key())}
}

// deskOptions are the places of work to choose among, with what waits at each.
func (p *Pages) deskOptions(ctx context.Context, r db.Reader, actor authz.Actor, f filter, counts map[dossier.Desk]int) []ui.Option {
	own := dossier.Desks(actor)
	if len(own) < 2 {
		return nil
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	out := []ui.Option{{Value: "", Text: i18n.T(ctx, "desk.work.all_desks", "count", total)}}
	for _, d := range own {
		if counts[d] == 0 && d != f.Desk {
			continue // nothing to choose
		}
		name := i18n.T(ctx, "desk.work.desk", "step", i18n.T(ctx, d.Step.Key()), "agency", p.agencyName(r, d.Agency), "count", counts[d])
		out = append(out, ui.Option{Value: d.Agency + ":" + string(d.Step), Text: name, Selected: d == f.Desk})
	}
	return out
}

func (p *Pages) places(ctx context.Context, r db.Reader, actor authz.Actor, f filter, counts map[dossier.Desk]int) []placeView {
	var out []placeView
	for _, d := range dossier.Desks(actor) {
		if counts[d] == 0 {
			continue
		}
		href := f.with(func(x *filter) { x.Desk, x.Waiting, x.Mine = d, false, false }).href(pathWork)
		out = append(out, placeView{Agency: p.agencyName(r, d.Agency), Step: i18n.T(ctx, d.Step.Key()), Href: href, Count: counts[d]})
	}
	return out
}

func todayLead(ctx context.Context, v workView) string {
	if v.Empty {
		return i18n.T(ctx, "desk.work.no_desk")
	}
	total := 0
	for _, x := range v.Places {
		total += x.Count
	}
	return i18n.T(ctx, "desk.work.lead", "count", total)
}

func placeRows(places []placeView) []ui.Row {
	out := make([]ui.Row, len(places))
	for i, x := range places {
		out[i] = ui.Row{Cells: []ui.Cell{{Text: x.Agency, Href: x.Href}, {Text: x.Step}, {Text: itoa(x.Count)}}}
	}
	return out
}
