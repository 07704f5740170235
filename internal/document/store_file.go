// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const fileColumns = `id, owner, component, name, type, size, hash, pages, width, height, thumbnail, state, reason, added_by, added_at, checked_at`

func scanFile(r db.Row) (File, error) {
	var f File
	var kind, state, added, checked string
	err := r.Scan(&f.ID, &f.Owner, &f.Component, &f.Name, &kind, &f.Size, &f.Hash, &f.Pages, &f.Width, &f.Height, &f.Thumbnail, &state, &f.Reason, &f.AddedBy, &added, &checked)
	if err != nil {
		return f, err
	}
	f.Type, f.State = FileType(kind), FileState(state)
	f.AddedAt, f.CheckedAt = clock.MustParse(added), clock.MustParse(checked)
	return f, nil
}

func storeFile(tx *db.Tx, f File) {
	tx.Queue(`INSERT INTO document_file (`+fileColumns+`, removed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '')`,
		f.ID, f.Owner, f.Component, f.Name, string(f.Type), f.Size, f.Hash, f.Pages, f.Width, f.Height, f.Thumbnail,
		string(f.State), f.Reason, f.AddedBy, clock.Format(f.AddedAt), clock.Format(f.CheckedAt))
}

func storedFile(r db.Reader, id string) (File, error) {
	return scanFile(r.QueryRow(`SELECT `+fileColumns+` FROM document_file WHERE id = $1 AND removed_at = ''`, id))
}

func storedFiles(r db.Reader, owner string) ([]File, error) {
	return db.All(r, scanFile, `SELECT `+fileColumns+` FROM document_file WHERE owner = $1 AND removed_at = '' ORDER BY id`, owner)
}

func storedTwin(r db.Reader, f File) (File, error) {
	return scanFile(r.QueryRow(`SELECT `+fileColumns+` FROM document_file
		WHERE owner = $1 AND component = $2 AND hash = $3 AND removed_at = '' AND state <> 'refused'`, f.Owner, f.Component, f.Hash))
}

func storeVerdict(tx *db.Tx, f File) (int64, error) {
	return tx.Exec(`UPDATE document_file SET state = $1, reason = $2, thumbnail = $3, checked_at = $4
		WHERE id = $5 AND state = 'received' AND removed_at = ''`,
		string(f.State), f.Reason, f.Thumbnail, clock.Format(f.CheckedAt), f.ID)
}

func storeRemoval(tx *db.Tx, id, at string) {
	tx.Queue(`UPDATE document_file SET removed_at = $1 WHERE id = $2 AND removed_at = ''`, at, id)
}

func storeOwner(tx *db.Tx, from, to string) {
	tx.Queue(`UPDATE document_file SET owner = $1 WHERE owner = $2 AND removed_at = '' AND state <> 'refused'`, to, from)
}

func storeRemovalOf(tx *db.Tx, owner, at string) {
	tx.Queue(`UPDATE document_file SET removed_at = $1 WHERE owner = $2 AND removed_at = ''`, at, owner)
}
