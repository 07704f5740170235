// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/fault"
)

// State is how far a paper has come.
type State string

// The states of a paper. Slips end at rendered, results at sealed.
const (
	Draft    State = "draft"
	Rendered State = "rendered"
	Signed   State = "signed"
	Sealed   State = "sealed"
	Voided   State = "void"
)

// ResultState is what the dossier room asks about its result.
type ResultState string

// How far a result has come.
const (
	ResultNone     ResultState = "none"
	ResultRendered ResultState = "rendered"
	ResultSigned   ResultState = "signed"
	ResultSealed   ResultState = "sealed"
)

// Paper is one paper that the administration issues. There is one for each
// (dossier, step, template), however often it is asked for.
type Paper struct {
	ID          string
	Dossier     string // the dossier's id
	DossierCode string // as printed
	Step        string
	Template    Template
	Edition     int // of the template's layout
	Agency      string
	AgencyName  string
	Title       string
	Holder      string // the name of the person it is for
	data        json.RawMessage
	State       State
	Code        string // of verification: /v/CODE
	Number      int64  // 0 until assigned
	Symbol      string
	series      string // in which it is numbered: the symbol, or the template where there is none
	Dated       string // civil date, with the number
	slots       slots
	RenderedHash,
	SignedHash,
	SealedHash string
	RenderedAt, SignedAt, SealedAt time.Time
	Signer, SignerName, SignerPost string
	SignerKey, Sealer, SealKey     string
	VoidReason                     string
	CreatedAt                      time.Time
	version                        int64
}

// Hash names the bytes of the paper at its latest stage.
func (p Paper) Hash() string {
	switch {
	case p.SealedHash != "":
		return p.SealedHash
	case p.SignedHash != "":
		return p.SignedHash
	}
	return p.RenderedHash
}

// FullNumber is number and symbol as Decree 30/2020 writes them: "05/KQ-UBND".
func (p Paper) FullNumber() string { return fullNumber(p.Number, p.Symbol) }

func fullNumber(n int64, symbol string) string {
	if n == 0 {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%02d/%s", n, symbol), "/")
}

// FileName is what a download is called.
func (p Paper) FileName() string {
	name := p.DossierCode
	if name == "" {
		name = p.Code
	}
	return name + "-" + strings.ReplaceAll(string(p.Template), ".", "-") + ".pdf"
}

func (p Paper) subject() audit.Subject {
	return audit.Subject{Kind: "dossier", ID: p.Dossier, Unit: p.Agency}
}

func (p Paper) event() PaperEvent {
	return PaperEvent{Paper: p.ID, Dossier: p.Dossier, Template: string(p.Template), Agency: p.Agency, Number: p.FullNumber(), Hash: p.Hash()}
}

// slot is a place on a page, in points from the lower left corner.
type slot struct {
	Page       int `json:"page"`
	X, Y, W, H float64
	Size       float64 `json:",omitempty"` // of the type
	Style      string  `json:",omitempty"` // "", "B", "I"
}

// slots are the places that later stages fill: "number", "day", "month", "year",
// "signature".
type slots map[string]slot

// OrderInput says which paper is wanted. Dossier, Step and the template of Data
// together name it.
type OrderInput struct {
	Dossier     string
	DossierCode string
	Step        string
	Agency      string // the agency's code: whose number series and seal
	Holder      string // the person it is for
	Data        Data
}

func (in OrderInput) check() error {
	var c fault.Checks
	c.Require(in.Dossier != "", "dossier", "fault.field.required")
	c.Require(in.Agency != "", "agency", "fault.field.required")
	c.Require(in.Data != nil, "data", "fault.field.required")
	if in.Data != nil {
		in.Data.check(&c)
	}
	return c.Err()
}

// TextKey is the key of the state in words.
func (s State) TextKey() string { return "document.state." + string(s) }

func seriesOf(symbol string, t Template) string { return or(symbol, string(t)) }
