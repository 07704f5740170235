// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"time"

	"motcua.vn/internal/platform/fault"
)

// ApologyData is form 04, the apology and the proposal of a new date, signed by
// the head of the agency that is late.
type ApologyData struct {
	Head
	DossierCode string
	To          Party
	Content     string
	Received    time.Time
	Appointed   time.Time
	Reason      string
	NewDue      time.Time
	Signer      Official
	Recipients  []string
	Link        string
}

// Template is form 04.
func (ApologyData) Template() Template { return Apology }

func (d ApologyData) check(c *fault.Checks) {
	d.Head.check(c)
	d.To.check(c, "to")
	c.Require(d.DossierCode != "", "dossier_code", "fault.field.required")
	c.Require(d.Reason != "", "reason", "fault.field.required")
	c.Require(!d.NewDue.IsZero(), "new_due", "fault.field.required")
	c.Require(d.Signer.Name != "", "signer", "fault.field.required")
}

func (d ApologyData) draw(s *sheet) {
	s.head(d.Head, "04")
	s.title(s.T("04.title"), s.T("04.about"))
	s.text([]run{{"", s.T("04.to") + " "}, {"B", d.To.Name}}, flow{x: s.left, w: s.width, size: s.size + 0.5, align: alignCentre})
	s.gap(1.5)
	s.prose([]run{
		{"", s.T("04.received", "agency", d.Agency, "moment", s.moment(d.Received)) + " "}, {"B", d.Content},
		{"", " " + s.T("04.code") + " "}, {"B", d.DossierCode}, {"", "; " + s.T("04.appointed") + " "}, {"B", s.moment(d.Appointed)}, {"", "."},
	})
	s.prose(plain(s.T("04.late")))
	s.prose(labelled(s.T("reason"), d.Reason))
	s.prose([]run{{"", s.T("04.sorry", "agency", d.Agency) + " "}, {"B", s.moment(d.NewDue)}, {"", "."}})
	s.prose(plain(s.T("04.end")))
	s.slipOfficial(d.Signer, d.Recipients, or(d.Link, s.link()))
}

// slipOfficial is official in the size of a slip.
func (s *sheet) slipOfficial(o Official, recipients []string, link string) {
	const space, side = 19.0, 21.0
	line := s.lineHeight(s.size)
	w := s.width * 0.54
	x := s.left + s.width - w
	f := flow{x: x, w: w, size: s.size, min: s.size - 2, lines: 3, align: alignCentre, field: "signer"}
	s.room(space + 5*line)
	s.gap(line * 0.5)
	from := s.y
	if o.Capacity != "" {
		s.text(bold(o.Capacity), f)
	}
	s.text(bold(o.Post), f)
	s.keep("signature", x+w/2-18, s.y+space-1.5, 36, 16, 0, "")
	s.y += space
	s.text(bold(o.Name), f)
	end := s.y
	s.y = from
	left := s.width - w - 4
	if len(recipients) > 0 {
		s.text([]run{{"BI", s.T("recipients")}}, flow{x: s.left, w: left, size: s.size - 1})
		for _, r := range recipients {
			s.text(plain("- "+r), flow{x: s.left, w: left, size: s.size - 1.5, min: s.size - 3, lines: 2, field: "recipients"})
		}
	}
	s.code(link, s.left-1, s.y+1, side)
	s.y = max(end, s.y+1+side)
}
