// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"slices"
	"strings"

	"motcua.vn/internal/platform/db"
	"motcua.vn/standards/vntext"
)

// Search finds units by the beginnings of words of their names, with or without diacritics: the same letters first, what still
// stands before what is gone.
func (s *Service) Search(r db.Reader, q string, limit int) ([]Unit, error) {
	w, err := s.kept.Get(r)
	if err != nil {
		return nil, err
	}
	words := vntext.Words(q)
	if len(words) == 0 || limit < 1 {
		return nil, nil
	}
	type hit struct{ at, rank int }
	var hits []hit
	typed := strings.ToLower(vntext.Clean(q))
	for _, i := range w.byName {
		if w.begins(i, words) {
			hits = append(hits, hit{i, w.rank(i, q, typed)})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	var out []Unit
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, w.units[h.at])
	}
	return out, nil
}

func (w *whole) begins(i int, words []string) bool {
	for _, x := range words {
		if !strings.Contains(w.foldedAs[i], " "+x) {
			return false
		}
	}
	return true
}

// rank is lower the better. A name that is exactly the one typed beats all others, even when its bearer is gone.
func (w *whole) rank(i int, q, typed string) int {
	u := w.units[i]
	gone := 0
	if u.ValidTo != "" {
		gone = 1
	}
	switch {
	case bears(u, q, nameKey):
		return gone
	case strings.HasPrefix(strings.ToLower(u.ProperName()), typed):
		return 2 + 3*gone
	case strings.Contains(strings.ToLower(u.Name), typed):
		return 3 + 3*gone
	}
	return 4 + 3*gone
}
