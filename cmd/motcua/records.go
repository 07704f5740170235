// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"motcua.vn/internal/app"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
)

// importFlags reads what both imports are told: a database, and files or --builtin.
func importFlags(ctx context.Context, e *env, name string, args []string, do func(a *app.App, builtin bool, files []string) error) error {
	f := e.flags(name)
	url := f.String("db", "", "")
	builtin := f.Bool("builtin", false, "")
	files, err := parse(f, args)
	if err != nil {
		return err
	}
	if *builtin == (len(files) > 0) {
		return wrongUse("name the files, or --builtin for the tables of Sơn La")
	}
	a, err := e.open(ctx, *url)
	if err != nil {
		return err
	}
	defer a.Close()
	return do(a, *builtin, files)
}

func runOrgImport(ctx context.Context, e *env, args []string) error {
	return importFlags(ctx, e, "org import", args, func(a *app.App, builtin bool, files []string) error {
		load := func() (organisation.ImportReport, error) { return a.Organisation.ImportFiles(ctx, operator, files...) }
		if builtin {
			load = func() (organisation.ImportReport, error) { return a.Organisation.ImportDemo(ctx, operator) }
		}
		rep, err := load()
		if err != nil {
			return err
		}
		rep.Tell(a.Texts.In(e.lang))
		err = e.print(rep, func(w io.Writer) {
			fmt.Fprintf(w, "%d units, %d links, %d agencies: %d added, %d amended, %d unchanged\n", rep.Units, rep.Links, rep.Agencies, rep.Added, rep.Amended, rep.Unchanged)
			for _, p := range rep.Problems {
				fmt.Fprintf(w, "row %d  %s  %s\n", p.Row, p.Subject, p.Message)
			}
		})
		if err == nil && len(rep.Problems) > 0 {
			err = errCheck // nothing was stored
		}
		return err
	})
}

func runOrgResolve(ctx context.Context, e *env, args []string) error {
	f := e.flags("org resolve")
	url := f.String("db", "", "")
	var q organisation.Question
	f.StringVar(&q.Code, "code", "", "")
	f.StringVar(&q.Name, "name", "", "")
	f.StringVar(&q.Within, "within", "", "")
	f.StringVar(&q.On, "on", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	if (q.Code == "") == (q.Name == "") {
		return wrongUse("--code or --name")
	}
	var rep organisation.ResolveReport
	err := e.read(ctx, *url, func(a *app.App, r db.Reader) (err error) {
		rep, err = a.Organisation.Resolve(r, q)
		return err
	})
	if err != nil {
		return err
	}
	return e.print(rep, func(w io.Writer) {
		for _, m := range rep.Matches {
			fmt.Fprintf(w, "%s  %s  %s  %s – %s\n", m.Code, m.Name, m.Kind, m.ValidFrom, m.ValidTo)
			for _, s := range append(m.Successors, m.CoveredBy...) {
				fmt.Fprintf(w, "    → %s  %s  %s\n", s.Code, s.Name, s.Kind)
			}
		}
	})
}

func runCatalogueImport(ctx context.Context, e *env, args []string) error {
	return importFlags(ctx, e, "catalogue import", args, func(a *app.App, builtin bool, files []string) error {
		load := func() (catalogue.ImportReport, error) { return a.Catalogue.ImportFiles(ctx, operator, files...) }
		if builtin {
			load = func() (catalogue.ImportReport, error) { return a.Catalogue.ImportDemo(ctx, operator) }
		}
		rep, err := load()
		if err != nil {
			return err
		}
		rep.Problems = []catalogue.Told{}
		rep.Tell(a.Texts.In(e.lang))
		unread := false
		for _, p := range rep.Problems {
			unread = unread || p.Code == "" && p.Severity == catalogue.Error
		}
		err = e.print(rep, func(w io.Writer) {
			fmt.Fprintf(w, "%d read: %d added, %d amended, %d unchanged\n", rep.Read, rep.Added, rep.Amended, rep.Unchanged)
			for _, p := range rep.Problems {
				fmt.Fprintf(w, "%-7s  %s  %s  %s\n", p.Severity, p.Code+p.File, p.Field, p.Message)
			}
		})
		if err == nil && unread {
			err = errCheck
		}
		return err
	})
}

func runCatalogueSearch(ctx context.Context, e *env, args []string) error {
	f := e.flags("catalogue search")
	url := f.String("db", "", "")
	limit := f.Int("limit", 10, "")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) == 0 || *limit < 1 || *limit > 10_000 {
		return wrongUse("a QUERY, and --limit 1 to 10000")
	}
	var rep catalogue.SearchReport
	err = e.read(ctx, *url, func(a *app.App, r db.Reader) (err error) {
		rep, err = a.Catalogue.Report(r, strings.Join(words, " "), *limit)
		return err
	})
	if err != nil {
		return err
	}
	return e.print(rep, func(w io.Writer) {
		for _, h := range rep.Hits {
			fmt.Fprintf(w, "%-12s %6.2f  %s\n", h.Code, h.Score, h.Name)
		}
	})
}

func runDossierShow(ctx context.Context, e *env, args []string) error {
	f := e.flags("dossier show")
	url := f.String("db", "", "")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return wrongUse("one CODE")
	}
	var rep dossier.Report
	err = e.read(ctx, *url, func(a *app.App, r db.Reader) error {
		file, err := a.Dossier.Open(r, operator, strings.ToUpper(rest[0]))
		rep = dossier.ReportOf(file)
		return err
	})
	if err != nil {
		return err
	}
	l, err := e.texts()
	if err != nil {
		return err
	}
	return e.print(rep, func(w io.Writer) {
		fmt.Fprintf(w, "%s  %s\n%s  %s  %s\n\n", rep.Code, rep.Title, l.T(rep.State.Key()), rep.Holder, rep.Due)
		for _, s := range rep.Steps {
			fmt.Fprintf(w, "%-6s  %-14s  %s\n", s.State, l.T(s.Step.Key()), s.At)
		}
		fmt.Fprintln(w)
		for _, x := range rep.Events {
			fmt.Fprintf(w, "%2d  %s  %-30s  %s  %s\n", x.Seq, x.At, l.T(x.Act.Key()), x.By, x.Note)
		}
	})
}
