// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// Keys is the KeyStore in the database: the private half of every key is sealed
// by AES-256-GCM under the installation key, bound to its row, so that neither a
// copy of the database nor a row put elsewhere signs anything.
type Keys struct {
	db   *db.DB
	aead cipher.AEAD // nil without an installation key
}

// NewKeys opens the store; secret is 32 bytes, or none, and then keys can be
// neither imported nor used.
func NewKeys(d *db.DB, secret []byte) (*Keys, error) {
	k := &Keys{db: d}
	if len(secret) == 0 {
		return k, nil
	}
	if len(secret) != 32 {
		return nil, fmt.Errorf("document: the installation key has %d bytes, not 32", len(secret))
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	k.aead, err = cipher.NewGCM(block)
	return k, err
}

// Find is the holder's newest valid key.
func (k *Keys) Find(ctx context.Context, holder string, kind KeyKind, at time.Time) (Key, error) {
	var key Key
	err := k.db.Read(ctx, func(r db.Reader) (err error) {
		key, err = storedKey(r, holder, kind, clock.Format(at))
		return err
	})
	if errors.Is(err, db.ErrNoRows) {
		return key, fault.Wrap(err, fault.NotFound, "document.fault.no_key", "holder", holder)
	}
	return key, err
}

// Signer unseals the private half.
func (k *Keys) Signer(ctx context.Context, key Key) (crypto.Signer, error) {
	if k.aead == nil {
		return nil, fault.New(fault.Unavailable, "document.fault.no_installation_key")
	}
	var sealed []byte
	err := k.db.Read(ctx, func(r db.Reader) (err error) { sealed, err = storedPrivate(r, key.ID); return err })
	if err != nil {
		return nil, missing(err)
	}
	plain, err := k.unseal(key, sealed)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(plain)
	clear(plain)
	if err != nil {
		return nil, fmt.Errorf("document: key %s: %w", key.ID, err)
	}
	signer, ok := parsed.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("document: key %s cannot sign", key.ID)
	}
	return signer, nil
}

// bind is what a sealed key belongs to; moved to another row it does not open.
func (key Key) bind() []byte {
	return []byte("motcua document_key\x00" + key.ID + "\x00" + key.Holder + "\x00" + string(key.Kind) + "\x00" + key.Fingerprint)
}

func (k *Keys) seal(key Key, plain []byte) ([]byte, error) {
	if k.aead == nil {
		return nil, fault.New(fault.Unavailable, "document.fault.no_installation_key")
	}
	nonce := make([]byte, k.aead.NonceSize())
	rand.Read(nonce)
	return k.aead.Seal(nonce, nonce, plain, key.bind()), nil
}

func (k *Keys) unseal(key Key, sealed []byte) ([]byte, error) {
	n := k.aead.NonceSize()
	if len(sealed) < n {
		return nil, fmt.Errorf("document: key %s is torn", key.ID)
	}
	plain, err := k.aead.Open(nil, sealed[:n], sealed[n:], key.bind())
	if err != nil {
		return nil, fmt.Errorf("document: key %s does not open under this installation's key: %w", key.ID, err)
	}
	return plain, nil
}
