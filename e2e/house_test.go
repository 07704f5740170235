// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"motcua.vn/cmd/motcua/demo"
	"motcua.vn/internal/app"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// The procedure, the ward and the people of the journeys.
const (
	birth  = "1.001193"
	ward   = "H52.101"
	mother = "Lò Thị Ánh"
)

// house is the whole product, running: a small province, the outside world, the
// worker and the senders.
type house struct {
	t        *testing.T
	url      string
	world    *demo.World
	embedded bool // on SQLite
	looks    bool
	browser  context.Context
}

// start makes the province in the database and serves it until the test ends.
func start(t *testing.T, database string) *house {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cfg := app.Config{DB: database, Listen: l.Addr().String(), Data: t.TempDir(), Demo: true, DemoLogins: app.DemoLogins(), Hotline: "0212 3800 000", Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}
	world, err := demo.Start(ctx, &cfg, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(world.Close)
	migrate(ctx, t, database)
	if err := world.Prepare(ctx, cfg, app.Demo{Seed: 1, Dossiers: 12, Weeks: 1}); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	done := a.Background(ctx)
	server := &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() {
		_ = server.Close()
		cancel()
		done.Wait()
		a.Close()
	})
	return &house{t: t, url: "http://" + cfg.Listen, world: world, embedded: strings.HasPrefix(database, "sqlite:")}
}

func migrate(ctx context.Context, t *testing.T, database string) {
	t.Helper()
	d, err := db.Open(ctx, database, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	all, err := db.Migrations(app.Schemas()...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Migrate(ctx, all); err != nil {
		t.Fatal(err)
	}
}
