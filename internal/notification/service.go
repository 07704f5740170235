// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"fmt"
	"log/slog"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ids"
)

// Permissions of staff.
const (
	PermManage    = "notification.manage"    // the console: failures, preferences on a person's request
	PermTemplates = "notification.templates" // wordings
)

// Config says how people are told. Its zero value tells them on the portal only.
type Config struct {
	SMPP    []SMPPConfig `json:"smpp"`    // operators, the preferred first
	SMTP    []SMTPConfig `json:"smtp"`    // mail relays, the preferred first
	Quiet   string       `json:"quiet"`   // hours without SMS, "22:00-07:00" by default; "none"
	Hotline string       `json:"hotline"` // the number to call where a message names none
	// Providers come after those above; tests and other networks use it.
	Providers []Provider `json:"-"`
	// Pace is the clock of rate limits; the machine's by default.
	Pace clock.Clock `json:"-"`
}

// Service is the room.
type Service struct {
	db      *db.DB
	texts   *i18n.Catalogue
	log     *slog.Logger
	quiet   Window
	hotline string
	lanes   map[Channel][]*lane
	wakes   map[Channel]chan struct{}
	reports chan struct{}
	name    string
}

// New makes the room; texts must hold this room's Texts.
func New(d *db.DB, texts *i18n.Catalogue, log *slog.Logger, cfg Config) (*Service, error) {
	s := &Service{db: d, texts: texts, log: log, hotline: cfg.Hotline, name: ids.Code(8), reports: make(chan struct{}, 1),
		lanes: map[Channel][]*lane{}, wakes: map[Channel]chan struct{}{SMS: make(chan struct{}, 1), Email: make(chan struct{}, 1)}}
	switch cfg.Quiet {
	case "":
		s.quiet = Window{22 * 60, 7 * 60}
	case "none":
	default:
		var ok bool
		if s.quiet, ok = ParseWindow(cfg.Quiet); !ok {
			return nil, fmt.Errorf("notification: quiet hours %q: expected 22:00-07:00 or none", cfg.Quiet)
		}
	}
	providers, err := cfg.providers()
	if err != nil {
		return nil, err
	}
	pace := cfg.Pace
	if pace == nil {
		pace = clock.System()
	}
	seen := map[string]bool{}
	for _, p := range providers {
		if p.Name == "" || seen[p.Name] || p.Channel != SMS && p.Channel != Email {
			return nil, fmt.Errorf("notification: provider %q: every provider needs a name of its own", p.Name)
		}
		seen[p.Name] = true
		s.lanes[p.Channel] = append(s.lanes[p.Channel], &lane{Provider: p, clock: pace})
	}
	return s, nil
}

func (c Config) providers() ([]Provider, error) {
	var out []Provider
	for _, conf := range c.SMPP {
		p, err := NewSMPP(conf)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	for _, conf := range c.SMTP {
		p, err := NewSMTP(conf)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return append(out, c.Providers...), nil
}

// Channels lists the ways out that are configured; the portal always is.
func (s *Service) Channels() []Channel {
	var out []Channel
	for _, c := range []Channel{SMS, Email} {
		if len(s.lanes[c]) > 0 {
			out = append(out, c)
		}
	}
	return append(out, Portal)
}

func (s *Service) wake(c Channel) {
	select {
	case s.wakes[c] <- struct{}{}:
	default:
	}
}
