// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

const base = "/api/v1/dossiers"

// Operations adds the room's JSON operations.
func (s *Service) Operations(api *web.API) {
	web.Operate(api, web.Op{ID: "dossier-file", Method: http.MethodPost, Path: base, Summary: "File an application", Tag: "dossier", Need: web.SignedIn, Status: http.StatusCreated}, s.apiFile)
	web.Operate(api, web.Op{ID: "dossier-get", Method: http.MethodGet, Path: base + "/{code}", Summary: "Read a dossier with its steps", Tag: "dossier", Need: web.SignedIn}, s.apiGet)
	web.Operate(api, web.Op{ID: "dossier-progress", Method: http.MethodGet, Path: base + "/{code}/progress", Summary: "Public progress of a dossier", Tag: "dossier", Need: web.Anyone}, s.apiProgress)
	web.Operate(api, web.Op{ID: "dossier-work", Method: http.MethodGet, Path: "/api/v1/work", Summary: "What waits at the caller's desks, due first", Tag: "dossier", Need: web.Staff}, s.apiWork)
	for _, o := range s.acts() {
		act := o
		web.Operate(api, web.Op{ID: "dossier-" + strings.ReplaceAll(act.name, "_", "-"), Method: http.MethodPost, Path: base + "/{code}/" + act.name, Summary: act.summary, Tag: "dossier", Need: act.need},
			func(ctx context.Context, a authz.Actor, in *actRequest) (*answer, error) {
				ref, err := in.ref()
				if err != nil {
					return nil, err
				}
				d, err := act.do(ctx, a, ref, in.Body)
				return reply(d), err
			})
	}
}

// apiAct is one act as an operation.
type apiAct struct {
	name, summary, need string
	do                  func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error)
}

func (s *Service) acts() []apiAct {
	return []apiAct{
		{"accept", "Accept an application: the clock starts", PermReceive, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Accept(ctx, a, AcceptInput{Ref: ref, Checked: b.Checked, Note: b.Note})
		}},
		{"refuse", "Refuse to accept an application", PermReceive, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Refuse(ctx, a, RefuseInput{Ref: ref, Reason: b.Note})
		}},
		{"request-supplement", "Ask for what is missing, once and complete", web.Staff, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.RequestSupplement(ctx, a, SupplementInput{Ref: ref, Missing: b.Missing, Note: b.Note})
		}},
		{"supplement", "Hand in what was missing", web.SignedIn, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Supplement(ctx, a, SupplementedInput{Ref: ref, Answers: b.Answers, Note: b.Note})
		}},
		{"appraise", "Propose a decision", PermAppraise, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Appraise(ctx, a, AppraiseInput{Ref: ref, Outcome: b.Outcome, Note: b.Note})
		}},
		{"return", "Send back to appraisal", PermApprove, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Return(ctx, a, ReturnInput{Ref: ref, Reason: b.Note})
		}},
		{"approve", "Decide, and order the result to be signed", PermApprove, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Approve(ctx, a, ApproveInput{Ref: ref, Note: b.Note})
		}},
		{"stamp", "Seal and issue the result", PermStamp, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Stamp(ctx, a, StampInput{Ref: ref, Note: b.Note})
		}},
		{"deliver", "Hand the result over", PermDeliver, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Deliver(ctx, a, DeliverInput{Ref: ref, Receiver: b.Receiver, Note: b.Note})
		}},
		{"withdraw", "Take the application back", web.SignedIn, func(ctx context.Context, a authz.Actor, ref Ref, b actBody) (Dossier, error) {
			return s.Withdraw(ctx, a, WithdrawInput{Ref: ref, Reason: b.Note})
		}},
	}
}

type actRequest struct {
	Code    string `path:"code" maxLength:"64"`
	IfMatch string `header:"If-Match" doc:"the ETag that was read; without it the act is done on whatever is there"`
	Key     string `header:"Idempotency-Key" maxLength:"64" doc:"the same key twice is done once"`
	Body    actBody
}

type actBody struct {
	Note     string            `json:"note,omitempty" maxLength:"2000"`
	Checked  []string          `json:"checked,omitempty" maxItems:"100" doc:"keys of the papers that were seen"`
	Missing  []Missing         `json:"missing,omitempty" maxItems:"50"`
	Answers  map[string]string `json:"answers,omitempty"`
	Outcome  Outcome           `json:"outcome,omitempty" enum:"granted,refused"`
	Receiver string            `json:"receiver,omitempty" maxLength:"200"`
}

func (in *actRequest) ref() (Ref, error) {
	ref := Ref{Code: in.Code, Command: in.Key}
	if tag := strings.Trim(in.IfMatch, `"`); tag != "" && tag != "*" {
		n, err := strconv.Atoi(tag)
		if err != nil {
			return ref, fault.New(fault.Conflict, "fault.conflict")
		}
		ref.Version = n
	}
	return ref, nil
}

type fileRequest struct {
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64"`
	Body fileBody
}

type fileBody struct {
	Procedure string            `json:"procedure" maxLength:"20" example:"1.001193"`
	Competent string            `json:"competent" maxLength:"40" doc:"code of the agency that decides"`
	Receiving string            `json:"receiving,omitempty" maxLength:"40" doc:"code of the one-stop; by default the one of the competent agency"`
	Channel   Channel           `json:"channel" enum:"direct,online,post"`
	Person    string            `json:"person" maxLength:"40" doc:"id of the applicant"`
	Name      string            `json:"name" maxLength:"200"`
	Number    string            `json:"number" maxLength:"20"`
	Phone     string            `json:"phone,omitempty" maxLength:"20"`
	Email     string            `json:"email,omitempty" maxLength:"200"`
	Address   string            `json:"address,omitempty" maxLength:"300"`
	Lang      string            `json:"lang,omitempty" enum:"vi,en"`
	Answers   map[string]string `json:"answers"`
	Papers    []ComponentCheck  `json:"papers,omitempty" maxItems:"100"`
	Delivery  string            `json:"delivery,omitempty" enum:"counter,online,post"`
	Accept    bool              `json:"accept,omitempty" doc:"at the counter: accept in the same act"`
}

func (s *Service) apiFile(ctx context.Context, a authz.Actor, in *fileRequest) (*answer, error) {
	b := in.Body
	if b.Delivery == "" {
		b.Delivery = "counter"
	}
	if b.Lang == "" {
		b.Lang = "vi"
	}
	answers := make(map[string]string, len(b.Answers))
	for k, v := range b.Answers {
		answers[k] = web.CleanArea(v)
	}
	d, err := s.File(ctx, a, FileInput{
		Command: in.Key, Procedure: b.Procedure, Competent: b.Competent, Receiving: b.Receiving, Channel: b.Channel,
		Applicant: Applicant{Person: b.Person, Name: web.CleanLine(b.Name), Number: b.Number, Phone: b.Phone, Email: b.Email, Address: web.CleanLine(b.Address), Lang: b.Lang},
		Answers:   answers, Components: b.Papers, Delivery: b.Delivery, Accept: b.Accept,
	})
	return reply(d), err
}

type answer struct {
	ETag string `header:"ETag"`
	Body Summary
}

// Summary is a dossier as integrators see it.
type Summary struct {
	Code      string `json:"code"`
	Version   int    `json:"version"`
	Procedure string `json:"procedure"`
	Title     string `json:"title"`
	State     State  `json:"state" doc:"national code 1 to 10"`
	Step      Step   `json:"step"`
	Holder    string `json:"holder"`
	Receiving string `json:"receiving"`
	Competent string `json:"competent"`
	Submitted string `json:"submitted"`
	Received  string `json:"received,omitempty"`
	Due       string `json:"due,omitempty"`
	Statutory string `json:"statutory_due,omitempty"`
	Finished  string `json:"finished,omitempty"`
	Delivered string `json:"delivered,omitempty"`
}

func reply(d Dossier) *answer {
	return &answer{ETag: `"` + strconv.Itoa(d.Version) + `"`, Body: SummaryOf(d)}
}

// SummaryOf is the public face of a dossier for its own people; times are
// RFC 3339 with +07:00.
func SummaryOf(d Dossier) Summary {
	t := d.Times
	return Summary{Code: d.Code, Version: d.Version, Procedure: d.Procedure, Title: d.Title, State: d.State, Step: d.Step, Holder: d.Holder, Receiving: d.Receiving, Competent: d.Competent,
		Submitted: rfc(t.Submitted), Received: rfc(t.Received), Due: rfc(t.Due), Statutory: rfc(t.StatutoryDue), Finished: rfc(t.Finished), Delivered: rfc(t.Delivered)}
}

func rfc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Vietnam).Format(time.RFC3339)
}

type codeRequest struct {
	Code string `path:"code" maxLength:"64"`
}

type wholeAnswer struct {
	ETag string `header:"ETag"`
	Body Report
}

// Report is the document of `motcua dossier show` and of the API.
type Report struct {
	Summary
	Steps  []StepReport  `json:"steps"`
	Events []EventReport `json:"events"`
}

// StepReport is one of the five steps.
type StepReport struct {
	Step  Step   `json:"step"`
	State string `json:"state" enum:"done,now,ahead"`
	At    string `json:"at,omitempty"`
}

// EventReport is one act and hand-over.
type EventReport struct {
	Seq         int    `json:"seq"`
	Act         Act    `json:"act"`
	At          string `json:"at"`
	By          string `json:"by"`
	Post        string `json:"post,omitempty"`
	FromAgency  string `json:"from_agency,omitempty"`
	FromStep    Step   `json:"from_step,omitempty"`
	ToAgency    string `json:"to_agency,omitempty"`
	ToStep      Step   `json:"to_step,omitempty"`
	StepDue     string `json:"step_due,omitempty"`
	MinutesLeft int    `json:"minutes_left"`
	State       State  `json:"state"`
	Note        string `json:"note,omitempty"`
}

// ReportOf puts a whole dossier into the form of the API.
func ReportOf(f File) Report {
	rep := Report{Summary: SummaryOf(f.Dossier)}
	for _, st := range f.Line() {
		rep.Steps = append(rep.Steps, StepReport{Step: st.Step, State: st.State, At: rfc(st.At)})
	}
	for _, e := range f.Events {
		rep.Events = append(rep.Events, EventReport{Seq: e.Seq, Act: e.Act, At: rfc(e.At), By: e.ActorName, Post: e.ActorPost, FromAgency: e.FromAgency, FromStep: e.FromStep,
			ToAgency: e.ToAgency, ToStep: e.ToStep, StepDue: rfc(e.StepDue), MinutesLeft: e.MinutesLeft, State: e.State, Note: e.Note})
	}
	return rep
}

func (s *Service) apiGet(ctx context.Context, a authz.Actor, in *codeRequest) (*wholeAnswer, error) {
	var out *wholeAnswer
	err := s.db.Read(ctx, func(r db.Reader) error {
		f, err := s.Open(r, a, in.Code)
		out = &wholeAnswer{ETag: `"` + strconv.Itoa(f.Version) + `"`, Body: ReportOf(f)}
		return err
	})
	return out, err
}

type progressAnswer struct{ Body ProgressReport }

// ProgressReport is what anybody may know of a dossier.
type ProgressReport struct {
	Code      string `json:"code"`
	Procedure string `json:"procedure"`
	State     State  `json:"state"`
	Step      Step   `json:"step"`
	Due       string `json:"due,omitempty"`
	Late      bool   `json:"late"`
}

func (s *Service) apiProgress(ctx context.Context, _ authz.Actor, in *codeRequest) (*progressAnswer, error) {
	var p Progress
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		p, err = s.ProgressOf(r, in.Code)
		return err
	})
	return &progressAnswer{ProgressReport{p.Code, p.Procedure, p.State, p.Step, rfc(p.Due), p.Late}}, err
}

type workRequest struct {
	Cursor string `query:"cursor" maxLength:"80"`
}

type workAnswer struct {
	Body struct {
		Items []ItemReport `json:"items"`
		Next  string       `json:"next,omitempty"`
	}
}

// ItemReport is one row of a work list.
type ItemReport struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	State State  `json:"state"`
	Step  Step   `json:"step"`
	ActBy string `json:"act_by,omitempty"`
	Due   string `json:"due,omitempty"`
	Late  bool   `json:"late"`
}

func (s *Service) apiWork(ctx context.Context, a authz.Actor, in *workRequest) (*workAnswer, error) {
	out := &workAnswer{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		items, next, err := s.WorkList(r, a, WorkFilter{}, in.Cursor)
		out.Body.Next, out.Body.Items = next, []ItemReport{}
		for _, i := range items {
			out.Body.Items = append(out.Body.Items, ItemReport{i.Code, i.Title, i.State, i.Step, rfc(i.ActBy), rfc(i.Due), i.Late(r.Now())})
		}
		return err
	})
	return out, err
}
