// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// FileInput is a whole application: a citizen's own, or one that an officer takes
// at the counter on a person's behalf.
type FileInput struct {
	Command    string // sent twice, filed once
	Draft      string // the draft it was written in; its files go along
	Procedure  string
	Competent  string // the agency that is to decide
	Receiving  string // "" is the one-stop of the competent agency
	Channel    Channel
	Applicant  Applicant
	Submitter  string
	Answers    map[string]string
	Components []ComponentCheck
	Delivery   string // counter, online or post
	Accept     bool   // at the counter: checked and accepted in the same act
	Note       string
}

// File takes an application in (nộp hồ sơ). The code is allocated in the same
// transaction: no gap, no double. At the counter the officer may accept at once.
func (s *Service) File(ctx context.Context, actor authz.Actor, in FileInput) (Dossier, error) {
	var out Dossier
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		id := filingID(actor, in)
		if was, err := byID(tx, id); err == nil {
			out = was
			return nil
		} else if !errors.Is(err, db.ErrNoRows) {
			return err
		}
		d, k, err := s.begin(tx, actor, in, id)
		if err != nil {
			return err
		}
		if out, err = s.open(tx, actor, d, in, k); err != nil {
			return err
		}
		return s.adopt(tx, actor, in, out)
	})
	if db.IsUnique(err) { // the same click at the same instant was a little faster
		return s.filed(ctx, filingID(actor, in), err)
	}
	return out, err
}

func (s *Service) filed(ctx context.Context, id string, failure error) (out Dossier, err error) {
	err = s.db.Read(ctx, func(r db.Reader) (err error) { out, err = byID(r, id); return err })
	if errors.Is(err, db.ErrNoRows) {
		err = failure
	}
	return out, err
}

// filingID makes the same application always the same row: a draft's id, or one
// drawn from who sent which command.
func filingID(actor authz.Actor, in FileInput) string {
	if in.Draft != "" {
		return in.Draft
	}
	sum := sha256.Sum256([]byte(actor.ID + "\x00" + actor.Person + "\x00" + in.Command))
	return strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:]))[:20]
}

// begin loads what the application stands on and checks that it may be filed.
func (s *Service) begin(tx *db.Tx, actor authz.Actor, in FileInput, id string) (Dossier, known, error) {
	now := tx.Now()
	versionID, v, err := s.catalogue.Current(tx, in.Procedure, clock.Date(now))
	if err != nil {
		return Dossier{}, known{}, err
	}
	competent, receiving, err := s.agencies(tx, in)
	if err != nil {
		return Dossier{}, known{}, err
	}
	if err := mayFile(actor, in, receiving.Code); err != nil {
		return Dossier{}, known{}, err
	}
	plan, err := planOf(v, in.Channel)
	if err != nil {
		return Dossier{}, known{}, err
	}
	if err := fileRule(v, in, actor, now); err != nil {
		return Dossier{}, known{}, err
	}
	cal, err := s.calendar.For(tx, competent.Code)
	if err != nil {
		return Dossier{}, known{}, err
	}
	d := Dossier{
		ID: id, Version: 1, Procedure: in.Procedure, ProcedureVersion: versionID, Title: v.Name.VI, Channel: in.Channel,
		State: Submitted, Step: StepReceive, Holder: receiving.Code, Receiving: receiving.Code, Competent: competent.Code,
		Applicant: in.Applicant, Submitter: in.Submitter, Open: true, Money: "none", Delivery: in.Delivery, Sync: "none", LastCommand: in.Command,
	}
	if plan.Fee {
		d.Money = "due"
	}
	if actor.Kind == authz.Staff {
		d.FiledBy = actor.ID
	}
	d.Times.Submitted = now
	d, err = awaitAnswer(d, cal, now)
	return d, known{r: tx, tx: tx, plan: plan, cal: cal}, err
}

func (s *Service) agencies(tx *db.Tx, in FileInput) (competent, receiving organisation.Agency, err error) {
	if competent, err = s.organisation.Agency(tx, in.Competent); err != nil {
		return competent, receiving, field(err, "competent", "dossier.fault.unknown_agency")
	}
	if in.Receiving == "" {
		receiving, err = s.organisation.ServiceCentreOf(tx, in.Competent)
	} else {
		receiving, err = s.organisation.Agency(tx, in.Receiving)
	}
	return competent, receiving, field(err, "receiving", "dossier.fault.unknown_agency")
}

// field turns "not found" into a mistake at a field.
func field(err error, name, key string) error {
	if err == nil || !fault.Is(err, fault.NotFound) {
		return err
	}
	var c fault.Checks
	c.Add(name, key)
	return c.Err()
}

// mayFile: a citizen for themselves, an officer of the receiving one-stop for
// anybody.
func mayFile(a authz.Actor, in FileInput, receiving string) error {
	if a.Kind == authz.Citizen {
		if in.Accept || a.Person == "" || a.Person != in.Applicant.Person {
			return authz.Refuse(a)
		}
		return nil
	}
	return authz.Require(a, PermReceive, receiving)
}

// fileRule: the procedure must be open for this door on this day, and the answers
// and papers complete.
func fileRule(v *catalogue.Version, in FileInput, a authz.Actor, now time.Time) error {
	if in.Channel == Online {
		if err := catalogue.Fileable(v); err != nil {
			return err
		}
	}
	var c fault.Checks
	c.Require(in.Applicant.Name != "", "applicant", "fault.field.required")
	c.Require(in.Applicant.Person != "", "applicant", "dossier.fault.applicant_unknown")
	checkAnswers(&c, v.Form, in.Answers, clock.Date(now))
	if in.Channel == Online {
		checkPapers(&c, v, in)
	}
	return c.Err()
}

// open allocates the code and writes the first event, or the first two when the
// officer accepts at once.
func (s *Service) open(tx *db.Tx, actor authz.Actor, d Dossier, in FileInput, k known) (Dossier, error) {
	n, err := nextNumber(tx, d.Receiving, clock.Date(tx.Now()))
	if err != nil {
		return d, err
	}
	d.Code = makeCode(d.Receiving, tx.Now(), n)
	filed := d
	filed.Step, filed.Holder = NoStep, "" // before it was filed nobody held it
	filed.Times.StepDue = time.Time{}
	submit := turn{act: ActSubmit, topic: TopicSubmitted, ref: Ref{Command: in.Command}, note: in.Note}
	first, err := eventOf(actor, filed, d, submit, Detail{}, tx.Now(), k.cal)
	if err != nil {
		return d, err
	}
	acts := []Event{first}
	if in.Accept {
		was := d
		if d, err = acceptRule(d, k.plan, k.cal, tx.Now()); err != nil {
			return d, err
		}
		d.Version = 2
		accept := turn{act: ActAccept, topic: TopicAccepted, ref: Ref{Command: in.Command}}
		second, err := eventOf(actor, was, d, accept, Detail{Checked: keysSeen(in.Components), Due: clock.Format(d.Times.Due)}, tx.Now(), k.cal)
		if err != nil {
			return d, err
		}
		acts = append(acts, second)
	}
	insertDossier(tx, d)
	if err := insertContent(tx, d.ID, Content{Answers: in.Answers, Components: in.Components}); err != nil {
		return d, err
	}
	return d, s.announce(tx, actor, d, acts)
}

func (s *Service) announce(tx *db.Tx, actor authz.Actor, d Dossier, acts []Event) error {
	topics := map[Act]string{ActSubmit: TopicSubmitted, ActAccept: TopicAccepted}
	for _, e := range acts {
		if err := insertEvent(tx, d.ID, e); err != nil {
			return err
		}
		if err := audit.Record(tx, actor, "dossier."+string(e.Act), d.subject(), filedDiff{d.Code, d.Procedure, e.State}); err != nil {
			return err
		}
		if err := s.box.Emit(tx, topics[e.Act], d.ID, movedOf(d, e)); err != nil {
			return err
		}
	}
	return nil
}

type filedDiff struct {
	Code      string `json:"code"`
	Procedure string `json:"procedure"`
	State     State  `json:"state"`
}

// adopt takes the draft's files over and removes the draft.
func (s *Service) adopt(tx *db.Tx, actor authz.Actor, in FileInput, d Dossier) error {
	if in.Draft == "" {
		return nil
	}
	deleteDraft(tx, in.Draft)
	return s.document.Attach(tx, in.Draft, d.ID)
}

func keysSeen(cs []ComponentCheck) []string {
	var out []string
	for _, c := range cs {
		if c.Seen {
			out = append(out, c.Key)
		}
	}
	return out
}
