// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"fmt"
	"time"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

// PreloadInput says what past to write.
type PreloadInput struct {
	Count     int
	Procedure string
	Version   string // id of the procedure version
	Title     string
	Places    []Place
	From, To  time.Time // when they were filed
	Progress  func(done int)
}

// Place is a competent agency and its one-stop.
type Place struct{ Competent, Receiving string }

// preloadBatch is how many dossiers one transaction holds.
const preloadBatch = 500

// Preload writes finished dossiers of the past straight into the tables, with the
// rows that the six acts of their life would have left, so that benchmarks and the
// demo at the size of a province can be made in minutes. It announces nothing.
func (s *Service) Preload(ctx context.Context, in PreloadInput) error {
	step := in.To.Sub(in.From) / time.Duration(max(in.Count, 1))
	for done := 0; done < in.Count; {
		n := min(preloadBatch, in.Count-done)
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			for i := done; i < done+n; i++ {
				if err := preloadOne(tx, in, i, in.From.Add(step*time.Duration(i))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		done += n
		if in.Progress != nil {
			in.Progress(done)
		}
	}
	return nil
}

// preloadPause is the time between two acts of a preloaded dossier.
const preloadPause = 40 * time.Minute

func preloadOne(tx *db.Tx, in PreloadInput, i int, at time.Time) error {
	place := in.Places[i%len(in.Places)]
	number := fmt.Sprintf("0140%08d", i)
	d := Dossier{
		ID: ids.New(at), Version: 6, Procedure: in.Procedure, ProcedureVersion: in.Version, Title: in.Title, Channel: Online, State: Delivered, StepNo: 4,
		Holder: place.Receiving, Receiving: place.Receiving, Competent: place.Competent, Outcome: Granted, Money: "none", Delivery: "online", Sync: "none",
		Applicant: Applicant{Person: "preload-" + number, Name: "Người nộp " + number, Number: number, Lang: "vi"},
	}
	// Eight digits stand apart from every number that filing allocates.
	d.Code = fmt.Sprintf("%s-%s-%08d", place.Receiving, at.In(clock.Vietnam).Format("060102"), 10_000_000+i)
	d.Times = Times{Submitted: at, Received: at.Add(preloadPause), ClockFrom: at.Add(preloadPause), Due: at.AddDate(0, 0, 3), StatutoryDue: at.AddDate(0, 0, 5),
		Finished: at.Add(4 * preloadPause), Delivered: at.Add(5 * preloadPause), Calendar: "preload"}
	insertDossier(tx, d)
	finishPreloaded(tx, d)
	if err := insertContent(tx, d.ID, Content{Answers: map[string]string{"request": "Nội dung đề nghị " + number}}); err != nil {
		return err
	}
	acts := []Act{ActSubmit, ActAccept, ActAppraise, ActApprove, ActStamp, ActDeliver}
	states := []State{Submitted, Accepted, InProcess, InProcess, Processed, Delivered}
	for n, act := range acts {
		when := at.Add(preloadPause * time.Duration(n))
		e := Event{Seq: n + 1, Act: act, At: when, State: states[n], ActorKind: authz.Staff, Actor: "preload", ActorName: "Cán bộ", ActorPost: "Công chức", FromAgency: place.Receiving, ToAgency: place.Receiving, StepDue: when.Add(time.Hour), MinutesLeft: 20}
		if n > 0 {
			e.FromStep = Steps[n-1]
		}
		if n < len(Steps) {
			e.ToStep = Steps[n]
		}
		if err := insertEvent(tx, d.ID, e); err != nil {
			return err
		}
		if err := audit.Record(tx, authz.SystemActor("preload"), "dossier."+string(act), d.subject(), nil); err != nil {
			return err
		}
	}
	return nil
}
