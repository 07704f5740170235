// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// AgencyFilter narrows a list of agencies; empty fields do not.
type AgencyFilter struct {
	Kind   AgencyKind
	Tier   Tier
	Unit   string
	Parent string
}

func (f AgencyFilter) holds(a Agency) bool {
	return (f.Kind == "" || f.Kind == a.Kind) && (f.Tier == "" || f.Tier == a.Tier) && (f.Unit == "" || f.Unit == a.Unit) && (f.Parent == "" || f.Parent == a.Parent)
}

// Agency gives the agency of a code, new (H52.101) or old (000.00.06.H52), as it is today; one that is gone as it was last.
func (s *Service) Agency(r db.Reader, code string) (Agency, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return Agency{}, err
	}
	a, ok := w.agency(code, clock.Date(r.Now()))
	if !ok {
		return Agency{}, noAgency(code)
	}
	return a, nil
}

func noAgency(code string) error {
	return fault.New(fault.NotFound, "organisation.fault.no_agency", "code", code)
}

// day is the date asked for, today when none is.
func day(r db.Reader, on string) string {
	if on == "" {
		return clock.Date(r.Now())
	}
	return on
}

// Agencies lists the agencies that existed on a day ("" is today), in Vietnamese order.
func (s *Service) Agencies(r db.Reader, f AgencyFilter, on string) ([]Agency, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	on = day(r, on)
	var out []Agency
	for _, i := range w.official {
		if a := w.agencies[i]; a.On(on) && f.holds(a) {
			out = append(out, a)
		}
	}
	return out, nil
}

// ServiceCentreOf gives the one-stop that receives for an agency today.
func (s *Service) ServiceCentreOf(r db.Reader, agency string) (Agency, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return Agency{}, err
	}
	on := day(r, "")
	a, ok := w.agency(agency, on)
	if !ok {
		return Agency{}, noAgency(agency)
	}
	c, ok := w.centreOf(a, on)
	if !ok {
		return Agency{}, fault.New(fault.NotFound, "organisation.fault.no_centre", "name", a.Name)
	}
	return c, nil
}

// CompetentOf lists the agencies for which a one-stop receives today, in Vietnamese order.
func (s *Service) CompetentOf(r db.Reader, centre string) ([]Agency, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	on := day(r, "")
	c, ok := w.agency(centre, on)
	if !ok {
		return nil, noAgency(centre)
	}
	return w.competentOf(c, on), nil
}

// Unit gives the unit that bore a code on a day ("" is today).
func (s *Service) Unit(r db.Reader, code, on string) (Unit, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return Unit{}, err
	}
	u, ok := w.unit(code, day(r, on))
	if !ok {
		return Unit{}, fault.New(fault.NotFound, "organisation.fault.no_unit", "code", code, "date", day(r, on))
	}
	return u, nil
}

// Communes lists the units of the lowest tier on a day ("" is today), in Vietnamese order of their proper names.
func (s *Service) Communes(r db.Reader, on string) ([]Unit, error) {
	return s.units(r, on, func(u Unit) bool { return u.Kind.CommuneLevel() })
}

// Units lists the units directly under a parent on a day ("" is today); the parent "" is the country.
func (s *Service) Units(r db.Reader, parent, on string) ([]Unit, error) {
	return s.units(r, on, func(u Unit) bool { return u.Parent == parent })
}

func (s *Service) units(r db.Reader, on string, want func(Unit) bool) ([]Unit, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	on = day(r, on)
	var out []Unit
	for _, i := range w.byName {
		if u := w.units[i]; u.On(on) && want(u) {
			out = append(out, u)
		}
	}
	return out, nil
}
