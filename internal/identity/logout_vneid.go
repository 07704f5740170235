// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
)

// EndByProvider ends the sessions that a logout token of the provider names
// (OpenID Connect Back-Channel Logout 1.0). The same token twice does nothing more.
func (s *Service) EndByProvider(ctx context.Context, logoutToken string) error {
	token, err := s.vneid.verifyLogout(ctx, logoutToken)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		var gone []Session
		if token.SessionID != "" {
			gone, err = deleteByProviderSession(tx, token.SessionID)
		} else {
			gone, err = deleteBySubject(tx, token.Subject)
		}
		if err != nil {
			return err
		}
		return s.ended(tx, authz.SystemActor("VNeID"), gone, byBackChannel)
	})
}

// logoutTokenLife is how old a logout token may be; the specification advises two
// minutes, and clocks differ.
const logoutTokenLife = 5 * time.Minute

func (p *provider) verifyLogout(ctx context.Context, raw string) (*oidc.LogoutToken, error) {
	found, err := p.discover()
	if err != nil {
		return nil, err
	}
	token, err := p.verifier(found).VerifyLogout(oidc.ClientContext(ctx, p.cfg.HTTP), raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	now := p.clock.Now()
	if token.IssuedAt.Before(now.Add(-logoutTokenLife)) || token.IssuedAt.After(now.Add(logoutTokenLife)) || token.Expiry.Before(now) {
		return nil, fmt.Errorf("%w: a logout token of another time", errRefused)
	}
	return token, nil
}
