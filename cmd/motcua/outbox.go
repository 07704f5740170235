// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"motcua.vn/internal/app"
	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
)

// setAside is an event whose reactions failed too often and that waits for a
// person.
type setAside struct {
	ID      string `json:"id"`
	Topic   string `json:"topic"`
	Subject string `json:"subject"`
	At      string `json:"at"`
	Attempt int    `json:"attempt"`
	Error   string `json:"error"`
}

// maxListed bounds one listing.
const maxListed = 1000

func runOutboxList(ctx context.Context, e *env, args []string) error {
	f := e.flags("outbox list")
	url := f.String("db", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	out := struct {
		Waiting  int        `json:"waiting"`
		SetAside []setAside `json:"set_aside"`
	}{SetAside: []setAside{}}
	err := e.read(ctx, *url, func(_ *app.App, r db.Reader) (err error) {
		if out.Waiting, err = outbox.Waiting(r); err != nil {
			return err
		}
		list, err := outbox.Failures(r, "", maxListed)
		for _, x := range list {
			out.SetAside = append(out.SetAside, setAside{x.ID, x.Topic, x.Subject, rfc3339(x.At), x.Attempt, x.LastError})
		}
		return err
	})
	if err != nil {
		return err
	}
	return e.print(out, func(w io.Writer) {
		fmt.Fprintf(w, "%d waiting, %d set aside\n", out.Waiting, len(out.SetAside))
		for _, x := range out.SetAside {
			fmt.Fprintf(w, "%s  %s  %s  %s\n", x.ID, x.At, x.Topic, x.Error)
		}
	})
}

// runOutboxRevive lets what was set aside be tried again, once what was wrong has
// been mended.
func runOutboxRevive(ctx context.Context, e *env, args []string) error {
	f := e.flags("outbox revive")
	url := f.String("db", "", "")
	all := f.Bool("all", false, "")
	ids, err := parse(f, args)
	if err != nil {
		return err
	}
	if *all == (len(ids) > 0) {
		return wrongUse("the ids of events, or --all")
	}
	a, err := e.open(ctx, *url)
	if err != nil {
		return err
	}
	defer a.Close()
	if *all {
		err = a.DB.Read(ctx, func(r db.Reader) error {
			list, err := outbox.Failures(r, "", maxListed)
			for _, x := range list {
				ids = append(ids, x.ID)
			}
			return err
		})
	}
	for _, id := range ids {
		if err == nil {
			err = a.DB.Write(ctx, func(tx *db.Tx) error { return a.Box.Revive(tx, id) })
		}
	}
	if err != nil {
		return err
	}
	out := struct {
		Revived int `json:"revived"`
	}{len(ids)}
	return e.print(out, func(w io.Writer) { fmt.Fprintf(w, "%d will be tried again\n", out.Revived) })
}

// runKeyImport keeps a signing key for a person or a seal for an agency. The key
// is sealed with the installation's own key before it is stored.
func runKeyImport(ctx context.Context, e *env, args []string) error {
	f := e.flags("key import")
	url := f.String("db", "", "")
	kind := f.String("kind", "", "")
	holder := f.String("holder", "", "")
	key := f.String("key", "", "")
	chain := f.String("chain", "", "")
	mark := f.String("mark", "", "")
	data := f.String("data", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	if *kind != string(document.PersonKey) && *kind != string(document.SealKey) || *holder == "" || *key == "" || *chain == "" {
		return wrongUse("--kind person or seal, --holder, --key and --chain")
	}
	in := document.ImportKeyInput{Kind: document.KeyKind(*kind), Holder: *holder, Unit: *holder}
	for path, to := range map[string]*[]byte{*key: &in.Key, *chain: &in.Chain, *mark: &in.Mark} {
		if path == "" {
			continue
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		*to = body
	}
	a, err := e.openWith(ctx, *url, *data)
	if err != nil {
		return err
	}
	defer a.Close()
	if in.Kind == document.PersonKey {
		err = a.DB.Read(ctx, func(r db.Reader) error {
			acc, err := a.Identity.AccountByLogin(r, *holder)
			in.Holder = acc.ID
			return err
		})
		if err != nil {
			return err
		}
	}
	k, err := a.Document.ImportKey(ctx, operator, in)
	if err != nil {
		return err
	}
	out := struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		Fingerprint string `json:"fingerprint"`
		ValidTo     string `json:"valid_to"`
	}{k.ID, k.Name, k.Fingerprint, rfc3339(k.ValidTo)}
	return e.print(out, func(w io.Writer) { fmt.Fprintf(w, "%s, valid to %s\n", out.Name, out.ValidTo) })
}

// openWith opens the whole installation with its data folder, where the
// installation's key is.
func (e *env) openWith(ctx context.Context, url, data string) (*app.App, error) {
	if err := present(url); err != nil {
		return nil, err
	}
	if err := upToDate(ctx, url); err != nil {
		return nil, err
	}
	return app.Open(ctx, app.Config{DB: url, Data: data, Log: e.log()})
}

func rfc3339(t time.Time) string { return t.In(clock.Vietnam).Format(time.RFC3339) }
