// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"motcua.vn/internal/identity"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/clock"
)

// Config is an installation's configuration. Its zero value serves, with the
// portal as the only way to tell people anything; `motcua doctor` says what is
// missing.
type Config struct {
	DB       string `json:"db"`        // sqlite:PATH or postgres://…
	Listen   string `json:"listen"`    // host:port
	Data     string `json:"data"`      // folder of files and the installation key
	BaseURL  string `json:"base_url"`  // as people reach us: https://motcua.sonla.gov.vn
	Place    string `json:"place"`     // "Sơn La"
	Hotline  string `json:"hotline"`   // whom to call
	Secure   bool   `json:"secure"`    // people reach us over https
	ProxyHop bool   `json:"proxy_hop"` // take the address of a request from X-Forwarded-For

	VNeID        VNeID               `json:"vneid"`
	Notification notification.Config `json:"notification"`
	TimeStampURL string              `json:"time_stamp_url"` // RFC 3161
	TrustedRoots string              `json:"trusted_roots"`  // PEM file of the certificate authorities we trust
	Clamd        string              `json:"clamd"`          // unix:PATH or tcp:HOST:PORT

	Demo       bool                 `json:"-"` // a demo: logins are shown, nothing is real
	DemoLogins []identity.DemoLogin `json:"-"`
	OutsideURL string               `json:"-"` // demo: the page of what the outside world received
	Clock      clock.Clock          `json:"-"`
	Log        *slog.Logger         `json:"-"`
}

// VNeID is how the identity provider is reached.
type VNeID struct {
	Issuer       string `json:"issuer"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

// LoadConfig reads a configuration file; an unknown key is an error, since a
// misspelt one would silently do nothing.
func LoadConfig(path string) (Config, error) {
	var c Config
	if path == "" {
		return c, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return c, fmt.Errorf("configuration: %w", err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, fmt.Errorf("configuration %s: %w", path, err)
	}
	return c, nil
}

func (c Config) withDefaults() Config {
	if c.Data == "" {
		c.Data = "data"
		if path, ok := strings.CutPrefix(c.DB, "sqlite:"); ok {
			c.Data = filepath.Dir(path)
		}
	}
	if c.Listen == "" {
		c.Listen = "127.0.0.1:8080"
	}
	if c.BaseURL == "" {
		c.BaseURL = "http://" + c.Listen
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	if c.Place == "" {
		c.Place = "Sơn La"
	}
	if c.Clock == nil {
		c.Clock = clock.System()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return c
}

// installationKey reads the key that seals private keys in the database, and
// makes it on the first start. Losing it means importing all keys again.
func installationKey(dir string) ([]byte, error) {
	path := filepath.Join(dir, "installation.key")
	text, err := os.ReadFile(path)
	if err == nil {
		key, err := hex.DecodeString(strings.TrimSpace(string(text)))
		if err != nil || len(key) != 32 {
			return nil, fmt.Errorf("%s: not an installation key", path)
		}
		return key, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	key := make([]byte, 32)
	rand.Read(key)
	return key, os.WriteFile(path, []byte(hex.EncodeToString(key)+"\n"), 0o600)
}
