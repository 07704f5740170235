// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
)

func TestFilingAllocatesTheNationalCodeAndWaitsForAnAnswerInEightWorkingHours(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.file("first")
		if d.Code != "H52.101.01-261116-0001" || !dossier.ValidCode(d.Code) {
			t.Errorf("code %q", d.Code)
		}
		if d.State != dossier.Submitted || d.Step != dossier.StepReceive || d.Holder != centre {
			t.Errorf("filed as %v at %s/%s", d.State, d.Holder, d.Step)
		}
		// 09:00 Monday and eight working hours: 09:00 Tuesday.
		if want := time.Date(2026, 11, 17, 9, 0, 0, 0, clock.Vietnam); !d.Times.ActBy.Equal(want) {
			t.Errorf("answer due %v", d.Times.ActBy)
		}
		if second := h.file("second"); second.Code != "H52.101.01-261116-0002" {
			t.Errorf("the second is %q", second.Code)
		}
	})
}

func TestTheWholeLifeIsRecordedHandOverByHandOver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("life", 3)
		if d.Step != dossier.StepStamp || d.State != dossier.InProcess {
			t.Fatalf("after approval at %s in %v", d.Step, d.State)
		}
		f := h.open(d.Code)
		if len(f.Events) != 4 {
			t.Fatalf("%d events", len(f.Events))
		}
		for i, e := range f.Events {
			if e.Seq != i+1 || e.ActorName == "" || e.At.IsZero() {
				t.Errorf("event %d: %+v", i, e)
			}
			if i > 0 && (e.FromStep == "" || e.ToStep == "" || e.MinutesLeft <= 0 || e.StepDue.IsZero()) {
				t.Errorf("event %d is no hand-over: %+v", i, e)
			}
		}
		line := f.Line()
		if line[0].State != "done" || line[2].State != "done" || line[3].State != "now" || line[4].State != "ahead" {
			t.Errorf("line %+v", line)
		}
	})
}

func TestAcceptanceStartsTheClockAndASameDayProcedureIsDueToday(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("a", 1)
		if clock.Date(d.Times.Due) != "2026-11-16" || d.Times.Received.IsZero() || d.Times.Calendar == "" {
			t.Errorf("accepted in the morning, due %v by %q", d.Times.Due, d.Times.Calendar)
		}
		h.now.Set(time.Date(2026, 11, 16, 15, 30, 0, 0, clock.Vietnam))
		d, err := h.dossier.Accept(h.ctx, officer, dossier.AcceptInput{Ref: dossier.Ref{Code: h.file("late").Code}})
		must(t, err)
		if clock.Date(d.Times.Due) != "2026-11-17" {
			t.Errorf("accepted after 15:00, due %v", d.Times.Due)
		}
	})
}

func TestNothingIsSealedBeforeItIsSignedAndNothingHandedOverBeforeItIsSealed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("x", 3)
		_, err := h.dossier.Stamp(h.ctx, keeper, dossier.StampInput{Ref: dossier.Ref{Code: d.Code}})
		if fault.Of(err).Key != "dossier.fault.not_signed_yet" {
			t.Errorf("stamped unsigned: %v", err)
		}
		_, err = h.dossier.Deliver(h.ctx, deliverer, dossier.DeliverInput{Ref: dossier.Ref{Code: d.Code}})
		if !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Conflict) {
			t.Errorf("delivered out of order: %v", err)
		}
	})
}

func TestStepsOutOfOrderAreRefusedAndChangeNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.file("o")
		ref := dossier.Ref{Code: d.Code}
		all := staff("all", dossier.PermReceive, centre)
		for _, p := range []string{dossier.PermAppraise, dossier.PermApprove, dossier.PermStamp, dossier.PermDeliver} {
			all.Grants = append(all.Grants, authz.Grant{Permission: p, Unit: centre})
		}
		for name, act := range map[string]func() (dossier.Dossier, error){
			"appraise": func() (dossier.Dossier, error) {
				return h.dossier.Appraise(h.ctx, all, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted})
			},
			"approve": func() (dossier.Dossier, error) { return h.dossier.Approve(h.ctx, all, dossier.ApproveInput{Ref: ref}) },
			"stamp":   func() (dossier.Dossier, error) { return h.dossier.Stamp(h.ctx, all, dossier.StampInput{Ref: ref}) },
			"deliver": func() (dossier.Dossier, error) { return h.dossier.Deliver(h.ctx, all, dossier.DeliverInput{Ref: ref}) },
			"return": func() (dossier.Dossier, error) {
				return h.dossier.Return(h.ctx, all, dossier.ReturnInput{Ref: ref, Reason: "x"})
			},
			"supplement": func() (dossier.Dossier, error) {
				return h.dossier.Supplement(h.ctx, all, dossier.SupplementedInput{Ref: ref})
			},
		} {
			if _, err := act(); fault.Of(err).Kind != fault.Conflict {
				t.Errorf("%s: %v", name, err)
			}
		}
		if f := h.open(d.Code); f.Version != 1 || len(f.Events) != 1 {
			t.Errorf("changed to version %d with %d events", f.Version, len(f.Events))
		}
	})
}

func TestADoubleClickIsDoneOnceAndAnswersTheSame(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.file("same"), h.file("same")
		if a.Code != b.Code {
			t.Fatalf("filed twice: %s and %s", a.Code, b.Code)
		}
		var wg sync.WaitGroup
		codes := make([]int, 16)
		for i := range codes {
			wg.Go(func() {
				d, err := h.dossier.Accept(h.ctx, officer, dossier.AcceptInput{Ref: dossier.Ref{Code: a.Code, Version: 1, Command: "click"}})
				if err != nil {
					t.Error(err)
				}
				codes[i] = d.Version
			})
		}
		wg.Wait()
		for _, v := range codes {
			if v != 2 {
				t.Errorf("a click answered version %d", v)
			}
		}
		if f := h.open(a.Code); len(f.Events) != 2 {
			t.Errorf("%d events", len(f.Events))
		}
	})
}

func TestTwoOfficersAtOnceTheSecondIsTold(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.file("two")
		other := officer
		other.ID = "other"
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, a := range []authz.Actor{officer, other} {
			wg.Go(func() {
				_, errs[i] = h.dossier.Accept(h.ctx, a, dossier.AcceptInput{Ref: dossier.Ref{Code: d.Code, Version: 1, Command: fmt.Sprint("c", i)}})
			})
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Errorf("the slower was told %v", err)
			}
		}
	})
}

func TestCodesHaveNeitherGapsNorDoublesUnderPressure(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const n = 60
		var mu sync.Mutex
		seen := map[string]bool{}
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				in := h.input(fmt.Sprint("p", i))
				if i%5 == 0 {
					in.Answers["child_sex"] = "?" // refused: must not use up a number
				}
				d, err := h.dossier.File(h.ctx, citizen, in)
				if i%5 == 0 {
					if !fault.Is(err, fault.Invalid) {
						t.Errorf("a bad form: %v", err)
					}
					return
				}
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				seen[d.Code] = true
				mu.Unlock()
			})
		}
		wg.Wait()
		for i := 1; i <= n-n/5; i++ {
			if code := fmt.Sprintf("H52.101.01-261116-%04d", i); !seen[code] {
				t.Errorf("%s is missing", code)
			}
		}
	})
}

func TestOnlyWhoMayMay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.file("r")
		in := dossier.AcceptInput{Ref: dossier.Ref{Code: d.Code}}
		for name, a := range map[string]authz.Actor{
			"another unit": staff("x", dossier.PermReceive, elsewhere), "another role": staff("x", dossier.PermAppraise, centre), "the citizen": citizen,
		} {
			if _, err := h.dossier.Accept(h.ctx, a, in); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.dossier.Accept(h.ctx, authz.Actor{}, in); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("nobody: %v", err)
		}
		stranger := citizen
		stranger.Person = "p2"
		_ = h.db.Read(h.ctx, func(r db.Reader) error {
			if _, err := h.dossier.Open(r, stranger, d.Code); !fault.Is(err, fault.NotFound) {
				t.Errorf("another citizen reads: %v", err)
			}
			if _, err := h.dossier.Open(r, staff("x", dossier.PermReceive, elsewhere), d.Code); !fault.Is(err, fault.NotFound) {
				t.Errorf("another unit reads: %v", err)
			}
			return nil
		})
		other := h.input("for another")
		other.Applicant.Person = "p2"
		if _, err := h.dossier.File(h.ctx, citizen, other); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a citizen files for another: %v", err)
		}
	})
}

func TestDutiesAreSeparated(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("s", 2)
		both := approver
		both.ID = appraiser.ID
		_, err := h.dossier.Approve(h.ctx, both, dossier.ApproveInput{Ref: dossier.Ref{Code: d.Code}})
		if fault.Of(err).Key != "dossier.fault.appraiser_approves" {
			t.Errorf("the appraiser approves: %v", err)
		}
		d = h.walk("t", 3)
		both = keeper
		both.ID = approver.ID
		_, err = h.dossier.Stamp(h.ctx, both, dossier.StampInput{Ref: dossier.Ref{Code: d.Code}})
		if fault.Of(err).Key != "dossier.fault.approver_stamps" {
			t.Errorf("the approver stamps: %v", err)
		}
	})
}

func TestPapersAreAskedForOnceAndTheClockStartsAfresh(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("q", 1)
		was := d.Times.Due
		ask := dossier.SupplementInput{Ref: dossier.Ref{Code: d.Code}, Missing: []dossier.Missing{{What: "Giấy chứng sinh", Why: "Ảnh chụp mờ, không đọc được"}}}
		d, err := h.dossier.RequestSupplement(h.ctx, appraiser, ask)
		must(t, err)
		if d.State != dossier.Supplement || d.Step != dossier.StepAppraise || d.Late(h.now.Now().AddDate(0, 0, 3)) {
			t.Errorf("waiting: %v at %s", d.State, d.Step)
		}
		h.now.Advance(24 * time.Hour)
		d, err = h.dossier.Supplement(h.ctx, citizen, dossier.SupplementedInput{Ref: dossier.Ref{Code: d.Code}, Answers: map[string]string{"birth_paper_number": "77"}})
		must(t, err)
		if d.State != dossier.InProcess || !d.Times.Due.After(was) || clock.Date(d.Times.Due) != "2026-11-17" {
			t.Errorf("after it: %v due %v", d.State, d.Times.Due)
		}
		if got := h.open(d.Code).Content.Answers["birth_paper_number"]; got != "77" {
			t.Errorf("the answer was not kept: %q", got)
		}
		if _, err := h.dossier.RequestSupplement(h.ctx, appraiser, ask); fault.Of(err).Key != "dossier.fault.supplement_once" {
			t.Errorf("asked twice: %v", err)
		}
	})
}

func TestBadInputIsToldAtItsField(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for field, spoil := range map[string]func(*dossier.FileInput){
			"child_name":       func(in *dossier.FileInput) { delete(in.Answers, "child_name") },
			"child_sex":        func(in *dossier.FileInput) { in.Answers["child_sex"] = "z" },
			"child_birth_date": func(in *dossier.FileInput) { in.Answers["child_birth_date"] = "2026-02-30" },
			"mother.born":      func(in *dossier.FileInput) { in.Answers["mother.born"] = "2030-01-01" },
			"mother.number":    func(in *dossier.FileInput) { in.Answers["mother.number"] = "12" },
			"child_origin":     func(in *dossier.FileInput) { in.Answers["child_origin"] = strings.Repeat("ế", 3000) },
			"competent":        func(in *dossier.FileInput) { in.Competent = "H99.1" },
			"applicant":        func(in *dossier.FileInput) { in.Applicant.Name = "" },
			"file-birth_paper": func(in *dossier.FileInput) { in.Answers["birth_paper"] = "paper" },
		} {
			in := h.input("bad " + field)
			spoil(&in)
			_, err := h.dossier.File(h.ctx, citizen, in)
			found := false
			for _, f := range fault.Of(err).Fields {
				found = found || f.Name == field
			}
			if !found {
				t.Errorf("%s: %v", field, err)
			}
		}
		in := h.input("unknown")
		in.Procedure = "9.999999"
		if _, err := h.dossier.File(h.ctx, citizen, in); !fault.Is(err, fault.NotFound) {
			t.Errorf("unknown procedure: %v", err)
		}
	})
}

func TestEachActIsAuditedAndAnnouncedOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("e", 3)
		must(t, h.db.Read(h.ctx, func(r db.Reader) error {
			n, err := db.Value[int](r, "SELECT COUNT(*) FROM audit_entry WHERE subject = $1", d.ID)
			if n != 4 {
				t.Errorf("%d audit entries", n)
			}
			waiting, err2 := outbox.Waiting(r)
			if waiting < 4 {
				t.Errorf("%d events wait", waiting)
			}
			if err == nil {
				err = err2
			}
			return err
		}))
	})
}

func TestWithdrawalIsPossibleUntilADecision(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.walk("w", 2)
		d, err := h.dossier.Withdraw(h.ctx, citizen, dossier.WithdrawInput{Ref: dossier.Ref{Code: d.Code}})
		must(t, err)
		if d.State != dossier.Withdrawn || d.Open || !d.State.Terminal() {
			t.Errorf("%v", d.State)
		}
		d = h.walk("v", 3)
		if _, err := h.dossier.Withdraw(h.ctx, citizen, dossier.WithdrawInput{Ref: dossier.Ref{Code: d.Code}}); !fault.Is(err, fault.Conflict) {
			t.Errorf("after approval: %v", err)
		}
	})
}

func TestExpiredDraftsGoAwayAndYoungOnesStay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		old, err := h.dossier.StartDraft(h.ctx, citizen, birth, committee)
		must(t, err)
		h.now.Advance(dossier.DraftLife - time.Hour)
		other := citizen
		other.Person = "p2"
		young, err := h.dossier.StartDraft(h.ctx, other, birth, committee)
		must(t, err)
		h.now.Advance(2 * time.Hour)
		n, err := h.dossier.Sweep(h.ctx)
		must(t, err)
		if n != 1 {
			t.Fatalf("%d swept", n)
		}
		_ = h.db.Read(h.ctx, func(r db.Reader) error {
			if _, err := h.dossier.Draft(r, citizen, old.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("the old one: %v", err)
			}
			_, err := h.dossier.Draft(r, other, young.ID)
			must(t, err)
			return nil
		})
	})
}
