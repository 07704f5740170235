// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"

	"golang.org/x/oauth2"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/internal/platform/web"
)

// BeginVNeID starts a sign-in and returns the address to send the browser to.
// browser is the secret of this browser's cookie: the answer is only taken from
// the browser that asked. next is where the person was going.
func (s *Service) BeginVNeID(ctx context.Context, browser, next string) (string, error) {
	state, nonce, verifier := ids.Token(), ids.Token(), oauth2.GenerateVerifier()
	address, err := s.vneid.address(state, nonce, verifier)
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		insertState(tx, loginState{
			id: digest(state), browser: digest(browser), nonce: nonce, verifier: verifier,
			next: web.LocalPath(next), expires: clock.Format(tx.Now().Add(loginStateLife)),
		})
		return nil
	})
	return address, err
}
