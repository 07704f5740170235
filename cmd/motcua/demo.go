// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"motcua.vn/cmd/motcua/demo"
	"motcua.vn/internal/app"
	"motcua.vn/internal/sandbox"
)

func runDemo(ctx context.Context, e *env, args []string) error {
	f := e.flags("demo")
	data := f.String("data", "data/demo", "")
	listen := f.String("listen", "127.0.0.1:8080", "")
	outside := f.String("outside", "", "")
	url := f.String("db", "", "")
	scale := f.String("scale", "small", "")
	seed := f.Uint64("seed", 1, "")
	prepare := f.Bool("prepare", false, "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if *scale != "small" && *scale != "province" {
		return wrongUse("--scale small or province")
	}
	if err := os.MkdirAll(*data, 0o750); err != nil {
		return err
	}
	cfg := app.Config{DB: *url, Listen: *listen, Data: *data, Demo: true, DemoLogins: app.DemoLogins(), Hotline: "0212 3800 000", Log: e.log()}
	if cfg.DB == "" {
		cfg.DB = "sqlite:" + filepath.Join(*data, "motcua.db")
	}
	world, err := demo.Start(ctx, &cfg, *outside)
	if err != nil {
		return err
	}
	defer world.Close()
	if _, err := migrate(ctx, cfg.DB); err != nil {
		return err
	}
	province := app.Demo{Seed: *seed, Dossiers: 420, Weeks: 5, Progress: func(text string) { fmt.Fprintln(e.errs, "  "+text) }}
	if *scale == "province" {
		province.Preload = 1_000_000
	}
	if err := world.Prepare(ctx, cfg, province); err != nil || *prepare {
		return err
	}
	return serve(ctx, e, cfg, func(addr string) { e.welcome(addr, world.URL) })
}

func (e *env) welcome(addr, outside string) {
	fmt.Fprintf(e.errs, "\nThe demo province Sơn La is ready: http://%s\n\n", addr)
	fmt.Fprintf(e.errs, "  citizens       http://%s/            sign in with VNeID (a stand-in; choose a person)\n", addr)
	fmt.Fprintf(e.errs, "  officers       http://%s/desk        password for all: %s\n", addr, app.DemoPassword)
	for _, l := range app.DemoLogins() {
		fmt.Fprintf(e.errs, "                   %-14s %s, %s\n", l.Login, l.Post, l.Agency)
	}
	fmt.Fprintf(e.errs, "  leaders        http://%s/cockpit     chutich\n", addr)
	fmt.Fprintf(e.errs, "  what was sent  %s/            SMS, e-mails and time-stamps that the outside world received\n\n", outside)
}

func runSandbox(ctx context.Context, e *env, args []string) error {
	f := e.flags("sandbox")
	listen := f.String("listen", "127.0.0.1:8081", "")
	dir := f.String("data", "", "")
	client := f.String("client", "http://127.0.0.1:8080", "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	s, err := sandbox.Start(ctx, sandbox.Config{HTTP: *listen, Dir: *dir, Log: e.log()})
	if err != nil {
		return err
	}
	defer s.Close()
	v := sandbox.NewVNeID(sandbox.VNeIDConfig{Issuer: s.URL + "/vneid", Clients: []sandbox.VNeIDClient{{ID: "motcua", Secret: "demo", Redirects: demo.Redirects(*client), AfterLogout: []string{*client + "/"}}}})
	s.Mount("/vneid/", v.Handler())
	fmt.Fprintf(e.errs, "VNeID  %s/vneid (client motcua, secret demo)\nSMPP   %s\nSMTP   %s\nTSA    %s\npage   %s/\n", s.URL, s.SMPPAddr, s.SMTPAddr, s.TSAURL, s.URL)
	<-ctx.Done()
	return nil
}
