// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/standards/vntext"
)

// draft is a message as it will be stored.
type draft struct {
	id        string
	channel   Channel
	template  int64
	person    string
	name      string
	address   string
	lang      string
	title     string
	body      string
	sms       vntext.SMS
	quiet     Window
	state     State
	runAt     time.Time
	lastError string
}

// errorAddress is kept with a message whose address cannot be right.
const errorAddress = "notification.error.address"

// Notify writes the message for every channel that is configured and that the
// person allows, in the caller's transaction; Run sends them once that is durable.
// The same Key again does nothing. It costs two reads and queued inserts.
func (s *Service) Notify(tx *db.Tx, m Message) error {
	if err := m.check(); err != nil {
		return err
	}
	p, err := s.choice(tx, m.To.Person)
	if err != nil {
		return err
	}
	lang := language(p.Lang, m.To.Lang)
	templates, err := s.templates(tx, m.Kind, lang)
	if err != nil {
		return err
	}
	if m.Args.Phone == "" {
		m.Args.Phone = s.hotline
	}
	for _, d := range s.drafts(m, p, s.texts.In(lang), templates, tx.Now()) {
		insertMessage(tx, m, d, tx.Now())
		if d.state == StateQueued {
			tx.After(func() { s.wake(d.channel) })
		}
	}
	return nil
}

func (s *Service) choice(r db.Reader, person string) (Preference, error) {
	if person == "" {
		return s.usual(""), nil
	}
	return s.Preference(r, person)
}

func language(chosen, usual string) string {
	for _, l := range []string{chosen, usual} {
		if l == i18n.Vietnamese || l == i18n.English {
			return l
		}
	}
	return i18n.Vietnamese
}

func (s *Service) drafts(m Message, p Preference, l i18n.Localizer, t map[Form]Template, now time.Time) []draft {
	var out []draft
	if len(s.lanes[SMS]) > 0 && p.SMS && strings.TrimSpace(m.To.Phone) != "" {
		out = append(out, draftSMS(m, p, l, t, now))
	}
	if len(s.lanes[Email]) > 0 && p.Email && strings.TrimSpace(m.To.Email) != "" {
		out = append(out, draftEmail(m, l, t[FormEmail], now))
	}
	if m.To.Person != "" {
		d := written(m, Portal, l, t[FormPortal], now)
		d.state = StateDelivered
		out = append(out, d)
	}
	for i := range out {
		out[i].id, out[i].person, out[i].name, out[i].lang = ids.New(now), m.To.Person, m.To.Name, l.Lang()
	}
	return out
}

func draftSMS(m Message, p Preference, l i18n.Localizer, t map[Form]Template, now time.Time) draft {
	form := FormSMS
	if p.Diacritics {
		form = FormSMS70
	}
	d := draft{channel: SMS, template: t[form].Version, quiet: p.Quiet, state: StateQueued, runAt: now}
	if m.Urgent {
		d.quiet = Window{}
	}
	d.runAt = d.quiet.after(now)
	d.body, d.sms = fitSMS(t[form].Body, valuesOf(m, form, l), form == FormSMS)
	number, ok := ParsePhone(m.To.Phone)
	d.address = number
	if !ok {
		d.address, d.state, d.lastError = m.To.Phone, StateDead, errorAddress
	}
	return d
}

func draftEmail(m Message, l i18n.Localizer, t Template, now time.Time) draft {
	d := written(m, Email, l, t, now)
	greeting := l.T("notification.greeting.nameless")
	if m.To.Name != "" {
		greeting = l.T("notification.greeting", "name", vntext.Clean(m.To.Name))
	}
	d.body = greeting + "\n\n" + d.body + "\n\n" + l.T("notification.footer")
	address, ok := ParseEmail(m.To.Email)
	d.address, d.state = address, StateQueued
	if !ok {
		d.address, d.state, d.lastError = m.To.Email, StateDead, errorAddress
	}
	return d
}

// written renders the forms that have room: title, words, facts.
func written(m Message, c Channel, l i18n.Localizer, t Template, now time.Time) draft {
	v := valuesOf(m, t.Form, l)
	for k, s := range v {
		v[k] = vntext.CleanText(s)
	}
	title := strings.Join(strings.Fields(render(clauses(t.Title), v)), " ")
	return draft{
		channel: c, template: t.Version, runAt: now, title: title,
		body: render(clauses(t.Body), v) + "\n\n" + facts(v, l),
	}
}

func day(t time.Time) string { return clock.Date(t) }
