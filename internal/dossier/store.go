// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"encoding/json"
	"fmt"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const columns = `id, code, version, procedure_code, procedure_version, title, channel, state, step, step_no, holder, assignee,
	receiving, competent, person, applicant, number, phone, email, address, lang, submitter, filed_by,
	submitted_at, received_at, due_at, statutory_due_at, step_began_at, step_due_at, act_by, finished_at, delivered_at, paused_at, clock_from,
	calendar, supplements, outcome, on_open, money, delivery, sync, appraised_by, approved_by, last_command`

func scanDossier(r db.Row) (Dossier, error) {
	var d Dossier
	var at [11]string
	a, t := &d.Applicant, &d.Times
	err := r.Scan(&d.ID, &d.Code, &d.Version, &d.Procedure, &d.ProcedureVersion, &d.Title, &d.Channel, &d.State, &d.Step, &d.StepNo, &d.Holder, &d.Assignee,
		&d.Receiving, &d.Competent, &a.Person, &a.Name, &a.Number, &a.Phone, &a.Email, &a.Address, &a.Lang, &d.Submitter, &d.FiledBy,
		&at[0], &at[1], &at[2], &at[3], &at[4], &at[5], &at[6], &at[7], &at[8], &at[9], &at[10],
		&t.Calendar, &d.Supplements, &d.Outcome, &d.Open, &d.Money, &d.Delivery, &d.Sync, &d.AppraisedBy, &d.ApprovedBy, &d.LastCommand)
	if err != nil {
		return d, err
	}
	for i, to := range []*time.Time{&t.Submitted, &t.Received, &t.Due, &t.StatutoryDue, &t.StepBegan, &t.StepDue, &t.ActBy, &t.Finished, &t.Delivered, &t.Paused, &t.ClockFrom} {
		if *to, err = clock.Parse(at[i]); err != nil {
			return d, err
		}
	}
	return d, nil
}

func byCode(r db.Reader, code string) (Dossier, error) {
	return scanDossier(r.QueryRow(`SELECT `+columns+` FROM dossier WHERE code = $1`, code))
}

func byID(r db.Reader, id string) (Dossier, error) {
	return scanDossier(r.QueryRow(`SELECT `+columns+` FROM dossier WHERE id = $1`, id))
}

func loadForChange(tx *db.Tx, code string) (Dossier, error) {
	return scanDossier(tx.QueryRow(`SELECT `+columns+` FROM dossier WHERE code = $1`+tx.ForUpdate(), code))
}

func insertDossier(tx *db.Tx, d Dossier) {
	a, t := d.Applicant, d.Times
	tx.Queue(`INSERT INTO dossier (id, code, version, procedure_code, procedure_version, title, channel, state, step, step_no, holder, assignee,
		receiving, competent, person, applicant, applicant_key, number, phone, email, address, lang, submitter, filed_by,
		submitted_at, received_at, due_at, statutory_due_at, step_began_at, step_due_at, act_by, calendar, on_open, money, delivery, last_command, clock_from)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
		$25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37)`,
		d.ID, d.Code, d.Version, d.Procedure, d.ProcedureVersion, d.Title, string(d.Channel), int(d.State), string(d.Step), d.StepNo, d.Holder, d.Assignee,
		d.Receiving, d.Competent, a.Person, a.Name, nameKey(a.Name), a.Number, a.Phone, a.Email, a.Address, a.Lang, d.Submitter, d.FiledBy,
		clock.Format(t.Submitted), clock.Format(t.Received), clock.Format(t.Due), clock.Format(t.StatutoryDue), clock.Format(t.StepBegan), clock.Format(t.StepDue), clock.Format(t.ActBy),
		t.Calendar, d.Open, d.Money, d.Delivery, d.LastCommand, clock.Format(t.ClockFrom))
}

func insertContent(tx *db.Tx, dossier string, c Content) error {
	answers, err := json.Marshal(c.Answers)
	if err != nil {
		return err
	}
	components, err := json.Marshal(c.Components)
	if err != nil {
		return err
	}
	tx.Queue(`INSERT INTO dossier_content (dossier, answers, components) VALUES ($1, $2, $3)`, dossier, string(answers), string(components))
	return nil
}

func updateContent(tx *db.Tx, dossier string, c Content) error {
	answers, err := json.Marshal(c.Answers)
	if err != nil {
		return err
	}
	components, err := json.Marshal(c.Components)
	if err != nil {
		return err
	}
	tx.Queue(`UPDATE dossier_content SET answers = $1, components = $2 WHERE dossier = $3`, string(answers), string(components), dossier)
	return nil
}

func contentOf(r db.Reader, dossier string) (Content, error) {
	var c Content
	var answers, components string
	err := r.QueryRow(`SELECT answers, components FROM dossier_content WHERE dossier = $1`, dossier).Scan(&answers, &components)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(answers), &c.Answers); err != nil {
		return c, fmt.Errorf("dossier: answers of %s: %w", dossier, err)
	}
	if err := json.Unmarshal([]byte(components), &c.Components); err != nil {
		return c, fmt.Errorf("dossier: components of %s: %w", dossier, err)
	}
	return c, nil
}

// What an act changes of the row; the clock's columns are indexed, so they are
// written only when one of them moved.
const (
	moveColumns = `version = $1, state = $2, step = $3, step_no = $4, holder = $5, assignee = $6, step_began_at = $7, step_due_at = $8,
		act_by = $9, outcome = $10, supplements = $11, appraised_by = $12, approved_by = $13, paused_at = $14, delivered_at = $15, delivery = $16, money = $17, last_command = $18`
	moveSQL  = `UPDATE dossier SET ` + moveColumns + ` WHERE id = $19`
	clockSQL = `UPDATE dossier SET ` + moveColumns + `, received_at = $19, due_at = $20, statutory_due_at = $21, finished_at = $22, on_open = $23, calendar = $24, clock_from = $25 WHERE id = $26`
)

// storeMove writes what an act changed, in one statement.
func storeMove(tx *db.Tx, was, d Dossier) {
	t := d.Times
	args := []any{d.Version, int(d.State), string(d.Step), d.StepNo, d.Holder, d.Assignee, clock.Format(t.StepBegan), clock.Format(t.StepDue),
		clock.Format(t.ActBy), string(d.Outcome), d.Supplements, d.AppraisedBy, d.ApprovedBy, clock.Format(t.Paused), clock.Format(t.Delivered), d.Delivery, d.Money, d.LastCommand}
	if was.Times.Due == t.Due && was.Times.Received == t.Received && was.Times.Finished == t.Finished && was.Open == d.Open {
		tx.Queue(moveSQL, append(args, d.ID)...)
		return
	}
	tx.Queue(clockSQL, append(args, clock.Format(t.Received), clock.Format(t.Due), clock.Format(t.StatutoryDue), clock.Format(t.Finished), d.Open, t.Calendar, clock.Format(t.ClockFrom), d.ID)...)
}

func insertEvent(tx *db.Tx, dossier string, e Event) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	tx.Queue(`INSERT INTO dossier_event (dossier, seq, act, at, state, actor_kind, actor, actor_name, actor_post, from_agency, from_step, to_agency, to_step,
		step_due_at, minutes_left, note, detail, command)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		dossier, e.Seq, string(e.Act), clock.Format(e.At), int(e.State), string(e.ActorKind), e.Actor, e.ActorName, e.ActorPost, e.FromAgency, string(e.FromStep),
		e.ToAgency, string(e.ToStep), clock.Format(e.StepDue), e.MinutesLeft, e.Note, string(detail), e.Command)
	return nil
}

func scanEvent(r db.Row) (Event, error) {
	var e Event
	var at, due, kind, detail string
	err := r.Scan(&e.Seq, &e.Act, &at, &e.State, &kind, &e.Actor, &e.ActorName, &e.ActorPost, &e.FromAgency, &e.FromStep, &e.ToAgency, &e.ToStep, &due, &e.MinutesLeft, &e.Note, &detail, &e.Command)
	if err != nil {
		return e, err
	}
	e.ActorKind, e.At, e.StepDue = authz.Kind(kind), clock.MustParse(at), clock.MustParse(due)
	return e, json.Unmarshal([]byte(detail), &e.Detail)
}

func eventsOf(r db.Reader, dossier string) ([]Event, error) {
	return db.All(r, scanEvent, `SELECT seq, act, at, state, actor_kind, actor, actor_name, actor_post, from_agency, from_step, to_agency, to_step,
		step_due_at, minutes_left, note, detail, command FROM dossier_event WHERE dossier = $1 ORDER BY seq`, dossier)
}

func commandDone(r db.Reader, dossier, actor string, act Act, command string) (bool, error) {
	n, err := db.Value[int](r, `SELECT COUNT(*) FROM dossier_event WHERE dossier = $1 AND command = $2 AND act = $3 AND actor = $4`, dossier, command, string(act), actor)
	return n > 0, err
}

// nextNumber allocates inside the caller's transaction: no gap, no double.
func nextNumber(tx *db.Tx, agency, day string) (int, error) {
	return db.Value[int](tx, `INSERT INTO dossier_series (agency, day, last) VALUES ($1, $2, 1)
		ON CONFLICT (agency, day) DO UPDATE SET last = dossier_series.last + 1 RETURNING last`, agency, day)
}

// finishPreloaded sets what a fresh row cannot have.
func finishPreloaded(tx *db.Tx, d Dossier) {
	t := d.Times
	tx.Queue(`UPDATE dossier SET finished_at = $1, delivered_at = $2, outcome = $3, on_open = $4 WHERE id = $5`,
		clock.Format(t.Finished), clock.Format(t.Delivered), string(d.Outcome), false, d.ID)
}
