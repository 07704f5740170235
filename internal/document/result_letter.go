// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"

	"motcua.vn/internal/platform/fault"
)

// ResultData is the generic result: a letter that answers a request.
type ResultData struct {
	Head
	About      string // "V/v …", under the title
	To         string
	Paragraphs []string
	Signer     Official
	Recipients []string
}

// Template is the generic result letter.
func (ResultData) Template() Template { return ResultLetter }

func (d ResultData) check(c *fault.Checks) {
	d.Head.check(c)
	c.Require(d.Title != "", "title", "fault.field.required")
	c.Require(len(d.Paragraphs) > 0, "content", "fault.field.required")
	c.Require(d.Signer.Name != "", "signer", "fault.field.required")
}

func (d ResultData) draw(s *sheet) {
	s.head(d.Head, "")
	s.title(d.Title, d.About)
	if d.To != "" {
		s.text([]run{{"", s.T("to") + " "}, {"", d.To}}, flow{x: s.left, w: s.width, size: s.size + 1, align: alignCentre})
		s.gap(3)
	}
	for _, p := range d.Paragraphs {
		s.prose(plain(p))
		s.gap(2)
	}
	s.official(d.Signer, d.Recipients)
}

// DecisionData is a decision: grounds, then articles.
type DecisionData struct {
	Head
	About      string // what is decided
	Authority  string // "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …"
	Grounds    []string
	Articles   []string
	Signer     Official
	Recipients []string
}

// Template is the generic decision.
func (DecisionData) Template() Template { return ResultDecision }

func (d DecisionData) check(c *fault.Checks) {
	d.Head.check(c)
	c.Require(d.About != "", "content", "fault.field.required")
	c.Require(len(d.Articles) > 0, "articles", "fault.field.required")
	c.Require(d.Signer.Name != "", "signer", "fault.field.required")
}

func (d DecisionData) draw(s *sheet) {
	s.head(d.Head, "")
	s.title(or(d.Title, s.T("decision")), d.About)
	s.text(bold(d.Authority), flow{x: s.left, w: s.width, size: s.size, align: alignCentre})
	s.gap(3)
	for _, g := range d.Grounds {
		s.prose([]run{{"I", g}})
		s.gap(1)
	}
	s.gap(1)
	s.text(bold(s.T("decides")), flow{x: s.left, w: s.width, size: s.size, align: alignCentre})
	s.gap(2)
	for i, a := range d.Articles {
		s.prose([]run{{"B", s.T("article", "n", fmt.Sprint(i+1))}, {"", " " + a}})
		s.gap(2)
	}
	s.official(d.Signer, d.Recipients)
}

// Fact is one line of an extract or certificate.
type Fact struct{ Label, Value string }

// ExtractData is an extract from a register or a certificate of facts.
type ExtractData struct {
	Head
	About      string
	Opening    string // "Ủy ban nhân dân xã … xác nhận:"
	Facts      []Fact
	Closing    string
	Signer     Official
	Recipients []string
}

// Template is the generic extract.
func (ExtractData) Template() Template { return ResultExtract }

func (d ExtractData) check(c *fault.Checks) {
	d.Head.check(c)
	c.Require(d.Title != "", "title", "fault.field.required")
	c.Require(len(d.Facts) > 0, "content", "fault.field.required")
	c.Require(d.Signer.Name != "", "signer", "fault.field.required")
}

func (d ExtractData) draw(s *sheet) {
	s.head(d.Head, "")
	s.title(d.Title, d.About)
	if d.Opening != "" {
		s.prose(plain(d.Opening))
		s.gap(2)
	}
	for _, f := range d.Facts {
		s.say(labelled(f.Label+":", f.Value))
		s.gap(1)
	}
	if d.Closing != "" {
		s.gap(1)
		s.prose(plain(d.Closing))
	}
	s.official(d.Signer, d.Recipients)
}
