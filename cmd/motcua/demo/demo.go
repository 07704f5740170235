// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package demo puts a demo installation together: the stand-ins for the outside
// world, the configuration that points at them, and the demo province. The program
// and the journeys in the browser (e2e) both start it so.
package demo

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

// World is the outside world of a demo, running.
type World struct {
	*sandbox.Sandbox
	VNeID *sandbox.VNeID
}

// Start starts the stand-ins on listen (a neighbour of the served port if "") and
// points the configuration at them.
func Start(ctx context.Context, cfg *app.Config, listen string) (*World, error) {
	if listen == "" {
		listen = neighbour(cfg.Listen)
	}
	s, err := sandbox.Start(ctx, sandbox.Config{HTTP: listen, Dir: filepath.Join(cfg.Data, "outside"), Log: cfg.Log})
	if err != nil {
		return nil, err
	}
	base := "http://" + cfg.Listen
	v := sandbox.NewVNeID(sandbox.VNeIDConfig{Issuer: s.URL + "/vneid", Clients: []sandbox.VNeIDClient{{
		ID: "motcua", Secret: "demo", Redirects: Redirects(base), AfterLogout: []string{base + "/"}, BackChannel: base + "/sign-in/vneid/back-channel",
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
	return &World{s, v}, os.WriteFile(cfg.TrustedRoots, s.CA.RootPEM(), 0o600)
}

// Redirects allows the demo to be opened as localhost or by address.
func Redirects(base string) []string {
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

// Prepare makes the province in a migrated database on the first start and leaves
// it alone after. The people who can sign in are those of the stand-in for VNeID.
func (w *World) Prepare(ctx context.Context, cfg app.Config, d app.Demo) error {
	open, err := db.Open(ctx, cfg.DB, clock.System())
	if err != nil {
		return err
	}
	made, err := app.Demoed(ctx, open)
	open.Close()
	if err != nil || made {
		return err
	}
	if d.Progress != nil {
		d.Progress("making the demo province (once) …")
	}
	d.Authority = authority{w.CA}
	for _, p := range w.VNeID.People() {
		d.People = append(d.People, app.DemoPerson{Number: p.Number, Name: p.Name, BirthDate: p.BirthDate, Sex: p.Sex, Phone: p.Phone, Email: p.Email, Address: p.Address})
	}
	return app.MakeDemo(ctx, cfg, d)
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
