// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// MinPassword is the least length of a password where no second factor is asked
// for, in a system of level 3 (TCVN 14423:2026).
const MinPassword = 14

// cost is what one guess shall cost: OWASP's second recommendation for argon2id.
type cost struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

var usualCost = cost{memory: 19 << 10, passes: 2, threads: 1}

const saltLength, keyLength = 16, 32

// HashPassword is what the database keeps of a password, as a PHC string.
func HashPassword(password string) string {
	salt := make([]byte, saltLength)
	rand.Read(salt)
	return hashWith(usualCost, salt, password)
}

func hashWith(c cost, salt []byte, password string) string {
	key := argon2.IDKey(canonical(password), salt, c.passes, c.memory, c.threads, keyLength)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

// canonical: the same password typed on two keyboards may arrive composed or not.
func canonical(password string) []byte { return []byte(norm.NFC.String(password)) }

// samePassword compares in a time that does not depend on where they differ.
func samePassword(hash, password string) bool {
	var version int
	var c cost
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &c.memory, &c.passes, &c.threads); err != nil || version != argon2.Version {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || err2 != nil || c.passes == 0 || c.threads == 0 || c.memory > 1<<20 || len(want) == 0 {
		return false
	}
	got := argon2.IDKey(canonical(password), salt, c.passes, c.memory, c.threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// passwordLongEnough counts characters, not bytes.
func passwordLongEnough(password string, least int) bool {
	n := utf8.RuneCountInString(password)
	return n >= least && n <= 200
}

// dummyHash is compared against when there is no such login, so that the answer
// takes as long.
var dummyHash = HashPassword("nobody has this password")

// compare bounds how many passwords are hashed at once, for each takes 19 MiB.
func (s *Service) compare(ctx context.Context, hash, password string) (bool, error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return samePassword(hash, password), nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}
