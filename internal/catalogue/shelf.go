// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"slices"
	"sync"

	"motcua.vn/internal/platform/db"
)

// Summary is a procedure as lists show it: what its version in force says in one line.
type Summary struct {
	Code       string       `json:"code"`
	Version    string       `json:"version"`
	Name       Text         `json:"name"`
	Field      string       `json:"field"`
	Levels     []Level      `json:"levels"`
	Audience   []Audience   `json:"audience"`
	Service    ServiceLevel `json:"service" doc:"2 information only, 3 partial, 4 full online service"`
	FiveOnSpot bool         `json:"five_on_spot"`
	Fileable   bool         `json:"fileable" doc:"one can apply online now"`
	Draft      bool         `json:"draft,omitempty" doc:"nothing is in force, this is a draft"`
	Usage      int64        `json:"usage"`
}

// shelf is every procedure, as one value that is never changed: what is in force, and drafts of what is not; some 6,000 lines for
// the whole country.
type shelf struct {
	all     []Summary // in Vietnamese order
	byCode  map[string]int
	inOrder []found
	index   func() *index                   // made by the first search
	offers  map[string]map[int]ServiceLevel // agency, or *, to places in all
	fields  []FieldCount
}

func loadShelf(r db.Reader) (*shelf, error) {
	all, err := summaries(r, today(r))
	if err != nil {
		return nil, err
	}
	sh := &shelf{byCode: make(map[string]int, len(all)), offers: map[string]map[int]ServiceLevel{}}
	for _, s := range inForceFirst(all) {
		if _, twice := sh.byCode[s.Code]; !twice { // of two that begin on one day the first listed counts
			sh.byCode[s.Code] = len(sh.all)
			sh.inOrder = append(sh.inOrder, found{doc: len(sh.all)})
			sh.all = append(sh.all, s)
		}
	}
	offers, err := allOffers(r)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		i, ok := sh.byCode[o.procedure]
		if !ok {
			continue
		}
		if sh.offers[o.agency] == nil {
			sh.offers[o.agency] = map[int]ServiceLevel{}
		}
		sh.offers[o.agency][i] = o.level
	}
	sh.countFields()
	sh.index = sync.OnceValue(func() *index { return newIndex(sh.all) })
	return sh, nil
}

// inForceFirst leaves a draft out where the procedure has a version in force.
func inForceFirst(all []Summary) []Summary {
	inForce := make(map[string]bool, len(all))
	for _, s := range all {
		inForce[s.Code] = inForce[s.Code] || !s.Draft
	}
	return slices.DeleteFunc(all, func(s Summary) bool { return s.Draft && inForce[s.Code] })
}
