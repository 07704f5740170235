// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"time"

	"motcua.vn/internal/platform/fault"
)

// Item is one thing to add or mend, and why.
type Item struct{ Name, Reason string }

// SupplementData is form 02, the request to supplement or complete a dossier.
type SupplementData struct {
	Head
	DossierCode string
	From        Party
	Content     string
	Items       []Item
	Reason      string
	Until       time.Time // the zero time prints nothing
	Contact     string    // the officer who helps
	Phone       string
	Signer      Official
	Link        string
}

// Template is form 02.
func (SupplementData) Template() Template { return Supplement }

func (d SupplementData) check(c *fault.Checks) {
	d.Head.check(c)
	d.From.check(c, "from")
	c.Require(len(d.Items) > 0 || d.Reason != "", "reason", "fault.field.required")
}

func (d SupplementData) draw(s *sheet) {
	s.head(d.Head, "02")
	s.title(s.T("02.title"), "")
	s.about(d.DossierCode, d.From, d.Content, d.Link)
	s.gap(1)
	if len(d.Items) > 0 {
		s.say(plain(s.T("02.items")))
		s.items(d.Items)
	}
	s.field("reason", d.Reason)
	if !d.Until.IsZero() {
		s.field("02.until", s.moment(d.Until))
	}
	s.prose(plain(s.T("02.help", "officer", d.Contact, "phone", d.Phone)))
	s.hands(hand{s.T("submitter"), s.T("sign_note"), d.From.Name}, hand{or(d.Signer.Post, s.T("guide")), s.T("sign_note"), d.Signer.Name})
}

func (s *sheet) items(all []Item) {
	var rows [][]string
	for i, it := range all {
		rows = append(rows, []string{fmt.Sprint(i + 1), it.Name, it.Reason})
	}
	s.table([]column{{s.T("no"), 0.07, true}, {s.T("item"), 0.5, false}, {s.T("why"), 0.43, false}}, rows)
}

// about is the panel and the fields that forms 02, 03 and 05 have in common.
func (s *sheet) about(code string, from Party, content, link string) {
	if code != "" {
		s.panel(or(link, s.link()), s.T("scan"), [][]run{labelled(s.T("code"), code), labelled(s.T("owner"), from.Name)})
	}
	s.field("owner", from.Name)
	s.party(from)
	s.field("content", content)
}

// RefusalData is form 03, the refusal to accept a dossier.
type RefusalData struct {
	Head
	DossierCode string // empty when none was given
	From        Party
	Content     string
	Reasons     []string
	Basis       string // the law that says so
	Officer     string
	Link        string
}

// Template is form 03.
func (RefusalData) Template() Template { return Refusal }

func (d RefusalData) check(c *fault.Checks) {
	d.Head.check(c)
	d.From.check(c, "from")
	c.Require(len(d.Reasons) > 0, "reason", "fault.field.required")
}

func (d RefusalData) draw(s *sheet) {
	s.head(d.Head, "03")
	s.title(s.T("03.title"), "")
	s.about(d.DossierCode, d.From, d.Content, d.Link)
	s.gap(1)
	s.prose(plain(s.T("03.lead", "agency", d.Agency)))
	for i, r := range d.Reasons {
		s.prose(plain(fmt.Sprintf("%d. %s", i+1, r)))
	}
	s.field("basis", d.Basis)
	s.prose(plain(s.T("03.end")))
	s.hands(hand{s.T("submitter"), s.T("sign_note"), d.From.Name}, hand{s.T("receiver"), s.T("sign_note"), d.Officer})
}

// StopData is form 05, the notice that a dossier's handling stops.
type StopData struct {
	Head
	DossierCode string
	From        Party
	Content     string
	Requested   bool // by the person
	Reason      string
	Stopped     time.Time
	Effect      string // on papers and fees
	Signer      Official
	Link        string
}

// Template is form 05.
func (StopData) Template() Template { return Stop }

func (d StopData) check(c *fault.Checks) {
	d.Head.check(c)
	d.From.check(c, "from")
	c.Require(d.Reason != "", "reason", "fault.field.required")
	c.Require(d.DossierCode != "", "dossier_code", "fault.field.required")
}

func (d StopData) draw(s *sheet) {
	s.head(d.Head, "05")
	s.title(s.T("05.title"), "")
	s.about(d.DossierCode, d.From, d.Content, d.Link)
	s.gap(1)
	key := "05.lead_agency"
	if d.Requested {
		key = "05.lead_request"
	}
	s.prose(plain(s.T(key, "agency", d.Agency, "moment", s.moment(d.Stopped))))
	s.field("reason", d.Reason)
	s.field("05.effect", d.Effect)
	s.hands(hand{s.T("requester"), s.T("sign_note"), d.From.Name}, hand{or(d.Signer.Post, s.T("agency_sign")), s.T("sign_note"), d.Signer.Name})
}
