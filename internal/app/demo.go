// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"motcua.vn/internal/document"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// DemoPassword opens every account of the demo.
const DemoPassword = "motcua"

// Authority issues the demo's signing keys: a stand-in for the certificate
// authority of the State. Keys and chains are PEM.
type Authority interface {
	PersonKey(id, name, title, agency string) (key, chain []byte, err error)
	AgencyKey(code, name string) (key, chain []byte, err error)
}

// DemoPerson is a citizen of the demo who can sign in.
type DemoPerson struct{ Number, Name, BirthDate, Sex, Phone, Email, Address string }

// Demo says what to make.
type Demo struct {
	Seed      uint64
	Dossiers  int
	Weeks     int
	Preload   int // finished dossiers of the past to write straight into the tables
	Authority Authority
	People    []DemoPerson // who can sign in with VNeID; they own some of the dossiers
	Progress  func(text string)
}

// demoer makes the demo province through the rooms' own use cases, on a clock
// that it winds through the weeks before now.
type demoer struct {
	Demo
	app     *App
	clock   *clock.Fake
	now     time.Time
	rng     *rand.Rand
	system  authz.Actor
	quiet   *outbox.Worker // reactions without messages to citizens, for what is long past
	offices []office
	people  []identity.Person
}

// office is one place where dossiers are handled: a committee or department with
// its one-stop, and the people who work there.
type office struct {
	agency, centre                       organisation.Agency
	officer, appraiser, approver, keeper authz.Actor
}

// MakeDemo fills an empty, migrated database with the demo province: units,
// agencies, catalogue, staff with keys, and some weeks of dossiers in all states.
func MakeDemo(ctx context.Context, cfg Config, d Demo) error {
	now := clock.System().Now()
	fake := clock.NewFake(now.AddDate(0, 0, -7*d.Weeks))
	cfg.Clock, cfg.Demo, cfg.TimeStampURL = fake, true, ""
	cfg.Log = slog.New(slog.DiscardHandler)
	a, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer a.Close()
	m := &demoer{Demo: d, app: a, clock: fake, now: now, rng: rand.New(rand.NewPCG(d.Seed, 52)), system: authz.SystemActor("demo")}
	m.quiet = outbox.NewWorker(a.DB, a.Box, a.log, quietly(a.reactions()))
	for _, step := range []func(context.Context) error{m.ground, m.staff, m.citizens, m.dossiers, m.past} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// past is the finished dossiers of the years before.
func (m *demoer) past(ctx context.Context) error {
	if m.Preload == 0 {
		return nil
	}
	return m.app.Preload(ctx, m.Preload, "1.001193", func(done int) {
		if done%100_000 == 0 {
			m.say("%d dossiers of the past", done)
		}
	})
}

func (m *demoer) say(format string, args ...any) {
	if m.Progress != nil {
		m.Progress(fmt.Sprintf(format, args...))
	}
}

// Demoed tells whether the database already holds a demo.
func Demoed(ctx context.Context, d *db.DB) (bool, error) {
	var found bool
	err := d.Read(ctx, func(r db.Reader) (err error) {
		found, err = identity.HasAccounts(r)
		return err
	})
	return found, err
}

func (m *demoer) ground(ctx context.Context) error {
	rep, err := m.app.Organisation.ImportDemo(ctx, m.system)
	if err != nil {
		return err
	}
	m.say("%d units and agencies", rep.Added)
	cat, err := m.app.Catalogue.ImportDemo(ctx, m.system)
	m.say("%d procedures", cat.Added)
	return err
}

// staff gives every commune and the departments that the demo uses four people:
// each step has its own, and all work at the one-stop as well ("five on the spot").
func (m *demoer) staff(ctx context.Context) error {
	var agencies []organisation.Agency
	err := m.app.DB.Read(ctx, func(r db.Reader) (err error) {
		agencies, err = m.app.Organisation.Agencies(r, organisation.AgencyFilter{}, clock.Date(m.now))
		return err
	})
	if err != nil {
		return err
	}
	hash := identity.HashPassword(DemoPassword)
	for _, a := range agencies {
		if !(a.Kind == organisation.PeopleCommittee && a.Tier == organisation.TierCommune) && !(a.Kind == organisation.Department) {
			continue
		}
		if err := m.office(ctx, a, hash); err != nil {
			return err
		}
	}
	if err := m.leaders(ctx, hash); err != nil {
		return err
	}
	m.say("%d offices with staff and keys", len(m.offices))
	return nil
}

func (m *demoer) office(ctx context.Context, a organisation.Agency, hash string) error {
	o := office{agency: a}
	err := m.app.DB.Read(ctx, func(r db.Reader) (err error) {
		o.centre, err = m.app.Organisation.ServiceCentreOf(r, a.Code)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range []struct {
		to    *authz.Actor
		login string
		role  identity.Role
		title string
	}{
		{&o.officer, "motcua", identity.OneStopOfficer, "Công chức một cửa"},
		{&o.appraiser, "thamdinh", identity.Appraiser, "Công chức chuyên môn"},
		{&o.approver, "lanhdao", identity.Approver, approverTitle(a)},
		{&o.keeper, "vanthu", identity.SealKeeper, "Văn thư"},
	} {
		if *p.to, err = m.hire(ctx, p.login+"."+a.Code[4:], hash, p.role, p.title, a, o.centre); err != nil {
			return err
		}
	}
	m.offices = append(m.offices, o)
	return m.keys(ctx, o)
}

func approverTitle(a organisation.Agency) string {
	if a.Kind == organisation.PeopleCommittee {
		return "Phó Chủ tịch"
	}
	return "Phó Giám đốc"
}

func (m *demoer) hire(ctx context.Context, login, hash string, role identity.Role, title string, at ...organisation.Agency) (authz.Actor, error) {
	acc, err := m.app.Identity.CreateAccount(ctx, m.system, identity.CreateAccountInput{Login: login, PasswordHash: hash, Name: m.name(""), Agency: at[0].Code})
	if err != nil {
		return authz.Actor{}, err
	}
	for _, a := range at {
		if err := m.appoint(ctx, acc.ID, a.Code, role, title); err != nil {
			return authz.Actor{}, err
		}
	}
	if role == identity.Approver {
		if err := m.appoint(ctx, acc.ID, at[0].Code, identity.Leader, title); err != nil {
			return authz.Actor{}, err
		}
	}
	return m.actor(ctx, acc.ID)
}

func (m *demoer) appoint(ctx context.Context, account, agency string, role identity.Role, title string) error {
	_, err := m.app.Identity.Appoint(ctx, m.system, identity.AppointInput{Account: account, Agency: agency, Role: role, Title: title, ValidFrom: "2025-07-01", Document: "01/QĐ-DEMO"})
	return err
}

func (m *demoer) actor(ctx context.Context, account string) (a authz.Actor, err error) {
	err = m.app.DB.Read(ctx, func(r db.Reader) (err error) {
		a, err = m.app.Identity.ActorOf(r, account)
		return err
	})
	return a, err
}

// keys gives the approver a person's key and the agency its seal.
func (m *demoer) keys(ctx context.Context, o office) error {
	key, chain, err := m.Authority.PersonKey(o.approver.ID, o.approver.Name, o.approver.Post, o.agency.Name)
	if err != nil {
		return err
	}
	if _, err = m.app.Document.ImportKey(ctx, m.system, document.ImportKeyInput{Holder: o.approver.ID, Kind: document.PersonKey, Name: o.approver.Name, Unit: o.agency.Code, Key: key, Chain: chain}); err != nil {
		return err
	}
	if key, chain, err = m.Authority.AgencyKey(o.agency.Code, o.agency.Name); err != nil {
		return err
	}
	_, err = m.app.Document.ImportKey(ctx, m.system, document.ImportKeyInput{Holder: o.agency.Code, Kind: document.SealKey, Name: o.agency.Name, Unit: o.agency.Code, Key: key, Chain: chain})
	return err
}

// leaders are the accounts of the province itself.
func (m *demoer) leaders(ctx context.Context, hash string) error {
	for _, p := range []struct {
		login, title string
		role         identity.Role
	}{
		{"chutich", "Chủ tịch UBND tỉnh", identity.Leader},
		{"noivu", "Chuyên viên Sở Nội vụ", identity.HomeAffairs},
		{"kstt", "Kiểm soát thủ tục hành chính", identity.CatalogueEditor},
		{"quantri", "Quản trị hệ thống", identity.Admin},
	} {
		acc, err := m.app.Identity.CreateAccount(ctx, m.system, identity.CreateAccountInput{Login: p.login, PasswordHash: hash, Name: m.name(""), Agency: authz.Everywhere})
		if err != nil {
			return err
		}
		if err := m.appoint(ctx, acc.ID, authz.Everywhere, p.role, p.title); err != nil {
			return err
		}
	}
	return nil
}

// DemoLogins are the accounts that the sign-in page offers.
func DemoLogins() []identity.DemoLogin {
	const ward = "UBND phường Tô Hiệu"
	return []identity.DemoLogin{
		{Login: "motcua.101", Password: DemoPassword, Post: "Công chức một cửa", Agency: "Trung tâm PVHCC phường Tô Hiệu"},
		{Login: "thamdinh.101", Password: DemoPassword, Post: "Công chức chuyên môn (thẩm định)", Agency: ward},
		{Login: "lanhdao.101", Password: DemoPassword, Post: "Phó Chủ tịch (phê duyệt, ký)", Agency: ward},
		{Login: "vanthu.101", Password: DemoPassword, Post: "Văn thư (đóng dấu)", Agency: ward},
		{Login: "chutich", Password: DemoPassword, Post: "Chủ tịch UBND tỉnh (điều hành)", Agency: "UBND tỉnh Sơn La"},
	}
}

// quietly leaves out the reactions that write to citizens.
func quietly(all []outbox.Reaction) []outbox.Reaction {
	var out []outbox.Reaction
	for _, r := range all {
		if r.Name != reactionTell && r.Name != reactionTellReady {
			out = append(out, r)
		}
	}
	return out
}
