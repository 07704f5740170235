// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"motcua.vn/internal/app"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ids"
)

// runAccountCreate is how an installation gets its first people. The password is
// made here and shown once.
func runAccountCreate(ctx context.Context, e *env, args []string) error {
	f := e.flags("account create")
	url := f.String("db", "", "")
	var in identity.CreateAccountInput
	f.StringVar(&in.Login, "login", "", "")
	f.StringVar(&in.Name, "name", "", "")
	f.StringVar(&in.Agency, "agency", authz.Everywhere, "")
	role := f.String("role", "", "")
	title := f.String("title", "", "")
	document := f.String("document", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	if in.Login == "" || in.Name == "" {
		return wrongUse("--login and --name")
	}
	if *role != "" && !identity.Role(*role).Valid() {
		return wrongUse("--role %q: one of %s", *role, roleNames())
	}
	a, err := e.open(ctx, *url)
	if err != nil {
		return err
	}
	defer a.Close()
	in.Password = ids.Code(16)
	post := identity.AppointInput{Agency: in.Agency, Role: identity.Role(*role), Title: *title, ValidFrom: clock.Date(a.DB.Clock().Now()), Document: *document}
	if post.Title == "" && post.Role != "" {
		post.Title = a.Texts.In(i18n.Vietnamese).T(post.Role.Key())
	}
	acc, err := newAccount(ctx, a, in, post)
	if err != nil {
		return err
	}
	out := struct {
		ID       string `json:"id"`
		Login    string `json:"login"`
		Password string `json:"password"`
	}{acc.ID, acc.Login, in.Password}
	return e.print(out, func(w io.Writer) { fmt.Fprintf(w, "%s\n%s\n", out.Login, out.Password) })
}

// newAccount looks for the agency first, so that nothing is half done.
func newAccount(ctx context.Context, a *app.App, in identity.CreateAccountInput, post identity.AppointInput) (identity.Account, error) {
	if in.Agency != authz.Everywhere {
		err := a.DB.Read(ctx, func(r db.Reader) error {
			_, err := a.Organisation.Agency(r, in.Agency)
			return err
		})
		if err != nil {
			return identity.Account{}, err
		}
	}
	acc, err := a.Identity.CreateAccount(ctx, operator, in)
	if err == nil && post.Role != "" {
		post.Account = acc.ID
		_, err = a.Identity.Appoint(ctx, operator, post)
	}
	return acc, err
}

func roleNames() string {
	var out []string
	for _, r := range identity.Roles() {
		out = append(out, string(r))
	}
	return strings.Join(out, ", ")
}

func runTokenCreate(ctx context.Context, e *env, args []string) error {
	f := e.flags("token create")
	url := f.String("db", "", "")
	login := f.String("actor", "", "")
	name := f.String("name", "motcua token create", "")
	days := f.Int("days", 90, "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	if *login == "" || *days < 1 || *days > 366 {
		return wrongUse("--actor LOGIN, --days 1 to 366")
	}
	a, err := e.open(ctx, *url)
	if err != nil {
		return err
	}
	defer a.Close()
	var acc identity.Account
	err = a.DB.Read(ctx, func(r db.Reader) (err error) {
		acc, err = a.Identity.AccountByLogin(r, *login)
		return err
	})
	if err != nil {
		return err
	}
	t, err := a.Identity.CreateToken(ctx, operator, identity.CreateTokenInput{Account: acc.ID, Name: *name, Life: time.Duration(*days) * 24 * time.Hour})
	if err != nil {
		return err
	}
	out := struct {
		Token   string `json:"token"`
		Actor   string `json:"actor"`
		Account string `json:"account"`
		Name    string `json:"name"`
		Expires string `json:"expires"`
	}{t.Secret, acc.Login, acc.ID, t.Name, t.Expires.In(clock.Vietnam).Format(time.RFC3339)}
	return e.print(out, func(w io.Writer) { fmt.Fprintln(w, out.Token) })
}

func runAccessWhy(ctx context.Context, e *env, args []string) error {
	f := e.flags("access why")
	url := f.String("db", "", "")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) != 3 {
		return wrongUse("USER, ACT and SUBJECT: a login; accept, appraise, approve … or a permission; a dossier's or an agency's code")
	}
	var rep app.WhyReport
	err = e.read(ctx, *url, func(a *app.App, r db.Reader) (err error) {
		rep, err = a.Why(r, a.Texts.In(e.lang), rest[0], rest[1], rest[2])
		return err
	})
	if err != nil {
		return err
	}
	return e.print(rep, func(w io.Writer) {
		fmt.Fprintln(w, map[bool]string{true: "allowed", false: "not allowed"}[rep.Allowed])
		for _, s := range rep.Because {
			fmt.Fprintln(w, "  "+s)
		}
	})
}
