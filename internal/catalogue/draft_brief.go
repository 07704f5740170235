// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	_ "embed" // the generic form
	"encoding/json"
	"fmt"
)

//go:embed demo/generic.json
var genericJSON []byte

// generic is what a procedure has of which nobody has written more: a form that takes a request and its papers, and the five
// steps without a time of their own.
type generic struct {
	Form       Form        `json:"form"`
	Components []Component `json:"components"`
	Steps      []Step      `json:"steps"`
	Result     Text        `json:"result"`
	Fee        Text        `json:"fee"`
	Committee  Text        `json:"commune_committee"`
}

func loadGeneric() (generic, error) {
	var g generic
	if err := json.Unmarshal(genericJSON, &g); err != nil {
		return g, fmt.Errorf("catalogue: the generic form: %w", err)
	}
	return g, nil
}

// everyCommune stands for the People's Committee of each commune, in a Brief and in the table of offers.
const everyCommune = "*"

// draft makes a thin version of a brief: facts only. One with a certain term and an online service gets the generic form and can
// be applied for; the others are listed, and Remarks say what is open.
func (g generic) draft(b Brief, agency func(code string) (string, bool)) Version {
	v := Version{Procedure: b.Code, Name: Text{VI: b.Name}, Field: FieldOfLaw{Name: Text{VI: b.Field}}, Levels: b.Levels, Audience: b.Audience, Sets: 1,
		Service: b.Service, Decision: Decision{Number: b.Decision, Kind: Add}, Steps: g.Steps, Remarks: b.Remarks}
	for _, code := range b.offeredBy() {
		if name, ok := agency(code); code == everyCommune {
			v.Agencies.Performing = append(v.Agencies.Performing, g.Committee)
		} else if ok {
			v.Agencies.Performing = append(v.Agencies.Performing, Text{VI: name})
		}
	}
	for _, code := range b.Results {
		v.Results = append(v.Results, Result{Code: code, Name: g.Result})
	}
	v.Channels = briefOffers(b.Terms)
	g.charge(&v, b.Fees)
	if _, t := v.TermsOn(Online); v.Service != Information && v.offers(Online) && t.Known() {
		v.Form, v.Components = g.Form, g.Components
	}
	return v
}

// offeredBy lists the agencies of a brief: a procedure of both tiers is offered by the department and by every commune.
func (b Brief) offeredBy() []string {
	out := []string{b.Agency}
	if b.Agency != everyCommune && oneOf("people_committee", b.AgencyKind) && oneOf(LevelCommune, b.Levels) {
		out = append(out, everyCommune)
	}
	return out
}

func (v Version) offers(c Channel) bool {
	for _, o := range v.Channels {
		if o.Channel == c {
			return true
		}
	}
	return false
}

// briefOffers takes a term over where the source has one only.
func briefOffers(terms map[Channel][]Term) []Offer {
	var out []Offer
	for _, c := range Channels() {
		ts, offered := terms[c]
		if !offered {
			continue
		}
		o := Offer{Channel: c}
		if len(ts) == 1 {
			o.Statutory = ts[0]
		}
		out = append(out, o)
	}
	return out
}

// charge takes a fee over where the source has one amount only; several are for cases that the brief does not tell apart.
func (g generic) charge(v *Version, fees []RawFee) {
	switch {
	case len(fees) == 1 && fees[0].Kind == FeeFixed:
		v.Fees = []FeeRule{{Key: "fee", Label: g.Fee, Kind: KindFee, Amount: fees[0].Min, Per: PerDossier}}
		for i := range v.Channels {
			v.Channels[i].Fees = []string{"fee"}
		}
	case len(fees) == 1 && fees[0].Kind == FeeFree, len(fees) == 0:
	case !oneOf(ProblemFeeUnknown, v.Remarks):
		v.Remarks = append(append([]string(nil), v.Remarks...), ProblemFeeUnknown)
	}
}
