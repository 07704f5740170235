// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"log/slog"
	"net/http"
	"time"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ui"
)

// Config is what an installation may decide. The zero value works: passwords for
// staff, no VNeID.
type Config struct {
	// Secure says that people reach us over https even where the connection to us
	// is plain, as behind a proxy: cookies are then Secure and named __Host-….
	Secure bool

	StaffIdle   time.Duration // 30 minutes
	StaffMax    time.Duration // 12 hours
	CitizenIdle time.Duration // 60 minutes
	CitizenMax  time.Duration // 12 hours
	CacheFor    time.Duration // 15 seconds; how long another process' change may go unseen

	LoginFailures   int           // 5 wrong passwords for one login …
	AddressFailures int           // … or 50 from one address …
	LockFor         time.Duration // … shut the door for 15 minutes
	DormantAfter    time.Duration // 45 days without a sign-in close the door until an administrator opens it

	// Demo shows DemoLogins on the sign-in page, allows short passwords and never
	// finds an account dormant.
	Demo       bool
	DemoLogins []DemoLogin

	VNeID VNeID

	// Address is the address a request comes from; nil takes the connection's.
	// Behind a proxy, give a function that reads the proxy's header.
	Address func(r *http.Request) string
	// AgencyExists lets appointments be refused for agencies that do not exist; nil
	// believes the caller.
	AgencyExists func(r db.Reader, code string) (bool, error)
	// Frame puts a page of this room into the installation's frame: brand,
	// navigation, the person, flashes, footer.
	Frame func(w http.ResponseWriter, r *http.Request, p ui.Page) ui.Page
	Log   *slog.Logger
}

// DemoLogin is a login that everybody may know.
type DemoLogin struct {
	Login, Password string
	Name, Post      string
	Agency          string // its name
}

func (c Config) withDefaults() Config {
	or(&c.StaffIdle, 30*time.Minute)
	or(&c.StaffMax, 12*time.Hour)
	or(&c.CitizenIdle, 60*time.Minute)
	or(&c.CitizenMax, 12*time.Hour)
	or(&c.CacheFor, 15*time.Second)
	or(&c.LockFor, 15*time.Minute)
	or(&c.DormantAfter, 45*24*time.Hour)
	or(&c.LoginFailures, 5)
	or(&c.AddressFailures, 50)
	if c.Address == nil {
		c.Address = connectionAddress
	}
	if c.AgencyExists == nil {
		c.AgencyExists = func(db.Reader, string) (bool, error) { return true, nil }
	}
	if c.Frame == nil {
		c.Frame = func(_ http.ResponseWriter, _ *http.Request, p ui.Page) ui.Page { return p }
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	c.VNeID = c.VNeID.withDefaults()
	return c
}

func or[T comparable](field *T, usual T) {
	var zero T
	if *field == zero {
		*field = usual
	}
}
