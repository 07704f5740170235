// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/fault"
)

// The scale: 1 is very dissatisfied, 5 very satisfied (Circular 01/2018 Arts. 13–15).
const (
	Lowest  = 1
	Highest = 5
)

// MaxWords is how many characters somebody may write.
const MaxWords = 1000

// ChangeFor is how long a rating may be changed after it was first given.
const ChangeFor = 7 * 24 * time.Hour

// Rating is what one applicant said about one dossier.
type Rating struct {
	Dossier   string
	Code      string
	Procedure string
	Agency    string // the competent one
	Receiving string // the one-stop
	Score     int
	Words     string
	GivenAt   time.Time // first
	ChangedAt time.Time
	Version   int
	person    string
	command   string
}

// Open tells whether the applicant may still change it.
func (x Rating) Open(now time.Time) bool { return now.Before(x.GivenAt.Add(ChangeFor)) }

func (x Rating) subject() audit.Subject {
	return audit.Subject{Kind: "dossier", ID: x.Dossier, Unit: x.Agency}
}

// personHash binds a person to one dossier only.
func personHash(person, dossier string) string {
	sum := sha256.Sum256([]byte(dossier + "\x00" + person))
	return hex.EncodeToString(sum[:])
}

func checkRating(score int, words string) error {
	var c fault.Checks
	c.Require(score >= Lowest && score <= Highest, "score", "fault.field.choose")
	n := utf8.RuneCountInString(words)
	c.Require(n <= MaxWords, "words", "fault.field.too_long", "max", MaxWords, "length", n)
	return c.Err()
}
