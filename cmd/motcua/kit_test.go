// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"motcua.vn/internal/app"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// ran is what a command left behind.
type ran struct {
	code      int
	out, errs string
	doc       map[string]any // the document of --json
}

// run executes a command as the binary would. With --json there must be exactly
// one document on stdout, or nothing at all where the command failed.
func run(t *testing.T, args ...string) ran {
	t.Helper()
	var out, errs bytes.Buffer
	r := ran{code: execute(context.Background(), args, &out, &errs)}
	r.out, r.errs = out.String(), errs.String()
	if strings.Contains(r.out+r.errs, "⟦") {
		t.Errorf("%v: a text is missing: %s%s", args, r.out, r.errs)
	}
	for _, a := range args {
		if a == "--json" && r.out != "" {
			d := json.NewDecoder(strings.NewReader(r.out))
			if err := d.Decode(&r.doc); err != nil {
				t.Fatalf("%v: %v in %s", args, err, r.out)
			}
			if d.More() {
				t.Errorf("%v: more than one document: %s", args, r.out)
			}
		}
	}
	return r
}

// want fails the test unless the command ended with the code and its document has
// the keys.
func (r ran) want(t *testing.T, code int, keys ...string) ran {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit %d, want %d: %s%s", r.code, code, r.out, r.errs)
	}
	if code == exitFailed && r.out == "" && strings.Count(strings.TrimSpace(r.errs), "\n") > 0 {
		t.Errorf("more than one line: %s", r.errs)
	}
	for _, k := range keys {
		if _, ok := r.doc[k]; !ok {
			t.Errorf("no key %q in %s", k, r.out)
		}
	}
	return r
}

func (r ran) list(t *testing.T, key string) []any {
	t.Helper()
	l, ok := r.doc[key].([]any)
	if !ok {
		t.Fatalf("%q is no list in %s", key, r.out)
	}
	return l
}

// town is a migrated database with one office and two dossiers in it: one filed,
// one that waits for the seal.
type town struct {
	url           string
	office        app.BenchOffice
	filed, signed string
	logins        [4]string
}

func settle(t *testing.T, url string) town {
	t.Helper()
	run(t, "migrate", "--db", url).want(t, exitOK)
	ctx := context.Background()
	a, err := app.OpenTool(ctx, app.Config{DB: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	offices, err := a.PrepareBench(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	out := town{url: url, office: offices[0]}
	for i, actor := range out.office.Actors {
		out.logins[i] = loginOf(t, a, actor)
	}
	out.filed = out.file(t, a, "one").Code
	d := out.file(t, a, "two")
	ref := dossier.Ref{Code: d.Code}
	if _, err = a.Dossier.Accept(ctx, out.office.Actors[0], dossier.AcceptInput{Ref: ref}); err == nil {
		_, err = a.Dossier.Appraise(ctx, out.office.Actors[1], dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted})
	}
	if err == nil {
		_, err = a.Dossier.Approve(ctx, out.office.Actors[2], dossier.ApproveInput{Ref: ref})
	}
	if err != nil {
		t.Fatal(err)
	}
	out.signed = d.Code
	return out
}

func (o town) file(t *testing.T, a *app.App, command string) dossier.Dossier {
	t.Helper()
	d, err := a.Dossier.File(context.Background(), o.office.Actors[0], dossier.FileInput{
		Command: command, Procedure: app.BenchProcedure, Competent: o.office.Agency, Channel: dossier.Direct, Delivery: "counter",
		Applicant: dossier.Applicant{Person: o.office.Person, Name: o.office.Name, Number: o.office.Number, Lang: "vi"}, Answers: map[string]string{"request": "đo “thử” Ự Ễ ỳ\nhai dòng"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func loginOf(t *testing.T, a *app.App, actor authz.Actor) string {
	t.Helper()
	var login string
	err := a.DB.Read(context.Background(), func(r db.Reader) error {
		acc, err := a.Identity.Account(r, actor.ID)
		login = acc.Login
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return login
}
