// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"bufio"
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// session is one TCP connection, from either side: it numbers requests, matches responses, keeps the window, asks now
// and then whether the other side is alive, and hands incoming requests to a few workers.
type session struct {
	conn     net.Conn
	window   chan struct{}
	timeout  time.Duration
	enquire  time.Duration
	requests chan PDU
	handle   func(context.Context, PDU) (Status, any)

	seq     atomic.Uint32
	writeMu sync.Mutex

	mu      sync.Mutex
	waiting map[uint32]chan PDU
	err     error

	done     chan struct{}
	busy     sync.WaitGroup
	lastRead atomic.Uint64 // counts PDUs, so that idleness is seen without a clock
}

type sessionOptions struct {
	window, queue    int
	timeout, enquire time.Duration
	handle           func(context.Context, PDU) (Status, any)
}

func newSession(conn net.Conn, o sessionOptions) *session {
	return &session{
		conn: conn, window: make(chan struct{}, o.window), timeout: o.timeout, enquire: o.enquire,
		requests: make(chan PDU, o.queue), handle: o.handle, waiting: map[uint32]chan PDU{}, done: make(chan struct{}),
	}
}

// start runs the session until the connection ends; stop through close.
func (s *session) start(ctx context.Context, workers int) {
	s.busy.Add(2 + workers)
	go func() { defer s.busy.Done(); s.readLoop() }()
	go func() { defer s.busy.Done(); s.enquireLoop() }()
	for range workers {
		go func() { defer s.busy.Done(); s.serve(ctx) }()
	}
}

// close ends the session with the first cause given and wakes whoever waits.
func (s *session) close(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return
	}
	if cause == nil {
		cause = ErrClosed
	}
	s.err = cause
	close(s.done)
	s.conn.Close()
}

func (s *session) cause() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// request sends a PDU and waits for its response, taking one place of the window.
func (s *session) request(ctx context.Context, c Command, body any) (PDU, error) {
	select {
	case s.window <- struct{}{}:
	case <-s.done:
		return PDU{}, ErrNotBound
	case <-ctx.Done():
		return PDU{}, ctx.Err()
	}
	defer func() { <-s.window }()
	return s.roundTrip(ctx, c, body)
}

// roundTrip is request outside the window, for bind, enquire_link and unbind.
func (s *session) roundTrip(ctx context.Context, c Command, body any) (PDU, error) {
	if s.cause() != nil {
		return PDU{}, ErrNotBound // nothing was sent, so the caller may try the next session
	}
	seq, answer := s.expect()
	defer s.forget(seq)
	b, err := Encode(PDU{Command: c, Sequence: seq, Body: body})
	if err != nil {
		return PDU{}, err
	}
	if err := s.write(b); err != nil {
		return PDU{}, errors.Join(ErrOutcomeUnknown, err)
	}
	timer := time.NewTimer(s.timeout)
	defer timer.Stop()
	select {
	case p := <-answer:
		return p, refusal(c, p)
	case <-ctx.Done():
		return PDU{}, errors.Join(ErrOutcomeUnknown, ctx.Err())
	case <-timer.C:
		return PDU{}, errors.Join(ErrOutcomeUnknown, context.DeadlineExceeded)
	case <-s.done:
		select { // the answer may have come just before the end
		case p := <-answer:
			return p, refusal(c, p)
		default:
			return PDU{}, errors.Join(ErrOutcomeUnknown, s.cause())
		}
	}
}

// refusal turns a status other than zero into an error.
func refusal(c Command, p PDU) error {
	if p.Status != OK || p.Command == GenericNack {
		status := p.Status
		if status == OK {
			status = UnknownError
		}
		return &StatusError{Command: c, Status: status}
	}
	return nil
}

// expect takes the next sequence number (1 to 0x7FFFFFFF, 3.2) and the channel on which its answer will come.
func (s *session) expect() (uint32, chan PDU) {
	answer := make(chan PDU, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		seq := s.seq.Add(1) & 0x7FFFFFFF
		if _, taken := s.waiting[seq]; seq != 0 && !taken {
			s.waiting[seq] = answer
			return seq, answer
		}
	}
}

func (s *session) forget(seq uint32) {
	s.mu.Lock()
	delete(s.waiting, seq)
	s.mu.Unlock()
}

// write sends whole PDUs one after another. A peer that does not read must not hold us for ever.
func (s *session) write(b []byte) error {
	s.writeMu.Lock()
	defer s.writeMu.Unlock()
	stuck := time.AfterFunc(s.timeout, func() { s.close(errors.New("smpp: write timed out")) })
	defer stuck.Stop()
	if _, err := s.conn.Write(b); err != nil {
		s.close(err)
		return err
	}
	return nil
}

func (s *session) reply(p PDU) {
	if b, err := Encode(p); err == nil {
		s.write(b)
	}
}

func (s *session) readLoop() {
	in := bufio.NewReader(s.conn)
	for {
		p, err := ReadPDU(in)
		var bad *BodyError
		switch {
		case errors.As(err, &bad):
			s.refuseBody(bad)
		case err != nil:
			s.close(err)
			return
		case p.Command.IsResponse():
			s.answer(p)
		default:
			s.dispatch(p)
		}
		s.lastRead.Add(1)
	}
}

// refuseBody answers a malformed request; a malformed response counts as a refusal of what it answers.
func (s *session) refuseBody(bad *BodyError) {
	if bad.Command.IsResponse() {
		s.answer(PDU{Command: GenericNack, Status: bad.Status, Sequence: bad.Sequence})
		return
	}
	s.reply(PDU{Command: GenericNack, Status: bad.Status, Sequence: bad.Sequence})
}

func (s *session) answer(p PDU) {
	s.mu.Lock()
	answer := s.waiting[p.Sequence]
	delete(s.waiting, p.Sequence)
	s.mu.Unlock()
	if answer != nil {
		answer <- p
	}
}

// dispatch answers link checks at once and queues the rest. A full queue is said to be full: the other side keeps the
// message and tries again.
func (s *session) dispatch(p PDU) {
	switch p.Command {
	case EnquireLink:
		s.reply(PDU{Command: EnquireLinkResp, Sequence: p.Sequence})
	case Unbind:
		s.reply(PDU{Command: UnbindResp, Sequence: p.Sequence})
		s.close(errUnbound)
	default:
		select {
		case s.requests <- p:
		default:
			s.reply(PDU{Command: p.Command.Response(), Status: QueueFull, Sequence: p.Sequence})
		}
	}
}

var errUnbound = errors.New("smpp: the other side unbound")

func (s *session) serve(ctx context.Context) {
	for {
		select {
		case <-s.done:
			return
		case p := <-s.requests:
			status, body := s.handle(ctx, p)
			if status != OK {
				body = nil
			}
			s.reply(PDU{Command: p.Command.Response(), Status: status, Sequence: p.Sequence, Body: body})
		}
	}
}

// enquireLoop asks for a sign of life after each quiet period and ends the session when none comes.
func (s *session) enquireLoop() {
	tick := time.NewTicker(s.enquire)
	defer tick.Stop()
	seen := s.lastRead.Load()
	for {
		select {
		case <-s.done:
			return
		case <-tick.C:
		}
		if now := s.lastRead.Load(); now != seen {
			seen = now
			continue
		}
		if _, err := s.roundTrip(context.Background(), EnquireLink, nil); err != nil {
			s.close(errors.Join(errors.New("smpp: link check failed"), err))
			return
		}
		seen = s.lastRead.Load()
	}
}
