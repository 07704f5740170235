// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"motcua.vn/internal/app"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// tools are the operator's commands.
var tools = []command{
	{"doctor", "doctor --db URL [--config FILE] [--data DIR] [--lang vi|en] [--json]", runDoctor},
	{"org import", "org import --db URL (FILE… | --builtin) [--json]", runOrgImport},
	{"org resolve", "org resolve --db URL (--code C | --name N [--within CODE]) [--on DATE] [--json]", runOrgResolve},
	{"catalogue import", "catalogue import --db URL (FILE… | --builtin) [--json]", runCatalogueImport},
	{"catalogue search", "catalogue search --db URL QUERY [--limit N] [--json]", runCatalogueSearch},
	{"dossier show", "dossier show CODE --db URL [--json]", runDossierShow},
	{"pdf verify", "pdf verify FILE [--roots PEM] [--json]", runPDFVerify},
	{"account create", "account create --db URL --login LOGIN --name NAME [--role ROLE] [--agency CODE|*] [--title T] [--document NO] [--json]", runAccountCreate},
	{"token create", "token create --db URL --actor LOGIN [--name N] [--days D] [--json]", runTokenCreate},
	{"access why", "access why USER ACT SUBJECT --db URL [--lang vi|en] [--json]", runAccessWhy},
	{"outbox list", "outbox list --db URL [--json]", runOutboxList},
	{"outbox revive", "outbox revive (ID… | --all) --db URL [--json]", runOutboxRevive},
	{"key import", "key import --db URL --kind person|seal --holder LOGIN|AGENCY --key FILE --chain FILE [--mark PNG] [--data DIR] [--json]", runKeyImport},
	{"backup", "backup --db URL --out FILE [--data DIR] [--json]", runBackup},
	{"restore", "restore --from FILE --db URL [--data DIR] [--verify] [--json]", runRestore},
	{"export", "export --db URL --out FILE [--json]", runExport},
	{"import", "import (--from FILE | --from URL) --db URL [--json]", runImport},
}

func init() { commands = append(commands, tools...) }

// operator is who acts in a command: whoever may open the database.
var operator = authz.SystemActor("motcua")

// open opens the rooms of a database that exists and is up to date.
func (e *env) open(ctx context.Context, url string) (*app.App, error) {
	if err := present(url); err != nil {
		return nil, err
	}
	if err := upToDate(ctx, url); err != nil {
		return nil, err
	}
	return app.OpenTool(ctx, app.Config{DB: url, Log: slog.New(slog.DiscardHandler)})
}

// read runs fn on the rooms of a database.
func (e *env) read(ctx context.Context, url string, fn func(a *app.App, r db.Reader) error) error {
	a, err := e.open(ctx, url)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.DB.Read(ctx, func(r db.Reader) error { return fn(a, r) })
}

// known refuses an address of a kind that there is not.
func known(url string) error {
	if !db.Known(url) {
		return wrongUse("--db sqlite:PATH or postgres://…")
	}
	return nil
}

// present also refuses a SQLite file that is not there: opening it would make one.
func present(url string) error {
	if err := known(url); err != nil {
		return err
	}
	if path := db.Path(url); path != "" {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("there is no database %s; make it with: motcua migrate --db %s", path, url)
		}
	}
	return nil
}

// texts are the sentences in the language of --lang.
func (e *env) texts() (i18n.Localizer, error) {
	all, err := i18n.Load(app.Locales()...)
	if err != nil {
		return i18n.Localizer{}, err
	}
	return all.In(e.lang), nil
}

// say puts an error into one line: a fault in the words that people get.
func (e *env) say(err error) string {
	var f *fault.Error
	l, terr := e.texts()
	if !errors.As(err, &f) || terr != nil || !l.Has(f.Key) {
		return oneLine(err)
	}
	parts := []string{l.T(f.Key, f.Args...)}
	for _, field := range f.Fields {
		parts = append(parts, field.Name+": "+l.T(field.Key, field.Args...))
	}
	if cause := f.Unwrap(); cause != nil && (f.Kind == fault.Unavailable || f.Kind == fault.Internal) {
		parts = append(parts, "("+oneLine(cause)+")")
	}
	return strings.Join(parts, " ")
}
