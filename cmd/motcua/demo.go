// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"motcua.vn/internal/app"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
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
	s, vneid, err := outsideWorld(ctx, &cfg, *outside)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := prepareDemo(ctx, e, cfg, s, vneid, *seed, *scale); err != nil || *prepare {
		return err
	}
	return serve(ctx, e, cfg, func(addr string) { e.welcome(addr, s.URL) })
}

// outsideWorld starts the stand-ins and points the configuration at them.
func outsideWorld(ctx context.Context, cfg *app.Config, listen string) (*sandbox.Sandbox, *sandbox.VNeID, error) {
	if listen == "" {
		listen = neighbour(cfg.Listen)
	}
	s, err := sandbox.Start(ctx, sandbox.Config{HTTP: listen, Dir: filepath.Join(cfg.Data, "outside"), Log: cfg.Log})
	if err != nil {
		return nil, nil, err
	}
	base := "http://" + cfg.Listen
	v := sandbox.NewVNeID(sandbox.VNeIDConfig{Issuer: s.URL + "/vneid", Clients: []sandbox.VNeIDClient{{
		ID: "motcua", Secret: "demo", Redirects: redirects(base), AfterLogout: []string{base + "/"}, BackChannel: base + "/sign-in/vneid/back-channel",
	}}})
	s.Mount("/vneid/", v.Handler())
	cfg.VNeID = app.VNeID{Issuer: s.URL + "/vneid", ClientID: "motcua", ClientSecret: "demo"}
	cfg.Notification = notification.Config{
		SMPP:  []notification.SMPPConfig{{Name: "sms", Addr: s.SMPPAddr, SystemID: "motcua", Password: "demo", Sender: "MOTCUA", Cost: 350}},
		SMTP:  []notification.SMTPConfig{{Name: "mail", Addr: s.SMTPAddr, Security: "none", From: "Một cửa Sơn La <motcua@sonla.example>"}},
		Quiet: "none",
	}
	cfg.TimeStampURL, cfg.OutsideURL = s.TSAURL, s.URL+"/"
	cfg.TrustedRoots = filepath.Join(cfg.Data, "outside", "root.pem")
	return s, v, os.WriteFile(cfg.TrustedRoots, s.CA.RootPEM(), 0o600)
}

// redirects allows the demo to be opened as localhost or by address.
func redirects(base string) []string {
	out := []string{base + "/sign-in/vneid"}
	if host := strings.Replace(base, "127.0.0.1", "localhost", 1); host != base {
		out = append(out, host+"/sign-in/vneid")
	}
	return out
}

// neighbour is the port after the one that is served: the page of the outside
// world can then be found again.
func neighbour(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return ""
	}
	n, err := net.LookupPort("tcp", port)
	if err != nil || n == 0 {
		return ""
	}
	if host == "" || host == "0.0.0.0" {
		host = "127.0.0.1"
	}
	return fmt.Sprintf("%s:%d", host, n+1)
}

// prepareDemo makes the province on the first start and leaves it alone after.
func prepareDemo(ctx context.Context, e *env, cfg app.Config, s *sandbox.Sandbox, v *sandbox.VNeID, seed uint64, scale string) error {
	if _, err := migrate(ctx, cfg.DB); err != nil {
		return err
	}
	d, err := db.Open(ctx, cfg.DB, clock.System())
	if err != nil {
		return err
	}
	made, err := app.Demoed(ctx, d)
	d.Close()
	if err != nil || made {
		return err
	}
	fmt.Fprintln(e.errs, "making the demo province (once) …")
	demo := app.Demo{Seed: seed, Dossiers: 420, Weeks: 5, Authority: authority{s.CA}, Progress: func(text string) { fmt.Fprintln(e.errs, "  "+text) }}
	for _, p := range v.People() {
		demo.People = append(demo.People, app.DemoPerson{Number: p.Number, Name: p.Name, BirthDate: p.BirthDate, Sex: p.Sex, Phone: p.Phone, Email: p.Email, Address: p.Address})
	}
	if scale == "province" {
		demo.Preload = 1_000_000
	}
	return app.MakeDemo(ctx, cfg, demo)
}

// authority issues keys from the sandbox's certificate authority.
type authority struct{ ca *sandbox.CA }

func (a authority) PersonKey(id, name, title, agency string) (key, chain []byte, err error) {
	return pemOf(a.ca.Signer(sandbox.Person{ID: id, Name: name, Title: title, Agency: agency}, sandbox.P256))
}

func (a authority) AgencyKey(code, name string) (key, chain []byte, err error) {
	return pemOf(a.ca.Seal(sandbox.Agency{Code: code, Name: name}, sandbox.P256))
}

func pemOf(k *sandbox.Key, err error) ([]byte, []byte, error) {
	if err != nil {
		return nil, nil, err
	}
	key, err := k.KeyPEM()
	return key, k.ChainPEM(), err
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
	v := sandbox.NewVNeID(sandbox.VNeIDConfig{Issuer: s.URL + "/vneid", Clients: []sandbox.VNeIDClient{{ID: "motcua", Secret: "demo", Redirects: redirects(*client), AfterLogout: []string{*client + "/"}}}})
	s.Mount("/vneid/", v.Handler())
	fmt.Fprintf(e.errs, "VNeID  %s/vneid (client motcua, secret demo)\nSMPP   %s\nSMTP   %s\nTSA    %s\npage   %s/\n", s.URL, s.SMPPAddr, s.SMTPAddr, s.TSAURL, s.URL)
	<-ctx.Done()
	return nil
}
