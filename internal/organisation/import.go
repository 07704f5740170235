// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"context"
	"io"
	"reflect"
	"slices"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// ImportReport says what an import found and did, and is the answer of "motcua org import" once its problems have been told. Where
// there is any, nothing was stored.
type ImportReport struct {
	Units         int       `json:"units"`
	Links         int       `json:"links"`
	Agencies      int       `json:"agencies"`
	Added         int       `json:"added"`
	Amended       int       `json:"amended"`
	Unchanged     int       `json:"unchanged"`
	Closed        int       `json:"closed"`    // commune-level units that ended
	Opened        int       `json:"opened"`    // commune-level units that began on a known day
	Abolished     int       `json:"abolished"` // units that ended without a successor
	DossiersMoved int       `json:"dossiers_moved"`
	Problems      []Told    `json:"problems"` // filled by Tell
	Found         []Problem `json:"-"`
}

// ImportDemo stores the built-in tables of Sơn La.
func (s *Service) ImportDemo(ctx context.Context, actor authz.Actor) (ImportReport, error) {
	f, err := SonLa()
	if err != nil {
		return ImportReport{}, err
	}
	return s.Import(ctx, actor, f)
}

// ImportUnits stores a table of units and a table of lineage, which may be nil: the whole of both, or nothing.
func (s *Service) ImportUnits(ctx context.Context, actor authz.Actor, units, lineage io.Reader) (ImportReport, error) {
	var f Facts
	var ps, more []Problem
	f.Units, ps = ParseUnits(units)
	if lineage != nil {
		f.Lineage, more = ParseLineage(lineage)
	}
	return s.importParsed(ctx, actor, f, append(ps, more...))
}

// ImportAgencies stores a table of agencies, all of it or nothing.
func (s *Service) ImportAgencies(ctx context.Context, actor authz.Actor, agencies io.Reader) (ImportReport, error) {
	as, ps := ParseAgencies(agencies)
	return s.importParsed(ctx, actor, Facts{Agencies: as}, ps)
}

func (s *Service) importParsed(ctx context.Context, actor authz.Actor, f Facts, ps []Problem) (ImportReport, error) {
	if len(ps) > 0 {
		return ImportReport{Units: len(f.Units), Links: len(f.Lineage), Agencies: len(f.Agencies), Problems: []Told{}, Found: ps}, authz.Require(actor, PermArrange, authz.Everywhere)
	}
	return s.Import(ctx, actor, f)
}

// Import stores facts over what is there: a row is known by its code and its beginning. What is already so is left alone, and
// what the facts together with the stored rows would contradict is refused.
func (s *Service) Import(ctx context.Context, actor authz.Actor, f Facts) (ImportReport, error) {
	var out ImportReport
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := authz.Require(actor, PermArrange, authz.Everywhere); err != nil {
			return err
		}
		was, err := loadWhole(tx)
		if err != nil {
			return err
		}
		p := planImport(was, f)
		if out = p.report; len(out.Found) > 0 || out.Added+out.Amended == 0 {
			return nil
		}
		p.store(tx)
		s.kept.Forget(tx)
		e := p.event()
		if err := audit.Record(tx, actor, "organisation.import", audit.Subject{Kind: "organisation", ID: "organisation"}, e); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicImported, "organisation", e)
	})
	return out, err
}

// importPlan is what an import would change.
type importPlan struct {
	units    []Unit
	links    []Link
	agencies []Agency
	report   ImportReport
}

func planImport(was *whole, f Facts) importPlan {
	p := importPlan{report: ImportReport{Units: len(f.Units), Links: len(f.Lineage), Agencies: len(f.Agencies), Problems: []Told{}}}
	units := p.planUnits(was, f)
	links := p.planLinks(was, f.Lineage)
	agencies := p.planAgencies(was, f.Agencies)
	if len(p.units)+len(p.links) > 0 {
		p.report.Found = append(p.report.Found, Check(units, links)...)
	}
	if len(p.units)+len(p.agencies) > 0 {
		p.report.Found = append(p.report.Found, CheckAgencies(agencies, units)...)
	}
	return p
}

type key struct{ code, from string }

func (p *importPlan) count(known, same bool) {
	switch {
	case same:
		p.report.Unchanged++
	case known:
		p.report.Amended++
	default:
		p.report.Added++
	}
}

func (p *importPlan) planUnits(was *whole, f Facts) []Unit {
	at := map[key]int{}
	all := slices.Clone(was.units)
	for i, u := range all {
		at[key{u.Code, u.ValidFrom}] = i
	}
	goes := map[string]bool{}
	for _, l := range f.Lineage {
		goes[l.Old] = true
	}
	for _, u := range f.Units {
		i, known := at[key{u.Code, u.ValidFrom}]
		old := Unit{}
		if known {
			old = all[i]
			all[i] = u
		} else {
			at[key{u.Code, u.ValidFrom}] = len(all)
			all = append(all, u)
		}
		same := known && sameUnit(old, u)
		p.count(known, same)
		if !same {
			p.units = append(p.units, u)
			p.turn(old, u, known, goes[u.Code])
		}
	}
	return all
}

// turn counts what a changed row means for the map.
func (p *importPlan) turn(old, u Unit, known, goes bool) {
	ended := u.ValidTo != "" && old.ValidTo == ""
	switch {
	case ended && !goes && len(u.Into) == 0:
		p.report.Abolished++
	case ended && u.Kind.CommuneLevel():
		p.report.Closed++
	case !known && u.ValidFrom != "" && u.ValidTo == "" && u.Kind.CommuneLevel():
		p.report.Opened++
	}
}

// Into and From follow from the lineage and are not stored with the row.
func sameUnit(a, b Unit) bool {
	a.Into, a.From, b.Into, b.From = nil, nil, nil, nil
	if len(a.Aliases)+len(b.Aliases) == 0 {
		a.Aliases, b.Aliases = nil, nil
	}
	return reflect.DeepEqual(a, b)
}

func (p *importPlan) planLinks(was *whole, links []Link) []Link {
	at := map[Link]int{}
	all := slices.Clone(was.lineage)
	bare := func(l Link) Link { l.Basis = ""; return l }
	for i, l := range all {
		at[bare(l)] = i
	}
	for _, l := range links {
		i, known := at[bare(l)]
		same := known && all[i] == l
		p.count(known, same)
		if known {
			all[i] = l
		} else {
			all = append(all, l)
		}
		if !same {
			p.links = append(p.links, l)
		}
	}
	return all
}

func (p *importPlan) planAgencies(was *whole, agencies []Agency) []Agency {
	at := map[key]int{}
	all := slices.Clone(was.agencies)
	for i, a := range all {
		at[key{a.Code, a.ValidFrom}] = i
	}
	for _, a := range agencies {
		i, known := at[key{a.Code, a.ValidFrom}]
		same := known && all[i] == a
		p.count(known, same)
		if known {
			all[i] = a
		} else {
			all = append(all, a)
		}
		if !same {
			p.agencies = append(p.agencies, a)
		}
	}
	return all
}

func (p *importPlan) store(tx *db.Tx) {
	for _, u := range p.units {
		saveUnit(tx, u)
	}
	for _, l := range p.links {
		saveLink(tx, l)
	}
	for _, a := range p.agencies {
		saveAgency(tx, a)
	}
	renewVersion(tx)
}

func (p *importPlan) event() Imported {
	e := Imported{Links: len(p.links)}
	for _, u := range p.units {
		e.Units = append(e.Units, u.Code)
	}
	for _, a := range p.agencies {
		e.Agencies = append(e.Agencies, a.Code)
	}
	return e
}
