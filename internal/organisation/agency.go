// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"regexp"
	"strings"
)

// AgencyKind is what sort of office it is.
type AgencyKind string

// The kinds of agencies. A vertical agency (cơ quan ngành dọc) belongs to a ministry and serves in the province.
const (
	PeopleCommittee AgencyKind = "people_committee"
	Office          AgencyKind = "office"
	Department      AgencyKind = "department"
	Vertical        AgencyKind = "vertical"
	ServiceCentre   AgencyKind = "service_centre"
)

// AgencyKinds lists every kind of agency.
func AgencyKinds() []AgencyKind {
	return []AgencyKind{PeopleCommittee, Office, Department, Vertical, ServiceCentre}
}

// Tier is a level of government. The district tier stays for what happened before 1 July 2025.
type Tier string

// The tiers.
const (
	TierProvince Tier = "province"
	TierDistrict Tier = "district"
	TierCommune  Tier = "commune"
)

// Tiers lists every tier, highest first.
func Tiers() []Tier { return []Tier{TierProvince, TierDistrict, TierCommune} }

// Certainty says how sure a row is: demo where a number was assigned by us because the real one is not published.
type Certainty string

// The certainties.
const (
	Sure Certainty = "sure"
	Demo Certainty = "demo"
)

// Agency is one office for one span of validity. Code is the new identifier (Decision 20/2020/QĐ-TTg: H52.101), OldCode the
// one of QCVN 102:2016, which names the levels the other way round (000.00.06.H52).
type Agency struct {
	Code      string     `json:"code"`
	OldCode   string     `json:"old_code,omitempty"`
	Name      string     `json:"name"`
	Kind      AgencyKind `json:"kind"`
	Tier      Tier       `json:"tier"`
	Unit      string     `json:"unit"`
	Parent    string     `json:"parent,omitempty"`
	Phone     string     `json:"phone,omitempty"`
	Address   string     `json:"address,omitempty"`
	ValidFrom string     `json:"valid_from,omitempty"`
	ValidTo   string     `json:"valid_to,omitempty"`
	Certainty Certainty  `json:"certainty,omitempty"`
}

var (
	agencyCode    = regexp.MustCompile(`^[A-Z]\d{2}(\.\d{1,3}){0,3}$`)
	oldAgencyCode = regexp.MustCompile(`^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$`)
)

// NewAgency gives the agency back when nothing is wrong with it.
func NewAgency(a Agency) (Agency, []Problem) {
	a.Code, a.Name = strings.TrimSpace(a.Code), strings.TrimSpace(a.Name)
	var ps []Problem
	if !agencyCode.MatchString(a.Code) {
		ps = append(ps, problem(ProblemCodeBad, a.Code, "code", "value", a.Code))
	}
	if a.OldCode != "" && !oldAgencyCode.MatchString(a.OldCode) {
		ps = append(ps, problem(ProblemCodeBad, a.Code, "old_code", "value", a.OldCode))
	}
	ps = append(ps, checkName(a.Code, a.Name)...)
	if !oneOf(a.Kind, AgencyKinds()) {
		ps = append(ps, problem(ProblemKindUnknown, a.Code, "kind", "value", string(a.Kind)))
	}
	if !oneOf(a.Tier, Tiers()) {
		ps = append(ps, problem(ProblemTierUnknown, a.Code, "tier", "value", string(a.Tier)))
	}
	if strings.Trim(a.Unit, "0123456789") != "" || a.Unit == "" {
		ps = append(ps, problem(ProblemCodeBad, a.Code, "unit", "value", a.Unit))
	}
	if a.Parent == a.Code {
		ps = append(ps, problem(ProblemParentCycle, a.Code, "parent", "value", a.Parent))
	}
	ps = append(ps, checkSpan(a.Code, a.ValidFrom, a.ValidTo)...)
	if len(ps) > 0 {
		return Agency{}, ps
	}
	return a, nil
}

// On tells whether the agency existed on the civil date.
func (a Agency) On(date string) bool { return spanHolds(a.ValidFrom, a.ValidTo, date) }

func oneOf[T comparable](v T, all []T) bool {
	for _, x := range all {
		if x == v {
			return true
		}
	}
	return false
}
