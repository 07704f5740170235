// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// Run keeps the providers connected and sends what is due until ctx ends; what is
// under way then is finished first. Several nodes share the work.
func (s *Service) Run(ctx context.Context) {
	alive, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	var lines, loops sync.WaitGroup
	for _, lanes := range s.lanes {
		for _, l := range lanes {
			if r, ok := l.Sender.(Runner); ok {
				lines.Go(func() { s.hold(alive, l.Name, r) })
			}
		}
	}
	for c := range s.lanes {
		loops.Go(func() {
			s.loop(ctx, "send "+string(c), s.wakes[c], func(ctx context.Context) (int, error) { return s.Step(ctx, c) })
		})
	}
	loops.Go(func() { s.loop(ctx, "receipts", s.reports, s.Settle) })
	loops.Wait()
	hangUp()
	lines.Wait()
}

func (s *Service) hold(ctx context.Context, name string, r Runner) {
	if err := r.Run(ctx, s.Report); err != nil && ctx.Err() == nil {
		s.log.Error("notification: provider ended", "provider", name, "error", err)
	}
}

func (s *Service) loop(ctx context.Context, what string, wake <-chan struct{}, step func(context.Context) (int, error)) {
	for ctx.Err() == nil {
		n, err := step(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("notification", "loop", what, "error", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-time.After(pollEvery):
		}
	}
}

// Drain sends until nothing is due; tests and the demo's seeding use it.
func (s *Service) Drain(ctx context.Context) error {
	for c := range s.lanes {
		for {
			n, err := s.Step(ctx, c)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
	}
	_, err := s.Settle(ctx)
	return err
}

// Step leases one batch of a channel and sends it, side by side.
func (s *Service) Step(ctx context.Context, c Channel) (int, error) {
	if ctx.Err() != nil || len(s.lanes[c]) == 0 {
		return 0, ctx.Err()
	}
	var batch []leased
	var now time.Time
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		now = tx.Now()
		batch, err = claim(tx, c, s.name, clock.Format(now), clock.Format(now.Add(leaseFor)), batchSize)
		return err
	})
	if err != nil {
		return 0, err
	}
	var wg sync.WaitGroup
	for _, m := range batch {
		wg.Go(func() { s.attempt(ctx, m, now) })
	}
	wg.Wait()
	return len(batch), nil
}

// attempt sends one message and keeps the end of it. It outlives ctx: a message
// handed over must be written down.
func (s *Service) attempt(ctx context.Context, m leased, now time.Time) {
	if late := m.quiet.after(now); late.After(now) {
		s.finish(ctx, m, func(tx *db.Tx) (bool, error) { return release(tx, m, s.name, clock.Format(late)) })
		return
	}
	e := s.hand(ctx, m)
	s.finish(ctx, m, func(tx *db.Tx) (bool, error) { return s.record(tx, m, e) })
	if e.err != nil {
		s.log.Warn("notification: not sent", "message", m.ID, "channel", m.channel, "provider", e.provider, "attempt", m.attempt, "error", e.err)
	}
}

// ending is how an attempt ended.
type ending struct {
	provider, id string
	cost         int64
	err          error
	untried      time.Time // when set, no provider could be asked until then
}

// hand gives the message to the first provider that takes it. Another one is asked
// only when the message surely did not go out.
func (s *Service) hand(ctx context.Context, m leased) (e ending) {
	for _, l := range s.lanes[m.channel] {
		if until, resting := l.resting(); resting {
			if e.err == nil && (e.untried.IsZero() || until.Before(e.untried)) {
				e.untried = until
			}
			continue
		}
		if err := l.pace(ctx); err != nil {
			return ending{untried: l.clock.Now()} // the program stops: not tried
		}
		id, err := deliver(ctx, l, m.Outgoing)
		if err == nil {
			l.worked()
			return ending{provider: l.Name, id: id, cost: l.Cost * max(m.segments, 1)}
		}
		e = ending{provider: l.Name, err: fmt.Errorf("%s: %w", l.Name, err)}
		if errors.Is(err, ErrPermanent) {
			l.worked()
			return e
		}
		l.failed(errors.Is(err, ErrThrottled))
		if errors.Is(err, ErrUnsure) {
			return e
		}
	}
	return e
}

// deliver bounds the time and turns a panic into an error whose outcome nobody
// knows.
func deliver(ctx context.Context, l *lane, m Outgoing) (id string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: panic: %v", ErrUnsure, p)
		}
	}()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTimeout)
	defer cancel()
	return l.Sender.Send(ctx, m)
}

// record writes down how an attempt ended.
func (s *Service) record(tx *db.Tx, m leased, e ending) (bool, error) {
	now := tx.Now()
	switch {
	case e.err == nil && e.provider != "":
		tx.After(func() { notify(s.reports) }) // a receipt may have been faster
		return markSent(tx, m, s.name, e.provider, e.id, e.cost, clock.Format(now))
	case e.err == nil:
		wait := min(max(e.untried.Sub(s.lanes[m.channel][0].clock.Now()), 0), maxRest)
		return release(tx, m, s.name, clock.Format(now.Add(wait)))
	}
	text := e.err.Error()
	text = text[:min(len(text), 500)]
	state, unsure, pause := StateFailed, 0, backOff(m.attempt)
	if errors.Is(e.err, ErrThrottled) {
		pause = min(firstRest<<min(m.attempt-1, 10), maxRest)
	}
	if errors.Is(e.err, ErrUnsure) {
		unsure, pause = 1, max(pause, unsureBackOff)
	}
	if errors.Is(e.err, ErrPermanent) || now.Add(pause).After(m.giveUp) {
		state = StateDead
	}
	return markFailed(tx, m, s.name, state, clock.Format(m.quiet.after(now.Add(pause))), text, unsure)
}

// finish writes the end of an attempt, again and again while the lease lasts: the
// database may be away just then, and without it the message would go out twice.
func (s *Service) finish(ctx context.Context, m leased, write func(tx *db.Tx) (bool, error)) {
	ctx = context.WithoutCancel(ctx)
	for pause := 100 * time.Millisecond; ; pause *= 2 {
		var kept bool
		err := s.db.Write(ctx, func(tx *db.Tx) (err error) { kept, err = write(tx); return err })
		if err == nil && !kept {
			s.log.Error("notification: the lease was lost before the end of the attempt", "message", m.ID)
		}
		if err == nil || pause > leaseFor/4 || errors.Is(err, db.ErrClosed) {
			if err != nil {
				s.log.Error("notification: the end of an attempt is not written", "message", m.ID, "error", err)
			}
			return
		}
		time.Sleep(pause)
	}
}

func notify(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
