// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

// HandOver is one passing of the dossier from hand to hand, from the log.
type HandOver struct {
	Giver, Receiver         string
	GiverUnit, ReceiverUnit string
	At                      time.Time
	Result                  string // "trước hạn", "đúng hạn", "quá hạn"
	Note                    string
}

// ControlData is form 06, the process control slip: the dossier's way as it was.
type ControlData struct {
	Head
	DossierCode  string
	From         Party
	Content      string
	Lead         string
	Coordinating []string
	Received     time.Time
	Due          time.Time
	HandOvers    []HandOver
	Link         string
}

// Template is form 06.
func (ControlData) Template() Template { return Control }

func (d ControlData) check(c *fault.Checks) {
	d.Head.check(c)
	c.Require(d.DossierCode != "", "dossier_code", "fault.field.required")
}

func (d ControlData) draw(s *sheet) {
	s.head(d.Head, "06")
	s.title(s.T("06.title"), "")
	s.panel(or(d.Link, s.link()), s.T("scan"), [][]run{labelled(s.T("code"), d.DossierCode), labelled(s.T("due"), s.moment(d.Due))})
	s.field("owner", d.From.Name)
	s.field("content", d.Content)
	s.field("06.lead", d.Lead)
	for _, c := range d.Coordinating {
		s.field("06.coordinating", c)
	}
	s.field("received", s.moment(d.Received))
	s.gap(1)
	var rows [][]string
	for i, h := range d.HandOvers {
		rows = append(rows, []string{fmt.Sprint(i + 1), side(h.Giver, h.GiverUnit), side(h.Receiver, h.ReceiverUnit), when(h.At), note(h.Result, h.Note)})
	}
	s.table([]column{{s.T("no"), 0.07, true}, {s.T("06.giver"), 0.27, false}, {s.T("06.receiver"), 0.27, false}, {s.T("06.at"), 0.15, true}, {s.T("06.result"), 0.24, false}}, rows)
	s.text([]run{{"I", s.T("06.made")}}, flow{x: s.left, w: s.width, size: 7.5})
}

func side(name, unit string) string {
	if unit == "" {
		return name
	}
	return name + "\n" + unit
}

func note(result, text string) string {
	if result == "" || text == "" {
		return result + text
	}
	return result + "; " + text
}

func when(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(clock.Vietnam).Format("15:04\n02/01/2006")
}
