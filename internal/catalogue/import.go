// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"

	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

var agenciesOfAll = organisation.AgencyFilter{}

// ImportReport says what an import read and did, and is the answer of "motcua catalogue import" once its problems have been told.
type ImportReport struct {
	Read             int            `json:"read"`
	Added            int            `json:"added"`
	Amended          int            `json:"amended"`
	Unchanged        int            `json:"unchanged"`
	Files            int            `json:"files"`
	TermsWithoutUnit int            `json:"terms_without_unit"`
	RunTogether      []string       `json:"run_together"` // procedures whose text runs term and fee together
	Counts           map[string]int `json:"counts"`       // by code of problem
	Problems         []Told         `json:"problems"`     // filled by Tell
	Found            []Problem      `json:"-"`
}

// item is one version on its way in.
type item struct {
	row     row
	publish bool // at once, without the checks of Publish
	offers  []offer
	usage   int64
	known   bool // the procedure has versions
}

// batchOf bounds how long the one writer of SQLite is held.
const batchOf = 250

// importItems stores the items whose content is not there yet.
func (s *Service) importItems(ctx context.Context, actor authz.Actor, o Origin, items []item) (ImportReport, error) {
	if err := authz.Require(actor, PermPublish, authz.Everywhere); err != nil {
		return ImportReport{}, err
	}
	rep := ImportReport{Read: len(items)}
	fresh, err := s.compare(ctx, items, &rep)
	if err != nil {
		return rep, err
	}
	for len(fresh) > 0 {
		n := min(batchOf, len(fresh))
		if err := s.storeBatch(ctx, actor, o, fresh[:n]); err != nil {
			return rep, err
		}
		fresh = fresh[n:]
	}
	return rep, nil
}

// compare leaves out what is stored already, by its hash. A list says so little that any version of the procedure is more.
func (s *Service) compare(ctx context.Context, items []item, rep *ImportReport) ([]item, error) {
	stored := map[string]map[string]bool{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		all, err := allEntries(r)
		for _, e := range all {
			if stored[e.Procedure] == nil {
				stored[e.Procedure] = map[string]bool{}
			}
			stored[e.Procedure][e.Hash] = true
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var fresh []item
	for _, it := range items {
		hashes, known := stored[it.row.Procedure]
		switch {
		case hashes[it.row.Hash], known && it.row.Origin == FromList:
			rep.Unchanged++
			continue
		case known:
			rep.Amended++
		default:
			rep.Added++
			hashes = map[string]bool{}
			stored[it.row.Procedure] = hashes
		}
		hashes[it.row.Hash] = true
		it.known = known
		fresh = append(fresh, it)
	}
	return fresh, nil
}

func (s *Service) storeBatch(ctx context.Context, actor authz.Actor, o Origin, batch []item) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		e := Imported{Origin: o}
		for _, it := range batch {
			if err := storeItem(tx, it); err != nil {
				return err
			}
			if it.known {
				e.Amended = append(e.Amended, it.row.Procedure)
			} else {
				e.Added = append(e.Added, it.row.Procedure)
			}
		}
		renewState(tx)
		s.kept.Forget(tx)
		if err := audit.Record(tx, actor, "catalogue.import", audit.Subject{Kind: "catalogue", ID: "catalogue"}, e); err != nil {
			return err
		}
		return s.box.Emit(tx, TopicImported, "catalogue", e)
	})
}

// storeItem: a draft takes the place of the draft that the same kind of source gave before; a published version ends the one
// before it, which dossiers keep.
func storeItem(tx *db.Tx, it item) error {
	w := it.row
	w.ID, w.CreatedAt = ids.New(tx.Now()), tx.Now()
	if !it.known {
		addProcedure(tx, w.Procedure)
	} else {
		dropDrafts(tx, w.Procedure, w.Origin)
	}
	if it.publish {
		w.State, w.PublishedAt = Published, tx.Now()
		if it.known {
			w.From = max(w.From, today(tx))
			if _, err := endVersions(tx, w.Procedure, dayBefore(w.From), w.ID); err != nil {
				return err
			}
		}
	}
	addVersion(tx, w)
	for _, o := range it.offers {
		saveOffer(tx, o.procedure, o.agency, o.level)
	}
	if it.usage > 0 {
		setUsage(tx, w.Procedure, it.usage)
	}
	return nil
}
