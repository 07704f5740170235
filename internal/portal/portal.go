// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net"
	"net/http"
	"strings"
	"time"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
	"motcua.vn/internal/satisfaction"
)

// Config is the rooms whose pages these are.
type Config struct {
	DB           *db.DB
	Organisation *organisation.Service
	Catalogue    *catalogue.Service
	Identity     *identity.Service
	Document     *document.Service
	Notification *notification.Service
	Dossier      *dossier.Service
	Satisfaction *satisfaction.Service

	// BaseURL is how people reach us; QR codes carry it.
	BaseURL string
	// Frame puts a page into the installation's frame; nil leaves it as it is.
	Frame func(w http.ResponseWriter, r *http.Request, p ui.Page) ui.Page
	// Address is where a request comes from, for the limit on look-ups; nil takes
	// the connection's.
	Address func(r *http.Request) string
	// Lookups is how many look-ups without sign-in an address may make in ten
	// minutes; 0 means 60.
	Lookups int
	// MaxFile is the largest file taken, in bytes; 0 means 10 MiB, as in the document room.
	MaxFile int64
}

// Pages are the pages of the portal.
type Pages struct {
	cfg     Config
	lookups *web.Limiter
}

// New makes the front.
func New(cfg Config) *Pages {
	cfg.BaseURL = strings.TrimRight(cfg.BaseURL, "/")
	if cfg.Frame == nil {
		cfg.Frame = func(_ http.ResponseWriter, _ *http.Request, p ui.Page) ui.Page { return p }
	}
	if cfg.Address == nil {
		cfg.Address = connectionAddress
	}
	if cfg.Lookups == 0 {
		cfg.Lookups = 60
	}
	if cfg.MaxFile == 0 {
		cfg.MaxFile = 10 << 20
	}
	return &Pages{cfg: cfg, lookups: web.NewLimiter(cfg.DB.Clock(), cfg.Lookups, 10*time.Minute)}
}

func connectionAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// read runs fn in one read of the database.
func (p *Pages) read(r *http.Request, fn func(q db.Reader) error) error {
	return p.cfg.DB.Read(r.Context(), fn)
}
