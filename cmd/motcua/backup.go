// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"motcua.vn/internal/app"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// runBackup writes rows, and with --data the files and the installation key too:
// such an archive opens everything and is kept as the key itself would be.
func runBackup(ctx context.Context, e *env, args []string) error {
	f := e.flags("backup")
	url, out, data := f.String("db", "", ""), f.String("out", "", ""), f.String("data", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	return writeArchive(ctx, e, *url, *out, *data)
}

// runExport writes rows only, for another engine.
func runExport(ctx context.Context, e *env, args []string) error {
	f := e.flags("export")
	url, out := f.String("db", "", ""), f.String("out", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	return writeArchive(ctx, e, *url, *out, "")
}

func writeArchive(ctx context.Context, e *env, url, out, data string) error {
	if out == "" {
		return wrongUse("--out FILE")
	}
	d, err := openRows(ctx, url)
	if err != nil {
		return err
	}
	defer d.Close()
	app.Version = version
	var m app.Manifest
	err = whole(out, func(w io.Writer) (err error) {
		m, err = app.Backup(ctx, d, data, w)
		return err
	})
	if err != nil {
		return err
	}
	return e.manifest(m)
}

// whole writes a file beside and renames it, so that its name never stands for
// half an archive. It is readable by its owner only, and replaces none.
func whole(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already", path)
	}
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	return err
}

func runRestore(ctx context.Context, e *env, args []string) error {
	f := e.flags("restore")
	url, from, data := f.String("db", "", ""), f.String("from", "", ""), f.String("data", "", "")
	verify := f.Bool("verify", false, "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	if *from == "" {
		return wrongUse("--from FILE")
	}
	if err := known(*url); err != nil {
		return err
	}
	in, err := os.Open(*from)
	if err != nil {
		return err
	}
	defer in.Close()
	return readArchive(ctx, e, *url, *data, in, *verify)
}

// runImport takes rows from an archive, or straight from another database, and
// always reads them back.
func runImport(ctx context.Context, e *env, args []string) error {
	f := e.flags("import")
	url, from := f.String("db", "", ""), f.String("from", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	if *from == "" {
		return wrongUse("--from FILE or --from URL")
	}
	if err := known(*url); err != nil {
		return err
	}
	if !db.Known(*from) {
		in, err := os.Open(*from)
		if err != nil {
			return err
		}
		defer in.Close()
		return readArchive(ctx, e, *url, "", in, true)
	}
	return across(ctx, e, *from, *url)
}

// across streams one database into another.
func across(ctx context.Context, e *env, from, to string) error {
	src, err := openRows(ctx, from)
	if err != nil {
		return err
	}
	defer src.Close()
	app.Version = version
	out, in := io.Pipe()
	wrote := make(chan error, 1)
	go func() {
		_, err := app.Backup(ctx, src, "", in)
		in.CloseWithError(err)
		wrote <- err
	}()
	err = readArchive(ctx, e, to, "", out, true)
	out.CloseWithError(errors.New("the reader stopped"))
	if werr := <-wrote; err == nil {
		err = werr
	}
	return err
}

func readArchive(ctx context.Context, e *env, url, data string, in io.Reader, verify bool) error {
	d, err := db.Open(ctx, url, clock.System())
	if err != nil {
		return err
	}
	defer d.Close()
	m, err := app.Restore(ctx, d, data, in, verify)
	if err != nil {
		return err
	}
	return e.manifest(m)
}

// openRows opens a database that is there, whatever its version.
func openRows(ctx context.Context, url string) (*db.DB, error) {
	if err := present(url); err != nil {
		return nil, err
	}
	return db.Open(ctx, url, clock.System())
}

func (e *env) manifest(m app.Manifest) error {
	return e.print(m, func(w io.Writer) {
		fmt.Fprintf(w, "%d rows in %d tables, %d files\nchecksum %s\n", m.Rows, len(m.Tables), m.Files, m.Checksum)
		if m.Verified {
			fmt.Fprintln(w, "verified")
		}
	})
}
