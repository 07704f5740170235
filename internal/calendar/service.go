// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// PermSet is needed to change a calendar.
const PermSet = "calendar.set"

// Service keeps the calendars of agencies.
type Service struct {
	db       *db.DB
	mu       sync.RWMutex
	compiled map[string]*Compiled // by version id; versions never change
	current  map[string]chosen    // by agency
}

// chosen is which version an agency has, as known at an instant.
type chosen struct {
	version string
	at      time.Time
}

// freshFor bounds how long another node's change may go unseen here.
const freshFor = 3 * time.Second

// NewService makes the service.
func NewService(d *db.DB) *Service {
	return &Service{db: d, compiled: map[string]*Compiled{}, current: map[string]chosen{}}
}

// For is the calendar that an agency works by: its own, else the province's, else
// the built-in state calendar.
func (s *Service) For(r db.Reader, agency string) (*Compiled, error) {
	s.mu.RLock()
	c, ok := s.current[agency]
	s.mu.RUnlock()
	if !ok || r.Now().Sub(c.at).Abs() > freshFor {
		id, err := currentID(r, agency)
		if errors.Is(err, db.ErrNoRows) {
			id, err = StateVersion, nil
		}
		if err != nil {
			return nil, err
		}
		c = chosen{id, r.Now()}
		s.mu.Lock()
		s.current[agency] = c
		s.mu.Unlock()
	}
	return s.Version(r, c.version)
}

// ForEach is For of several agencies at once, in one query: for lists.
func (s *Service) ForEach(r db.Reader, agencies []string) (map[string]*Compiled, error) {
	var stale []string
	s.mu.RLock()
	for _, a := range agencies {
		if c, ok := s.current[a]; (!ok || r.Now().Sub(c.at).Abs() > freshFor) && !slices.Contains(stale, a) {
			stale = append(stale, a)
		}
	}
	s.mu.RUnlock()
	if len(stale) > 0 {
		found, err := currentIDs(r, stale)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		for _, a := range stale {
			s.current[a] = chosen{cmp.Or(found[a], found[""], StateVersion), r.Now()}
		}
		s.mu.Unlock()
	}
	out := make(map[string]*Compiled, len(agencies))
	for _, a := range agencies {
		k, err := s.For(r, a)
		if err != nil {
			return nil, err
		}
		out[a] = k
	}
	return out, nil
}

// Version is a calendar as it was when a date was reckoned with it.
func (s *Service) Version(r db.Reader, id string) (*Compiled, error) {
	if id == StateVersion || id == "" {
		return State(), nil
	}
	s.mu.RLock()
	k := s.compiled[id]
	s.mu.RUnlock()
	if k != nil {
		return k, nil
	}
	document, err := documentOf(r, id)
	if errors.Is(err, db.ErrNoRows) {
		return nil, fault.Wrap(err, fault.NotFound, "calendar.fault.no_version")
	}
	if err != nil {
		return nil, err
	}
	c, err := Load(strings.NewReader(document))
	if err != nil {
		return nil, fmt.Errorf("calendar: version %s: %w", id, err)
	}
	c.Version = id
	k = c.Compile()
	s.mu.Lock()
	s.compiled[id] = k
	s.mu.Unlock()
	return k, nil
}

// Set gives an agency (” for the province) a new calendar, in the form of a
// calendar file. Due dates already promised keep the version they were made with.
func (s *Service) Set(ctx context.Context, actor authz.Actor, agency, document, basis string) (id string, err error) {
	if _, err := Load(strings.NewReader(document)); err != nil {
		var c fault.Checks
		c.Add("document", "calendar.fault.document", "why", err.Error())
		return "", c.Err()
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		unit := agency
		if unit == "" {
			unit = authz.Everywhere
		}
		if err := authz.Require(actor, PermSet, unit); err != nil {
			return err
		}
		id = ids.New(tx.Now())
		insertVersion(tx, id, agency, document, basis, actor.ID)
		tx.After(s.forget)
		return audit.Record(tx, actor, "calendar.set", audit.Subject{Kind: "calendar", ID: id, Unit: agency}, map[string]string{"basis": basis})
	})
	return id, err
}

func (s *Service) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.current)
}
