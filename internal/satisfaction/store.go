// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"fmt"
	"strings"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const ratingColumns = `dossier, code, procedure_code, agency, receiving, score, words, person_hash, given_at, changed_at, version, command`

func scanRating(r db.Row) (Rating, error) {
	var x Rating
	var given, changed string
	err := r.Scan(&x.Dossier, &x.Code, &x.Procedure, &x.Agency, &x.Receiving, &x.Score, &x.Words, &x.person, &given, &changed, &x.Version, &x.command)
	if err != nil {
		return Rating{}, err
	}
	x.GivenAt, x.ChangedAt = clock.MustParse(given), clock.MustParse(changed)
	return x, nil
}

func ratingOf(r db.Reader, dossier string) (Rating, error) {
	return scanRating(r.QueryRow(`SELECT `+ratingColumns+` FROM satisfaction_rating WHERE dossier = $1`, dossier))
}

func ratingForChange(tx *db.Tx, dossier string) (Rating, error) {
	return scanRating(tx.QueryRow(`SELECT `+ratingColumns+` FROM satisfaction_rating WHERE dossier = $1`+tx.ForUpdate(), dossier))
}

func storeRating(tx *db.Tx, x Rating) {
	tx.Queue(`INSERT INTO satisfaction_rating (`+ratingColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (dossier) DO UPDATE SET score = excluded.score, words = excluded.words, changed_at = excluded.changed_at, version = excluded.version, command = excluded.command`,
		x.Dossier, x.Code, x.Procedure, x.Agency, x.Receiving, x.Score, x.Words, x.person, clock.Format(x.GivenAt), clock.Format(x.ChangedAt), x.Version, x.command)
}

func scores(r db.Reader, agencies []string, from, to string) ([]Score, error) {
	q := strings.Builder{}
	args := []any{from, to}
	q.WriteString(`SELECT agency, COUNT(*), SUM(score), COUNT(*) FILTER (WHERE score >= 4) FROM satisfaction_rating WHERE given_at >= $1 AND given_at < $2`)
	for i, a := range agencies {
		args = append(args, a)
		q.WriteString([]string{` AND agency IN (`, `, `}[min(i, 1)] + fmt.Sprintf("$%d", len(args)))
	}
	if len(agencies) > 0 {
		q.WriteString(`)`)
	}
	q.WriteString(` GROUP BY agency ORDER BY agency`)
	return db.All(r, func(row db.Row) (Score, error) {
		var x Score
		err := row.Scan(&x.Agency, &x.Ratings, &x.Sum, &x.Happy)
		return x, err
	}, q.String(), args...)
}
