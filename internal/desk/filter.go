// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/url"
	"slices"
	"strings"

	"motcua.vn/internal/dossier"
)

// filter is which part of the work list is looked at. It travels in every address
// and form of the desk, so that the list stays as it was.
type filter struct {
	Desk    dossier.Desk
	Mine    bool
	Waiting bool
	After   string // cursor
}

func readFilter(q url.Values) filter {
	f := filter{Mine: q.Get("mine") == "1", Waiting: q.Get("waiting") == "1", After: q.Get("after")}
	agency, step, _ := strings.Cut(q.Get("desk"), ":")
	if slices.Contains(dossier.Steps, dossier.Step(step)) {
		f.Desk = dossier.Desk{Agency: agency, Step: dossier.Step(step)}
	}
	if at, id, ok := strings.Cut(f.After, "/"); !ok || len(at) > 30 || len(id) > 40 {
		f.After = ""
	}
	return f
}

func (f filter) values() url.Values {
	q := url.Values{}
	if f.Desk.Step != dossier.NoStep {
		q.Set("desk", f.Desk.Agency+":"+string(f.Desk.Step))
	}
	if f.Mine {
		q.Set("mine", "1")
	}
	if f.Waiting {
		q.Set("waiting", "1")
	}
	if f.After != "" {
		q.Set("after", f.After)
	}
	return q
}

// href is a path of the desk with the filter and more (name, value, …) behind it.
func (f filter) href(path string, more ...string) string {
	q := f.values()
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (f filter) dossier(code string, more ...string) string {
	return f.href(pathDossier+url.PathEscape(code), more...)
}

func (f filter) work() dossier.WorkFilter {
	w := dossier.WorkFilter{Waiting: f.Waiting, Mine: f.Mine}
	if f.Desk.Step != dossier.NoStep {
		w.Desks = []dossier.Desk{f.Desk}
	}
	return w
}

// with gives the filter changed, from the first page on.
func (f filter) with(change func(*filter)) filter {
	f.After = ""
	change(&f)
	return f
}
