// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"slices"
	"strings"

	"motcua.vn/internal/platform/db"
	"motcua.vn/standards/vntext"
)

// FieldCount is a field of law with how many procedures in force it has, and how many of them are full online services.
type FieldCount struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Full  int    `json:"full"`
}

func (sh *shelf) countFields() {
	at := map[string]int{}
	for _, s := range sh.all {
		if s.Draft {
			continue
		}
		i, ok := at[s.Field]
		if !ok {
			i = len(sh.fields)
			at[s.Field] = i
			sh.fields = append(sh.fields, FieldCount{Name: s.Field})
		}
		sh.fields[i].Count++
		if s.Service == Full {
			sh.fields[i].Full++
		}
	}
	slices.SortFunc(sh.fields, func(a, b FieldCount) int { return strings.Compare(vntext.SortKey(a.Name), vntext.SortKey(b.Name)) })
}

// Fields lists the fields of law of the procedures in force, in Vietnamese order.
func (s *Service) Fields(r db.Reader) ([]FieldCount, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	return slices.Clone(sh.fields), nil
}

// CountFullOnline counts the full online services in force.
func (s *Service) CountFullOnline(r db.Reader) (int, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, f := range sh.fields {
		n += f.Full
	}
	return n, nil
}

// Popular lists the n procedures asked for most; those that one can apply for online come first among equals.
func (s *Service) Popular(r db.Reader, n int) ([]Summary, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(slices.Clone(sh.all), func(s Summary) bool { return s.Draft })
	slices.SortStableFunc(all, func(a, b Summary) int {
		switch {
		case a.Usage != b.Usage:
			return int(min(max(b.Usage-a.Usage, -1), 1))
		case a.Fileable != b.Fileable && a.Fileable:
			return -1
		case a.Fileable != b.Fileable:
			return 1
		}
		return 0
	})
	return all[:min(n, len(all))], nil
}

// Summary gives the line of one procedure in force.
func (s *Service) Summary(r db.Reader, code string) (Summary, error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return Summary{}, err
	}
	i, ok := sh.byCode[code]
	if !ok || sh.all[i].Draft {
		return Summary{}, s.notInForce(r, code, today(r))
	}
	return sh.all[i], nil
}
