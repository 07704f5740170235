// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import "motcua.vn/internal/platform/db"

// Preview writes the messages that Notify would, and sends none: for an officer
// who wants to see what will go out. Addresses are masked.
func (s *Service) Preview(r db.Reader, m Message) ([]Sent, error) {
	p, err := s.choice(r, m.To.Person)
	if err != nil {
		return nil, err
	}
	lang := language(p.Lang, m.To.Lang)
	templates, err := s.templates(r, m.Kind, lang)
	if err != nil {
		return nil, err
	}
	if m.Args.Phone == "" {
		m.Args.Phone = s.hotline
	}
	var out []Sent
	for _, d := range s.drafts(m, p, s.texts.In(lang), templates) {
		out = append(out, Sent{
			Kind: m.Kind, Channel: d.channel, State: d.state, Subject: m.Subject, Person: d.person, Address: MaskAddress(d.address), Lang: d.lang,
			Title: d.title, Body: d.body, Encoding: string(d.sms.Encoding), Segments: d.sms.Segments, Template: d.template, RunAt: d.runAt, LastError: d.lastError,
		})
	}
	return out, nil
}
