// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier_test

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"testing"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/web"
)

// Agencies of the demo province that the tests use.
const (
	committee = "H52.101"    // UBND phường Tô Hiệu
	centre    = "H52.101.01" // its one-stop
	elsewhere = "H52.102.01"
	birth     = "1.001193"
)

// house is the rooms below and this one, on a real database.
type house struct {
	t       *testing.T
	db      *db.DB
	now     *clock.Fake
	dossier *dossier.Service
	box     *outbox.Outbox
	ctx     context.Context
}

func each(t *testing.T, fn func(t *testing.T, h *house)) {
	rooms := []fs.FS{outbox.Schema, audit.Schema, organisation.Schema, calendar.Schema, catalogue.Schema, document.Schema, notification.Schema, dossier.Schema}
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) { fn(t, open(t, d, now)) })
}

func open(t *testing.T, d *db.DB, now *clock.Fake) *house {
	t.Helper()
	ctx, box := context.Background(), outbox.New()
	texts, err := i18n.Load(web.Texts, organisation.Texts, calendar.Locale, catalogue.Texts, document.Texts, notification.Texts, dossier.Texts)
	must(t, err)
	org := organisation.New(d, box)
	_, err = org.ImportDemo(ctx, authz.SystemActor("test"))
	must(t, err)
	cat := catalogue.New(d, box, org)
	_, err = cat.ImportDemo(ctx, authz.SystemActor("test"))
	must(t, err)
	blobs, err := blob.Open(t.TempDir())
	must(t, err)
	doc, err := document.New(d, box, blobs, document.Config{InstallationKey: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	doc.SetAccess(dossier.Access{})
	note, err := notification.New(d, texts, slog.New(slog.DiscardHandler), notification.Config{})
	must(t, err)
	s := dossier.New(d, box, dossier.Rooms{Organisation: org, Calendar: calendar.NewService(d), Catalogue: cat, Document: doc, Notification: note, Texts: texts, Links: dossier.Links{Base: "https://example.vn"}})
	return &house{t: t, db: d, now: now, dossier: s, box: box, ctx: ctx}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// staff is an officer with one permission, and the right to look, at one agency.
func staff(id, permission, agency string) authz.Actor {
	return authz.Actor{Kind: authz.Staff, ID: id, Name: "Cán bộ " + id, Post: "Công chức", Home: agency,
		Grants: []authz.Grant{{Permission: permission, Unit: agency}, {Permission: dossier.PermView, Unit: agency}}}
}

var (
	officer   = staff("officer", dossier.PermReceive, centre)
	appraiser = staff("appraiser", dossier.PermAppraise, centre)
	approver  = staff("approver", dossier.PermApprove, centre)
	keeper    = staff("keeper", dossier.PermStamp, centre)
	deliverer = staff("deliverer", dossier.PermDeliver, centre)
	citizen   = authz.Actor{Kind: authz.Citizen, ID: "c1", Person: "p1", Name: "Lò Thị Mai"}
)

// births are answers that pass.
func births() map[string]string {
	return map[string]string{
		"child_name": "Lò Văn An", "child_sex": "m", "child_birth_date": "2026-11-10", "child_birth_place": "Bệnh viện Đa khoa tỉnh Sơn La",
		"child_ethnicity": "Thái", "child_origin": "Sơn La", "birth_paper": "electronic", "parents_married": "no",
		"mother.name": "Lò Thị Mai", "mother.born": "1998-03-04", "mother.number": "014198000123", "mother_residence": "03646",
		"requester.name": "Lò Thị Mai", "relation": "mother", "within_60_days": "yes", "copies": "0",
	}
}

func (h *house) input(command string) dossier.FileInput {
	return dossier.FileInput{Command: command, Procedure: birth, Competent: committee, Channel: dossier.Online, Delivery: "online",
		Applicant: dossier.Applicant{Person: "p1", Name: "Lò Thị Mai", Number: "014198000123", Phone: "0912345678", Lang: "vi"}, Answers: births()}
}

func (h *house) file(command string) dossier.Dossier {
	h.t.Helper()
	d, err := h.dossier.File(h.ctx, citizen, h.input(command))
	must(h.t, err)
	return d
}

// walk takes a fresh dossier as far as the step before next.
func (h *house) walk(command string, acts int) dossier.Dossier {
	h.t.Helper()
	d := h.file(command)
	for i, act := range h.life() {
		if i == acts {
			break
		}
		h.now.Advance(10 * time.Minute)
		var err error
		d, err = act(dossier.Ref{Code: d.Code, Command: fmt.Sprint(command, i)})
		must(h.t, err)
	}
	return d
}

// life is the four acts up to where a signed paper is needed.
func (h *house) life() []func(dossier.Ref) (dossier.Dossier, error) {
	return []func(dossier.Ref) (dossier.Dossier, error){
		func(r dossier.Ref) (dossier.Dossier, error) {
			return h.dossier.Accept(h.ctx, officer, dossier.AcceptInput{Ref: r})
		},
		func(r dossier.Ref) (dossier.Dossier, error) {
			return h.dossier.Appraise(h.ctx, appraiser, dossier.AppraiseInput{Ref: r, Outcome: dossier.Granted})
		},
		func(r dossier.Ref) (dossier.Dossier, error) {
			return h.dossier.Approve(h.ctx, approver, dossier.ApproveInput{Ref: r})
		},
	}
}

func (h *house) open(code string) dossier.File {
	h.t.Helper()
	var f dossier.File
	must(h.t, h.db.Read(h.ctx, func(r db.Reader) (err error) {
		f, err = h.dossier.Open(r, authz.SystemActor("test"), code)
		return err
	}))
	return f
}
