// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cockpit

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// cockpitView is the screen.
type cockpitView struct {
	Title, Lead string
	Day, Today  string
	Unit        string
	Units       []ui.Option
	Yesterday   string // its address
	Wall        string
	Figures     []ui.Figure
	Late        ui.BarChart
	Table       []ui.Row
	Total       ui.Row
	Holders     []ui.Row
	Quiet       bool // nothing happened anywhere
	OnWall      bool
}

// wallSeconds is how often a screen on a wall reads the figures again.
const wallSeconds = 60

func (p *Pages) showCockpit(w http.ResponseWriter, r *http.Request) error {
	x := readQuestion(r)
	var v cockpitView
	err := p.DB.Read(r.Context(), func(rd db.Reader) (err error) {
		v, err = p.cockpitView(r, rd, x)
		return err
	})
	if err != nil {
		return err
	}
	page := ui.Page{Title: v.Title, Wide: true, Wall: x.Wall}
	if x.Wall {
		w.Header().Set("Refresh", strconv.Itoa(wallSeconds))
	}
	return p.page(w, r, page, cockpitMain(v))
}

// cockpitView reads the figures of the day and of the day before: a fixed number
// of queries, however many agencies there are.
func (p *Pages) cockpitView(r *http.Request, rd db.Reader, x question) (cockpitView, error) {
	ctx := r.Context()
	all, err := p.agencies(rd, web.Actor(r))
	if err != nil {
		return cockpitView{}, err
	}
	codes := chosen(all, x.Unit)
	if len(codes) == 0 {
		codes = []string{"-"} // an empty list would mean everybody
	}
	tallies, err := p.Dossier.Tallies(rd, codes, x.Day)
	if err != nil {
		return cockpitView{}, err
	}
	before, err := p.Dossier.Tallies(rd, codes, dayBefore(x.Day))
	if err != nil {
		return cockpitView{}, err
	}
	v := cockpitView{Title: i18n.T(ctx, "cockpit.title"), Day: x.Day, Today: x.Today, Unit: x.Unit, OnWall: x.Wall, Wall: x.href(pathCockpit, "wall", "1")}
	v.Lead = i18n.T(ctx, "cockpit.lead", "day", i18n.Day(ctx, noon(x.Day)), "time", web.Now(r).In(clock.Vietnam).Format("15:04"))
	v.Yesterday = x.href(pathCockpit, "day", dayBefore(x.Day))
	v.Units = unitOptions(ctx, all, x.Unit)
	v.figures(ctx, x, sum(tallies), sum(before))
	p.rows(ctx, rd, &v, x, tallies)
	return v, p.holders(ctx, rd, &v, x, codes)
}

func noon(day string) time.Time {
	t, _ := time.ParseInLocation(clock.DateLayout, day, clock.Vietnam)
	return t.Add(12 * time.Hour)
}

func dayBefore(day string) string { return clock.Date(noon(day).AddDate(0, 0, -1)) }

func unitOptions(ctx context.Context, all []organisation.Agency, unit string) []ui.Option {
	if len(all) < 2 {
		return nil
	}
	out := []ui.Option{{Value: "", Text: i18n.T(ctx, "cockpit.all_units", "count", len(all))}}
	for _, a := range all {
		out = append(out, ui.Option{Value: a.Code, Text: a.Name, Selected: a.Code == unit})
	}
	return out
}

func sum(all []dossier.Tally) dossier.Tally {
	var s dossier.Tally
	for _, t := range all {
		s.Received += t.Received
		s.Finished += t.Finished
		s.OnTime += t.OnTime
		s.DueToday += t.DueToday
		s.Open += t.Open
		s.AtRisk += t.AtRisk
		s.Late += t.Late
	}
	return s
}

// figures are the six numbers, each leading to its dossiers and its definition.
func (v *cockpitView) figures(ctx context.Context, x question, now, before dossier.Tally) {
	t := i18n.From(ctx).T
	add := func(f dossier.Figure, status ui.Status, value, was int, goodUp bool) {
		fig := ui.Figure{Label: t("cockpit.figure." + string(f)), Value: i18n.Number(int64(value)), Unit: t("cockpit.unit"), Status: status, Href: x.href(pathList, "f", string(f)), DefinitionHref: pathDefinitions + "#" + string(f)}
		if value == 0 && (status == ui.StatusLate || status == ui.StatusDueSoon) {
			fig.Status = ui.StatusOnTime
		}
		if value != was {
			fig.Delta = &ui.Delta{Text: t("cockpit.delta", "change", signed(value-was)), Up: value > was, Good: (value > was) == goodUp}
		} else {
			fig.Note = t("cockpit.same")
		}
		v.Figures = append(v.Figures, fig)
	}
	add(dossier.FigureLate, ui.StatusLate, now.Late, before.Late, false)
	add(dossier.FigureAtRisk, ui.StatusDueSoon, now.AtRisk, before.AtRisk, false)
	add(dossier.FigureDue, ui.StatusNone, now.DueToday, before.DueToday, false)
	add(dossier.FigureReceived, ui.StatusNone, now.Received, before.Received, true)
	add(dossier.FigureFinished, ui.StatusDone, now.Finished, before.Finished, true)
	v.Figures = append(v.Figures, onTime(ctx, x, now, before))
}

func onTime(ctx context.Context, x question, now, before dossier.Tally) ui.Figure {
	t := i18n.From(ctx).T
	f := ui.Figure{Label: t("cockpit.figure.on_time"), Value: "–", Href: x.href(pathList, "f", string(dossier.FigureFinished)), DefinitionHref: pathDefinitions + "#on_time", Note: t("cockpit.on_time_none")}
	if now.Finished == 0 {
		return f
	}
	f.Value, f.Unit, f.Status = percent(now.OnTime, now.Finished), "%", ui.StatusOnTime
	if now.OnTime < now.Finished {
		f.Status = ui.StatusDueSoon
	}
	f.Note = t("cockpit.on_time_of", "on_time", now.OnTime, "finished", now.Finished)
	if before.Finished > 0 {
		f.Note = dotted(f.Note, t("cockpit.on_time_before", "percent", percent(before.OnTime, before.Finished)))
	}
	return f
}

func signed(n int) string {
	if n > 0 {
		return "+" + i18n.Number(int64(n))
	}
	return i18n.Number(int64(n))
}

// percent with one figure behind the comma, never rounded up to a hundred.
func percent(part, whole int) string {
	tenths := part * 1000 / whole
	if tenths%10 == 0 {
		return strconv.Itoa(tenths / 10)
	}
	return strconv.Itoa(tenths/10) + "," + strconv.Itoa(tenths%10)
}

func dotted(parts ...string) string {
	out := ""
	for _, s := range parts {
		if s != "" && out != "" {
			out += " · "
		}
		out += s
	}
	return out
}

// mostBars is how many units the chart shows; the table has them all.
const mostBars = 12

// rows are the units at which something is or was to be done, the latest first.
func (p *Pages) rows(ctx context.Context, rd db.Reader, v *cockpitView, x question, tallies []dossier.Tally) {
	busy := slices.DeleteFunc(slices.Clone(tallies), func(t dossier.Tally) bool { return t.Received+t.Finished+t.Open == 0 })
	slices.SortStableFunc(busy, func(a, b dossier.Tally) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(b.AtRisk, a.AtRisk), cmp.Compare(b.Open, a.Open))
	})
	v.Quiet = len(busy) == 0
	t := i18n.From(ctx).T
	v.Late = ui.BarChart{Title: t("cockpit.chart.late"), Desc: t("cockpit.chart.late_desc"), LabelTitle: t("cockpit.column.unit"), AmountTitle: t("cockpit.figure.late")}
	for _, a := range busy {
		name, unit := p.agencyName(rd, a.Agency), x
		unit.Unit = a.Agency
		v.Table = append(v.Table, unitRow(unit, name, a))
		if len(v.Late.Bars) < mostBars && a.Late > 0 {
			v.Late.Bars = append(v.Late.Bars, ui.Bar{Label: name, Text: t("cockpit.chart.bar", "late", a.Late, "open", a.Open), Value: float64(a.Late), Href: unit.href(pathList, "f", string(dossier.FigureLate)), Status: ui.StatusLate})
		}
	}
	v.Total = unitRow(x, t("cockpit.total"), sum(busy))
	v.Total.Cells[0].Href = ""
}

func unitRow(x question, name string, a dossier.Tally) ui.Row {
	cell := func(f dossier.Figure, n int) ui.Cell {
		if n == 0 {
			return ui.Cell{} // said in the caption
		}
		return ui.Cell{Text: i18n.Number(int64(n)), Href: x.href(pathList, "f", string(f))}
	}
	share := ""
	if a.Finished > 0 {
		share = percent(a.OnTime, a.Finished) + " %"
	}
	return ui.Row{Cells: []ui.Cell{{Text: name, Href: x.href(pathCockpit)}, cell(dossier.FigureLate, a.Late), cell(dossier.FigureAtRisk, a.AtRisk), cell(dossier.FigureDue, a.DueToday),
		cell(dossier.FigureOpen, a.Open), cell(dossier.FigureReceived, a.Received), cell(dossier.FigureFinished, a.Finished), {Text: share}}}
}

// mostHolders is how many places of work are named.
const mostHolders = 15

// holders names who holds what is late: the place, the step, and the people whose
// turn it is.
func (p *Pages) holders(ctx context.Context, rd db.Reader, v *cockpitView, x question, codes []string) error {
	desks, err := p.Dossier.LateDesks(rd, codes, mostHolders)
	if err != nil {
		return err
	}
	people, err := p.people(rd, desks)
	if err != nil {
		return err
	}
	for _, d := range desks {
		v.Holders = append(v.Holders, ui.Row{Cells: []ui.Cell{
			{Text: p.agencyName(rd, d.Agency)}, {Text: i18n.T(ctx, d.Step.Key())}, {Text: names(ctx, people[seatOf(d.Desk)])},
			{Text: strconv.Itoa(d.Count)}, {Content: ui.Moment{Text: i18n.Short(rd.Now(), d.Oldest), ISO: d.Oldest.In(clock.Vietnam).Format(time.RFC3339)}},
		}})
	}
	return nil
}

func seatOf(d dossier.Desk) identity.Seat {
	return identity.Seat{Agency: d.Agency, Permission: d.Step.Permission()}
}

func (p *Pages) people(rd db.Reader, desks []dossier.LateDesk) (map[identity.Seat][]identity.Holder, error) {
	seats := make([]identity.Seat, len(desks))
	for i, d := range desks {
		seats[i] = seatOf(d.Desk)
	}
	return p.Identity.HoldersOf(rd, seats, rd.Now())
}

// names of at most three people; nobody is a finding of its own.
func names(ctx context.Context, all []identity.Holder) string {
	if len(all) == 0 {
		return i18n.T(ctx, "cockpit.nobody")
	}
	out := ""
	for i, h := range all {
		if i == 3 {
			return i18n.T(ctx, "cockpit.and_more", "names", out, "count", len(all)-3)
		}
		if i > 0 {
			out += ", "
		}
		out += h.Name
	}
	return out
}
