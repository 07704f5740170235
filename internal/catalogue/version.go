// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Text is a label in both languages. Vietnamese is the source.
type Text struct {
	VI string `json:"vi"`
	EN string `json:"en,omitempty"`
}

// In gives the label in a language, Vietnamese where there is no other.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.VI
}

// Procedure is what stays the same through all versions. Successor is the procedure to use after a repeal.
type Procedure struct {
	Code      string `json:"code"`
	Successor string `json:"successor,omitempty"`
}

// Version is a procedure as one decision announced it: the elements of Decree 63/2010/NĐ-CP Art. 8(2), and what is needed to
// run it. It is stored as one JSON document and known by its hash.
type Version struct {
	Procedure  string       `json:"procedure"`
	Name       Text         `json:"name"`
	Field      FieldOfLaw   `json:"field"`
	Levels     []Level      `json:"levels"`
	Agencies   Agencies     `json:"agencies"`
	Audience   []Audience   `json:"audience"`
	Sequence   []Text       `json:"sequence"`
	Channels   []Offer      `json:"channels"`
	Sets       int          `json:"sets"` // number of sets of papers (số lượng hồ sơ)
	Components []Component  `json:"components"`
	NoPapers   bool         `json:"no_papers,omitempty"` // the law asks for no paper; without it an empty list is an omission
	Results    []Result     `json:"results"`
	Conditions []Text       `json:"conditions,omitempty"`
	Basis      []LegalBasis `json:"basis,omitempty"`
	Decision   Decision     `json:"decision"`
	Service    ServiceLevel `json:"service"`
	FiveOnSpot bool         `json:"five_on_spot,omitempty"`
	Statutory  Term         `json:"statutory"`
	Committed  Term         `json:"committed"`
	// SameDayUntil is the hour ("15:00") until which an application received is answered on the same day; later ones on the next
	// working day. The terms are then 1 working day.
	SameDayUntil string    `json:"same_day_until,omitempty"`
	Steps        []Step    `json:"steps,omitempty"`
	Form         Form      `json:"form"`
	Fees         []FeeRule `json:"fees,omitempty"`
	Examples     []Example `json:"examples,omitempty"`
	Remarks      []string  `json:"remarks,omitempty"` // problem codes of the source that a person has not settled
}

// FieldOfLaw is the field (lĩnh vực), with its national code where known (shape G03-GD10, Circular 01/2018 Art. 20).
type FieldOfLaw struct {
	Code string `json:"code,omitempty"`
	Name Text   `json:"name"`
}

// Agencies names the sorts of agencies in a procedure; the organisation room knows which one it is in a place.
type Agencies struct {
	Performing   []Text `json:"performing"`
	Competent    []Text `json:"competent,omitempty"`
	Delegated    []Text `json:"delegated,omitempty"`
	Coordinating []Text `json:"coordinating,omitempty"`
}

// Offer is one channel with its own terms, where they differ from the version's, and its fees by key.
type Offer struct {
	Channel   Channel  `json:"channel"`
	Statutory Term     `json:"statutory"`
	Committed Term     `json:"committed"`
	Fees      []string `json:"fees,omitempty"`
}

// Component is one paper of the dossier.
type Component struct {
	Key          string       `json:"key"`
	Name         Text         `json:"name"`
	Presentation Presentation `json:"presentation"`
	Originals    int          `json:"originals"`
	Copies       int          `json:"copies"`
	Form         string       `json:"form,omitempty"`     // the form to fill, by its number in law
	Register     string       `json:"register,omitempty"` // the register that can replace the paper, where it holds the data
	When         *Condition   `json:"when,omitempty"`     // nil: always
	Note         Text         `json:"note"`
}

// Result is what the applicant gets.
type Result struct {
	Code string `json:"code,omitempty"` // KQ.G15.000031
	Name Text   `json:"name"`
}

// LegalBasis is a document the version rests on.
type LegalBasis struct {
	Number   string `json:"number"`
	Articles string `json:"articles,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

// Decision is the announcement this version comes from.
type Decision struct {
	Number    string       `json:"number"`
	Date      string       `json:"date,omitempty"`
	Kind      DecisionKind `json:"kind"`
	Issuer    string       `json:"issuer,omitempty"`
	From      string       `json:"from,omitempty"`
	To        string       `json:"to,omitempty"`
	Published string       `json:"published,omitempty"`
}

// Step is an internal step with its own time budget.
type Step struct {
	Kind    StepKind `json:"kind"`
	Role    Role     `json:"role"`
	Name    Text     `json:"name"`
	Minutes int      `json:"minutes"`
}

// Hash identifies the content: two versions with the same hash are the same text of law for all purposes.
func (v Version) Hash() string {
	b, err := json.Marshal(v)
	if err != nil { // no field of a Version can fail to marshal
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// TermsOn gives the statutory and committed term of a channel: its own, else the version's.
func (v Version) TermsOn(c Channel) (statutory, committed Term) {
	statutory, committed = v.Statutory, v.Committed
	for _, o := range v.Channels {
		if o.Channel != c {
			continue
		}
		if o.Statutory.Known() {
			statutory, committed = o.Statutory, o.Statutory
		}
		if o.Committed.Known() {
			committed = o.Committed
		}
	}
	if !committed.Known() {
		committed = statutory
	}
	return statutory, committed
}
