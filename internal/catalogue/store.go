// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

func storedState(r db.Reader) (string, error) {
	v, err := db.Value[string](r, `SELECT version FROM catalogue_state WHERE name = 'tables'`)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return v, err
}

func renewState(tx *db.Tx) {
	tx.Queue(`INSERT INTO catalogue_state (name, version) VALUES ('tables', $1)
		ON CONFLICT (name) DO UPDATE SET version = excluded.version`, ids.New(tx.Now()))
}

func addProcedure(tx *db.Tx, code string) {
	tx.Queue(`INSERT INTO catalogue_procedure (code) VALUES ($1) ON CONFLICT (code) DO NOTHING`, code)
}

func setSuccessor(tx *db.Tx, code, successor string) {
	tx.Queue(`UPDATE catalogue_procedure SET successor = $1 WHERE code = $2`, successor, code)
}

func setUsage(tx *db.Tx, code string, weight int64) {
	tx.Queue(`UPDATE catalogue_procedure SET usage_weight = $1 WHERE code = $2`, weight, code)
}

func procedureByCode(r db.Reader, code string) (Procedure, error) {
	p := Procedure{Code: code}
	err := r.QueryRow(`SELECT successor FROM catalogue_procedure WHERE code = $1`, code).Scan(&p.Successor)
	return p, err
}

// lockProcedure makes those who change what is in force of one procedure take turns.
func lockProcedure(tx *db.Tx, code string) error {
	var got string
	return tx.QueryRow(`SELECT code FROM catalogue_procedure WHERE code = $1`+tx.ForUpdate(), code).Scan(&got)
}

func addVersion(tx *db.Tx, w row) {
	v := w.v
	tx.Queue(`INSERT INTO catalogue_version (id, procedure, hash, state, origin, kind, decision, decision_date, effective_from, effective_to, remarks,
			created_at, published_at, name, name_en, sort_key, field, levels, audience, service, five_on_spot, fileable, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
		w.ID, w.Procedure, w.Hash, string(w.State), string(w.Origin), string(w.Kind), w.Decision, w.Decided, w.From, w.To, strings.Join(w.Remarks, ","),
		clock.Format(w.CreatedAt), clock.Format(w.PublishedAt), v.Name.VI, v.Name.EN, w.sortKey, v.Field.Name.VI, commas(v.Levels),
		commas(v.Audience), int64(v.Service), v.FiveOnSpot, Fileable(&v) == nil, w.document)
}

func commas[T ~string](all []T) string {
	parts := make([]string, len(all))
	for i, x := range all {
		parts[i] = string(x)
	}
	return strings.Join(parts, ",")
}

func cut[T ~string](s string) []T {
	if s == "" {
		return nil
	}
	var out []T
	for _, x := range strings.Split(s, ",") {
		out = append(out, T(x))
	}
	return out
}

const entryColumns = `id, procedure, hash, state, origin, kind, decision, decision_date, effective_from, effective_to, remarks, created_at, published_at`

func scanEntry(r db.Row) (Entry, error) {
	var e Entry
	var state, origin, kind, remarks, created, published string
	err := r.Scan(&e.ID, &e.Procedure, &e.Hash, &state, &origin, &kind, &e.Decision, &e.Decided, &e.From, &e.To, &remarks, &created, &published)
	if err != nil {
		return e, err
	}
	e.State, e.Origin, e.Kind, e.Remarks = State(state), Origin(origin), DecisionKind(kind), cut[string](remarks)
	if e.CreatedAt, err = clock.Parse(created); err == nil {
		e.PublishedAt, err = clock.Parse(published)
	}
	return e, err
}

func entryByID(r db.Reader, id string) (Entry, error) {
	return scanEntry(r.QueryRow(`SELECT `+entryColumns+` FROM catalogue_version WHERE id = $1`, id))
}

func entriesOf(r db.Reader, procedure string) ([]Entry, error) {
	return db.All(r, scanEntry, `SELECT `+entryColumns+` FROM catalogue_version WHERE procedure = $1 ORDER BY effective_from, id`, procedure)
}

func allEntries(r db.Reader) ([]Entry, error) {
	return db.All(r, scanEntry, `SELECT `+entryColumns+` FROM catalogue_version ORDER BY procedure, id`)
}

func documentOf(r db.Reader, id string) (*Version, error) {
	text, err := db.Value[string](r, `SELECT document FROM catalogue_version WHERE id = $1`, id)
	if err != nil {
		return nil, err
	}
	v := new(Version)
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return nil, fmt.Errorf("catalogue: version %s: %w", id, err)
	}
	return v, nil
}

// inForce: of two versions that begin on one day the later published one counts; the other's span is empty.
func inForce(r db.Reader, procedure, on string) (string, error) {
	return db.Value[string](r, `SELECT id FROM catalogue_version WHERE procedure = $1 AND state <> 'draft' AND kind <> 'repeal' AND effective_from <= $2
		AND (effective_to = '' OR effective_to >= $2) ORDER BY effective_from DESC, id DESC LIMIT 1`, procedure, on)
}

func dropDrafts(tx *db.Tx, procedure string, o Origin) {
	tx.Queue(`DELETE FROM catalogue_version WHERE state = 'draft' AND procedure = $1 AND origin = $2`, procedure, string(o))
}

func publishVersion(tx *db.Tx, id, from, at string) (int64, error) {
	return tx.Exec(`UPDATE catalogue_version SET state = 'published', effective_from = $1, published_at = $2 WHERE id = $3 AND state = 'draft'`, from, at, id)
}

// endVersions gives a last day to whatever is in force beyond it, except the version that takes over.
func endVersions(tx *db.Tx, procedure, lastDay, except string) (int64, error) {
	return tx.Exec(`UPDATE catalogue_version SET state = 'closed', effective_to = $1 WHERE procedure = $2 AND state <> 'draft' AND id <> $3
		AND (effective_to = '' OR effective_to > $1)`, lastDay, procedure, except)
}

func saveOffer(tx *db.Tx, procedure, agency string, level ServiceLevel) {
	tx.Queue(`INSERT INTO catalogue_agency (procedure, agency, service) VALUES ($1, $2, $3)
		ON CONFLICT (procedure, agency) DO UPDATE SET service = excluded.service`, procedure, agency, int64(level))
}

func dropOffer(tx *db.Tx, procedure, agency string) {
	tx.Queue(`DELETE FROM catalogue_agency WHERE procedure = $1 AND agency = $2`, procedure, agency)
}
