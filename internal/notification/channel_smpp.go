// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/standards/smpp"
)

// SMPPConfig is one operator reached by SMPP 3.4.
type SMPPConfig struct {
	Name       string  `json:"name"` // "viettel"; the operator's address by default
	Addr       string  `json:"addr"` // host:port
	TLS        bool    `json:"tls"`
	SystemID   string  `json:"system_id"`
	Password   string  `json:"password"`
	SystemType string  `json:"system_type"`
	Sender     string  `json:"sender"` // registered sender name of at most 11 characters, or a number
	Window     int     `json:"window"`
	Rate       float64 `json:"rate"`     // messages a second that the contract allows
	Cost       int64   `json:"cost"`     // đồng for each message
	Patience   int     `json:"patience"` // seconds to wait for a broken line before the next operator is asked; 3
}

// smppSender speaks to one operator.
type smppSender struct {
	name     string
	patience time.Duration
	conf     smpp.Config

	mu      sync.Mutex
	client  *smpp.Client
	up      bool
	changed chan struct{} // closed and replaced whenever up changes
}

// NewSMPP makes the provider of an operator; it connects in Run.
func NewSMPP(c SMPPConfig) (Provider, error) {
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return Provider{}, fmt.Errorf("notification: the operator's address %q: %w", c.Addr, err)
	}
	s := &smppSender{name: c.Name, changed: make(chan struct{}), patience: time.Duration(c.Patience) * time.Second}
	if s.name == "" {
		s.name = c.Addr
	}
	if s.patience <= 0 {
		s.patience = 3 * time.Second
	}
	s.conf = smpp.Config{Addr: c.Addr, SystemID: c.SystemID, Password: c.Password, SystemType: c.SystemType, Source: source(c.Sender), Window: c.Window}
	if c.TLS {
		s.conf.Dial = (&tls.Dialer{}).DialContext
	}
	return Provider{Name: s.name, Channel: SMS, Sender: s, Cost: c.Cost, Rate: c.Rate}, nil
}

// source is a sender name, or a short code or number.
func source(sender string) smpp.Address {
	if sender == "" {
		return smpp.Address{}
	}
	if strings.Trim(sender, "0123456789") != "" {
		return smpp.Alphanumeric(sender)
	}
	return smpp.Address{TON: 0, NPI: 1, Addr: sender}
}

// Run keeps the session and passes the receipts on.
func (s *smppSender) Run(ctx context.Context, report func(context.Context, Report) error) error {
	conf := s.conf
	conf.OnReceipt = func(ctx context.Context, r smpp.Receipt) error { return report(ctx, s.report(r)) }
	conf.OnState = func(up bool, _ error) { s.set(up) }
	client := smpp.NewClient(conf)
	s.mu.Lock()
	s.client = client
	s.mu.Unlock()
	stop := context.AfterFunc(ctx, func() {
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		_ = client.Close(bye)
	})
	defer stop()
	return client.Run(context.WithoutCancel(ctx)) // Close ends it, after taking leave
}

func (s *smppSender) report(r smpp.Receipt) Report {
	out := Report{Provider: s.name, ProviderID: r.ID, Outcome: OutcomeFailed, Status: string(r.State), Raw: r.Format()}
	switch {
	case r.State == smpp.Delivered:
		out.Outcome = OutcomeDelivered
	case !r.State.Final(), r.State == smpp.Unknown:
		out.Outcome = OutcomePending
	}
	if r.Error != "" && r.Error != "000" {
		out.Status += " " + r.Error
	}
	if done, err := r.DoneTime(clock.Vietnam); err == nil {
		out.Done = done
	}
	return out
}

func (s *smppSender) set(up bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.up = up
	close(s.changed)
	s.changed = make(chan struct{})
}

// Send submits one text. The operator's id of the last part is the message's.
func (s *smppSender) Send(ctx context.Context, m Outgoing) (string, error) {
	client, err := s.session(ctx)
	if err != nil {
		return "", err
	}
	ids, err := client.Submit(ctx, smpp.Message{Dest: smpp.International(m.To), Text: m.Body})
	if err != nil {
		return "", smppError(err)
	}
	if len(ids) == 0 {
		return "", nil
	}
	return ids[len(ids)-1], nil
}

// session waits for a broken line only for a short time, since another operator
// may be there.
func (s *smppSender) session(ctx context.Context) (*smpp.Client, error) {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	for {
		s.mu.Lock()
		client, up, changed := s.client, s.up, s.changed
		s.mu.Unlock()
		if up {
			return client, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, smpp.ErrNotBound
		}
	}
}

func smppError(err error) error {
	var refused *smpp.StatusError
	switch {
	case errors.Is(err, smpp.ErrOutcomeUnknown):
		return fmt.Errorf("%w: %w", ErrUnsure, err)
	case errors.Is(err, smpp.ErrThrottled):
		return fmt.Errorf("%w: %w", ErrThrottled, err)
	case errors.Is(err, smpp.ErrTooLong):
		return fmt.Errorf("%w: %w", ErrPermanent, err)
	case errors.As(err, &refused):
		switch refused.Status {
		case smpp.InvalidDest, smpp.InvalidLength, smpp.PermAppError:
			return fmt.Errorf("%w: %w", ErrPermanent, err)
		}
	}
	return err // the line or our account is in trouble: later, or another operator
}
