// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/web"
)

// health is the routes by which machines ask how we are.
func (a *App) health() web.Table {
	return web.Table{
		{Method: http.MethodGet, Pattern: "/healthz", Need: web.Anyone, API: true, Handle: func(w http.ResponseWriter, _ *http.Request) error {
			return web.JSON(w, http.StatusOK, map[string]bool{"ok": true})
		}},
		{Method: http.MethodGet, Pattern: "/readyz", Need: web.Anyone, API: true, Handle: a.ready},
	}
}

func (a *App) ready(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := a.DB.Ping(ctx); err != nil {
		return fault.Wrap(err, fault.Unavailable, "fault.unavailable")
	}
	return web.JSON(w, http.StatusOK, map[string]bool{"ok": true})
}

// metrics counts answers by route, and looks at the outbox when asked.
type metrics struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

func newMetrics(a *App) *metrics {
	m := &metrics{registry: prometheus.NewRegistry()}
	m.took = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "motcua_http_seconds", Help: "Time to answer, by route and status.", Buckets: []float64{.001, .0025, .005, .01, .02, .05, .1, .25, 1, 5},
	}, []string{"method", "route", "status"})
	count := func(name, help string, of func(r db.Reader) (int, error)) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return a.count(of) })
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "motcua_build_info", Help: "1, with the version and the kind of database."}, []string{"version", "database"})
	build.WithLabelValues(Version, a.DB.Dialect()).Set(1)
	m.registry.MustRegister(m.took, build,
		count("motcua_database_up", "1 where the database answers.", func(db.Reader) (int, error) { return 1, nil }),
		count("motcua_outbox_waiting", "Events not yet delivered to their reactions.", outbox.Waiting),
		count("motcua_outbox_dead", "Events set aside after too many attempts.", outbox.Dead),
		count("motcua_messages_waiting", "SMS and e-mails not yet handed to a provider.", notification.Waiting),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// count asks the database for one number; a database that does not answer within
// a second has none.
func (a *App) count(of func(r db.Reader) (int, error)) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	n := 0
	err := a.DB.Ping(ctx)
	if err == nil {
		err = a.DB.Read(ctx, func(r db.Reader) (err error) { n, err = of(r); return err })
	}
	if err != nil {
		return 0
	}
	return float64(n)
}

func (m *metrics) observe(t web.Route, status int, took time.Duration) {
	m.took.WithLabelValues(t.Method, t.Pattern, strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
