// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// Service is the room's door.
type Service struct {
	db        *db.DB
	box       *outbox.Outbox
	cfg       Config
	cache     *cache
	logins    *limiter
	addresses *limiter
	hashing   chan struct{}
	vneid     *provider
}

// New opens the room.
func New(d *db.DB, box *outbox.Outbox, cfg Config) *Service {
	cfg = cfg.withDefaults()
	return &Service{
		db: d, box: box, cfg: cfg,
		cache:     newCache(),
		logins:    newLimiter(limit{cfg.LoginFailures, cfg.LockFor}, 0),
		addresses: newLimiter(limit{cfg.AddressFailures, cfg.LockFor}, cfg.LockFor),
		hashing:   make(chan struct{}, 4),
		vneid:     &provider{cfg: cfg.VNeID, clock: d.Clock()},
	}
}

func (s *Service) now() time.Time { return s.db.Clock().Now() }

func (s *Service) idle(kind authz.Kind) time.Duration {
	if kind == authz.Staff {
		return s.cfg.StaffIdle
	}
	return s.cfg.CitizenIdle
}

// Run does the housekeeping until the context ends: it writes down when sessions
// were last seen, and sweeps out what has expired. Start it once per process.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	var swept time.Time
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
			defer cancel()
			s.note(s.Flush(last))
			return
		case <-tick.C:
			s.note(s.Flush(ctx))
			if now := s.now(); now.Sub(swept) >= 10*time.Minute {
				swept = now
				s.note(s.Sweep(ctx))
			}
		}
	}
}

func (s *Service) note(err error) {
	if err != nil && err != context.Canceled {
		s.cfg.Log.Warn("identity housekeeping", "error", err)
	}
}

// Flush writes down when sessions were last seen.
func (s *Service) Flush(ctx context.Context) error {
	seen := s.cache.takeSeen()
	if len(seen) == 0 {
		return nil
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		for id, at := range seen {
			touchSession(tx, id, clock.Format(at))
		}
		return nil
	})
	if err != nil {
		s.cache.putBackSeen(seen)
	}
	return err
}

// Sweep deletes sessions and sign-ins under way that have expired.
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		now := tx.Now()
		deleteExpiredSessions(tx, clock.Format(now))
		deleteIdleSessions(tx, string(authz.Staff), clock.Format(now.Add(-s.cfg.StaffIdle-time.Hour)))
		deleteIdleSessions(tx, string(authz.Citizen), clock.Format(now.Add(-s.cfg.CitizenIdle-time.Hour)))
		deleteExpiredStates(tx, clock.Format(now))
		return nil
	})
}
