// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"crypto/x509"
	"log/slog"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
)

// Permissions of the room. A person may sign or seal with their own hand only;
// the permission says for which agency.
const (
	PermSign = "document.sign"
	PermSeal = "document.seal"
	PermKeys = "document.keys" // import and revoke keys
	PermVoid = "document.void"
)

// Access answers for the owners of files and papers, which this room does not
// know: whether the actor may read what belongs to a draft or dossier, and
// whether they may add to it or take from it. internal/app fills it from the
// dossier room. Faults tell why not.
type Access interface {
	MayRead(ctx context.Context, r db.Reader, actor authz.Actor, owner string) error
	MayChange(ctx context.Context, r db.Reader, actor authz.Actor, owner string) error
}

// TimeStamper gives RFC 3161 tokens; *rfc3161.Client is one.
type TimeStamper interface {
	TimeStamp(ctx context.Context, digest []byte) ([]byte, error)
}

// Fonts are the four cuts of a TrueType family with Times New Roman's metrics.
type Fonts struct{ Regular, Bold, Italic, BoldItalic []byte }

// Config is what an installation may set. Its zero value works, but for printing,
// which needs fonts, and for signing, which needs an installation key.
type Config struct {
	MaxFile   int64 // bytes; 0 means 10 MiB
	MaxPixels int   // of one image; 0 means 40 million
	MaxPages  int   // of one PDF; 0 means 2,000
	Types     []FileType
	Fonts     Fonts
	BaseURL   string // "https://motcua.sonla.gov.vn", for QR codes; "" prints the path alone
	// InstallationKey seals private keys in the database: 32 bytes.
	InstallationKey []byte
	Keys            KeyStore    // nil means the database's own
	Scanner         Scanner     // nil means Signatures; Clamd is asked after it
	Clamd           string      // "unix:PATH" or "tcp:HOST:PORT", "" for none
	TimeStamper     TimeStamper // nil with an empty URL: no time-stamps
	TimeStampURL    string
	Roots           []*x509.Certificate // whom verification trusts
	Log             *slog.Logger
}

func (c Config) limits() limits {
	l := limits{bytes: c.MaxFile, pixels: c.MaxPixels, pages: c.MaxPages, types: c.Types}
	if l.bytes == 0 {
		l.bytes = 10 << 20
	}
	if l.pixels == 0 {
		l.pixels = 40_000_000
	}
	if l.pages == 0 {
		l.pages = 2000
	}
	if l.types == nil {
		l.types = []FileType{PDF, JPEG, PNG, DOCX, XLSX}
	}
	return l
}

// Service is the room.
type Service struct {
	db     *db.DB
	box    *outbox.Outbox
	blobs  blob.Store
	cfg    Config
	limits limits
	keys   KeyStore
	scan   Scanner
	stamp  TimeStamper
	access Access
	texts  i18n.Localizer
	decode chan struct{} // at most two images are unpacked at once
	busy   keyed         // one piece of slow work for each paper
	log    *slog.Logger
}

// New opens the room.
func New(d *db.DB, box *outbox.Outbox, blobs blob.Store, cfg Config) (*Service, error) {
	texts, err := i18n.Load(Texts)
	if err != nil {
		return nil, err
	}
	s := &Service{
		db: d, box: box, blobs: blobs, cfg: cfg, limits: cfg.limits(), keys: cfg.Keys, scan: cfg.Scanner, stamp: cfg.TimeStamper,
		texts: texts.In(i18n.Vietnamese), decode: make(chan struct{}, 2), log: cfg.Log, access: nobody{},
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.keys == nil {
		if s.keys, err = NewKeys(d, cfg.InstallationKey); err != nil {
			return nil, err
		}
	}
	if err := s.connect(); err != nil {
		return nil, err
	}
	return s, nil
}

// connect makes the partners that the configuration names.
func (s *Service) connect() error {
	if s.scan == nil {
		s.scan = Signatures{}
	}
	if s.cfg.Clamd != "" {
		c, err := NewClamd(s.cfg.Clamd)
		if err != nil {
			return err
		}
		s.scan = Scanners{s.scan, c}
	}
	if s.stamp == nil && s.cfg.TimeStampURL != "" {
		s.stamp = stampClient(s.cfg.TimeStampURL)
	}
	return nil
}

// SetAccess says who answers for drafts and dossiers. Until then nobody but the
// program itself may read or change anything.
func (s *Service) SetAccess(a Access) { s.access = a }

func (s *Service) now() time.Time { return s.db.Clock().Now().In(clock.Vietnam) }

type nobody struct{}

func (nobody) MayRead(_ context.Context, _ db.Reader, a authz.Actor, _ string) error {
	return systemOnly(a)
}

func (nobody) MayChange(_ context.Context, _ db.Reader, a authz.Actor, _ string) error {
	return systemOnly(a)
}

func systemOnly(a authz.Actor) error {
	if a.Kind == authz.System {
		return nil
	}
	return authz.Refuse(a)
}

func (s *Service) mayRead(ctx context.Context, r db.Reader, a authz.Actor, owner string) error {
	if a.Kind == authz.System {
		return nil
	}
	return s.access.MayRead(ctx, r, a, owner)
}

func (s *Service) mayChange(ctx context.Context, r db.Reader, a authz.Actor, owner string) error {
	if a.Kind == authz.System {
		return nil
	}
	return s.access.MayChange(ctx, r, a, owner)
}
