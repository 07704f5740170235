// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"context"
	"slices"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// Operate adds the room's JSON operations. What exists, where and under whom is public.
func (s *Service) Operate(api *web.API) {
	get := func(id, path, summary string) web.Op {
		return web.Op{ID: id, Method: "GET", Path: path, Summary: summary, Tag: "organisation", Need: web.Anyone}
	}
	web.Operate(api, get("unit-list", "/api/v1/units", "Administrative units of a day, or those whose name matches a search"), s.listUnits)
	web.Operate(api, get("unit-show", "/api/v1/units/{code}", "What a unit code stood for, and what answers for it now"), s.showUnit)
	web.Operate(api, get("agency-list", "/api/v1/agencies", "Agencies and one-stop centres of a day"), s.listAgencies)
	web.Operate(api, get("agency-show", "/api/v1/agencies/{code}", "An agency, by its new or old code, with the one-stop that receives for it"), s.showAgency)
}

// page cuts a list behind the item whose code is the cursor.
func page[T any](all []T, code func(T) string, cursor string, limit int) (items []T, next string) {
	if cursor != "" {
		all = all[slices.IndexFunc(all, func(v T) bool { return code(v) == cursor })+1:]
	}
	if limit < len(all) {
		return all[:limit], code(all[limit-1])
	}
	return all, ""
}

type unitQuery struct {
	Q      string `query:"q" maxLength:"200" doc:"words of a name, with or without diacritics; former units are found too"`
	Parent string `query:"parent" maxLength:"5" doc:"the code of the unit above; without it, all units of the lowest tier"`
	On     string `query:"on" format:"date" doc:"today by default"`
	Cursor string `query:"cursor" maxLength:"32"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type unitPage struct {
	Body struct {
		Items []Unit `json:"items"`
		Next  string `json:"next,omitempty" doc:"the cursor of the next page"`
	}
}

func (s *Service) listUnits(ctx context.Context, _ authz.Actor, in *unitQuery) (*unitPage, error) {
	out := new(unitPage)
	err := s.db.Read(ctx, func(r db.Reader) error {
		var all []Unit
		var err error
		switch {
		case in.Q != "":
			all, err = s.Search(r, in.Q, in.Limit)
		case in.Parent != "":
			all, err = s.Units(r, in.Parent, in.On)
		default:
			all, err = s.Communes(r, in.On)
		}
		out.Body.Items, out.Body.Next = page(all, func(u Unit) string { return u.Code }, in.Cursor, in.Limit)
		return err
	})
	return out, err
}

type codeQuery struct {
	Code string `path:"code" maxLength:"32"`
	On   string `query:"on" format:"date" doc:"every bearer of the code when left out"`
}

type resolved struct{ Body ResolveReport }

func (s *Service) showUnit(ctx context.Context, _ authz.Actor, in *codeQuery) (*resolved, error) {
	out := new(resolved)
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		out.Body, err = s.Resolve(r, Question{Code: in.Code, On: in.On})
		if err == nil && len(out.Body.Matches) == 0 {
			return fault.New(fault.NotFound, "organisation.fault.no_unit", "code", in.Code, "date", day(r, in.On))
		}
		return err
	})
	return out, err
}

type agencyQuery struct {
	Kind   string `query:"kind" enum:"people_committee,office,department,vertical,service_centre"`
	Tier   string `query:"tier" enum:"province,district,commune"`
	Unit   string `query:"unit" maxLength:"5"`
	Parent string `query:"parent" maxLength:"32"`
	On     string `query:"on" format:"date" doc:"today by default"`
	Cursor string `query:"cursor" maxLength:"32"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type agencyPage struct {
	Body struct {
		Items []Agency `json:"items"`
		Next  string   `json:"next,omitempty" doc:"the cursor of the next page"`
	}
}

func (s *Service) listAgencies(ctx context.Context, _ authz.Actor, in *agencyQuery) (*agencyPage, error) {
	out := new(agencyPage)
	err := s.db.Read(ctx, func(r db.Reader) error {
		all, err := s.Agencies(r, AgencyFilter{Kind: AgencyKind(in.Kind), Tier: Tier(in.Tier), Unit: in.Unit, Parent: in.Parent}, in.On)
		out.Body.Items, out.Body.Next = page(all, func(a Agency) string { return a.Code }, in.Cursor, in.Limit)
		return err
	})
	return out, err
}

type agencyShown struct {
	Body struct {
		Agency
		Centre string `json:"service_centre,omitempty" doc:"the one-stop that receives for it"`
	}
}

func (s *Service) showAgency(ctx context.Context, _ authz.Actor, in *codeQuery) (*agencyShown, error) {
	out := new(agencyShown)
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		if out.Body.Agency, err = s.Agency(r, in.Code); err != nil {
			return err
		}
		c, err := s.ServiceCentreOf(r, out.Body.Code)
		if err == nil {
			out.Body.Centre = c.Code
		} else if fault.Is(err, fault.NotFound) {
			err = nil
		}
		return err
	})
	return out, err
}
