// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"slices"
	"strings"

	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/standards/vntext"
)

// Filter narrows a list of procedures; empty fields do not.
type Filter struct {
	Level    Level
	Field    string
	Audience Audience
	Agency   string       // an agency, or a one-stop for all it receives for; the service level is then the one offered there
	Service  ServiceLevel // at least so far online
	Fileable bool         // one can apply online now
	Drafts   bool         // procedures of which there are only drafts, too: for editors
}

func (f Filter) holds(s *Summary) bool {
	return (f.Level == "" || slices.Contains(s.Levels, f.Level)) && (f.Field == "" || f.Field == s.Field) && (f.Audience == "" || slices.Contains(s.Audience, f.Audience)) &&
		s.Service >= f.Service && (!f.Fileable || s.Fileable) && (f.Drafts || !s.Draft)
}

// Hit is one procedure found. Score compares hits of one search only; it is 0 in a list without a query.
type Hit struct {
	Summary
	Score float64 `json:"score"`
}

// Search lists procedures, the best answer to the query first; without a query all of them in Vietnamese order. It gives the
// cursor of the next page, "" at the end.
func (s *Service) Search(r db.Reader, query string, f Filter, cursor string, limit int) (hits []Hit, next string, err error) {
	sh, err := s.kept.Get(r)
	if err != nil {
		return nil, "", err
	}
	offered, err := s.offered(r, sh, f.Agency)
	if err != nil {
		return nil, "", err
	}
	order := sh.ranked(query)
	after := cursor == ""
	for _, o := range order {
		sum := sh.all[o.doc]
		if level, ok := offered[o.doc]; ok {
			sum.Service = level
		} else if f.Agency != "" {
			continue
		}
		switch {
		case !after:
			after = sum.Code == cursor
		case !f.holds(&sum):
		case len(hits) == limit:
			return hits, hits[limit-1].Code, nil
		default:
			hits = append(hits, Hit{sum, float64(o.score)})
		}
	}
	return hits, "", nil
}

// offered gives the places of what an agency offers, or all the agencies for which a one-stop receives.
func (s *Service) offered(r db.Reader, sh *shelf, code string) (map[int]ServiceLevel, error) {
	if code == "" {
		return nil, nil
	}
	a, err := s.org.Agency(r, code)
	if err != nil {
		return nil, err
	}
	agencies := []organisation.Agency{a}
	if a.Kind == organisation.ServiceCentre {
		if agencies, err = s.org.CompetentOf(r, a.Code); err != nil {
			return nil, err
		}
	}
	out := map[int]ServiceLevel{}
	for _, a := range agencies {
		if a.Kind == organisation.PeopleCommittee && a.Tier == organisation.TierCommune {
			for i, l := range sh.offers[everyCommune] {
				out[i] = l
			}
		}
		for i, l := range sh.offers[a.Code] { // its own word counts more than the rule for all
			out[i] = l
		}
	}
	return out, nil
}

// ranked gives all procedures, or those that the query finds: by code, or by words in the best of the phrasings.
func (sh *shelf) ranked(query string) []found {
	query = strings.TrimSpace(query)
	if len(vntext.Words(query)) == 0 {
		return sh.inOrder
	}
	if i, ok := sh.byCode[query]; ok {
		return []found{{doc: i, score: 100, full: true}}
	}
	if looksLikeCode(query) {
		var out []found
		for i := range sh.all {
			if strings.HasPrefix(sh.all[i].Code, query) {
				out = append(out, found{doc: i, score: 50})
			}
		}
		return out
	}
	typing := !strings.HasSuffix(query, " ")
	all := phrasings(query)
	x := sh.index()
	best := x.find(all[0], typing)
	for _, p := range all[1:] {
		best = better(best, x.find(p, typing))
	}
	return best
}

// looksLikeCode: "1.00".
func looksLikeCode(s string) bool {
	return len(s) >= 2 && s[1] == '.' && strings.Trim(s, "0123456789.") == ""
}

func better(a, b []found) []found {
	at := make(map[int]int, len(a))
	for i, f := range a {
		at[f.doc] = i
	}
	for _, f := range b {
		if i, ok := at[f.doc]; !ok {
			a = append(a, f)
		} else {
			a[i].score = max(a[i].score, f.score)
		}
	}
	slices.SortStableFunc(a, func(x, y found) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return x.doc - y.doc
	})
	return a
}

// SearchReport is the answer of "motcua catalogue search".
type SearchReport struct {
	Hits []SearchHit `json:"hits"`
}

// SearchHit is one line of it.
type SearchHit struct {
	Code  string  `json:"code"`
	Name  string  `json:"name"`
	Score float64 `json:"score"`
	Draft bool    `json:"draft,omitempty"`
}

// Report searches everything, drafts too, for the command line.
func (s *Service) Report(r db.Reader, query string, limit int) (SearchReport, error) {
	hits, _, err := s.Search(r, query, Filter{Drafts: true}, "", limit)
	out := SearchReport{Hits: []SearchHit{}}
	for _, h := range hits {
		out.Hits = append(out.Hits, SearchHit{h.Code, h.Name.VI, h.Score, h.Draft})
	}
	return out, err
}
