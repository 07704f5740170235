// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

func TestASessionEndsWhenIdleWhenOldAndWhenSignedOut(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		idle := k.signIn("lan")
		k.now.Advance(29 * time.Minute)
		if k.actor(idle.Token).Kind != authz.Staff {
			t.Fatal("gone before it was idle for 30 minutes")
		}
		k.now.Advance(29 * time.Minute)
		if k.actor(idle.Token).Kind != authz.Staff {
			t.Fatal("use did not keep it alive")
		}
		k.now.Advance(31 * time.Minute)
		if a := k.actor(idle.Token); a.Kind == authz.Staff {
			t.Fatal("idle and still alive")
		}
		old := k.signIn("lan")
		for range 12*60/20 - 1 {
			k.now.Advance(20 * time.Minute)
			if k.actor(old.Token).Kind != authz.Staff {
				t.Fatal("a session in use ended early")
			}
		}
		k.now.Advance(20 * time.Minute)
		if k.actor(old.Token).Kind == authz.Staff {
			t.Fatal("older than 12 hours and still alive")
		}
		out := k.signIn("lan")
		actor := k.actor(out.Token)
		if err := k.SignOut(ctx, actor, out.Token); err != nil {
			t.Fatal(err)
		}
		if k.actor(out.Token).Kind == authz.Staff {
			t.Fatal("signed out and still in")
		}
		if err := k.SignOut(ctx, actor, out.Token); err != nil {
			t.Fatal("signing out twice:", err)
		}
	})
}

func TestForgedAndTamperedSessionsAreNobody(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		in := k.signIn("lan")
		for _, token := range []string{"", "x", ids.Token(), in.ID, in.Token + "A", in.Token[:42], strings.ToUpper(in.Token), "' OR 1=1 --", strings.Repeat("a", 5000), "\x00"} {
			if a := k.actor(token); a.Kind != "" {
				t.Errorf("%.20q is %v", token, a)
			}
		}
		flipped := []byte(in.Token)
		flipped[10] ^= 1
		if a := k.actor(string(flipped)); a.Kind != "" {
			t.Error("a flipped bit was not noticed")
		}
		for _, header := range []string{"Bearer " + in.Token, "Bearer", "Basic bGFuOng=", "Bearer mcq_" + in.Token, "bearer mcq_"} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Authorization", header)
			r.AddCookie(&http.Cookie{Name: sessionCookieName, Value: in.Token})
			if a := must[authz.Actor](t)(k.Authenticate(r)); a.Kind != "" {
				t.Errorf("%q is %v", header, a)
			}
		}
	})
}

func TestSessionsOfAClosedAccountAndAfterANewPasswordEnd(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("lan")
		in := k.signIn("lan")
		token := must[CreatedToken](t)(k.CreateToken(ctx, boss, CreateTokenInput{Account: a.ID, Name: "x"}))
		if k.actor(in.Token).Kind != authz.Staff || k.bearer(token.Secret).Kind != authz.Staff {
			t.Fatal("not in")
		}
		if err := k.SetPassword(ctx, boss, a.ID, "một câu khác cũng dài"); err != nil {
			t.Fatal(err)
		}
		if k.actor(in.Token).Kind != "" {
			t.Error("the old password's session lives")
		}
		if err := k.CloseAccount(ctx, boss, a.ID); err != nil {
			t.Fatal(err)
		}
		if k.bearer(token.Secret).Kind != "" {
			t.Error("a closed account's token works")
		}
		_, err := k.SignInStaff(ctx, SignInStaffInput{Login: "lan", Password: "một câu khác cũng dài"})
		wantFault(t, err, fault.Forbidden, "identity.fault.closed")
	})
}

func TestWhatAnotherProcessEndedIsSeenWithinSeconds(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("lan")
		in := k.signIn("lan")
		k.actor(in.Token)
		other := New(k.d, k.box, Config{})
		if err := other.SignOut(ctx, authz.Actor{}, in.Token); err != nil {
			t.Fatal(err)
		}
		must[Appointment](t)(other.Appoint(ctx, boss, AppointInput{Account: a.ID, Agency: "H52.1", Role: Leader, Title: "x", ValidFrom: "2026-01-01"}))
		k.now.Advance(16 * time.Second)
		if k.actor(in.Token).Kind != "" {
			t.Fatal("still in after the memory ran out")
		}
	})
}

func TestAppointmentTakesEffectInRunningSessionsAtOnce(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("lan")
		in := k.signIn("lan")
		if k.actor(in.Token).CanSomewhere("dossier.view") {
			t.Fatal("rights from nowhere")
		}
		post := k.appoint(a, "H52.1", Leader, "2026-01-01", "")
		if !k.actor(in.Token).Can("dossier.view", "H52.1") {
			t.Fatal("the appointment is not seen")
		}
		if err := k.EndAppointment(ctx, boss, post.ID, "2026-11-15"); err != nil {
			t.Fatal(err)
		}
		if k.actor(in.Token).CanSomewhere("dossier.view") {
			t.Fatal("the end of the appointment is not seen")
		}
	})
}

func TestLastSeenIsWrittenByTheHousekeepingAtMostOnceAMinute(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		in := k.signIn("lan")
		for range 10 {
			k.now.Advance(13 * time.Second)
			k.actor(in.Token)
		}
		if err := k.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		list := must[[]Session](t)(k.ListSessions(ctx, k.actor(in.Token)))
		if len(list) != 1 || list[0].LastSeen.Sub(in.Created) < time.Minute || len(k.cache.takeSeen()) != 0 {
			t.Fatalf("%+v", list)
		}
		k.now.Advance(13 * time.Hour)
		if err := k.Sweep(ctx); err != nil || k.count("identity_session") != 0 {
			t.Fatalf("%d sessions left, %v", k.count("identity_session"), err)
		}
	})
}

func TestPeopleEndTheirOwnSessionsOnly(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		k.account("minh")
		here, phone, other := k.signIn("lan"), k.signIn("lan"), k.signIn("minh")
		lan := k.actor(here.Token)
		wantFault(t, k.EndSession(ctx, lan, other.ID), fault.NotFound, "identity.fault.no_session")
		wantFault(t, k.EndSession(ctx, authz.Actor{}, other.ID), fault.Unauthenticated, "")
		if err := k.EndSession(ctx, lan, phone.ID); err != nil {
			t.Fatal(err)
		}
		if k.actor(phone.Token).Kind != "" || k.actor(here.Token).Kind == "" || k.actor(other.Token).Kind == "" {
			t.Fatal("the wrong session ended")
		}
		if n := len(must[[]Session](t)(k.ListSessions(ctx, lan))); n != 1 {
			t.Fatalf("%d sessions listed", n)
		}
	})
}

func TestTokensWorkUntilRevokedOrExpired(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("may")
		k.appoint(a, "H52.1", OneStopOfficer, "2026-01-01", "")
		one := must[CreatedToken](t)(k.CreateToken(ctx, boss, CreateTokenInput{Account: a.ID, Name: "bench", Life: time.Hour}))
		two := must[CreatedToken](t)(k.CreateToken(ctx, k.bearer(one.Secret), CreateTokenInput{Account: a.ID, Name: "own"}))
		if !k.bearer(one.Secret).Can("dossier.receive", "H52.1") || k.bearer(two.Secret).Kind != authz.Staff {
			t.Fatal("a fresh token does not work")
		}
		if err := k.RevokeToken(ctx, boss, two.ID); err != nil {
			t.Fatal(err)
		}
		if err := k.RevokeToken(ctx, boss, two.ID); err != nil {
			t.Fatal("twice:", err)
		}
		if k.bearer(two.Secret).Kind != "" {
			t.Error("revoked and still good")
		}
		k.now.Advance(time.Hour)
		if k.bearer(one.Secret).Kind != "" {
			t.Error("expired and still good")
		}
		list := must[[]Token](t)(k.ListTokens(ctx, boss, a.ID))
		if len(list) != 2 || list[1].Revoked.IsZero() {
			t.Errorf("%+v", list)
		}
		wantFault(t, k.RevokeToken(ctx, boss, "nothing"), fault.NotFound, "identity.fault.no_token")
		_, err := k.CreateToken(ctx, boss, CreateTokenInput{Account: a.ID, Name: "x", Life: 1000 * 24 * time.Hour})
		wantFault(t, err, fault.Invalid, "identity.field.token_life")
	})
}

func TestManyRequestsAtOnceAndOneSignOut(t *testing.T) {
	each(t, Config{CacheFor: time.Millisecond}, func(k *kit) {
		a := k.account("lan")
		in := k.signIn("lan")
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: sessionCookieName, Value: in.Token})
		var wg sync.WaitGroup
		stop := make(chan struct{})
		for range 8 {
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
						if _, err := k.Authenticate(r); err != nil {
							t.Error(err)
							return
						}
					}
				}
			})
		}
		for i := range 10 {
			must[Appointment](t)(k.Appoint(ctx, boss, AppointInput{Account: a.ID, Agency: fmt.Sprint("H52.", i), Role: Leader, Title: "x", ValidFrom: "2026-01-01"}))
			if !k.actor(in.Token).Can("dossier.view", fmt.Sprint("H52.", i)) {
				t.Errorf("appointment %d is not seen", i)
			}
		}
		if err := k.SignOut(ctx, authz.Actor{}, in.Token); err != nil {
			t.Error(err)
		}
		if k.actor(in.Token).Kind != "" {
			t.Error("a loader that was under way brought the session back")
		}
		close(stop)
		wg.Wait()
	})
}

func TestCookieNamesAndFlags(t *testing.T) {
	for _, secure := range []bool{false, true} {
		s := New(nilDB(t), nil, Config{Secure: secure})
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "http://x/", nil)
		s.SetSession(w, r, SignedInSession{Token: "secret"})
		c := w.Result().Cookies()[0]
		if c.Secure != secure || strings.HasPrefix(c.Name, "__Host-") != secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("secure %v: %+v", secure, c)
		}
	}
}

func nilDB(t *testing.T) *db.DB {
	d, err := db.Open(ctx, "sqlite:"+t.TempDir()+"/x.db", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func BenchmarkAuthenticateFromMemory(b *testing.B) {
	s := benchService(b)
	in := must[SignedInSession](b)(s.SignInStaff(ctx, SignInStaffInput{Login: "lan", Password: password}))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(&http.Cookie{Name: sessionCookieName, Value: in.Token})
	b.ReportAllocs()
	for b.Loop() {
		if a, err := s.Authenticate(r); err != nil || a.Kind != authz.Staff {
			b.Fatal(a, err)
		}
	}
}
