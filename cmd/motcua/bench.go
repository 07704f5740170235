// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"motcua.vn/internal/app"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// lifecycleReport is the document of `motcua bench lifecycle --json`.
type lifecycleReport struct {
	Dialect        string  `json:"dialect"`
	Mode           string  `json:"mode"`
	Clients        int     `json:"clients"`
	Seconds        float64 `json:"seconds"`
	Preloaded      int     `json:"preloaded"`
	Dossiers       int     `json:"dossiers"`
	PerSecond      float64 `json:"dossiers_per_s"`
	Transitions    float64 `json:"transitions_per_s"`
	P50            float64 `json:"p50_ms"`
	P95            float64 `json:"p95_ms"`
	P99            float64 `json:"p99_ms"`
	FloorPerSecond float64 `json:"floor_dossiers_per_s"`
	Ratio          float64 `json:"ratio_to_floor"`
	CPU            float64 `json:"cpu_ms_per_dossier"` // of client and server together
	RSS            int64   `json:"rss_bytes"`
	BytesPer       int64   `json:"bytes_per_dossier"`
}

// actsPerDossier is filing and five transitions, each durable before it is
// acknowledged.
const actsPerDossier = 6

func runBenchLifecycle(ctx context.Context, e *env, args []string) error {
	f := e.flags("bench lifecycle")
	url := f.String("db", "", "")
	clients := f.Int("clients", 8, "")
	seconds := f.Int("seconds", 10, "")
	preload := f.Int("preload", 0, "")
	inProcess := f.Bool("in-process", false, "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if *url == "" || *clients < 1 || *clients > 256 || *seconds < 1 || *preload < 0 {
		return wrongUse("--db URL, --clients 1 to 256, --seconds 1 or more")
	}
	b, err := openBench(ctx, e, *url, *clients)
	if err != nil {
		return err
	}
	defer b.close()
	if err := b.fill(ctx, *preload); err != nil {
		return err
	}
	rep, err := b.lifecycle(ctx, *clients, time.Duration(*seconds)*time.Second, *inProcess)
	if err != nil {
		return err
	}
	rep.Preloaded = *preload
	return e.print(rep, func(w io.Writer) {
		fmt.Fprintf(w, "%s, %s, %d clients, %.0f s: %.0f dossiers/s (%.0f transitions/s), p50 %.2f p95 %.2f p99 %.2f ms; floor %.0f dossiers/s, ratio %.2f; %.2f ms of processor each, %d MB resident\n",
			rep.Dialect, rep.Mode, rep.Clients, rep.Seconds, rep.PerSecond, rep.Transitions, rep.P50, rep.P95, rep.P99, rep.FloorPerSecond, rep.Ratio, rep.CPU, rep.RSS>>20)
	})
}

type bench struct {
	app     *app.App
	offices []app.BenchOffice
	server  *http.Server
	base    string
	say     func(format string, args ...any)
	dir     string
	code    string      // of a dossier that waits
	counter *db.Counter // statements run for requests
}

// openBench opens the installation on a folder of its own. The reactions of the
// outbox do not run: events are written as in life, and stay.
func openBench(ctx context.Context, e *env, url string, offices int) (*bench, error) {
	dir, err := os.MkdirTemp("", "motcua-bench")
	if err != nil {
		return nil, err
	}
	if _, err := migrate(ctx, url); err != nil {
		return nil, err
	}
	a, err := app.Open(ctx, app.Config{DB: url, Data: dir, Log: slog.New(slog.NewTextHandler(e.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		return nil, err
	}
	b := &bench{app: a, dir: dir, say: func(format string, args ...any) { fmt.Fprintf(e.errs, format+"\n", args...) }}
	if b.offices, err = a.PrepareBench(ctx, offices); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b.base = "http://" + l.Addr().String()
	counting, counter := db.WithCounter(context.WithoutCancel(ctx))
	b.counter = counter
	b.server = &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return counting }}
	go func() { _ = b.server.Serve(l) }()
	return b, nil
}

func (b *bench) close() {
	_ = b.server.Close()
	b.app.Close()
	_ = os.RemoveAll(b.dir)
}

func (b *bench) fill(ctx context.Context, n int) error {
	if n == 0 {
		return nil
	}
	began := clock.System().Now()
	err := b.app.Preload(ctx, n, app.BenchProcedure, func(done int) {
		if done%100_000 == 0 {
			b.say("preloaded %d", done)
		}
	})
	b.say("preloaded %d dossiers in %s", n, clock.System().Now().Sub(began).Round(time.Second))
	return err
}

// lifecycle measures, and then the floor on the same database in the same run.
func (b *bench) lifecycle(ctx context.Context, clients int, length time.Duration, inProcess bool) (lifecycleReport, error) {
	drive, mode := b.overHTTP, "http"
	if inProcess {
		drive, mode = b.inProcess, "in process"
	}
	if _, _, _, err := timed(ctx, clients, length/5+time.Second, drive); err != nil { // warm
		return lifecycleReport{}, err
	}
	before, err := b.app.DB.Size(ctx)
	if err != nil {
		return lifecycleReport{}, err
	}
	cpu := processorTime()
	done, took, waits, err := timed(ctx, clients, length, drive)
	if err != nil {
		return lifecycleReport{}, err
	}
	cpu = processorTime() - cpu
	after, err := b.app.DB.Size(ctx)
	if err != nil {
		return lifecycleReport{}, err
	}
	rss := resident()
	floor, err := b.app.DB.Floor(ctx, clients, length, actsPerDossier)
	if err != nil {
		return lifecycleReport{}, err
	}
	perSecond := float64(done) / took.Seconds()
	return lifecycleReport{
		Dialect: b.app.DB.Dialect(), Mode: mode, Clients: clients, Seconds: round(took.Seconds()), Dossiers: done, PerSecond: round(perSecond), Transitions: round(perSecond * actsPerDossier),
		P50: percentile(waits, 50), P95: percentile(waits, 95), P99: percentile(waits, 99), FloorPerSecond: round(floor), Ratio: round(perSecond / floor),
		CPU: round(cpu.Seconds() * 1000 / float64(max(done, 1))), RSS: rss, BytesPer: (after - before) / int64(max(done, 1)),
	}, nil
}

// drive does one dossier's life as client number n and reports how long each act
// took.
type drive func(ctx context.Context, n, serial int, waits []time.Duration) ([]time.Duration, error)

func timed(ctx context.Context, clients int, length time.Duration, do drive) (done int, took time.Duration, waits []time.Duration, err error) {
	c := clock.System()
	began := c.Now()
	var mu sync.Mutex
	var wg sync.WaitGroup
	for n := range clients {
		wg.Go(func() {
			var mine []time.Duration
			count := 0
			var failed error
			for serial := 0; c.Now().Sub(began) < length && ctx.Err() == nil && failed == nil; serial++ {
				if mine, failed = do(ctx, n, serial, mine); failed == nil {
					count++
				}
			}
			mu.Lock()
			defer mu.Unlock()
			done, waits = done+count, append(waits, mine...)
			if failed != nil {
				err = failed
			}
		})
	}
	wg.Wait()
	return done, c.Now().Sub(began), waits, err
}

func percentile(waits []time.Duration, p int) float64 {
	if len(waits) == 0 {
		return 0
	}
	slices.Sort(waits)
	return round(float64(waits[min(len(waits)*p/100, len(waits)-1)].Microseconds()) / 1000)
}

func round(f float64) float64 {
	n, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 2, 64), 64)
	return n
}

// processorTime is what this process has used of the processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the memory of this process that is in RAM: server and client.
func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys)
	}
	fields := strings.Fields(string(text))
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
