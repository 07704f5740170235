// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"errors"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
)

// Service does the room's use cases.
type Service struct {
	db           *db.DB
	box          *outbox.Outbox
	organisation *organisation.Service
	calendar     *calendar.Service
	catalogue    *catalogue.Service
	document     *document.Service
	notification *notification.Service
	texts        *i18n.Catalogue
	vi           i18n.Localizer // papers are written in Vietnamese
	links        Links
}

// Rooms are the lower rooms that this one asks.
type Rooms struct {
	Organisation *organisation.Service
	Calendar     *calendar.Service
	Catalogue    *catalogue.Service
	Document     *document.Service
	Notification *notification.Service
	Texts        *i18n.Catalogue
	Links        Links
}

// New makes the service.
func New(d *db.DB, box *outbox.Outbox, r Rooms) *Service {
	return &Service{
		db: d, box: box, organisation: r.Organisation, calendar: r.Calendar, catalogue: r.Catalogue, document: r.Document,
		notification: r.Notification, texts: r.Texts, vi: r.Texts.In(i18n.Vietnamese), links: r.Links,
	}
}

// Ref names the dossier of a command. Version is what the person saw (0: not
// looked), Command the id of the click: sent twice, done once.
type Ref struct {
	Code    string
	Version int
	Command string
}

// turn is one act on a dossier that exists: who may, what follows, and what the
// history will say.
type turn struct {
	act    Act
	topic  string
	ref    Ref
	note   string
	detail Detail
	may    func(d Dossier) error
	rule   func(d Dossier, k known) (Dossier, Detail, error)
}

// known is what a rule is told besides the dossier.
type known struct {
	r    db.Reader
	tx   *db.Tx // nil when nothing is to be done, only foreseen
	plan Plan
	cal  *calendar.Compiled
}

// do is the six moves, the same for every act: load, require, rule, store,
// audit, emit.
func (s *Service) do(ctx context.Context, actor authz.Actor, t turn) (Dossier, error) {
	var out Dossier
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		was, err := loadForChange(tx, t.ref.Code)
		if err != nil {
			return notFound(err)
		}
		if done, err := s.repeated(tx, actor, was, t); done || err != nil {
			out = was
			return err
		}
		if err := errors.Join(t.may(was)); err != nil {
			return err
		}
		if err := fresh(was, t.ref.Version); err != nil {
			return err
		}
		k, err := s.known(tx, was)
		if err != nil {
			return err
		}
		k.tx = tx
		now, detail, err := t.rule(was, k)
		if err != nil {
			return err
		}
		out = now
		return s.record(tx, actor, was, &out, t, detail, k.cal)
	})
	return out, err
}

// repeated tells whether the actor has done this very command before. Who saw the
// present version and has a new command has not.
func (s *Service) repeated(tx *db.Tx, actor authz.Actor, d Dossier, t turn) (bool, error) {
	if t.ref.Command == "" || t.ref.Version == d.Version && t.ref.Command != d.LastCommand {
		return false, nil
	}
	return commandDone(tx, d.ID, actor.ID, t.act, t.ref.Command)
}

func (s *Service) known(r db.Reader, d Dossier) (known, error) {
	v, err := s.catalogue.Version(r, d.ProcedureVersion)
	if err != nil {
		return known{}, err
	}
	cal, err := s.calendar.For(r, d.Competent)
	if err != nil {
		return known{}, err
	}
	plan, err := planOf(v, d.Channel)
	return known{r: r, plan: plan, cal: cal}, err
}

// record stores the dossier's new state, its event, the audit entry and the
// event for the outbox.
func (s *Service) record(tx *db.Tx, actor authz.Actor, was Dossier, now *Dossier, t turn, detail Detail, cal *calendar.Compiled) error {
	now.Version = was.Version + 1
	now.LastCommand = t.ref.Command
	storeMove(tx, was, *now)
	e, err := eventOf(actor, was, *now, t, detail, tx.Now(), cal)
	if err != nil {
		return err
	}
	if err := insertEvent(tx, now.ID, e); err != nil {
		return err
	}
	if err := audit.Record(tx, actor, "dossier."+string(t.act), now.subject(), moveDiff{was.State, now.State, was.Step, now.Step, now.Version}); err != nil {
		return err
	}
	return s.box.Emit(tx, t.topic, now.ID, movedOf(*now, e))
}

type moveDiff struct {
	FromState State `json:"from_state"`
	State     State `json:"state"`
	FromStep  Step  `json:"from_step"`
	Step      Step  `json:"step"`
	Version   int   `json:"version"`
}

func notFound(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return fault.Wrap(err, fault.NotFound, "dossier.fault.not_found")
	}
	return err
}

// atHolder is the requirement of most acts: the permission at the agency that
// holds the dossier, and not given to somebody else.
func atHolder(actor authz.Actor, permission string) func(Dossier) error {
	return func(d Dossier) error {
		if err := authz.Require(actor, permission, d.Holder); err != nil {
			return err
		}
		return mine(d, actor)
	}
}
