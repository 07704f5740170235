// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

func benchService(b *testing.B) *Service {
	b.Helper()
	s := New(testkit.SQLite(b, clock.NewFake(testkit.Noon), schemas...), outbox.New(), Config{})
	must[Account](b)(s.CreateAccount(ctx, boss, CreateAccountInput{Login: "lan", PasswordHash: cheap, Name: "Lan", Agency: authz.Everywhere}))
	return s
}

func (k *kit) try(login, pw, address string) error {
	_, err := k.SignInStaff(ctx, SignInStaffInput{Login: login, Password: pw, Address: address})
	return err
}

func TestKnownAndUnknownLoginsAreRefusedAlike(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		for _, login := range []string{"lan", "nobody"} {
			for range 5 {
				wantFault(t, k.try(login, "wrong", "192.0.2.1"), fault.Invalid, "identity.fault.wrong_login")
			}
			wantFault(t, k.try(login, password, "192.0.2.1"), fault.TooMany, "identity.fault.locked")
			k.now.Advance(14*time.Minute + 59*time.Second)
			wantFault(t, k.try(login, password, "192.0.2.1"), fault.TooMany, "identity.fault.locked")
			k.now.Advance(2 * time.Second)
			wantFault(t, k.try(login, "wrong", "192.0.2.1"), fault.Invalid, "identity.fault.wrong_login")
		}
		if err := k.try(" LAN ", password, "192.0.2.1"); err != nil {
			t.Fatal("the right password after the lock:", err)
		}
		for range 4 { // success began a new count
			wantFault(t, k.try("lan", "wrong", "192.0.2.1"), fault.Invalid, "identity.fault.wrong_login")
		}
		if err := k.try("lan", password, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOneAddressMayNotTryManyLogins(t *testing.T) {
	each(t, Config{AddressFailures: 10}, func(k *kit) {
		k.account("lan")
		for i := range 10 {
			wantFault(t, k.try(strings.Repeat("x", i+2), "wrong", "192.0.2.7"), fault.Invalid, "identity.fault.wrong_login")
		}
		wantFault(t, k.try("lan", password, "192.0.2.7"), fault.TooMany, "identity.fault.address_locked")
		if err := k.try("lan", password, "192.0.2.8"); err != nil {
			t.Fatal("another address:", err)
		}
		k.now.Advance(16 * time.Minute)
		if err := k.try("lan", password, "192.0.2.7"); err != nil {
			t.Fatal("after the lock:", err)
		}
	})
}

func TestGuessesSideBySideAreAllCounted(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if err := k.try("lan", "wrong", "192.0.2.1"); !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooMany) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		wantFault(t, k.try("lan", password, "192.0.2.1"), fault.TooMany, "identity.fault.locked")
	})
}

func TestTheLimiterForgetsRatherThanGrow(t *testing.T) {
	l := newLimiter(limit{3, time.Minute}, time.Minute)
	now := testkit.Noon
	for i := range limiterSize * 2 {
		l.wrong(string(rune(i))+"k", now)
	}
	if len(l.byKey) > limiterSize {
		t.Fatalf("%d keys", len(l.byKey))
	}
}

func TestAnAccountUnusedFor45DaysStaysShut(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("lan")
		k.now.Advance(45*24*time.Hour + time.Minute)
		wantFault(t, k.try("lan", "wrong", "192.0.2.1"), fault.Invalid, "identity.fault.wrong_login")
		wantFault(t, k.try("lan", password, "192.0.2.1"), fault.Forbidden, "identity.fault.dormant")
		if err := k.SetPassword(ctx, boss, a.ID, "một câu khác cũng dài"); err != nil {
			t.Fatal(err)
		}
		if err := k.try("lan", "một câu khác cũng dài", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAccountsThatCannotBeMade(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		for _, c := range []struct {
			in  CreateAccountInput
			key string
		}{
			{CreateAccountInput{Login: "LAN ", PasswordHash: cheap, Name: "x"}, "identity.field.login_taken"},
			{CreateAccountInput{Login: "một", PasswordHash: cheap, Name: "x"}, "identity.field.login"},
			{CreateAccountInput{Login: "ok", Password: "short", Name: "x"}, "identity.field.password_short"},
			{CreateAccountInput{Login: "fourteen-letters", Password: "Fourteen-Letters", Name: "x"}, "identity.field.password_login"},
			{CreateAccountInput{Login: "ok", PasswordHash: cheap}, "name: fault.field.required"},
			{CreateAccountInput{Login: "ok", PasswordHash: cheap, Name: "x", Number: "123"}, "identity.field.number"},
		} {
			c.in.Agency = authz.Everywhere
			_, err := k.CreateAccount(ctx, boss, c.in)
			wantFault(t, err, fault.Invalid, c.key)
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		made := 0
		for range 8 {
			wg.Go(func() {
				_, err := k.CreateAccount(ctx, boss, CreateAccountInput{Login: "same", PasswordHash: cheap, Name: "x", Agency: authz.Everywhere})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					made++
				} else if !fault.Is(err, fault.Invalid) {
					t.Error(err)
				}
			})
		}
		if wg.Wait(); made != 1 {
			t.Fatalf("made %d", made)
		}
	})
}

func TestPasswords(t *testing.T) {
	hash := HashPassword("Mật khẩu Đẹp 123")
	for pw, want := range map[string]bool{"Mật khẩu Đẹp 123": true, norm.NFD.String("Mật khẩu Đẹp 123"): true, "mật khẩu đẹp 123": false, "": false} {
		if samePassword(hash, pw) != want {
			t.Errorf("%q: want %v", pw, want)
		}
	}
	for _, bad := range []string{"", "x", "$argon2id$v=19$m=64,t=1,p=1$!!!$AAAA", "$argon2id$v=18$m=64,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=64,t=0,p=1$AAAA$AAAA", "$argon2id$v=19$m=64,t=1,p=1$AAAA$"} {
		if samePassword(bad, "") {
			t.Errorf("%q matches", bad)
		}
	}
	if again := HashPassword("Mật khẩu Đẹp 123"); again == hash {
		t.Error("no salt")
	}
}

func TestEveryWriteIsAudited(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		a := k.account("lan")
		k.appoint(a, "H52.1", OneStopOfficer, "2026-01-01", "")
		in := k.signIn("lan")
		_ = k.try("lan", "wrong", "192.0.2.1")
		must[CreatedToken](t)(k.CreateToken(ctx, boss, CreateTokenInput{Account: a.ID, Name: "x"}))
		if err := k.SignOut(ctx, k.actor(in.Token), in.Token); err != nil {
			t.Fatal(err)
		}
		var acts []string
		k.read(func(r db.Reader) error {
			list, err := audit.Of(r, a.ID, "", 100)
			for _, e := range list {
				acts = append(acts, e.Act)
				if strings.Contains(e.Detail, "argon2") || strings.Contains(e.Detail, password) || strings.Contains(e.Detail, in.Token) {
					t.Errorf("a secret in the record: %s", e.Detail)
				}
			}
			return err
		})
		want := "identity.create_account identity.appoint identity.sign_in identity.sign_in_refused identity.create_token identity.sign_out"
		if strings.Join(acts, " ") != want {
			t.Errorf("got %v", acts)
		}
		if n := k.count("outbox_event"); n != 6 { // registered, created, appointed, in, token, out
			t.Errorf("%d events", n)
		}
	})
}

func TestTheSignInPage(t *testing.T) {
	cfg := Config{Demo: true, DemoLogins: []DemoLogin{{Login: "lan", Password: password, Name: "Lò Thị Lan", Post: "Công chức một cửa", Agency: "Phường Chiềng An"}}}
	each(t, cfg, func(k *kit) {
		k.account("lan")
		site, b := k.site(), newBrowser(t)
		if _, body := b.open(site.URL + "/desk?a=b"); !strings.Contains(body, `value="/desk?a=b"`) {
			t.Fatalf("the desk does not lead to its sign-in: %s", body)
		}
		code, body := b.open(site.URL + PathDeskSignIn + "?next=/desk/d/1%3Fa=b")
		if code != http.StatusOK || !strings.Contains(body, "Phường Chiềng An") || !strings.Contains(body, `value="/desk/d/1?a=b"`) || strings.Contains(body, "⟦") {
			t.Fatalf("%d %s", code, body)
		}
		code, body = b.send(site.URL+PathDeskSignIn, "login", "lan", "password", "wrong", "next", "/desk")
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Tên đăng nhập hoặc mật khẩu chưa đúng") || !strings.Contains(body, `value="lan"`) || strings.Contains(body, "wrong") {
			t.Fatalf("%d %s", code, body)
		}
		code, body = b.send(site.URL+PathDeskSignIn+"?lang=en", "login", "lan", "password", "wrong")
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, "The login or the password is not right") {
			t.Fatalf("%d %s", code, body)
		}
		code, body = b.send(site.URL+PathDeskSignIn, "login", "lan", "password", password, "next", "//evil.example/")
		if code != http.StatusOK || body != "staff|Lò Thị lan|0" {
			t.Fatalf("%d %s", code, body)
		}
		if code, body = b.open(site.URL + PathSessions); code != http.StatusOK || !strings.Contains(body, "the device you are using now") {
			t.Fatalf("%d %s", code, body)
		}
		if code, body = b.send(site.URL + PathSignOut); code != http.StatusOK || !strings.Contains(body, "You are signed out") {
			t.Fatalf("%d %s", code, body)
		}
		if b.cookies(site.URL)[sessionCookieName] != "" {
			t.Error("the cookie stayed")
		}
		if _, body = b.open(site.URL); body != "|"+"|0" {
			t.Fatal(body)
		}
	})
	each(t, Config{DemoLogins: cfg.DemoLogins}, func(k *kit) {
		if _, body := newBrowser(t).open(k.site().URL + PathDeskSignIn); strings.Contains(body, password) {
			t.Error("demo logins outside the demo")
		}
	})
}

func TestSigningInNeverContinuesAPlantedSession(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("victim")
		k.account("attacker")
		planted := k.signIn("attacker")
		site, b := k.site(), newBrowser(t)
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, site.URL+PathDeskSignIn, strings.NewReader("login=victim&password="+password))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.AddCookie(&http.Cookie{Name: sessionCookieName, Value: planted.Token})
		b.answer(b.Do(req))
		fresh := b.cookies(site.URL)[sessionCookieName]
		if fresh == "" || fresh == planted.Token {
			t.Fatalf("the session is %q", fresh)
		}
		if k.actor(planted.Token).Kind != "" {
			t.Error("the planted session lives")
		}
		if a := k.actor(fresh); a.Name != "Lò Thị victim" {
			t.Errorf("%+v", a)
		}
	})
}

func TestOtherSitesCannotSignPeopleInOrOut(t *testing.T) {
	each(t, Config{}, func(k *kit) {
		k.account("lan")
		site := k.site()
		for _, path := range []string{PathDeskSignIn, PathSignOut, PathSessions} {
			req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, site.URL+path, strings.NewReader("login=lan&password="+password))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Sec-Fetch-Site", "cross-site")
			if code, _ := newBrowser(t).answer(http.DefaultClient.Do(req)); code != http.StatusForbidden {
				t.Errorf("%s: %d", path, code)
			}
		}
	})
}
