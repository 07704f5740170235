// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cockpit

import (
	"net/http"

	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// definitionView says what a figure counts.
type definitionView struct{ ID, Name, Text string }

// definitions are in the order of the screen.
var definitions = []string{"late", "at_risk", "due", "open", "received", "finished", "on_time"}

func (p *Pages) showDefinitions(w http.ResponseWriter, r *http.Request) error {
	t := i18n.From(r.Context()).T
	var all []definitionView
	for _, d := range definitions {
		all = append(all, definitionView{d, t("cockpit.figure." + d), t("cockpit.definition." + d)})
	}
	return p.page(w, r, ui.Page{Title: t("cockpit.nav.definitions")}, definitionsMain(all))
}
