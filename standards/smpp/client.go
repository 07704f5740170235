// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Config says how to reach an operator. The zero value of everything but Addr and the account works.
type Config struct {
	Addr                           string
	SystemID, Password, SystemType string
	Source                         Address // the sender when a message names none

	Window          int           // requests under way at once; 10
	ResponseTimeout time.Duration // 10 s
	EnquireEvery    time.Duration // quiet time before a link check; 30 s
	MinBackoff      time.Duration // 500 ms
	MaxBackoff      time.Duration // 30 s

	// Dial opens the connection; the zero value dials TCP. Give a tls.Dialer's DialContext for TLS.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// OnReceipt is called for each delivery receipt, one at a time. When it fails the operator is told to send the
	// receipt again later.
	OnReceipt func(ctx context.Context, r Receipt) error
	// OnMessage is called for each message from a phone, whole.
	OnMessage func(ctx context.Context, from, to Address, text string) error
	// OnState is called on each change of the connection, with the reason when it was lost or refused.
	OnState func(bound bool, reason error)
}

func (c Config) withDefaults() Config {
	def := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	def(&c.ResponseTimeout, 10*time.Second)
	def(&c.EnquireEvery, 30*time.Second)
	def(&c.MinBackoff, 500*time.Millisecond)
	def(&c.MaxBackoff, 30*time.Second)
	if c.Window <= 0 {
		c.Window = 10
	}
	if c.Dial == nil {
		c.Dial = (&net.Dialer{}).DialContext
	}
	return c
}

// Client keeps one transceiver session with an operator. Make it with NewClient, run it with Run, send with Submit.
type Client struct {
	cfg    Config
	ref    atomic.Uint32
	joiner Joiner

	mu      sync.Mutex
	current *session
	changed chan struct{} // closed and replaced whenever current changes
	closed  bool
	quit    chan struct{}
}

// NewClient makes a client; it does nothing until Run.
func NewClient(cfg Config) *Client {
	c := &Client{cfg: cfg.withDefaults(), changed: make(chan struct{}), quit: make(chan struct{})}
	c.ref.Store(rand.Uint32())
	return c
}

// Run connects, binds and stays bound, with growing pauses between attempts, until ctx ends or Close is called.
func (c *Client) Run(ctx context.Context) error {
	pause := c.cfg.MinBackoff
	for !c.isClosed() {
		s, err := c.bind(ctx)
		if err == nil {
			pause = c.cfg.MinBackoff
			c.hold(ctx, s)
		} else {
			c.report(false, err)
		}
		if err := c.sleep(ctx, jitter(pause)); err != nil {
			return err
		}
		pause = min(2*pause, c.cfg.MaxBackoff)
	}
	return nil
}

// bind opens a connection and a session on it.
func (c *Client) bind(ctx context.Context) (*session, error) {
	dialCtx, cancel := context.WithTimeout(ctx, c.cfg.ResponseTimeout)
	defer cancel()
	conn, err := c.cfg.Dial(dialCtx, "tcp", c.cfg.Addr)
	if err != nil {
		return nil, err
	}
	s := newSession(conn, sessionOptions{
		window: c.cfg.Window, queue: 64, timeout: c.cfg.ResponseTimeout, enquire: c.cfg.EnquireEvery, handle: c.incoming,
	})
	s.start(ctx, 1) // one worker: receipts arrive in order
	_, err = s.roundTrip(ctx, BindTransceiver, &Bind{
		SystemID: c.cfg.SystemID, Password: c.cfg.Password, SystemType: c.cfg.SystemType, Version: 0x34,
	})
	if err != nil {
		s.close(err)
		s.busy.Wait()
		return nil, err
	}
	return s, nil
}

// hold publishes the session until it ends.
func (c *Client) hold(ctx context.Context, s *session) {
	if !c.publish(s) {
		s.close(ErrClosed)
	} else {
		c.report(true, nil)
	}
	stop := context.AfterFunc(ctx, func() { s.close(ctx.Err()) })
	defer stop()
	<-s.done
	c.publish(nil)
	s.busy.Wait()
	c.report(false, s.cause())
}

func (c *Client) publish(s *session) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s != nil && c.closed {
		return false
	}
	c.current = s
	close(c.changed)
	c.changed = make(chan struct{})
	return true
}

func (c *Client) report(bound bool, reason error) {
	if c.cfg.OnState != nil {
		c.cfg.OnState(bound, reason)
	}
}

func (c *Client) isClosed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// session waits for a bound session.
func (c *Client) session(ctx context.Context) (*session, error) {
	for {
		c.mu.Lock()
		s, changed, closed := c.current, c.changed, c.closed
		c.mu.Unlock()
		switch {
		case closed:
			return nil, ErrClosed
		case s != nil && s.cause() == nil:
			return s, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, errors.Join(ErrNotBound, ctx.Err())
		}
	}
}

// incoming answers what the operator sends.
func (c *Client) incoming(ctx context.Context, p PDU) (Status, any) {
	s, ok := p.Body.(*Short)
	if !ok || p.Command != DeliverSM {
		return InvalidBindStatus, nil
	}
	if err := c.deliver(ctx, s); err != nil {
		return TempAppError, nil
	}
	return OK, &ShortResp{}
}

func (c *Client) deliver(ctx context.Context, s *Short) error {
	if r, ok := ParseReceipt(s); ok {
		if c.cfg.OnReceipt == nil {
			return nil
		}
		return c.cfg.OnReceipt(ctx, r)
	}
	text, complete := c.joiner.Add(s)
	if !complete || c.cfg.OnMessage == nil {
		return nil
	}
	return c.cfg.OnMessage(ctx, s.Source, s.Dest, text)
}

// Close waits for the requests under way, takes leave of the operator (unbind) and ends Run.
func (c *Client) Close(ctx context.Context) error {
	c.mu.Lock()
	s, first := c.current, !c.closed
	if first {
		c.closed = true
		close(c.quit)
	}
	c.mu.Unlock()
	if s == nil || !first {
		return nil
	}
	for range cap(s.window) {
		select {
		case s.window <- struct{}{}:
		case <-s.done:
			return nil
		case <-ctx.Done():
		}
	}
	_, err := s.roundTrip(ctx, Unbind, nil)
	s.close(ErrClosed)
	return err
}

// jitter spreads the pauses of many clients between half and the whole.
func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d/2+1) }

func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-c.quit:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
