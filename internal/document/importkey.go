// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"crypto/x509"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// ImportKeyInput is a key as it is handed over.
type ImportKeyInput struct {
	Holder string // an account's id, or an agency's code
	Kind   KeyKind
	Name   string // of the person or agency; the certificate's when empty
	Unit   string // the agency in whose name it is imported, for the rights
	Key    []byte // PKCS#8, PEM
	Chain  []byte // PEM, the holder's certificate first
	Mark   []byte // a PNG, or none
}

// ImportKey keeps a key, sealed. The same key for the same holder again is the key
// that is there.
func (s *Service) ImportKey(ctx context.Context, actor authz.Actor, in ImportKeyInput) (Key, error) {
	if err := authz.Require(actor, PermKeys, in.Unit); err != nil {
		return Key{}, err
	}
	store, ok := s.keys.(*Keys)
	if !ok {
		return Key{}, fault.New(fault.Unavailable, "document.fault.no_installation_key")
	}
	key, private, err := s.readKey(in)
	if err != nil {
		return Key{}, err
	}
	sealed, err := store.seal(key, private)
	clear(private)
	if err != nil {
		return Key{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if known, err := storedTwinKey(tx, key); err == nil {
			key = known
			return nil
		}
		storeKey(tx, key, sealed, clock.Format(tx.Now()))
		return audit.Record(tx, actor, "document.import_key", audit.Subject{Kind: "key", ID: key.ID, Unit: in.Unit},
			map[string]any{"holder": key.Holder, "kind": key.Kind, "fingerprint": key.Fingerprint, "valid_to": clock.Format(key.ValidTo)})
	})
	return key, err
}

func (s *Service) readKey(in ImportKeyInput) (Key, []byte, error) {
	var c fault.Checks
	c.Require(in.Holder != "", "holder", "fault.field.required")
	c.Require(in.Kind == PersonKey || in.Kind == SealKey, "kind", "fault.field.choose")
	if err := c.Err(); err != nil {
		return Key{}, nil, err
	}
	signer, chain, err := readKeyPair(in.Key, in.Chain)
	if err != nil {
		return Key{}, nil, err
	}
	leaf := chain[0]
	key := Key{
		ID: ids.New(s.now()), Holder: in.Holder, Kind: in.Kind, Name: or(in.Name, leaf.Subject.CommonName), Fingerprint: fingerprint(leaf),
		Chain: chain, Mark: in.Mark, ValidFrom: leaf.NotBefore.UTC(), ValidTo: leaf.NotAfter.UTC(),
	}
	if s.now().After(key.ValidTo) {
		return key, nil, fault.New(fault.Invalid, "document.fault.key_dates")
	}
	if len(in.Mark) > 0 {
		if _, _, err := checkImage(in.Mark, 4_000_000); err != nil || sniff(in.Mark) != PNG {
			return key, nil, fault.New(fault.Invalid, "document.fault.corrupt")
		}
	}
	private, err := x509.MarshalPKCS8PrivateKey(signer)
	return key, private, err
}

// RevokeKey ends a key's use from now on; what it signed before stays signed.
func (s *Service) RevokeKey(ctx context.Context, actor authz.Actor, id, unit string) error {
	if err := authz.Require(actor, PermKeys, unit); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := storeRevocation(tx, id, clock.Format(tx.Now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return audit.Record(tx, actor, "document.revoke_key", audit.Subject{Kind: "key", ID: id, Unit: unit}, nil)
	})
}
