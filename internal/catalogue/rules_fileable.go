// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import "motcua.vn/internal/platform/fault"

// Fileable says why nobody can apply online under this version, nil when one can. That the version is in force is Current's
// business. A term that the source does not tell is not made up: a due date could not be promised.
func Fileable(v *Version) error {
	offered := false
	for _, o := range v.Channels {
		offered = offered || o.Channel == Online
	}
	switch _, term := v.TermsOn(Online); {
	case v.Decision.Kind == Repeal:
		return fault.New(fault.Conflict, "catalogue.fault.closed", "code", v.Procedure)
	case v.Service != Full && v.Service != Partial, !offered:
		return fault.New(fault.Conflict, "catalogue.fault.not_online", "code", v.Procedure)
	case len(v.Form.Fields) == 0:
		return fault.New(fault.Conflict, "catalogue.fault.no_form", "code", v.Procedure)
	case !term.Known():
		return fault.New(fault.Conflict, "catalogue.fault.no_term", "code", v.Procedure)
	}
	return nil
}
