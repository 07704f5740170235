// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

func TestNotifyWritesOncePerChannel(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, _, _ := usual(t, d, now)
		m := sample()
		tell(t, s, m)
		tell(t, s, m)
		got := read(t, d, func(r db.Reader) ([]Sent, error) { return ForSubject(r, "d1") })
		if len(got) != 3 {
			t.Fatalf("%d messages", len(got))
		}
		by := told(t, d, "d1")
		if sms := by[SMS]; sms.State != StateQueued || sms.Segments != 1 || sms.Encoding != "gsm7" || sms.Address != "********678" || !strings.HasPrefix(sms.Body, "Ho so 000.28.32.H52-261116-0001: da tiep nhan, hen tra 09:00 24/11/2026.") {
			t.Errorf("%+v", sms)
		}
		if mail := by[Email]; mail.State != StateQueued || mail.Address != "e***@example.vn" || !strings.HasPrefix(mail.Body, "Chào Lò Thị Ẻn,") || mail.Title != "Hồ sơ 000.28.32.H52-261116-0001 đã được tiếp nhận" {
			t.Errorf("%+v", mail)
		}
		if p := by[Portal]; p.State != StateDelivered || p.Done.IsZero() || !p.ReadAt.IsZero() || !strings.Contains(p.Body, "thứ Ba, 24/11/2026, 09:00") {
			t.Errorf("%+v", p)
		}
	})
}

func TestNotifyGoesWithTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, _ := usual(t, d, now)
		broken := errors.New("the dossier could not be stored")
		err := d.Write(context.Background(), func(tx *db.Tx) error {
			if err := s.Notify(tx, sample()); err != nil {
				return err
			}
			return broken
		})
		drain(t, s)
		if !errors.Is(err, broken) || len(told(t, d, "d1")) != 0 || len(sms.all()) != 0 {
			t.Errorf("%v: something was told", err)
		}
	})
}

func TestNotifyRefusesWrongCallers(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, _, _ := usual(t, d, now)
		for name, spoil := range map[string]func(*Message){
			"no key": func(m *Message) { m.Key = "" }, "no kind": func(m *Message) { m.Kind = "gone" }, "no code": func(m *Message) { m.Subject.Code = "" },
		} {
			m := sample()
			spoil(&m)
			err := d.Write(context.Background(), func(tx *db.Tx) error { return s.Notify(tx, m) })
			if !errors.Is(err, ErrMessage) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAddressesDecideTheChannels(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, sms, mail := usual(t, d, now)
		m := sample()
		m.To = Recipient{Phone: "0212 3852 222", Email: "khong phai thu"}
		tell(t, s, m)
		drain(t, s)
		by := told(t, d, "d1")
		if len(by) != 2 || by[SMS].State != StateDead || by[SMS].LastError != errorAddress || by[Email].State != StateDead || len(sms.all())+len(mail.all()) != 0 {
			t.Errorf("%+v", by)
		}
		m = sample()
		m.Key, m.Subject.ID, m.To = "e2", "d2", Recipient{Person: "p9"}
		tell(t, s, m)
		if by := told(t, d, "d2"); len(by) != 1 || by[Portal].Person != "p9" {
			t.Errorf("%+v", by)
		}
		bare := room(t, d, now) // nothing configured: the portal alone
		m = sample()
		m.Key, m.Subject.ID = "e3", "d3"
		tell(t, bare, m)
		if by := told(t, d, "d3"); len(by) != 1 {
			t.Errorf("%+v", by)
		}
	})
}

func TestPreferenceDecides(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		ctx := context.Background()
		s, _, _ := usual(t, d, now)
		choice := PreferenceInput{Person: "p1", SMS: true, Diacritics: true, Lang: i18n.English, Quiet: "21:00-06:30"}
		p, err := s.SetPreference(ctx, citizen, choice)
		if err != nil || p.Version != 1 {
			t.Fatalf("%+v %v", p, err)
		}
		if again, err := s.SetPreference(ctx, citizen, choice); err != nil || again.Version != 1 {
			t.Errorf("the same choice again: %+v %v", again, err)
		}
		tell(t, s, sample())
		by := told(t, d, "d1")
		if len(by) != 2 || by[SMS].Body != "000.28.32.H52-261116-0001: accepted, due 09:00 24/11. Tel 02123852222" || !strings.Contains(by[Portal].Body, "Your application is accepted") {
			t.Errorf("%+v", by)
		}
		choice.Email = true
		if _, err := s.SetPreference(ctx, citizen, choice); !fault.Is(err, fault.Conflict) {
			t.Errorf("an old version: %v", err)
		}
		choice.Version = 1
		if p, err := s.SetPreference(ctx, manager, choice); err != nil || p.Version != 2 {
			t.Errorf("by staff: %+v %v", p, err)
		}
		if _, err := s.SetPreference(ctx, other, choice); !fault.Is(err, fault.Forbidden) {
			t.Errorf("by somebody else: %v", err)
		}
		bad := choice
		bad.Quiet, bad.Lang = "ban đêm", "fr"
		if _, err := s.SetPreference(ctx, citizen, bad); !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 2 {
			t.Errorf("%v", err)
		}
		if acts := audited(t, d, "p1"); len(acts) != 2 {
			t.Errorf("audit: %v", acts)
		}
		if p := read(t, d, func(r db.Reader) (Preference, error) { return s.Preference(r, "p5") }); p.Version != 0 || !p.SMS || p.Quiet != (Window{1320, 420}) {
			t.Errorf("%+v", p)
		}
	})
}

func TestFirstChoicesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s, _, _ := usual(t, d, now)
		errs := make(chan error, 8)
		for i := range 8 {
			go func() {
				_, err := s.SetPreference(context.Background(), citizen, PreferenceInput{Person: "p1", SMS: true, Quiet: []string{"01:00-02:00", "02:00-03:00", "03:00-04:00", "04:00-05:00", "05:00-06:00", "06:00-07:00", "07:00-08:00", "08:00-09:00"}[i]})
				errs <- err
			}()
		}
		done := 0
		for range 8 {
			switch err := <-errs; {
			case err == nil:
				done++
			case !fault.Is(err, fault.Conflict):
				t.Error(err)
			}
		}
		if done != 1 {
			t.Errorf("%d first choices were kept", done)
		}
	})
}

func TestTemplates(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, now *clock.Fake) {
		ctx := context.Background()
		s, _, _ := usual(t, d, now)
		in := TemplateInput{Kind: Accepted, Form: FormSMS, Lang: "vi", Body: "{code} đã nhận.[ Gọi {phone}]", Reason: "Công văn 12"}
		if _, err := s.SetTemplate(ctx, citizen, in); !fault.Is(err, fault.Forbidden) {
			t.Errorf("by a citizen: %v", err)
		}
		for name, spoil := range map[string]func(*TemplateInput){
			"unknown value": func(i *TemplateInput) { i.Body = "{code} {ten}" }, "no code": func(i *TemplateInput) { i.Body = "xin chào" },
			"open bracket": func(i *TemplateInput) { i.Body = "{code} [a" }, "nested": func(i *TemplateInput) { i.Body = "{code} [a[b]]" },
			"too long": func(i *TemplateInput) { i.Body = "{code}" + strings.Repeat(" rất dài", 20) }, "no reason": func(i *TemplateInput) { i.Reason = " " },
			"form": func(i *TemplateInput) { i.Form = "fax" }, "mail without title": func(i *TemplateInput) { i.Form = FormEmail },
		} {
			bad := in
			spoil(&bad)
			if _, err := s.SetTemplate(ctx, manager, bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if v, err := s.SetTemplate(ctx, manager, in); err != nil || v.Version != 1 {
			t.Fatalf("%+v %v", v, err)
		}
		if _, err := s.SetTemplate(ctx, manager, in); !fault.Is(err, fault.Conflict) {
			t.Errorf("an old version: %v", err)
		}
		tell(t, s, sample())
		if m := told(t, d, "d1")[SMS]; m.Body != "000.28.32.H52-261116-0001 da nhan. Goi 02123852222" || m.Template != 1 {
			t.Errorf("%+v", m)
		}
		now.Advance(time.Minute)
		in.Version, in.Body = 1, ""
		if _, err := s.SetTemplate(ctx, manager, in); err != nil {
			t.Fatal(err)
		}
		m := sample()
		m.Key, m.Subject.ID = "e2", "d2"
		tell(t, s, m)
		if m := told(t, d, "d2")[SMS]; !strings.HasPrefix(m.Body, "Ho so") || m.Template != 2 {
			t.Errorf("%+v", m)
		}
		if h := read(t, d, func(r db.Reader) ([]Template, error) { return s.History(r, Accepted, FormSMS, "vi") }); len(h) != 2 || h[0].Version != 2 {
			t.Errorf("%+v", h)
		}
		if now := read(t, d, func(r db.Reader) ([]Template, error) { return s.Templates(r, Accepted, "vi") }); len(now) != 4 || now[0].Body == "" {
			t.Errorf("%+v", now)
		}
		if acts := audited(t, d, "accepted.sms.vi"); len(acts) != 2 {
			t.Errorf("audit: %v", acts)
		}
	})
}
