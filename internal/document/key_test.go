// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"strings"
	"testing"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/fault"
)

func TestKeysAreSealedAndChecked(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		keyPEM, chain := h.pki.hand("Cầm Văn Đôi")
		_, other := h.pki.hand("Ai khác")
		in := document.ImportKeyInput{Holder: approver, Kind: document.PersonKey, Key: keyPEM, Chain: chain}
		for name, bad := range map[string]document.ImportKeyInput{
			"another's certificate": {Holder: approver, Kind: document.PersonKey, Key: keyPEM, Chain: other},
			"no key":                {Holder: approver, Kind: document.PersonKey, Chain: chain},
			"no kind":               {Holder: approver, Key: keyPEM, Chain: chain},
		} {
			if _, err := h.ImportKey(ctx, system, bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.ImportKey(ctx, approverActor, in); !fault.Is(err, fault.Forbidden) {
			t.Errorf("imported without the right: %v", err)
		}
		k, err := h.ImportKey(ctx, system, in)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := h.ImportKey(ctx, system, in); err != nil || again.ID != k.ID {
			t.Errorf("imported twice: %+v %v", again, err)
		}
		store, _ := document.NewKeys(h.db, h.cfg.InstallationKey)
		if s, err := store.Signer(ctx, k); err != nil || s == nil {
			t.Errorf("does not open: %v", err)
		}
		moved := k
		moved.Holder = keeper
		if _, err := store.Signer(ctx, moved); err == nil {
			t.Error("a key opens for another holder")
		}
		wrong, _ := document.NewKeys(h.db, []byte(strings.Repeat("x", 32)))
		if _, err := wrong.Signer(ctx, k); err == nil {
			t.Error("a key opens under another installation's key")
		}
		none, _ := document.NewKeys(h.db, nil)
		if _, err := none.Signer(ctx, k); !fault.Is(err, fault.Unavailable) {
			t.Errorf("without an installation key: %v", err)
		}
		if err := h.RevokeKey(ctx, system, k.ID, agency); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Find(ctx, approver, document.PersonKey, h.now.Now()); !fault.Is(err, fault.NotFound) {
			t.Errorf("a revoked key is found: %v", err)
		}
	})
}
