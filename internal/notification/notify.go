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

// Composed is a message in the words it will have, not yet stored.
type Composed struct {
	s      *Service
	m      Message
	drafts []draft
}

// Notify writes the message for every channel that is configured and that the
// person allows, in the caller's transaction; Run sends them once that is durable.
// The same Key again does nothing. Where many wait for the writer, call Compose
// before the transaction and Store in it.
func (s *Service) Notify(tx *db.Tx, m Message) error {
	c, err := s.Compose(tx, m)
	if err != nil {
		return err
	}
	c.Store(tx)
	return nil
}

// Compose puts a message into words, by the person's preference and the wordings in
// force: the slow half of Notify. It costs two reads.
func (s *Service) Compose(r db.Reader, m Message) (Composed, error) {
	if err := m.check(); err != nil {
		return Composed{}, err
	}
	p, err := s.choice(r, m.To.Person)
	if err != nil {
		return Composed{}, err
	}
	lang := language(p.Lang, m.To.Lang)
	templates, err := s.templates(r, m.Kind, lang)
	if err != nil {
		return Composed{}, err
	}
	if m.Args.Phone == "" {
		m.Args.Phone = s.hotline
	}
	m = m.clean()
	return Composed{s: s, m: m, drafts: s.drafts(m, p, s.texts.In(lang), templates)}, nil
}

// Store queues the inserts of a composed message.
func (c Composed) Store(tx *db.Tx) {
	now := tx.Now()
	for _, d := range c.drafts {
		d.id, d.runAt = ids.New(now), d.quiet.after(now)
		insertMessage(tx, c.m, d, now)
		if d.state == StateQueued {
			tx.After(func() { c.s.wake(d.channel) })
		}
	}
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

func (s *Service) drafts(m Message, p Preference, l i18n.Localizer, t map[Form]Template) []draft {
	var out []draft
	if len(s.lanes[SMS]) > 0 && p.SMS && strings.TrimSpace(m.To.Phone) != "" {
		out = append(out, draftSMS(m, p, l, t))
	}
	if len(s.lanes[Email]) > 0 && p.Email && strings.TrimSpace(m.To.Email) != "" {
		out = append(out, draftEmail(m, l, t[FormEmail]))
	}
	if m.To.Person != "" {
		d := written(m, Portal, l, t[FormPortal])
		d.state = StateDelivered
		out = append(out, d)
	}
	for i := range out {
		out[i].person, out[i].name, out[i].lang = m.To.Person, m.To.Name, l.Lang()
	}
	return out
}

func draftSMS(m Message, p Preference, l i18n.Localizer, t map[Form]Template) draft {
	form := FormSMS
	if p.Diacritics {
		form = FormSMS70
	}
	d := draft{channel: SMS, template: t[form].Version, quiet: p.Quiet, state: StateQueued}
	if m.Urgent {
		d.quiet = Window{}
	}
	d.body, d.sms = fitSMS(t[form].Body, valuesOf(m, form, l), form == FormSMS)
	number, ok := ParsePhone(m.To.Phone)
	d.address = number
	if !ok {
		d.address, d.state, d.lastError = m.To.Phone, StateDead, errorAddress
	}
	return d
}

func draftEmail(m Message, l i18n.Localizer, t Template) draft {
	d := written(m, Email, l, t)
	greeting := l.T("notification.greeting.nameless")
	if m.To.Name != "" {
		greeting = l.T("notification.greeting", "name", m.To.Name)
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
func written(m Message, c Channel, l i18n.Localizer, t Template) draft {
	v := valuesOf(m, t.Form, l)
	title := strings.Join(strings.Fields(render(clauses(t.Title), v)), " ")
	return draft{
		channel: c, template: t.Version, title: title,
		body: render(clauses(t.Body), v) + "\n\n" + facts(v, l),
	}
}

func day(t time.Time) string { return clock.Date(t) }
