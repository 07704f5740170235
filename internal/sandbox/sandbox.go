// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
)

// Config says what to start. Its zero value listens on free ports of loopback and
// keeps everything in memory.
type Config struct {
	SMPP string // host:port
	SMTP string
	HTTP string // the page, time-stamps, VNeID
	// SystemID and Password are what an SMPP client must say; empty accepts anything.
	SystemID, Password string
	// Dir keeps the demo authority's keys and received.jsonl; "" keeps nothing.
	Dir string
	// Keep is how many entries of each kind stay in memory, 500 by default.
	Keep int
	// ReceiptDelay is how long an SMS takes to arrive, 300 ms by default.
	ReceiptDelay time.Duration
	// VNeID is mounted at /vneid/ as it is: its issuer is the address of HTTP with
	// that path.
	VNeID http.Handler
	Clock clock.Clock
	Log   *slog.Logger
}

func (c Config) withDefaults() Config {
	const free = "127.0.0.1:0"
	c.SMPP, c.SMTP, c.HTTP = cmp.Or(c.SMPP, free), cmp.Or(c.SMTP, free), cmp.Or(c.HTTP, free)
	c.Keep, c.ReceiptDelay = cmp.Or(c.Keep, 500), cmp.Or(c.ReceiptDelay, 300*time.Millisecond)
	if c.Clock == nil {
		c.Clock = clock.System()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// Sandbox is the outside world, running.
type Sandbox struct {
	SMPPAddr string // host:port
	SMTPAddr string // host:port
	URL      string // http://host:port, where the page is
	TSAURL   string // where time-stamps are
	SMSC     *SMSC
	Mail     *MailRelay
	CA       *CA

	sms     *ring[SMS]
	mails   *ring[Mail]
	stamps  *ring[Stamp]
	mux     *http.ServeMux
	journal *journal
	cancel  context.CancelFunc
	running sync.WaitGroup
}

// Start starts everything; it runs until ctx ends or Close is called.
func Start(ctx context.Context, cfg Config) (*Sandbox, error) {
	cfg = cfg.withDefaults()
	ctx, cancel := context.WithCancel(ctx)
	s := &Sandbox{cancel: cancel}
	if err := s.start(ctx, cfg); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Sandbox) start(ctx context.Context, cfg Config) (err error) {
	pki := ""
	if cfg.Dir != "" {
		pki = filepath.Join(cfg.Dir, "pki")
	}
	if s.CA, err = OpenCA(pki, cfg.Clock); err != nil {
		return err
	}
	if cfg.Dir != "" {
		f, err := os.OpenFile(filepath.Join(cfg.Dir, "received.jsonl"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("sandbox: %w", err)
		}
		s.journal = &journal{w: f}
	}
	s.sms, s.mails, s.stamps = newRing[SMS](cfg.Keep, s.journal), newRing[Mail](cfg.Keep, s.journal), newRing[Stamp](cfg.Keep, s.journal)
	s.SMSC, s.Mail = newSMSC(ctx, cfg, s.sms), newMailRelay(cfg, s.mails)
	if err := s.handlers(cfg); err != nil {
		return err
	}
	return s.listen(ctx, cfg)
}

func (s *Sandbox) handlers(cfg Config) error {
	key, err := s.CA.TimeStamper("DEMO Time-Stamping Authority - not for real use", P256)
	if err != nil {
		return err
	}
	texts, err := i18n.Load(Texts)
	if err != nil {
		return err
	}
	page, err := newPage(s, texts)
	if err != nil {
		return err
	}
	s.mux = http.NewServeMux()
	s.mux.Handle("/tsa", newTSA(cfg.Clock, key, s.stamps))
	s.mux.HandleFunc("GET /ca.pem", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-pem-file")
		_, _ = w.Write(s.CA.RootPEM())
	})
	s.mux.Handle("/", page)
	if cfg.VNeID != nil {
		s.Mount("/vneid/", cfg.VNeID)
	}
	return nil
}

func (s *Sandbox) listen(ctx context.Context, cfg Config) error {
	smpp, err := net.Listen("tcp", cfg.SMPP)
	if err != nil {
		return fmt.Errorf("sandbox: SMPP: %w", err)
	}
	s.SMPPAddr = smpp.Addr().String()
	s.run(cfg.Log, "smpp", func() error { return s.SMSC.serve(smpp) })
	smtp, err := net.Listen("tcp", cfg.SMTP)
	if err != nil {
		return fmt.Errorf("sandbox: SMTP: %w", err)
	}
	s.SMTPAddr = smtp.Addr().String()
	context.AfterFunc(ctx, func() { _ = s.Mail.server.Close() })
	s.run(cfg.Log, "smtp", func() error { return s.Mail.serve(smtp) })
	web, err := net.Listen("tcp", cfg.HTTP)
	if err != nil {
		return fmt.Errorf("sandbox: HTTP: %w", err)
	}
	s.URL = "http://" + web.Addr().String()
	s.TSAURL = s.URL + "/tsa"
	server := &http.Server{Handler: s.mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, MaxHeaderBytes: 64 << 10}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	s.run(cfg.Log, "http", func() error { return server.Serve(web) })
	return nil
}

func (s *Sandbox) run(log *slog.Logger, what string, serve func() error) {
	s.running.Go(func() {
		if err := serve(); err != nil && !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			log.Error("sandbox", "service", what, "error", err)
		}
	})
}

// Close stops everything and waits for it.
func (s *Sandbox) Close() {
	s.cancel()
	s.running.Wait()
	s.journal.close()
}

// Mount adds a handler to the web server, for stand-ins that need its address.
func (s *Sandbox) Mount(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// Handler is the web server's handler, for serving it elsewhere too.
func (s *Sandbox) Handler() http.Handler { return s.mux }

// SMS lists the texts received, oldest first.
func (s *Sandbox) SMS() []SMS { return s.sms.all() }

// Mails lists the mails received, oldest first.
func (s *Sandbox) Mails() []Mail { return s.mails.all() }

// Stamps lists the time-stamps given, oldest first.
func (s *Sandbox) Stamps() []Stamp { return s.stamps.all() }

// WaitSMS waits until one that matches has arrived.
func (s *Sandbox) WaitSMS(ctx context.Context, match func(SMS) bool) (SMS, error) {
	return wait(ctx, s.sms, match)
}

// WaitMail waits until one that matches has arrived.
func (s *Sandbox) WaitMail(ctx context.Context, match func(Mail) bool) (Mail, error) {
	return wait(ctx, s.mails, match)
}

func wait[T any](ctx context.Context, r *ring[T], match func(T) bool) (T, error) {
	for {
		changed := r.waiting()
		for _, e := range r.all() {
			if match(e) {
				return e, nil
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		}
	}
}
