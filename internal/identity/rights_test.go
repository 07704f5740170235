// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

func TestAppointmentsGiveRightsFromTheirFirstDayToTheirLast(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("lan")
		k.appoint(a, "H52.101", OneStopOfficer, "2026-11-17", "2026-11-18")
		k.appoint(a, "H52.02", HomeAffairs, "2026-11-18", "")
		for _, c := range []struct {
			day              string
			receive, arrange bool
		}{{"2026-11-16", false, false}, {"2026-11-17", true, false}, {"2026-11-18", true, true}, {"2026-11-19", false, true}} {
			day, _ := time.ParseInLocation(clock.DateLayout, c.day, clock.Vietnam)
			k.now.Set(day.Add(30 * time.Minute)) // still the day before in UTC
			actor := k.actor(k.signIn("lan").Token)
			if got := actor.Can("dossier.receive", "H52.101"); got != c.receive {
				t.Errorf("%s: receive %v", c.day, got)
			}
			if got := actor.Can("organisation.arrange", authz.Everywhere); got != c.arrange {
				t.Errorf("%s: arrange %v", c.day, got)
			}
			if actor.Can("dossier.receive", "H52.102") {
				t.Errorf("%s: receives at another agency", c.day)
			}
			var holders []Holder
			k.read(func(r db.Reader) (err error) {
				holders, err = k.Holders(r, "H52.101", "dossier.receive", k.now.Now())
				return err
			})
			if (len(holders) == 1) != c.receive {
				t.Errorf("%s: holders %v", c.day, holders)
			}
		}
	})
}

func TestTheSubstituteActsWhileTheDelegationRunsAndTheGiverHoldsThePost(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		giver, taker := k.account("chutich"), k.account("phochutich")
		post := k.appoint(giver, "H52.101", Approver, "2026-01-01", "")
		k.appoint(taker, "H52.101", Leader, "2026-01-01", "")
		session := k.signIn("phochutich")
		if k.actor(session.Token).Can("dossier.approve", "H52.101") {
			t.Fatal("may approve before anything was delegated")
		}
		in := DelegateInput{From: giver.ID, To: taker.ID, Role: Approver, Agency: "H52.101", ValidFrom: "2026-11-16", ValidTo: "2026-11-17", Document: "7/UQ"}
		self := must[authz.Actor](t)(k.actorOfAccount(giver.ID))
		if _, err := k.Delegate(ctx, self, in); err != nil {
			t.Fatal(err)
		}
		actor := k.actor(session.Token)
		because, ok := actor.Why("dossier.approve", "H52.101")
		if !ok || !strings.Contains(because, "7/UQ") || actor.Post != "Chức vụ" || actor.Home != "H52.101" {
			t.Fatalf("substitute: %v %q %+v", ok, because, actor)
		}
		k.read(func(r db.Reader) error {
			holders, err := k.Holders(r, "H52.101", "dossier.approve", k.now.Now())
			if len(holders) != 2 || holders[0].Account != giver.ID || holders[1].Account != taker.ID {
				t.Errorf("holders %+v", holders)
			}
			return err
		})
		if err := k.EndAppointment(ctx, boss, post.ID, "2026-11-15"); err != nil {
			t.Fatal(err)
		}
		if k.actor(session.Token).Can("dossier.approve", "H52.101") {
			t.Fatal("the delegation outlived the giver's post")
		}
	})
}

func TestDelegationRunsOutByItself(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		giver, taker := k.account("a1"), k.account("b1")
		k.appoint(giver, "H52.101", SealKeeper, "2026-01-01", "")
		must[Delegation](t)(k.Delegate(ctx, boss, DelegateInput{From: giver.ID, To: taker.ID, Role: SealKeeper, Agency: "H52.101", ValidFrom: "2026-11-16", ValidTo: "2026-11-16", Document: "7/UQ"}))
		if !k.actor(k.signIn("b1").Token).Can("dossier.seal", "H52.101") {
			t.Fatal("not on the day itself")
		}
		k.now.Advance(24 * time.Hour)
		if k.actor(k.signIn("b1").Token).Can("dossier.seal", "H52.101") {
			t.Fatal("still on the day after")
		}
	})
}

func TestWhatCannotBeDelegatedOrAppointed(t *testing.T) {
	each(t, Config{AgencyExists: func(_ db.Reader, code string) (bool, error) { return strings.HasPrefix(code, "H52"), nil }}, func(k *kit) {
		giver, taker := k.account("a2"), k.account("b2")
		k.appoint(giver, "H52.101", Approver, "2026-01-01", "2026-12-31")
		good := DelegateInput{From: giver.ID, To: taker.ID, Role: Approver, Agency: "H52.101", ValidFrom: "2026-11-16", ValidTo: "2026-11-20", Document: "7/UQ"}
		for _, c := range []struct {
			change func(*DelegateInput)
			key    string
		}{
			{func(d *DelegateInput) { d.Role = SealKeeper }, "identity.field.not_held"},
			{func(d *DelegateInput) { d.Agency = "H52.102" }, "identity.field.not_held"},
			{func(d *DelegateInput) { d.ValidFrom, d.ValidTo = "2027-01-01", "2027-01-02" }, "identity.field.not_held"},
			{func(d *DelegateInput) { d.To = d.From }, "identity.field.delegate_self"},
			{func(d *DelegateInput) { d.ValidTo = "" }, "valid_to: fault.field.required"},
			{func(d *DelegateInput) { d.ValidTo = "2026-11-15" }, "identity.field.ends_before"},
			{func(d *DelegateInput) { d.Document = "" }, "document: fault.field.required"},
			{func(d *DelegateInput) { d.ValidFrom = "2026-02-30" }, "fault.field.date"},
		} {
			in := good
			c.change(&in)
			_, err := k.Delegate(ctx, boss, in)
			wantFault(t, err, fault.Invalid, c.key)
		}
		must[Delegation](t)(k.Delegate(ctx, boss, good))
		second := k.account("c2")
		_, err := k.Delegate(ctx, boss, DelegateInput{From: taker.ID, To: second.ID, Role: Approver, Agency: "H52.101", ValidFrom: "2026-11-16", ValidTo: "2026-11-20", Document: "8/UQ"})
		wantFault(t, err, fault.Invalid, "identity.field.not_held")

		_, err = k.Appoint(ctx, boss, AppointInput{Account: taker.ID, Agency: "X", Role: "king", ValidFrom: "soon"})
		for _, key := range []string{"identity.field.agency", "role: fault.field.choose", "valid_from: fault.field.date", "title: fault.field.required"} {
			wantFault(t, err, fault.Invalid, key)
		}
		again := AppointInput{Account: giver.ID, Agency: "H52.101", Role: Approver, Title: "x", ValidFrom: "2026-01-01", Document: "1"}
		_, err = k.Appoint(ctx, boss, again)
		wantFault(t, err, fault.Conflict, "identity.fault.appointed_already")
	})
}

func TestAnAgencysAdministratorStaysWithinTheAgency(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		admin, other := k.account("admin"), k.account("other")
		k.appoint(admin, "H52.101", Admin, "2026-01-01", "")
		k.appoint(other, "H52.102", Approver, "2026-01-01", "")
		actor := must[authz.Actor](t)(k.actorOfAccount(admin.ID))
		post := AppointInput{Account: admin.ID, Agency: "H52.101", Role: Appraiser, Title: "x", ValidFrom: "2026-11-16", Document: "1"}
		must[Appointment](t)(k.Appoint(ctx, actor, post))
		post.Agency = "H52.102"
		_, err := k.Appoint(ctx, actor, post)
		wantFault(t, err, fault.Forbidden, "")
		post.Agency, post.Role = "H52.101", HomeAffairs // reaches everywhere: not theirs to give
		_, err = k.Appoint(ctx, actor, post)
		wantFault(t, err, fault.Forbidden, "")
		wantFault(t, k.SetPassword(ctx, actor, other.ID, "another long password"), fault.Forbidden, "")
		wantFault(t, k.CloseAccount(ctx, actor, other.ID), fault.Forbidden, "")
		_, err = k.CreateToken(ctx, actor, CreateTokenInput{Account: other.ID, Name: "x"})
		wantFault(t, err, fault.Forbidden, "")
		_, err = k.CreateAccount(ctx, actor, CreateAccountInput{Login: "new", PasswordHash: cheap, Name: "x", Agency: "H52.102"})
		wantFault(t, err, fault.Forbidden, "")
		_, err = k.CreateAccount(ctx, authz.Actor{}, CreateAccountInput{Login: "new", PasswordHash: cheap, Name: "x"})
		wantFault(t, err, fault.Unauthenticated, "")
	})
}

func TestWhyExplainsBothWays(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		l := must[*i18n.Catalogue](t)(i18n.Load(Texts)).In("en")
		a := k.account("why")
		k.appoint(a, "H52.101", Approver, "2026-01-01", "2026-06-30")
		k.appoint(a, "H52.102", Approver, "2026-01-01", "")
		why := func(permission, agency string) (w Why) {
			k.read(func(r db.Reader) (err error) { w, err = k.WhyAllowed(r, a.ID, permission, agency); return err })
			return w
		}
		if w := why("dossier.approve", "H52.102"); !w.Allowed || !strings.Contains(w.In(l)[0], "12/QĐ-UBND") {
			t.Errorf("%+v", w.In(l))
		}
		w := why("dossier.approve", "H52.101")
		all := strings.Join(w.In(l), "\n")
		if w.Allowed || !strings.Contains(all, "ended on 2026-06-30") || !strings.Contains(all, "not at this agency") || !strings.Contains(all, "A role that gives it: Approver") {
			t.Errorf("%v %s", w.Allowed, all)
		}
		if err := k.CloseAccount(ctx, boss, a.ID); err != nil {
			t.Fatal(err)
		}
		if w := why("dossier.approve", "H52.102"); w.Allowed {
			t.Errorf("a closed account may %v", w.In(l))
		}
		k.read(func(r db.Reader) error {
			_, err := k.WhyAllowed(r, "nobody", "x", "y")
			wantFault(t, err, fault.NotFound, "identity.fault.no_account")
			return nil
		})
	})
}

func TestEveryRoleHasANameAndGivesSomething(t *testing.T) {
	texts := must[*i18n.Catalogue](t)(i18n.Load(Texts))
	for _, r := range Roles() {
		if !texts.Has(r.Key()) || len(r.Permissions()) == 0 {
			t.Errorf("role %s", r)
		}
	}
}

func (k *kit) actorOfAccount(id string) (a authz.Actor, err error) {
	k.read(func(r db.Reader) error { a, err = k.ActorOf(r, id); return nil })
	return a, err
}
