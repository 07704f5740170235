// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/web"
)

// Card is what the QR code of an identity card says. It saves typing and proves
// nothing: the officer looks at the card and the person.
type Card struct {
	Number    string
	Name      string
	BirthDate string // YYYY-MM-DD
	Sex       Sex
	Address   string
	Issued    string // YYYY-MM-DD
}

// ParseCard reads the line that a scanner types from the QR code of a chip card
// (căn cước): number|old number|name|DDMMYYYY|sex|address|DDMMYYYY, and on newer
// cards more. ok is false when it is not such a line.
func ParseCard(line string) (c Card, ok bool) {
	parts := strings.Split(web.CleanLine(line), "|")
	if len(parts) < 6 {
		return c, false
	}
	for i := range parts {
		parts[i] = web.CleanLine(parts[i])
	}
	number, ok := ParseNumber(parts[0])
	if !ok || parts[2] == "" {
		return c, false
	}
	c = Card{Number: string(number), Name: parts[2], Sex: cardSex(parts[4]), Address: parts[5]}
	if c.BirthDate, ok = cardDate(parts[3]); !ok {
		return c, false
	}
	if len(parts) > 6 {
		c.Issued, _ = cardDate(parts[6])
	}
	return c, true
}

func cardSex(s string) Sex {
	switch strings.ToLower(s) {
	case "nam", "male":
		return Male
	case "nữ", "nu", "female":
		return Female
	}
	return ""
}

// cardDate reads DDMMYYYY; a card of somebody whose day is not known has zeros.
func cardDate(s string) (iso string, ok bool) {
	t, err := time.Parse("02012006", s)
	if err != nil {
		return "", len(s) == 8 && strings.HasPrefix(s, "00")
	}
	return t.Format(clock.DateLayout), true
}
