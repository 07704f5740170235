// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"slices"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// PageSize is how many rows a list shows.
const PageSize = 50

// File is everything about one dossier.
type File struct {
	Dossier
	Content Content
	Events  []Event
}

// Open reads a whole dossier for somebody who may view it. For anybody else it
// does not exist.
func (s *Service) Open(r db.Reader, actor authz.Actor, code string) (File, error) {
	d, err := byCode(r, code)
	if err != nil {
		return File{}, notFound(err)
	}
	if !d.MayView(actor) {
		return File{}, fault.New(fault.NotFound, "dossier.fault.not_found")
	}
	return s.whole(r, d)
}

// ByID reads a whole dossier for a reaction, which acts for the system.
func (s *Service) ByID(r db.Reader, id string) (File, error) {
	d, err := byID(r, id)
	if err != nil {
		return File{}, notFound(err)
	}
	return s.whole(r, d)
}

func (s *Service) whole(r db.Reader, d Dossier) (f File, err error) {
	f.Dossier = d
	if f.Content, err = contentOf(r, d.ID); err != nil {
		return f, err
	}
	f.Events, err = eventsOf(r, d.ID)
	return f, err
}

// Progress is what anybody may see who knows a code: how far it is, and nothing
// about the person (Circular 01/2018 Art. 16).
type Progress struct {
	Code      string
	Procedure string
	Title     string
	State     State
	Step      Step
	Receiving string
	Competent string
	Holder    string
	Submitted time.Time
	Received  time.Time
	Due       time.Time
	Finished  time.Time
	Delivered time.Time
	Late      bool
	Line      []Stop // the five steps with their dates
}

// ProgressOf reads the public progress of a dossier.
func (s *Service) ProgressOf(r db.Reader, code string) (Progress, error) {
	d, err := byCode(r, code)
	if err != nil {
		return Progress{}, notFound(err)
	}
	events, err := eventsOf(r, d.ID)
	if err != nil {
		return Progress{}, err
	}
	t := d.Times
	return Progress{Line: File{Dossier: d, Events: events}.Line(), Code: d.Code, Procedure: d.Procedure, Title: d.Title, State: d.State, Step: d.Step, Receiving: d.Receiving, Competent: d.Competent, Holder: d.Holder,
		Submitted: t.Submitted, Received: t.Received, Due: t.Due, Finished: t.Finished, Delivered: t.Delivered, Late: d.Late(r.Now())}, nil
}

// Desk is one place of work: an agency and one of the five steps done there.
type Desk struct {
	Agency string
	Step   Step
}

// Desks lists the places of work of an actor. An actor whose right holds
// everywhere has none of their own.
func Desks(a authz.Actor) []Desk {
	var out []Desk
	for _, st := range Steps {
		units, _ := a.Units(st.Permission())
		slices.Sort(units)
		for _, u := range units {
			out = append(out, Desk{u, st})
		}
	}
	return out
}

// WorkFilter narrows a work list.
type WorkFilter struct {
	Desks   []Desk // must be among the actor's own
	Waiting bool   // show those that wait for the applicant; else those that can be worked on
	Mine    bool   // only what is given to the actor
}

// Item is one row of a list of dossiers.
type Item struct {
	ID, Code, Title, Applicant, Procedure string
	State                                 State
	Step                                  Step
	Holder, Competent, Assignee           string
	Channel                               Channel
	Submitted, Received, Due, ActBy       time.Time
	Finished                              time.Time
	Version                               int
}

// Late tells whether the item's promise, or before acceptance its answer, is
// past at the instant now.
func (i Item) Late(now time.Time) bool {
	if i.State == Supplement {
		return false
	}
	if !i.Finished.IsZero() {
		return !i.Due.IsZero() && i.Finished.After(i.Due)
	}
	if i.Due.IsZero() {
		return !i.ActBy.IsZero() && now.After(i.ActBy)
	}
	return now.After(i.Due)
}

// WorkList is what waits at the actor's desks, due first. cursor is "" or the
// Next of the page before.
func (s *Service) WorkList(r db.Reader, actor authz.Actor, f WorkFilter, cursor string) (items []Item, next string, err error) {
	own := Desks(actor)
	desks := f.Desks
	if len(desks) == 0 {
		desks = own
	}
	desks = slices.DeleteFunc(slices.Clone(desks), func(d Desk) bool { return !actor.Can(d.Step.Permission(), d.Agency) })
	if len(desks) == 0 {
		return nil, "", nil
	}
	assignee := ""
	if f.Mine {
		assignee = actor.ID
	}
	items, err = workItems(r, desks, f.Waiting, assignee, cursor, PageSize+1)
	items, next = page(items, PageSize, func(i Item) string { return clock.Format(i.ActBy) + "/" + i.ID })
	return items, next, err
}

// page cuts a list that was read one row too long, and says where the next begins.
func page(items []Item, size int, key func(Item) string) ([]Item, string) {
	if len(items) <= size {
		return items, ""
	}
	return items[:size], key(items[size-1])
}

// WorkCounts counts what waits at each desk of the actor.
func (s *Service) WorkCounts(r db.Reader, actor authz.Actor) (map[Desk]int, error) {
	return workCounts(r, Desks(actor))
}

// NextItem is the dossier to open after one is done: the most pressing at the
// actor's desks, or none.
func (s *Service) NextItem(r db.Reader, actor authz.Actor) (code string, err error) {
	items, _, err := s.WorkList(r, actor, WorkFilter{}, "")
	if err != nil || len(items) == 0 {
		return "", err
	}
	return items[0].Code, nil
}

// Search finds dossiers that the actor may view by code, by personal number, or
// by the beginning of the applicant's name, with or without diacritics.
func (s *Service) Search(r db.Reader, actor authz.Actor, q, cursor string) (items []Item, next string, err error) {
	units, everywhere := actor.Units(PermView)
	if !everywhere && len(units) == 0 || q == "" {
		return nil, "", nil
	}
	items, err = searchItems(r, q, units, everywhere, cursor, PageSize+1)
	items, next = page(items, PageSize, func(i Item) string { return i.ID })
	return items, next, err
}

// ForPerson lists a person's own dossiers, newest first.
func (s *Service) ForPerson(r db.Reader, person, cursor string) (items []Item, next string, err error) {
	items, err = personItems(r, person, cursor, PageSize+1)
	items, next = page(items, PageSize, func(i Item) string { return i.ID })
	return items, next, err
}

// Tally is one agency's figures for a leader.
type Tally struct {
	Agency   string
	Received int // accepted on the day
	Finished int // result ready, refused or withdrawn on the day
	OnTime   int // of Finished: by the due date
	DueToday int // open, promised for the day
	Open     int
	AtRisk   int // open, due within two days, and not late
	Late     int // open and past the due date
}

// Figure names one number of a Tally; the list behind it is Behind.
type Figure string

// The figures.
const (
	FigureReceived Figure = "received"
	FigureFinished Figure = "finished"
	FigureDue      Figure = "due"
	FigureOpen     Figure = "open"
	FigureAtRisk   Figure = "at_risk"
	FigureLate     Figure = "late"
)

// Figures lists them.
var Figures = []Figure{FigureReceived, FigureFinished, FigureDue, FigureOpen, FigureAtRisk, FigureLate}

// RiskDays is how near a due date is that a leader is warned of.
const RiskDays = 2

// Tallies computes the figures of a civil day for the competent agencies given. Of
// none there are none: to count everybody's, name them, so that each is found by
// the index.
func (s *Service) Tallies(r db.Reader, agencies []string, day string) ([]Tally, error) {
	if len(agencies) == 0 {
		return nil, nil
	}
	return tallies(r, agencies, spanOf(day, r.Now()))
}

// Behind lists the dossiers that a figure counts, for the competent agencies
// given.
func (s *Service) Behind(r db.Reader, f Figure, agencies []string, day, cursor string) (items []Item, next string, err error) {
	if len(agencies) == 0 {
		return nil, "", nil
	}
	items, err = behind(r, f, agencies, spanOf(day, r.Now()), cursor, PageSize+1)
	items, next = page(items, PageSize, func(i Item) string { return i.ID })
	return items, next, err
}

// span is a civil day in Vietnam as stored instants, with now and the edge of
// risk. Of a day that is over, now is its end: figures of what was open tell how
// it stood then.
type span struct{ from, to, now, risk string }

func spanOf(day string, now time.Time) span {
	from, err := time.ParseInLocation(clock.DateLayout, day, clock.Vietnam)
	if err != nil {
		from, _ = time.ParseInLocation(clock.DateLayout, clock.Date(now), clock.Vietnam)
	}
	to := from.AddDate(0, 0, 1)
	if now.After(to) {
		now = to
	}
	return span{clock.Format(from), clock.Format(to), clock.Format(now), clock.Format(now.AddDate(0, 0, RiskDays))}
}
