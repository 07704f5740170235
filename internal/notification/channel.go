// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"errors"
	"time"
)

// Outgoing is one message as a provider gets it.
type Outgoing struct {
	ID     string // of the message; an e-mail's Message-ID is made of it
	To     string // E.164 without plus sign, or an e-mail address
	Name   string
	Lang   string
	Title  string
	Body   string
	At     time.Time // when it was written
	Repeat bool      // it may have gone out before
}

// Sender hands messages to one provider and returns the provider's id for each.
// Its errors wrap ErrPermanent, ErrThrottled or ErrUnsure, or are temporary.
type Sender interface {
	Send(ctx context.Context, m Outgoing) (providerID string, err error)
}

// What a Sender's error may wrap.
var (
	// ErrPermanent: this message will never be taken, by anybody.
	ErrPermanent = errors.New("notification: refused for good")
	// ErrThrottled: too fast; the provider gets a rest.
	ErrThrottled = errors.New("notification: too fast for the provider")
	// ErrUnsure: it may or may not have been taken.
	ErrUnsure = errors.New("notification: no answer from the provider")
)

// Runner is a Sender that keeps a connection; Service.Run runs it.
type Runner interface {
	Run(ctx context.Context, report func(context.Context, Report) error) error
}

// Outcome is what a delivery report means.
type Outcome string

// The outcomes.
const (
	OutcomeDelivered Outcome = "delivered"
	OutcomeFailed    Outcome = "failed"
	OutcomePending   Outcome = "pending"
)

// Report is a delivery report on a message that a provider took.
type Report struct {
	Provider, ProviderID string
	Outcome              Outcome
	Status               string // in the provider's words
	Raw                  string
	Done                 time.Time
}

// Provider is one way out of a channel. A channel's providers are tried in their
// order.
type Provider struct {
	Name    string
	Channel Channel
	Sender  Sender
	Cost    int64   // đồng for each segment
	Rate    float64 // messages a second; 0 means as fast as it goes
}
