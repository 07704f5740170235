// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"motcua.vn/internal/app"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

func runServe(ctx context.Context, e *env, args []string) error {
	f := e.flags("serve")
	url := f.String("db", "", "")
	listen := f.String("listen", "", "")
	file := f.String("config", "", "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	cfg, err := app.LoadConfig(*file)
	if err != nil {
		return err
	}
	if *url != "" {
		cfg.DB = *url
	}
	if *listen != "" {
		cfg.Listen = *listen
	}
	if err := present(cfg.DB); err != nil {
		return err
	}
	cfg.Log = e.log()
	if err := upToDate(ctx, cfg.DB); err != nil {
		return err
	}
	return serve(ctx, e, cfg, nil)
}

func (e *env) log() *slog.Logger { return slog.New(slog.NewTextHandler(e.errs, nil)) }

// upToDate refuses to serve a database that migrate has not brought up to date.
func upToDate(ctx context.Context, url string) error {
	d, err := db.Open(ctx, url, clock.System())
	if err != nil {
		return err
	}
	defer d.Close()
	all, err := db.Migrations(app.Schemas()...)
	if err != nil {
		return err
	}
	pending, err := d.Pending(ctx, all)
	if err == nil && len(pending) > 0 {
		err = fmt.Errorf("%d migrations are missing; run: motcua migrate --db %s", len(pending), db.Redact(url))
	}
	return err
}

// serve opens the installation and serves it until ctx ends; ready is called once
// it answers.
func serve(ctx context.Context, e *env, cfg app.Config, ready func(addr string)) error {
	app.Version = version
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer a.Close()
	l, err := net.Listen("tcp", a.Config.Listen)
	if err != nil {
		return err
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := a.Background(background)
	server := &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	if ready != nil {
		ready(l.Addr().String())
	} else {
		fmt.Fprintf(e.errs, "motcua serves %s on http://%s\n", db.Redact(a.Config.DB), l.Addr())
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err = server.Shutdown(last)
	}
	stop()
	done.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func runMigrate(ctx context.Context, e *env, args []string) error {
	f := e.flags("migrate")
	url := f.String("db", "", "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if err := known(*url); err != nil {
		return err
	}
	names, err := migrate(ctx, *url)
	if err != nil {
		return err
	}
	out := struct {
		Applied []string `json:"applied"`
	}{append([]string{}, names...)}
	return e.print(out, func(w io.Writer) {
		fmt.Fprintf(w, "%d migrations applied\n", len(names))
	})
}

func migrate(ctx context.Context, url string) ([]string, error) {
	d, err := db.Open(ctx, url, clock.System())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	all, err := db.Migrations(app.Schemas()...)
	if err != nil {
		return nil, err
	}
	return d.Migrate(ctx, all)
}

// runSchema prints the schema as docs/schema.sql keeps it.
func runSchema(ctx context.Context, e *env, args []string) error {
	if _, err := parse(e.flags("schema"), args); err != nil {
		return err
	}
	text, err := app.SchemaText(ctx)
	if err == nil {
		fmt.Fprint(e.out, text)
	}
	return err
}
