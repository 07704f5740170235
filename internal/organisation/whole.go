// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"slices"
	"strings"

	"motcua.vn/internal/platform/db"
	"motcua.vn/standards/vntext"
)

// whole is everything the room knows, as one value that is never changed: some hundred rows for a province, some ten thousand
// for the country.
type whole struct {
	units    []Unit // by code, then beginning
	unitAt   map[string][]int
	lineage  []Link
	byName   []int // units in Vietnamese order
	foldedAs []string
	agencies []Agency
	agencyAt map[string][]int // by code, old codes too
	byParent map[string][]int
	byUnit   map[string][]int
	official []int // agencies in Vietnamese order
}

func loadWhole(r db.Reader) (*whole, error) {
	units, err := allUnits(r)
	if err != nil {
		return nil, err
	}
	links, err := allLinks(r)
	if err != nil {
		return nil, err
	}
	agencies, err := allAgencies(r)
	if err != nil {
		return nil, err
	}
	return newWhole(units, links, agencies), nil
}

func newWhole(units []Unit, links []Link, agencies []Agency) *whole {
	w := &whole{units: units, lineage: links, agencies: agencies,
		unitAt: map[string][]int{}, agencyAt: map[string][]int{}, byParent: map[string][]int{}, byUnit: map[string][]int{}}
	into, from := map[string][]Link{}, map[string][]Link{}
	for _, l := range links {
		into[l.Old], from[l.New] = append(into[l.Old], l), append(from[l.New], l)
	}
	unitKeys := make([]string, len(units))
	for i := range units {
		u := &units[i]
		u.Into, u.From = intoOf(*u, into[u.Code]), fromOf(*u, from[u.Code])
		w.unitAt[u.Code] = append(w.unitAt[u.Code], i)
		w.foldedAs = append(w.foldedAs, foldedNames(*u))
		unitKeys[i] = vntext.SortKey(u.ProperName())
	}
	agencyKeys := make([]string, len(agencies))
	for i, a := range agencies {
		w.agencyAt[a.Code] = append(w.agencyAt[a.Code], i)
		if a.OldCode != "" {
			w.agencyAt[a.OldCode] = append(w.agencyAt[a.OldCode], i)
		}
		w.byParent[a.Parent] = append(w.byParent[a.Parent], i)
		w.byUnit[a.Unit] = append(w.byUnit[a.Unit], i)
		agencyKeys[i] = vntext.SortKey(a.Name)
	}
	w.byName, w.official = order(unitKeys), order(agencyKeys)
	return w
}

func order(keys []string) []int {
	out := make([]int, len(keys))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	return out
}

// intoOf: the arrangement that ended the unit is the first after its last day.
func intoOf(u Unit, links []Link) []string {
	if u.ValidTo == "" {
		return nil
	}
	day := ""
	for _, l := range links {
		if l.Effective > u.ValidTo && (day == "" || l.Effective < day) {
			day = l.Effective
		}
	}
	return pick(links, day, func(l Link) string { return l.New })
}

func fromOf(u Unit, links []Link) []string {
	return pick(links, u.ValidFrom, func(l Link) string { return l.Old })
}

func pick(links []Link, day string, side func(Link) string) []string {
	var out []string
	for _, l := range links {
		if day != "" && l.Effective == day {
			out = append(out, side(l))
		}
	}
	slices.Sort(out)
	return out
}

func foldedNames(u Unit) string {
	s := " " + fold(u.Name)
	for _, a := range u.Aliases {
		s += " | " + fold(a)
	}
	return s + " "
}

// unit gives the record of a code on a day.
func (w *whole) unit(code, on string) (Unit, bool) {
	for _, i := range w.unitAt[code] {
		if w.units[i].On(on) {
			return w.units[i], true
		}
	}
	return Unit{}, false
}

// agency gives the record of a code, new or old, on a day; else the last record there was, so that what an office that is gone
// did can still be read.
func (w *whole) agency(code, on string) (Agency, bool) {
	at := w.agencyAt[code]
	for _, i := range at {
		if w.agencies[i].On(on) {
			return w.agencies[i], true
		}
	}
	if len(at) == 0 {
		return Agency{}, false
	}
	return w.agencies[at[len(at)-1]], true
}
