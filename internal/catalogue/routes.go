// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/web"
)

// Operate adds the room's JSON operations. What is in force is public (Decree 63/2010/NĐ-CP Art. 24: the national database of
// procedures is open to all).
func (s *Service) Operate(api *web.API) {
	get := func(id, path, summary string) web.Op {
		return web.Op{ID: id, Method: "GET", Path: path, Summary: summary, Tag: "catalogue", Need: web.Anyone}
	}
	web.Operate(api, get("procedure-list", "/api/v1/procedures", "Procedures in force, or the best answers to a search"), s.listProcedures)
	web.Operate(api, get("procedure-show", "/api/v1/procedures/{code}", "The version of a procedure in force on a day"), s.showProcedure)
	web.Operate(api, get("procedure-versions", "/api/v1/procedures/{code}/versions", "Every published version of a procedure"), s.listVersions)
	web.Operate(api, get("procedure-agencies", "/api/v1/procedures/{code}/agencies", "Who offers a procedure"), s.listAgencies)
	web.Operate(api, get("version-show", "/api/v1/versions/{id}", "One published version, in force or not"), s.showVersion)
	web.Operate(api, get("version-compare", "/api/v1/versions/{id}/changes", "How a version differs from an earlier one"), s.compareVersions)
	api.Describe(get("procedures-csv", "/api/v1/procedures.csv", "The whole catalogue as a table"), "text/csv")
	api.Describe(get("procedures-json", "/api/v1/procedures.json", "The whole catalogue in one document"), "application/json")
	web.Operate(api, get("field-list", "/api/v1/fields", "Fields of law with the number of their procedures"), s.listFields)
}

// Routes are the room's downloads: the whole catalogue in one file, under addresses that stay.
func (s *Service) Routes() web.Table {
	return web.Table{
		{Method: "GET", Pattern: "/api/v1/procedures.csv", Need: web.Anyone, API: true, Handle: s.downloadCSV},
		{Method: "GET", Pattern: "/api/v1/procedures.json", Need: web.Anyone, API: true, Handle: s.downloadJSON},
	}
}

type procedureQuery struct {
	Q        string `query:"q" maxLength:"300" doc:"words or a code, with or without diacritics"`
	Level    string `query:"level" enum:"ministry,province,district,commune,other"`
	Field    string `query:"field" maxLength:"200" doc:"the name of a field of law"`
	Audience string `query:"audience" enum:"citizen,business,agency,organisation"`
	Agency   string `query:"agency" maxLength:"32" doc:"an agency, or a one-stop for all it receives for"`
	Service  int    `query:"service" minimum:"0" maximum:"4" doc:"at least this online level: 2 information, 3 partial, 4 full"`
	Fileable bool   `query:"fileable" doc:"only what one can apply for online now"`
	Cursor   string `query:"cursor" maxLength:"32"`
	Limit    int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

type procedurePage struct {
	Body struct {
		Items []Hit  `json:"items"`
		Next  string `json:"next,omitempty" doc:"the cursor of the next page"`
	}
}

func (s *Service) listProcedures(ctx context.Context, _ authz.Actor, in *procedureQuery) (*procedurePage, error) {
	out := new(procedurePage)
	f := Filter{Level: Level(in.Level), Field: in.Field, Audience: Audience(in.Audience), Agency: in.Agency, Service: ServiceLevel(in.Service), Fileable: in.Fileable}
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		out.Body.Items, out.Body.Next, err = s.Search(r, in.Q, f, in.Cursor, in.Limit)
		return err
	})
	return out, err
}

type procedureCodeQuery struct {
	Code string `path:"code" maxLength:"32"`
	On   string `query:"on" format:"date" doc:"today by default"`
}

type versionShown struct {
	ETag string `header:"ETag"`
	Body struct {
		ID       string  `json:"id"`
		Document Version `json:"document"`
	}
}

func (s *Service) showProcedure(ctx context.Context, _ authz.Actor, in *procedureCodeQuery) (*versionShown, error) {
	out := new(versionShown)
	err := s.db.Read(ctx, func(r db.Reader) error {
		id, v, err := s.Current(r, in.Code, in.On)
		if err == nil {
			out.set(id, v)
		}
		return err
	})
	return out, err
}

func (o *versionShown) set(id string, v *Version) {
	o.ETag, o.Body.ID, o.Body.Document = `"`+id+`"`, id, *v
}

type versionQuery struct {
	ID string `path:"id" maxLength:"32"`
}

func (s *Service) showVersion(ctx context.Context, _ authz.Actor, in *versionQuery) (*versionShown, error) {
	out := new(versionShown)
	err := s.db.Read(ctx, func(r db.Reader) error {
		v, err := s.public(r, in.ID)
		if err == nil {
			out.set(in.ID, v)
		}
		return err
	})
	return out, err
}

// public gives a version that was published; a draft is nobody's business yet.
func (s *Service) public(r db.Reader, id string) (*Version, error) {
	if err := published(r, id); err != nil {
		return nil, err
	}
	return s.Version(r, id)
}

type entryList struct {
	Body struct {
		Items []Entry `json:"items"`
	}
}

func (s *Service) listVersions(ctx context.Context, _ authz.Actor, in *procedureCodeQuery) (*entryList, error) {
	out := new(entryList)
	out.Body.Items = []Entry{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		all, err := s.Versions(r, in.Code)
		for _, e := range all {
			if e.State != Drafted {
				out.Body.Items = append(out.Body.Items, e)
			}
		}
		return err
	})
	return out, err
}

type changesQuery struct {
	ID   string `path:"id" maxLength:"32"`
	From string `query:"from" required:"true" maxLength:"32" doc:"the id of the earlier version"`
}

type changeList struct {
	Body struct {
		Items []Change `json:"items"`
	}
}

func (s *Service) compareVersions(ctx context.Context, _ authz.Actor, in *changesQuery) (*changeList, error) {
	out := new(changeList)
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		for _, id := range []string{in.From, in.ID} {
			if err := published(r, id); err != nil {
				return err
			}
		}
		out.Body.Items, err = s.Compare(r, in.From, in.ID)
		return err
	})
	return out, err
}

type fieldList struct {
	Body struct {
		Items []FieldCount `json:"items"`
	}
}

func (s *Service) listFields(ctx context.Context, _ authz.Actor, _ *struct{}) (*fieldList, error) {
	out := new(fieldList)
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		out.Body.Items, err = s.Fields(r)
		return err
	})
	return out, err
}

type offerList struct {
	Body struct {
		Items []offeringAgency `json:"items"`
	}
}

type offeringAgency struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Unit   string `json:"unit"`
	Poster string `json:"poster" doc:"the path a poster's QR code leads to"`
}

func (s *Service) listAgencies(ctx context.Context, _ authz.Actor, in *procedureCodeQuery) (*offerList, error) {
	out := new(offerList)
	out.Body.Items = []offeringAgency{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		all, err := s.AgenciesOf(r, in.Code)
		for _, a := range all {
			out.Body.Items = append(out.Body.Items, offeringAgency{a.Code, a.Name, a.Unit, PosterTarget(in.Code, a.Code)})
		}
		return err
	})
	return out, err
}
