// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding/json"
	"fmt"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const paperColumns = `id, dossier, dossier_code, step, template, edition, agency, agency_name, title, holder, data, state, code,
	number, symbol, series, dated, slots, rendered_hash, rendered_at, signer, signer_name, signer_post, signer_key, signed_hash, signed_at,
	sealer, seal_key, sealed_hash, sealed_at, void_reason, created_at, version`

func scanPaper(r db.Row) (Paper, error) {
	var p Paper
	var template, state, data, places, rendered, signed, sealed, created string
	err := r.Scan(&p.ID, &p.Dossier, &p.DossierCode, &p.Step, &template, &p.Edition, &p.Agency, &p.AgencyName, &p.Title, &p.Holder, &data, &state, &p.Code,
		&p.Number, &p.Symbol, &p.series, &p.Dated, &places, &p.RenderedHash, &rendered, &p.Signer, &p.SignerName, &p.SignerPost, &p.SignerKey, &p.SignedHash, &signed,
		&p.Sealer, &p.SealKey, &p.SealedHash, &sealed, &p.VoidReason, &created, &p.version)
	if err != nil {
		return p, err
	}
	p.Template, p.State, p.data = Template(template), State(state), json.RawMessage(data)
	p.RenderedAt, p.SignedAt, p.SealedAt, p.CreatedAt = clock.MustParse(rendered), clock.MustParse(signed), clock.MustParse(sealed), clock.MustParse(created)
	if err := json.Unmarshal([]byte(places), &p.slots); err != nil {
		return p, fmt.Errorf("document: slots of %s: %w", p.ID, err)
	}
	return p, nil
}

func (s slots) text() string {
	if len(s) == 0 {
		return "{}"
	}
	body, _ := json.Marshal(s) // a map of plain numbers
	return string(body)
}

func storePaper(tx *db.Tx, p Paper) {
	tx.Queue(`INSERT INTO document_paper (`+paperColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
		'', '', '', '', '', '', '', '', '', '', '', '', '', $19, 0)`,
		p.ID, p.Dossier, p.DossierCode, p.Step, string(p.Template), p.Edition, p.Agency, p.AgencyName, p.Title, p.Holder, string(p.data), string(p.State), p.Code,
		p.Number, p.Symbol, p.series, p.Dated, p.slots.text(), clock.Format(p.CreatedAt))
}

func storedPaper(r db.Reader, id string) (Paper, error) {
	return scanPaper(r.QueryRow(`SELECT `+paperColumns+` FROM document_paper WHERE id = $1`, id))
}

func lockedPaper(tx *db.Tx, id string) (Paper, error) {
	return scanPaper(tx.QueryRow(`SELECT `+paperColumns+` FROM document_paper WHERE id = $1`+tx.ForUpdate(), id))
}

func storedPaperOf(tx *db.Tx, dossier, step, template string) (Paper, error) {
	return scanPaper(tx.QueryRow(`SELECT `+paperColumns+` FROM document_paper
		WHERE dossier = $1 AND step = $2 AND template = $3 AND state <> 'void'`+tx.ForUpdate(), dossier, step, template))
}

func storedPapers(r db.Reader, dossier string) ([]Paper, error) {
	return db.All(r, scanPaper, `SELECT `+paperColumns+` FROM document_paper WHERE dossier = $1 ORDER BY id`, dossier)
}

func storedResult(r db.Reader, dossier string) (Paper, error) {
	return scanPaper(r.QueryRow(`SELECT `+paperColumns+` FROM document_paper
		WHERE dossier = $1 AND template >= 'result.' AND template < 'result/' AND state <> 'void' ORDER BY id DESC LIMIT 1`, dossier))
}

func storedPaperByCode(r db.Reader, code string) (Paper, error) {
	return scanPaper(r.QueryRow(`SELECT `+paperColumns+` FROM document_paper WHERE code = $1`, code))
}

func storedPaperBySealed(r db.Reader, hash string) (Paper, error) {
	return scanPaper(r.QueryRow(`SELECT `+paperColumns+` FROM document_paper WHERE sealed_hash = $1 AND sealed_hash <> ''`, hash))
}

func storedPaperByRendered(r db.Reader, hash string) (Paper, error) {
	return scanPaper(r.QueryRow(`SELECT `+paperColumns+` FROM document_paper WHERE rendered_hash = $1 AND rendered_hash <> ''`, hash))
}

// storeStage records a stage, if the paper is still as it was when the work on it
// began.
func storeStage(tx *db.Tx, p *Paper, from State) (bool, error) {
	n, err := tx.Exec(`UPDATE document_paper SET state = $1, slots = $2, edition = $3, rendered_hash = $4, rendered_at = $5,
		signer = $6, signer_name = $7, signer_post = $8, signer_key = $9, signed_hash = $10, signed_at = $11,
		sealer = $12, seal_key = $13, sealed_hash = $14, sealed_at = $15, version = version + 1
		WHERE id = $16 AND state = $17 AND version = $18`,
		string(p.State), p.slots.text(), p.Edition, p.RenderedHash, clock.Format(p.RenderedAt),
		p.Signer, p.SignerName, p.SignerPost, p.SignerKey, p.SignedHash, clock.Format(p.SignedAt),
		p.Sealer, p.SealKey, p.SealedHash, clock.Format(p.SealedAt), p.ID, string(from), p.version)
	p.version++
	return n == 1, err
}

func storeRedraft(tx *db.Tx, p *Paper) error {
	_, err := tx.Exec(`UPDATE document_paper SET data = $1, state = 'draft', rendered_hash = '', rendered_at = '', slots = '{}', edition = $2,
		agency_name = $3, title = $4, holder = $5, symbol = $6, series = $7, version = version + 1 WHERE id = $8`,
		string(p.data), p.Edition, p.AgencyName, p.Title, p.Holder, p.Symbol, p.series, p.ID)
	p.version++
	return err
}

func storeNumber(tx *db.Tx, p *Paper) error {
	_, err := tx.Exec(`UPDATE document_paper SET number = $1, dated = $2, version = version + 1 WHERE id = $3`, p.Number, p.Dated, p.ID)
	p.version++
	return err
}

func storeVoid(tx *db.Tx, p *Paper) error {
	_, err := tx.Exec(`UPDATE document_paper SET state = 'void', void_reason = $1, version = version + 1 WHERE id = $2`, p.VoidReason, p.ID)
	p.version++
	return err
}

func takeNumber(tx *db.Tx, agency, series, year string) (int64, error) {
	return db.Value[int64](tx, `INSERT INTO document_series (agency, symbol, year, last) VALUES ($1, $2, $3, 1)
		ON CONFLICT (agency, symbol, year) DO UPDATE SET last = document_series.last + 1 RETURNING last`, agency, series, year)
}
