// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"fmt"
	"time"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// BenchProcedure is the procedure that the benchmark drives dossiers through: all
// five steps, and no paper, so that what is measured is the spine.
const BenchProcedure = "3.999901"

// BenchOffice is one place of work with a token for each of its four people, and
// the person whose dossiers it handles.
type BenchOffice struct {
	Agency, Centre                       string
	Officer, Appraiser, Approver, Keeper string // bearer tokens
	Actors                               [4]authz.Actor
	Person, Name, Number                 string
}

// PrepareBench makes what the benchmark needs in an otherwise empty database: the
// ground, the procedure, and offices with tokens. It may be called again.
func (a *App) PrepareBench(ctx context.Context, offices int) ([]BenchOffice, error) {
	system := authz.SystemActor("bench")
	if _, err := a.Organisation.ImportDemo(ctx, system); err != nil {
		return nil, err
	}
	if _, err := a.Catalogue.ImportDemo(ctx, system); err != nil {
		return nil, err
	}
	if err := a.benchProcedure(ctx, system); err != nil {
		return nil, err
	}
	var committees []organisation.Agency
	err := a.DB.Read(ctx, func(r db.Reader) (err error) {
		committees, err = a.Organisation.Agencies(r, organisation.AgencyFilter{Kind: organisation.PeopleCommittee, Tier: organisation.TierCommune}, clock.Date(r.Now()))
		return err
	})
	if err != nil {
		return nil, err
	}
	hash := identity.HashPassword(fmt.Sprint(time.Duration(len(committees))))
	out := make([]BenchOffice, 0, offices)
	for i := range min(offices, len(committees)) {
		o, err := a.benchOffice(ctx, system, committees[i], hash, i)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

func (a *App) benchProcedure(ctx context.Context, system authz.Actor) error {
	var have bool
	err := a.DB.Read(ctx, func(r db.Reader) error {
		_, _, err := a.Catalogue.Current(r, BenchProcedure, clock.Date(r.Now()))
		have = err == nil
		return nil
	})
	if err != nil || have {
		return err
	}
	term, err := catalogue.ParseTerm("3wd")
	if err != nil {
		return err
	}
	text := func(s string) catalogue.Text { return catalogue.Text{VI: s, EN: s} }
	v := catalogue.Version{
		Procedure: BenchProcedure, Name: text("Benchmark"), Field: catalogue.FieldOfLaw{Name: text("Benchmark")}, Levels: []catalogue.Level{catalogue.LevelCommune},
		Agencies: catalogue.Agencies{Performing: []catalogue.Text{text("Benchmark")}}, Audience: []catalogue.Audience{catalogue.Citizen}, Sequence: []catalogue.Text{text("Benchmark")},
		Channels: []catalogue.Offer{{Channel: catalogue.Direct}, {Channel: catalogue.Online}}, Sets: 1, NoPapers: true, Statutory: term, Committed: term,
		Decision: catalogue.Decision{Number: "0/QĐ-BENCH", Kind: catalogue.Add, Date: "2025-07-01", From: "2025-07-01"}, Service: catalogue.Full, FiveOnSpot: true,
	}
	for i, kind := range catalogue.StepKinds() {
		role := []catalogue.Role{catalogue.RoleReceptionist, catalogue.RoleAppraiser, catalogue.RoleApprover, catalogue.RoleSealKeeper, catalogue.RoleReceptionist}[i]
		v.Steps = append(v.Steps, catalogue.Step{Kind: kind, Role: role, Name: text(string(kind)), Minutes: 60})
	}
	v.Form = catalogue.Form{Sections: []catalogue.Section{{Key: "main", Label: text("Benchmark")}}, Fields: []catalogue.FormField{
		{Key: "request", Section: "main", Kind: catalogue.FieldTextarea, Label: text("Request"), Required: true, MaxLen: 500},
		{Key: "reason", Section: "main", Kind: catalogue.FieldText, Label: text("Reason"), MaxLen: 200},
	}}
	e, err := a.Catalogue.Amend(ctx, system, v)
	if err != nil {
		return err
	}
	_, err = a.Catalogue.Publish(ctx, system, e.ID)
	return err
}

func (a *App) benchOffice(ctx context.Context, system authz.Actor, agency organisation.Agency, hash string, i int) (BenchOffice, error) {
	o := BenchOffice{Agency: agency.Code}
	err := a.DB.Read(ctx, func(r db.Reader) error {
		c, err := a.Organisation.ServiceCentreOf(r, agency.Code)
		o.Centre = c.Code
		return err
	})
	if err != nil {
		return o, err
	}
	p, err := a.Identity.RegisterPerson(ctx, system, identity.RegisterPersonInput{Number: fmt.Sprintf("014185%06d", 500_000+i), Name: "Người Đo", BirthDate: "1985-01-01", Sex: identity.Female, Language: "vi", Agency: o.Centre})
	if err != nil {
		return o, err
	}
	o.Person, o.Name, o.Number = p.ID, p.Name, string(p.Number)
	for n, to := range []*string{&o.Officer, &o.Appraiser, &o.Approver, &o.Keeper} {
		role := []identity.Role{identity.OneStopOfficer, identity.Appraiser, identity.Approver, identity.SealKeeper}[n]
		if *to, o.Actors[n], err = a.benchAccount(ctx, system, fmt.Sprintf("bench.%d.%s.%d", n, agency.Code[4:], a.DB.Clock().Now().UnixMilli()), hash, role, o.Centre); err != nil {
			return o, err
		}
	}
	return o, nil
}

func (a *App) benchAccount(ctx context.Context, system authz.Actor, login, hash string, role identity.Role, centre string) (string, authz.Actor, error) {
	acc, err := a.Identity.CreateAccount(ctx, system, identity.CreateAccountInput{Login: login, PasswordHash: hash, Name: "Cán bộ Đo", Agency: centre})
	if err != nil {
		return "", authz.Actor{}, err
	}
	if _, err := a.Identity.Appoint(ctx, system, identity.AppointInput{Account: acc.ID, Agency: centre, Role: role, Title: "Công chức", ValidFrom: "2025-07-01", Document: "0/QĐ-BENCH"}); err != nil {
		return "", authz.Actor{}, err
	}
	t, err := a.Identity.CreateToken(ctx, system, identity.CreateTokenInput{Account: acc.ID, Name: "bench"})
	if err != nil {
		return "", authz.Actor{}, err
	}
	var actor authz.Actor
	err = a.DB.Read(ctx, func(r db.Reader) (err error) { actor, err = a.Identity.ActorOf(r, acc.ID); return err })
	return t.Secret, actor, err
}

// Preload writes so many finished dossiers of the past two years.
func (a *App) Preload(ctx context.Context, count int, procedure string, say func(done int)) error {
	in := dossier.PreloadInput{Count: count, Procedure: procedure, From: a.DB.Clock().Now().AddDate(-2, 0, 0), To: a.DB.Clock().Now().AddDate(0, 0, -1), Progress: say}
	err := a.DB.Read(ctx, func(r db.Reader) error {
		id, v, err := a.Catalogue.Current(r, procedure, clock.Date(r.Now()))
		if err != nil {
			return err
		}
		in.Version, in.Title = id, v.Name.VI
		centres, err := a.Organisation.Agencies(r, organisation.AgencyFilter{Kind: organisation.PeopleCommittee, Tier: organisation.TierCommune}, clock.Date(r.Now()))
		if err != nil {
			return err
		}
		for _, c := range centres {
			at, err := a.Organisation.ServiceCentreOf(r, c.Code)
			if err != nil {
				return err
			}
			in.Places = append(in.Places, dossier.Place{Competent: c.Code, Receiving: at.Code})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.Dossier.Preload(ctx, in)
}
