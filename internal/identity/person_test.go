// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

func TestPersonalNumbers(t *testing.T) {
	for _, c := range []struct {
		in   string
		ok   bool
		year int
		sex  Sex
	}{
		{"014185000101", true, 1985, Female}, {"014 085 001234", true, 1985, Male}, {"001.302.000103", true, 2002, Female}, {"096200000001", true, 2000, Male},
		{"014900000101", true, 2300, Female}, {"127185000101", true, 1985, Female}, // registered abroad
		{"014185000000", false, 0, ""}, {"000185000101", false, 0, ""}, {"14185000101", false, 0, ""}, {"0141850001011", false, 0, ""},
		{"01418500010a", false, 0, ""}, {"", false, 0, ""}, {"０14185000101", false, 0, ""}, {"-14185000101", false, 0, ""},
	} {
		n, ok := ParseNumber(c.in)
		if ok != c.ok || ok && (n.BirthYear() != c.year || n.Sex() != c.sex) {
			t.Errorf("%q: %v %q", c.in, ok, n)
		}
	}
}

func TestPersonalNumbersHoldForAnyDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9 .x]{10,14}`).Draw(t, "s")
		if n, ok := ParseNumber(s); ok && (len(n) != 12 || n.BirthYear() < 1900 || n.BirthYear() > 2399) {
			t.Fatalf("%q %q", s, n)
		}
	})
}

func TestPhonesAndMails(t *testing.T) {
	for in, want := range map[string]string{
		"0912 345 678": "0912345678", "+84 912.345.678": "0912345678", "0084912345678": "0912345678", "+84 (0)912-345-678": "0912345678", "02123852345": "02123852345",
		"+856 20 5555 1234": "+8562055551234", "912345678": "", "0012345": "", "09123": "", "abc": "", "+": "", "+0123456789": "", "091234567890": "",
	} {
		if got, ok := ParsePhone(in); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
	for in, want := range map[string]bool{"a@b.vn": true, "Tên <a@b.vn>": false, "a@b": false, "a": false, "a@b.vn, c@d.vn": false, "a@b.vn\r\nBcc: x@y.vn": false} {
		if _, ok := ParseEmail(in); ok != want {
			t.Errorf("%q: %v", in, ok)
		}
	}
}

func TestBirthDatesOfClaims(t *testing.T) {
	for in, want := range map[string]string{"1985-03-08": "1985-03-08", "08/03/1985": "1985-03-08", "19850308": "1985-03-08", "08031985": "1985-03-08", "20122001": "2001-12-20", "19850308000000": "1985-03-08", "1985": "", "31/02/1985": "", "": ""} {
		if got := birthOf(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

var counter = authz.Actor{Kind: authz.Staff, ID: "officer", Grants: []authz.Grant{{Permission: PermRegister, Unit: "H52.101"}}}

func TestTheCounterFindsOrMakesAPerson(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		in := RegisterPersonInput{Number: "014185000101", Name: "  Lò  Thị Ánh ", BirthDate: "1985-03-08", Sex: Female, Agency: "H52.101"}
		first := must[Person](t)(k.RegisterPerson(ctx, counter, in))
		in.Name, in.Phone = norm.NFD.String("LÒ THỊ ÁNH"), "0912 345 678"
		again := must[Person](t)(k.RegisterPerson(ctx, counter, in))
		if again.ID != first.ID || again.Name != "Lò Thị Ánh" || again.Phone != "0912345678" {
			t.Fatalf("%+v", again)
		}
		in.Phone = "0999999999"
		if kept := must[Person](t)(k.RegisterPerson(ctx, counter, in)); kept.Phone != "0912345678" {
			t.Error("the counter overwrote the person's own number")
		}
		in.Name = "Lò Thị Anh"
		_, err := k.RegisterPerson(ctx, counter, in)
		wantFault(t, err, fault.Invalid, "identity.field.number_of_another")
		in.Agency = "H52.102"
		_, err = k.RegisterPerson(ctx, counter, in)
		wantFault(t, err, fault.Forbidden, "")
		_, err = k.RegisterPerson(ctx, counter, RegisterPersonInput{Agency: "H52.101", Number: "014185000101", BirthDate: "1986-01-01", Sex: Male, Phone: "x", Email: "x"})
		for _, key := range []string{"name: fault.field.required", "identity.field.number_birth", "identity.field.number_sex", "identity.field.phone", "identity.field.email"} {
			wantFault(t, err, fault.Invalid, key)
		}
		_, err = k.RegisterPerson(ctx, counter, RegisterPersonInput{Agency: "H52.101", Number: "014226000101", Name: "x", BirthDate: "2026-12-01"})
		wantFault(t, err, fault.Invalid, "identity.field.future")
	})
}

func TestTwoCountersAtOnceMakeOnePerson(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				if _, err := k.RegisterPerson(ctx, counter, RegisterPersonInput{Number: "014185000101", Name: "Lò Thị Ánh", Agency: "H52.101"}); err != nil {
					t.Error(err)
				}
			})
		}
		if wg.Wait(); k.count("identity_person") != 1 {
			t.Errorf("%d people", k.count("identity_person"))
		}
	})
}

func TestPeopleChangeHowTheyAreReached(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		p := must[Person](t)(k.RegisterPerson(ctx, counter, RegisterPersonInput{Number: "014185000101", Name: "Lò Thị Ánh", Agency: "H52.101"}))
		me := authz.Actor{Kind: authz.Citizen, ID: p.ID, Person: p.ID}
		in := UpdateContactInput{Phone: "+84912345678", Email: "a@b.vn", Language: "en", SMSDiacritics: true, Version: p.Version}
		out := must[Person](t)(k.UpdateContact(ctx, me, in))
		if out.Phone != "0912345678" || out.Email != "a@b.vn" || out.Language != "en" || !out.SMSDiacritics || out.Version != p.Version+1 {
			t.Fatalf("%+v", out)
		}
		_, err := k.UpdateContact(ctx, me, in)
		wantFault(t, err, fault.Conflict, "identity.fault.contact_changed")
		in.Version = 0
		must[Person](t)(k.UpdateContact(ctx, me, in)) // nothing new: nothing happens
		_, err = k.UpdateContact(ctx, me, UpdateContactInput{Phone: "1", Email: "1", Language: "fr"})
		wantFault(t, err, fault.Invalid, "language: fault.field.choose")
		_, err = k.UpdateContact(ctx, authz.Actor{}, in)
		wantFault(t, err, fault.Unauthenticated, "")
		_, err = k.UpdateContact(ctx, authz.Actor{Kind: authz.Citizen, Person: "nobody"}, in)
		wantFault(t, err, fault.NotFound, "identity.fault.no_person")
	})
}

func TestEveryRouteIsGuarded(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		site := k.site()
		for _, r := range k.Routes() {
			if r.Need == "" || !strings.HasPrefix(r.Pattern, "/") {
				t.Errorf("%+v", r)
			}
			if r.Need != web.SignedIn {
				continue
			}
			b := newBrowser(t)
			if r.Method == "POST" {
				if code, _ := b.send(site.URL + r.Pattern); code != 401 {
					t.Errorf("%s: %d", r.Pattern, code)
				}
			} else if code, _ := b.open(site.URL + r.Pattern); code != 503 { // sent to sign in, where VNeID is off
				t.Errorf("%s: %d", r.Pattern, code)
			}
		}
		for _, body := range []string{"", "logout_token=x"} {
			if code, _ := newBrowser(t).send(site.URL+PathBackChannel, "logout_token", body); code != 503 {
				t.Errorf("back channel without VNeID: %d", code)
			}
		}
	})
}
