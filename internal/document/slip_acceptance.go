// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"time"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// Component is one paper of the dossier, and in which kinds and numbers it came.
type Component struct {
	Name                         string
	Originals, Certified, Copies int
	Files                        int    // electronic
	Note                         string // "bổ sung ngày …", "lấy từ kho dữ liệu"
}

// SlipData is form 01, the acceptance and return-appointment slip.
type SlipData struct {
	Head
	DossierCode string
	From        Party  // the dossier's owner
	Submitter   *Party // who came, if another
	Authority   string // the paper that lets them act
	Content     string // what is asked for
	Components  []Component
	Sets        int
	Term        string    // "1 ngày làm việc"
	Received    time.Time // clocks are those of Vietnam
	Due         time.Time
	Derivation  []string // how the due time follows, a line each
	ReturnPlace string
	Fee         int64
	FeeNote     string // "đã nộp trực tuyến", "miễn"
	Register    string
	Line        string
	Officer     string // who received
	Link        string // where the QR code leads; "" means the verification page
	Notes       string
}

// Template is form 01.
func (SlipData) Template() Template { return Acceptance }

func (d SlipData) check(c *fault.Checks) {
	d.Head.check(c)
	d.From.check(c, "from")
	c.Require(d.DossierCode != "", "dossier_code", "fault.field.required")
	c.Require(d.Content != "", "content", "fault.field.required")
	c.Require(!d.Received.IsZero(), "received", "fault.field.required")
	c.Require(!d.Due.IsZero(), "due", "fault.field.required")
}

func (d SlipData) draw(s *sheet) {
	s.head(d.Head, "01")
	s.title(s.T("01.title"), "")
	s.panel(or(d.Link, s.link()), s.T("01.scan"), [][]run{
		labelled(s.T("code"), d.DossierCode),
		labelled(s.T("due"), s.moment(d.Due)),
	})
	s.field("01.from", d.From.Name)
	s.party(d.From)
	if d.Submitter != nil {
		s.field("01.submitter", d.Submitter.Name)
		s.party(*d.Submitter)
		s.field("01.authority", d.Authority)
	}
	s.field("content", d.Content)
	s.gap(1)
	s.say(plain(s.T("01.components")))
	s.components(d.Components)
	if d.Sets > 0 {
		s.say([]run{{"", s.T("01.sets") + " "}, {"B", fmt.Sprintf("%02d", d.Sets)}, {"", " " + s.T("01.set")}})
	}
	s.field("01.term", d.Term)
	s.field("received", s.moment(d.Received))
	s.field("due", s.moment(d.Due))
	for _, line := range d.Derivation {
		f := s.body()
		f.x, f.w, f.size = f.x+4, f.w-4, f.size-1.5
		s.text([]run{{"I", line}}, f)
	}
	s.field("01.place", d.ReturnPlace)
	if d.Fee > 0 || d.FeeNote != "" {
		s.say([]run{{"", s.T("01.fee") + " "}, {"B", i18n.Dong(d.Fee)}, {"", spaced(d.FeeNote)}})
	}
	if d.Register != "" {
		s.say([]run{{"", s.T("01.register") + " "}, {"B", d.Register}, {"", "    " + s.T("01.line") + " "}, {"B", d.Line}})
	}
	s.field("notes", d.Notes)
	who := d.From.Name
	if d.Submitter != nil {
		who = d.Submitter.Name
	}
	s.hands(hand{s.T("submitter"), s.T("sign_note"), who}, hand{s.T("receiver"), s.T("sign_note"), d.Officer})
}

func spaced(note string) string {
	if note == "" {
		return ""
	}
	return " (" + note + ")"
}

// party writes how to reach a person: what is empty is left out.
func (s *sheet) party(p Party) {
	s.pair("id", p.ID, "phone", p.Phone)
	s.field("address", p.Address)
	s.field("email", p.Email)
}

// pair writes two short fields in one line if they fit, else below each other.
func (s *sheet) pair(key1, text1, key2, text2 string) {
	if text1 == "" || text2 == "" {
		s.field(key1, text1)
		s.field(key2, text2)
		return
	}
	f := s.body()
	f.w = s.width/2 - 2
	if len(s.wrap(labelled(s.T(key1), text1), f, f.size)) > 1 || len(s.wrap(labelled(s.T(key2), text2), f, f.size)) > 1 {
		s.field(key1, text1)
		s.field(key2, text2)
		return
	}
	s.room(s.lineHeight(f.size))
	from := s.y
	s.text(labelled(s.T(key1), text1), f)
	s.y = from
	f.x += s.width / 2
	s.text(labelled(s.T(key2), text2), f)
}

// components is the numbered list with the kinds of copies.
func (s *sheet) components(all []Component) {
	columns := []column{
		{s.T("no"), 0.07, true}, {s.T("component"), 0.55, false}, {s.T("originals"), 0.09, true},
		{s.T("certified"), 0.1, true}, {s.T("copies"), 0.09, true}, {s.T("electronic"), 0.1, true},
	}
	var rows [][]string
	for i, c := range all {
		name := c.Name
		if c.Note != "" {
			name += " (" + c.Note + ")"
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), name, count(c.Originals), count(c.Certified), count(c.Copies), count(c.Files)})
	}
	s.table(columns, rows)
}

func count(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprint(n)
}
