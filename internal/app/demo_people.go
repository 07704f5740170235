// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"embed"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"

	"motcua.vn/internal/identity"
)

//go:embed demo_names.tsv
var demoNames embed.FS

// part is a part of a name with its weight.
type part struct {
	name   string
	weight int
}

// names are parts of invented names by group, kind of part and sex: "thai surname -".
var names = sync.OnceValue(func() map[string][]part {
	out := map[string][]part{}
	text, err := demoNames.ReadFile("demo_names.tsv")
	if err != nil {
		panic(err) // embedded above
	}
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 5 || strings.HasPrefix(f[0], "#") || f[0] == "group" {
			continue
		}
		weight, _ := strconv.Atoi(f[4])
		for _, sex := range []string{"m", "f"} {
			if f[2] == sex || f[2] == "-" {
				key := f[0] + " " + f[1] + " " + sex
				out[key] = append(out[key], part{f[3], weight})
			}
		}
	}
	return out
})

func pick(rng *rand.Rand, parts []part) string {
	total := 0
	for _, p := range parts {
		total += p.weight
	}
	if total == 0 {
		return ""
	}
	n := rng.IntN(total)
	for _, p := range parts {
		if n -= p.weight; n < 0 {
			return p.name
		}
	}
	return ""
}

// name invents a person of the province; sex is "m", "f" or "" for either.
func (m *demoer) name(sex string) string {
	if sex == "" {
		sex = []string{"m", "f"}[m.rng.IntN(2)]
	}
	group := pick(m.rng, names()["- group "+sex])
	var words []string
	for _, kind := range []string{"surname", "middle", "given"} {
		if w := pick(m.rng, names()[group+" "+kind+" "+sex]); w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// number invents a personal number of Sơn La: 014, century and sex, year, chance.
func (m *demoer) number(sex string, born int) string {
	digit := 0
	if born >= 2000 {
		digit = 2
	}
	if sex == "f" {
		digit++
	}
	return fmt.Sprintf("014%d%02d%06d", digit, born%100, 1+m.rng.IntN(999_998))
}

// citizens registers the people who can sign in, and some hundred others.
func (m *demoer) citizens(ctx context.Context) error {
	for _, p := range m.People {
		if err := m.register(ctx, identity.RegisterPersonInput{Number: p.Number, Name: p.Name, BirthDate: p.BirthDate, Sex: identity.Sex(p.Sex), Phone: p.Phone, Email: p.Email, Address: p.Address, Language: "vi"}); err != nil {
			return err
		}
	}
	for range 160 {
		sex, born := []string{"m", "f"}[m.rng.IntN(2)], 1955+m.rng.IntN(50)
		in := identity.RegisterPersonInput{
			Number: m.number(sex, born), Name: m.name(sex), BirthDate: fmt.Sprintf("%04d-%02d-%02d", born, 1+m.rng.IntN(12), 1+m.rng.IntN(28)),
			Sex: map[string]identity.Sex{"m": identity.Male, "f": identity.Female}[sex], Phone: fmt.Sprintf("0912%06d", m.rng.IntN(1_000_000)), Address: "Sơn La", Language: "vi",
		}
		if err := m.register(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

func (m *demoer) register(ctx context.Context, in identity.RegisterPersonInput) error {
	in.Agency = m.offices[0].centre.Code
	p, err := m.app.Identity.RegisterPerson(ctx, m.system, in)
	if err == nil {
		m.people = append(m.people, p)
	}
	return err
}
