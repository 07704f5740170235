// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/fault"
)

// ownHand lets nobody sign or seal with another's account; the program itself may
// carry out what a person ordered.
func ownHand(actor authz.Actor, account string) error {
	if actor.Kind == authz.System || actor.ID == account && account != "" {
		return nil
	}
	return fault.New(fault.Forbidden, "document.fault.own_hand_only")
}

// signRule says whether the paper may be signed by the account; done is true when
// it was signed by them before.
func signRule(p Paper, account, seen string) (done bool, err error) {
	switch {
	case !p.Template.IsResult():
		return false, fault.New(fault.Conflict, "document.fault.not_a_result")
	case p.State == Voided:
		return false, fault.New(fault.Conflict, "document.fault.void", "reason", p.VoidReason)
	case p.State == Draft:
		return false, fault.New(fault.Conflict, "document.fault.not_rendered")
	case seen != "" && seen != p.RenderedHash:
		return false, fault.New(fault.Conflict, "document.fault.changed")
	case p.State == Rendered:
		return false, nil
	case p.Signer == account:
		return true, nil
	}
	return false, fault.New(fault.Conflict, "document.fault.signed_by_other", "name", p.SignerName)
}

// sameSigner makes sure that the name that the paper prints is the one in whose
// name the key signs.
func sameSigner(printed string, k Key) error {
	if printed == "" || fold(printed) == fold(k.Name) {
		return nil
	}
	return fault.New(fault.Conflict, "document.fault.other_signer", "printed", printed, "holder", k.Name)
}

func fold(name string) string {
	return strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(name), " ")))
}

// sealRule says whether the paper may be sealed: only what was signed, and not by
// the hand that signed it (Decree 30/2020, Art. 32).
func sealRule(p Paper, account string) (done bool, err error) {
	switch {
	case !p.Template.IsResult():
		return false, fault.New(fault.Conflict, "document.fault.not_a_result")
	case p.State == Voided:
		return false, fault.New(fault.Conflict, "document.fault.void", "reason", p.VoidReason)
	case p.State == Sealed:
		return true, nil
	case p.State != Signed:
		return false, fault.New(fault.Conflict, "document.fault.not_signed")
	case p.Signer == account:
		return false, fault.New(fault.Forbidden, "document.fault.same_hands")
	}
	return false, nil
}

func differentKeys(signer string, seal Key) error {
	if signer == seal.Fingerprint {
		return fault.New(fault.Conflict, "document.fault.same_key")
	}
	return nil
}
