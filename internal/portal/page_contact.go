// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"
	"strconv"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// showContact shows how a person is reached.
func (p *Pages) showContact(w http.ResponseWriter, r *http.Request) error {
	var n identity.Person
	var pref notification.Preference
	err := p.read(r, func(q db.Reader) (err error) {
		if n, err = p.cfg.Identity.Person(q, web.Actor(r).Person); err != nil {
			return err
		}
		pref, err = p.cfg.Notification.Preference(q, n.ID)
		return err
	})
	if err != nil {
		return err
	}
	plain := !n.SMSDiacritics && !pref.Diacritics
	return p.contactPage(w, r, contactView{Phone: n.Phone, Email: n.Email, Language: n.Language, Version: n.Version, Next: ownPage(r.URL.Query().Get("next")), Diacritics: smsOptions(r, plain)})
}

func (p *Pages) contactPage(w http.ResponseWriter, r *http.Request, v contactView) error {
	t := i18n.From(r.Context()).T
	v.Command = web.NewCommand(r)
	for _, l := range []string{i18n.Vietnamese, i18n.English} {
		v.Languages = append(v.Languages, ui.Option{Value: l, Text: t("ui.lang." + l), Selected: l == v.Language})
	}
	page := ui.Page{Title: t("portal.contact.title"), Back: &ui.Link{Href: v.Next}, HasErrors: v.Problems.Any()}
	return p.show(w, r, v.Problems.status(), page, contactMain(v))
}

func smsOptions(r *http.Request, plain bool) []ui.Option {
	t := i18n.From(r.Context()).T
	return []ui.Option{
		{Value: "plain", Text: t("portal.contact.sms_plain"), Hint: t("portal.contact.sms_plain_hint"), Selected: plain},
		{Value: "marks", Text: t("portal.contact.sms_marks"), Hint: t("portal.contact.sms_marks_hint"), Selected: !plain},
	}
}

// contact keeps how a person wants to be reached: who they are is the State's to
// say and stays.
func (p *Pages) contact(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	actor, marks := web.Actor(r), form.Raw("sms") == "marks"
	version, _ := strconv.Atoi(form.Raw("version"))
	v := contactView{Phone: form.Text("phone", 40), Email: form.Text("email", 254), Language: form.One("language", i18n.Vietnamese, i18n.English),
		Version: version, Next: ownPage(form.Raw("next")), Diacritics: smsOptions(r, !marks)}
	if err = form.Err(); err == nil {
		_, err = p.cfg.Identity.UpdateContact(r.Context(), actor, identity.UpdateContactInput{Phone: v.Phone, Email: v.Email, Language: v.Language, SMSDiacritics: marks, Version: version})
	}
	if err == nil {
		err = p.prefer(r, marks, v.Language)
	}
	if err != nil {
		var mine bool
		if v.Problems, mine = problemsOf(r.Context(), err); !mine {
			return err
		}
		return p.contactPage(w, r, v)
	}
	return web.SeeOther(w, r, v.Next, web.Done("portal.contact.saved"))
}

// prefer tells the room of messages what was chosen.
func (p *Pages) prefer(r *http.Request, marks bool, lang string) error {
	person := web.Actor(r).Person
	var was notification.Preference
	err := p.read(r, func(q db.Reader) (err error) {
		was, err = p.cfg.Notification.Preference(q, person)
		return err
	})
	if err != nil || was.Diacritics == marks && was.Lang == lang {
		return err
	}
	_, err = p.cfg.Notification.SetPreference(r.Context(), web.Actor(r), notification.PreferenceInput{
		Person: person, SMS: was.SMS, Email: was.Email, Diacritics: marks, Lang: lang, Quiet: was.Quiet.String(), Version: was.Version})
	return err
}
