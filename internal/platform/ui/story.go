// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"math"
)

// Storybook is a page with every component in every state, at the size and density of a front; with Panes it is
// the desk as it is used, with Wall the cockpit on a wall.
type Storybook struct {
	Front       Front
	Lang, Path  string
	Panes, Wall bool
}

func (s Storybook) page(ctx context.Context) Page {
	p := Page{
		Front: s.Front, Lang: s.Lang, Path: s.Path, Title: T(ctx, "ui.story.title"), Sandbox: true,
		Brand:     Brand{Name: T(ctx, "ui.story.brand"), Place: T(ctx, "ui.story.place"), Href: "/"},
		Nav:       storyNav(ctx),
		Answers:   storyAnswers(ctx),
		Footer:    []Link{{Text: T(ctx, "ui.story.nav_track"), Href: "#a"}, {Text: T(ctx, "ui.story.act_link"), Href: "#b"}},
		Shortcuts: storyShortcuts(ctx),
		ReadAloud: s.Front == Portal, Wall: s.Wall, Wide: s.Panes || s.Front == Cockpit,
	}
	if s.Front != Portal {
		p.User = storyUser(ctx)
		p.Search = &SearchBox{Action: "/search", ID: "find", Label: T(ctx, "ui.story.k_search"), LabelHidden: true, Key: "/"}
	}
	if !s.Panes {
		p.Phase = &PhaseBanner{Tag: T(ctx, "ui.story.phase_tag"), Text: T(ctx, "ui.story.phase"),
			Link: &Link{Text: T(ctx, "ui.story.phase_link"), Href: "#feedback"}}
		p.Back = &Link{Href: "#back"}
		p.Breadcrumbs = []Link{{Text: T(ctx, "ui.story.nav_search"), Href: "#c"}, {Text: T(ctx, "ui.story.title")}}
		p.Flash = []Notification{{Kind: Success, Text: T(ctx, "ui.story.n_success"), Dismissible: true}}
	}
	p.Main = s.main()
	return p
}

func storyNav(ctx context.Context) []NavItem {
	return []NavItem{
		{Text: T(ctx, "ui.story.nav_search"), Href: "#n1", Current: true},
		{Text: T(ctx, "ui.story.nav_track"), Href: "#n2"},
		{Text: T(ctx, "ui.story.nav_work"), Href: "#n3", Count: "12", CountText: T(ctx, "ui.story.nav_count"), Key: "g l"},
	}
}

func storyAnswers(ctx context.Context) Answers {
	return Answers{Unit: T(ctx, "ui.story.unit"), UnitHref: "#unit", Phone: "02123855555", Updated: storyMoment(ctx)}
}

func storyUser(ctx context.Context) *User {
	return &User{Name: T(ctx, "ui.story.officer"), Role: T(ctx, "ui.story.officer_role"), AccountHref: "#me",
		SignOutAction: "/sign-out", OnBehalf: T(ctx, "ui.story.person_long"), OnBehalfEndHref: "#end",
		UnreadHref: "#unread", UnreadText: T(ctx, "ui.story.nav_count")}
}

func storyShortcuts(ctx context.Context) []ShortcutGroup {
	return []ShortcutGroup{{Title: T(ctx, "ui.story.k_group"), Items: []Shortcut{
		{Keys: "j k", Text: T(ctx, "ui.story.k_next")},
		{Keys: "g l", Text: T(ctx, "ui.story.k_goto")},
		{Keys: "/", Text: T(ctx, "ui.story.k_search")},
	}}}
}

func storyMoment(ctx context.Context) Moment {
	return Moment{Text: T(ctx, "ui.story.unit_phone_time"), ISO: "2026-11-24T16:30:00+07:00"}
}

func storyStatuses() []Status {
	return []Status{StatusOnTime, StatusDueSoon, StatusLate, StatusDone, StatusWaiting, StatusRefused, StatusDraft, StatusNone}
}

func storyOptions(ctx context.Context, reveal bool) []Option {
	options := []Option{
		{Value: "counter", Text: T(ctx, "ui.story.f_counter"), Hint: T(ctx, "ui.story.f_counter_hint")},
		{Value: "post", Text: T(ctx, "ui.story.f_post"), Selected: reveal},
		{Value: "online", Text: T(ctx, "ui.story.f_online"), Divider: T(ctx, "ui.story.f_or")},
	}
	if reveal {
		options[1].Reveal = TextField{Name: "address", Label: T(ctx, "ui.story.f_address"), Autocomplete: "address-line1"}
	}
	return options
}

func storyFiles(ctx context.Context) []UploadedFile {
	sum := "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	return []UploadedFile{
		{Name: "giay-chung-sinh.jpg", Size: "1,2 MB", State: FileStored, SHA256: sum, Href: "#f1", RemoveValue: "1"},
		{Name: "ho-chieu.pdf", Size: "3,4 MB", State: FileChecking, RemoveValue: "2"},
		{Name: "IMG_20261124_163000_ban_chup_lai_lan_thu_ba_cua_giay_chung_sinh.jpg", Size: "8 MB", State: FileRefused,
			Message: T(ctx, "ui.story.f_files_bad")},
		{Name: "van-ban.pdf", Size: "900 kB", State: FileFailed, Message: T(ctx, "ui.file.offline")},
	}
}

func storySummary(ctx context.Context) SummaryList {
	change := func(what string) []Link {
		return []Link{{Text: T(ctx, "ui.story.act_change"), Hidden: what, Href: "#change"}}
	}
	return SummaryList{Title: T(ctx, "ui.story.answers"), Actions: change(T(ctx, "ui.story.answers")), Rows: []SummaryRow{
		{Key: T(ctx, "ui.story.c_proc"), Text: T(ctx, "ui.story.long")},
		{Key: T(ctx, "ui.story.f_name"), Text: T(ctx, "ui.story.person_long"), Actions: change(T(ctx, "ui.story.f_name"))},
		{Key: T(ctx, "ui.story.f_fee"), Text: "8.000 ₫"},
		{Key: T(ctx, "ui.story.t_state"), Content: StatusTag{Status: StatusWaiting}},
	}}
}

func storyTable(ctx context.Context) Table {
	cells := func(person, code string, status Status, fee string) Row {
		return Row{Cells: []Cell{{Text: person, Href: "#row"}, {Content: CopyCode{Label: T(ctx, "ui.story.code"), Code: code}},
			{Content: storyMoment(ctx).view()}, {Content: StatusTag{Status: status}}, {Text: fee}}}
	}
	t := Table{Caption: T(ctx, "ui.story.t_caption"), Columns: []Column{
		{Title: T(ctx, "ui.story.t_person"), RowHead: true, SortHref: "#s1"},
		{Title: T(ctx, "ui.story.code")},
		{Title: T(ctx, "ui.story.t_due"), SortHref: "#s2", Sorted: Ascending},
		{Title: T(ctx, "ui.story.t_state")},
		{Title: T(ctx, "ui.story.t_fee"), Numeric: true, SortHref: "#s3", Sorted: Unsorted},
	}, Rows: []Row{
		cells(T(ctx, "ui.story.person"), "H52-261124-0017", StatusLate, "8.000"),
		cells(T(ctx, "ui.story.person_long"), "H52-261124-0018", StatusDueSoon, "1.111.000"),
		cells(T(ctx, "ui.story.officer"), "H52-261124-0019", StatusOnTime, "0"),
	}, Foot: []Row{{Cells: []Cell{{Text: T(ctx, "ui.story.t_sum")}, {}, {}, {}, {Text: "1.119.000"}}}}}
	t.Rows[1].Current = true
	return t
}

func storySteps(ctx context.Context) Steps {
	return Steps{Title: T(ctx, "ui.story.steps"), Items: []Step{
		{Title: T(ctx, "ui.story.s_received"), State: StepDone, When: storyMoment(ctx), Who: T(ctx, "ui.story.officer")},
		{Title: T(ctx, "ui.story.s_consult"), State: StepSkipped},
		{Title: T(ctx, "ui.story.s_supplement"), State: StepWaiting, When: storyMoment(ctx)},
		{Title: T(ctx, "ui.story.s_appraise"), State: StepCurrent, When: storyMoment(ctx), Who: T(ctx, "ui.story.person_long"),
			Text: T(ctx, "ui.story.s_text")},
		{Title: T(ctx, "ui.story.s_approve"), State: StepLate, When: storyMoment(ctx)},
		{Title: T(ctx, "ui.story.s_return"), State: StepNext},
	}}
}

func storyWork(ctx context.Context) WorkList {
	item := func(person, code string, left TimeLeft) WorkItem {
		return WorkItem{Code: code, Title: T(ctx, "ui.story.c_birth"), Person: person, Href: "#work", Time: left}
	}
	list := WorkList{Label: T(ctx, "ui.story.nav_work"), Items: []WorkItem{
		item(T(ctx, "ui.story.person"), "261124-0017", TimeLeft{Status: StatusLate, Minutes: -130, Due: storyMoment(ctx)}),
		item(T(ctx, "ui.story.person_long"), "261124-0018", TimeLeft{Status: StatusDueSoon, Minutes: 45, Due: storyMoment(ctx)}),
		item(T(ctx, "ui.story.officer"), "261124-0019", TimeLeft{Status: StatusOnTime, Minutes: 1230, Due: storyMoment(ctx)}),
		item(T(ctx, "ui.story.person"), "261124-0020", TimeLeft{Status: StatusWaiting, Minutes: 300, Due: storyMoment(ctx)}),
	}}
	list.Items[1].Title, list.Items[1].Current = T(ctx, "ui.story.long"), true
	list.Items[2].Unread = true
	list.Items[3].Tag = &StatusTag{Status: StatusWaiting}
	return list
}

func storyBars(ctx context.Context) BarChart {
	return BarChart{Title: T(ctx, "ui.story.c_bars"), Desc: T(ctx, "ui.story.c_bars_desc"),
		LabelTitle: T(ctx, "ui.story.c_unit_title"), AmountTitle: T(ctx, "ui.story.c_amount"), Bars: []Bar{
			{Label: T(ctx, "ui.story.c_commune"), Href: "#u1", Value: 9, Target: 6, Text: "9", Status: StatusLate},
			{Label: T(ctx, "ui.story.unit"), Href: "#u2", Value: 5, Target: 7, Text: "5"},
			{Label: T(ctx, "ui.story.place"), Value: 0, Text: "0"},
		}}
}

func storyLine(ctx context.Context, id string, small bool) LineChart {
	return LineChart{ID: id, Title: T(ctx, "ui.story.c_line"), Desc: T(ctx, "ui.story.c_line_desc"), Small: small,
		PointTitle: T(ctx, "ui.story.c_month"), Points: []string{"12/2025", "2/2026", "4/2026", "6/2026", "8/2026", "11/2026"},
		Min: 80, Max: 100, MinText: "80 %", MaxText: "100 %", Series: []Series{
			{Label: T(ctx, "ui.story.c_province"), Values: []float64{91.2, 92.4, 95, 94.1, 97, 98.4},
				Texts: []string{"91,2 %", "92,4 %", "95 %", "94,1 %", "97 %", "98,4 %"}},
			{Label: T(ctx, "ui.story.c_commune"), Values: []float64{88, math.NaN(), 90, 87.5, 85, 83.1},
				Texts: []string{"88 %", "", "90 %", "87,5 %", "85 %", "83,1 %"}},
		}}
}

func storyDots(ctx context.Context) DotChart {
	return DotChart{Title: T(ctx, "ui.story.c_dots"), LabelTitle: T(ctx, "ui.story.c_proc"),
		Names: []string{T(ctx, "ui.story.c_median"), T(ctx, "ui.story.c_ninety"), T(ctx, "ui.story.c_promised")},
		Rows: []DotRow{
			{Label: T(ctx, "ui.story.c_birth"), Href: "#p1", Values: []float64{3, 6, 8}, Texts: []string{"3", "6", "8"}},
			{Label: T(ctx, "ui.story.c_marriage"), Values: []float64{5, 11, 8}, Texts: []string{"5", "11", "8"}},
			{Label: T(ctx, "ui.story.c_record"), Values: []float64{40, 66, 80}, Texts: []string{"40", "66", "80"}},
		}}
}

func storyFigures(ctx context.Context) []Figure {
	unit := T(ctx, "ui.story.c_unit")
	return []Figure{
		{Label: T(ctx, "ui.story.c_late"), Value: "17", Unit: unit, Href: "#late", DefinitionHref: "#d1", Status: StatusLate,
			Delta: &Delta{Text: T(ctx, "ui.story.c_delta_bad"), Up: true}, Note: T(ctx, "ui.story.c_note")},
		{Label: T(ctx, "ui.story.c_risk"), Value: "112", Unit: unit, Href: "#risk", DefinitionHref: "#d2", Status: StatusDueSoon},
		{Label: T(ctx, "ui.story.c_ontime"), Value: "98,4", Unit: "%", Href: "#on", DefinitionHref: "#d3", Status: StatusOnTime,
			Delta: &Delta{Text: T(ctx, "ui.story.c_delta_good"), Up: true, Good: true}},
	}
}

func storySheet(ctx context.Context, paper Paper, level int) PrintSheet {
	return PrintSheet{Paper: paper, Level: level, Issuer: T(ctx, "ui.story.p_issuer"), Place: T(ctx, "ui.story.unit"),
		Title: T(ctx, "ui.story.p_title"), Code: "H52-261124-0017", Body: storySummary(ctx), Foot: T(ctx, "ui.story.p_foot"),
		QR: &QRImage{SVG: storyQR(), Alt: T(ctx, "ui.story.p_qr_alt"), Caption: T(ctx, "ui.story.p_qr"),
			Address: "motcua.example.vn/t/H52-261124-0017"}}
}

func storyPrint(ctx context.Context) PrintPage {
	return PrintPage{Title: T(ctx, "ui.story.p_title"), Lang: "vi", Back: Link{Text: T(ctx, "ui.page.back"), Href: "#back"},
		Sheets: []PrintSheet{storySheet(ctx, A4, 1), storySheet(ctx, A5, 2)}}
}
