// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package db

import (
	"context"
	"net/url"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
)

// Server is what `motcua doctor` asks a database about itself.
type Server struct {
	Version   string
	Collation string    // how it sorts; "" where it can only sort by bytes
	Encoding  string    // "UTF8"
	Now       time.Time // the server's clock; zero where the database runs inside this program
}

// SortsByBytes tells whether lists come in the same order as on SQLite.
func (s Server) SortsByBytes() bool {
	return s.Collation == "" || s.Collation == "C" || s.Collation == "POSIX" || strings.HasPrefix(s.Collation, "C.")
}

// Server asks the database about itself.
func (d *DB) Server(ctx context.Context) (s Server, err error) {
	err = d.Read(ctx, func(r Reader) error {
		if d.dialect == SQLite {
			s.Encoding = "UTF8"
			s.Version, err = Value[string](r, "SELECT sqlite_version()")
			return err
		}
		var now string
		err := r.QueryRow(`SELECT current_setting('server_version'), datcollate::text, pg_encoding_to_char(encoding)::text,
			to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
			FROM pg_database WHERE datname = current_database()`).Scan(&s.Version, &s.Collation, &s.Encoding, &now)
		if err != nil {
			return err
		}
		s.Now, err = clock.Parse(now)
		return err
	})
	return s, err
}

// Known tells whether an address is of a kind that Open takes.
func Known(address string) bool {
	return len(address) > len("sqlite:") && strings.HasPrefix(address, "sqlite:") || strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Path is the file of a SQLite address, or "".
func Path(address string) string {
	path, ok := strings.CutPrefix(address, "sqlite:")
	if !ok {
		return ""
	}
	path, _, _ = strings.Cut(path, "?")
	return path
}

// Redact takes the password out of an address, for people and logs.
func Redact(address string) string {
	if strings.HasPrefix(address, "sqlite:") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	if q := u.Query(); q.Has("password") {
		q.Set("password", "xxxxx")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}
