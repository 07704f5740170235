// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const keyColumns = `id, holder, kind, name, fingerprint, chain, mark, valid_from, valid_to, revoked_at`

func scanKey(r db.Row) (Key, error) {
	var k Key
	var kind, chain, from, to, revoked string
	if err := r.Scan(&k.ID, &k.Holder, &kind, &k.Name, &k.Fingerprint, &chain, &k.Mark, &from, &to, &revoked); err != nil {
		return k, err
	}
	k.Kind = KeyKind(kind)
	k.ValidFrom, k.ValidTo, k.RevokedAt = clock.MustParse(from), clock.MustParse(to), clock.MustParse(revoked)
	var err error
	if k.Chain, err = readChain([]byte(chain)); err != nil {
		return k, fmt.Errorf("document: key %s: %w", k.ID, err)
	}
	return k, nil
}

func storeKey(tx *db.Tx, k Key, sealed []byte, now string) {
	mark := k.Mark
	if mark == nil {
		mark = []byte{}
	}
	tx.Queue(`INSERT INTO document_key (id, holder, kind, name, fingerprint, chain, private, mark, valid_from, valid_to, revoked_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11)`,
		k.ID, k.Holder, string(k.Kind), k.Name, k.Fingerprint, writeChain(k.Chain), sealed, mark, clock.Format(k.ValidFrom), clock.Format(k.ValidTo), now)
}

func storedKey(r db.Reader, holder string, kind KeyKind, at string) (Key, error) {
	return scanKey(r.QueryRow(`SELECT `+keyColumns+` FROM document_key
		WHERE holder = $1 AND kind = $2 AND valid_to >= $3 AND valid_from <= $3 AND revoked_at = '' ORDER BY valid_to DESC, id DESC LIMIT 1`,
		holder, string(kind), at))
}

func storedTwinKey(tx *db.Tx, k Key) (Key, error) {
	return scanKey(tx.QueryRow(`SELECT `+keyColumns+` FROM document_key WHERE fingerprint = $1 AND holder = $2 AND kind = $3 AND revoked_at = ''`,
		k.Fingerprint, k.Holder, string(k.Kind)))
}

func storedPrivate(r db.Reader, id string) ([]byte, error) {
	return db.Value[[]byte](r, `SELECT private FROM document_key WHERE id = $1 AND revoked_at = ''`, id)
}

func storeRevocation(tx *db.Tx, id, at string) (int64, error) {
	return tx.Exec(`UPDATE document_key SET revoked_at = $1 WHERE id = $2 AND revoked_at = ''`, at, id)
}
