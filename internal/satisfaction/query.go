// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"errors"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// Of is the rating of a dossier by its id; the zero Rating where there is none. It
// asks nobody: the caller has made sure that its actor may read the dossier.
func (s *Service) Of(r db.Reader, dossier string) (Rating, error) {
	x, err := ratingOf(r, dossier)
	if errors.Is(err, db.ErrNoRows) {
		return Rating{}, nil
	}
	return x, err
}

// Score is what an agency was given over some time.
type Score struct {
	Agency  string
	Ratings int
	Sum     int
	Happy   int // ratings of 4 and 5
}

// Average is the mean score in hundredths (4.25 is 425), 0 without ratings.
func (x Score) Average() int {
	if x.Ratings == 0 {
		return 0
	}
	return x.Sum * 100 / x.Ratings
}

// Average gives what the agencies (none: all) were given from one instant up to
// another, by competent agency.
func (s *Service) Average(r db.Reader, agencies []string, from, to time.Time) ([]Score, error) {
	return scores(r, agencies, clock.Format(from), clock.Format(to))
}
