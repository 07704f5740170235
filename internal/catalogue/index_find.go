// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"slices"
	"sync"
)

// found is a procedure by its place in the index, with how well it answers; full when every word was found in it.
type found struct {
	doc   int
	score float32
	full  bool
}

// tally is the working memory of one search.
type tally struct {
	score   []float32
	words   []int32 // how many words of the query were found
	seen    []int32 // 1 + the last word found
	touched []int32
}

var tallies = sync.Pool{New: func() any { return new(tally) }}

func (t *tally) reset(n int) {
	for _, d := range t.touched {
		t.score[d], t.words[d], t.seen[d] = 0, 0, 0
	}
	t.touched = t.touched[:0]
	if len(t.score) < n {
		t.score, t.words, t.seen = make([]float32, n), make([]int32, n), make([]int32, n)
	}
}

// Shares of a word's weight: typed with other tones than the name has, found in the field only, standing beside its neighbour.
const (
	otherTones = 0.6
	fieldOnly  = 0.5
	besides    = 0.35
)

// find ranks the procedures in which the words occur. typing says that the last word may be unfinished.
func (x *index) find(words []word, typing bool) []found {
	words = x.whole(words)
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	t.reset(len(x.docs))
	for i, w := range words {
		x.count(t, int32(i), w, typing && i == len(words)-1)
	}
	out := make([]found, 0, len(t.touched))
	for _, d := range t.touched {
		out = append(out, found{int(d), t.score[d], int(t.words[d]) == len(words)})
	}
	out = fullOnes(out)
	for i := range out {
		out[i].score = x.polish(out[i], words)
	}
	slices.SortFunc(out, func(a, b found) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.doc - b.doc
	})
	return out
}

// whole parts words that ran together.
func (x *index) whole(words []word) []word {
	var out []word
	for _, w := range words {
		if len(x.variants(w, false)) == 0 || !x.known(w) && len(w.folded) > 6 {
			if parts, ok := x.split(w); ok {
				out = append(out, parts...)
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

func (x *index) known(w word) bool { _, ok := x.terms[w.folded]; return ok }

func (x *index) count(t *tally, i int32, w word, typing bool) {
	exact, hasExact := x.exact[w.exact]
	for _, v := range x.variants(w, typing) {
		for _, p := range x.postings[v.term] {
			gain := x.weights[v.term] * v.good
			if w.toned && v.good == 1 && (!hasExact || p.exact != exact) {
				gain *= otherTones
			}
			if !p.name {
				gain *= fieldOnly
			}
			if t.seen[p.doc] == i+1 {
				continue // the first variant and the first place are the best
			}
			if t.words[p.doc] == 0 {
				t.touched = append(t.touched, p.doc)
			}
			t.seen[p.doc] = i + 1
			t.words[p.doc]++
			t.score[p.doc] += gain
		}
	}
}

// fullOnes keeps those in which every word was found, if there are any; else those that have at least half of what the best has.
func fullOnes(all []found) []found {
	best, full := float32(0), 0
	for _, f := range all {
		if f.full {
			full++
		}
		best = max(best, f.score)
	}
	return slices.DeleteFunc(all, func(f found) bool { return full > 0 && !f.full || f.score < best/2 })
}

// polish adds what words in the order typed are worth, and prefers names that say little else.
func (x *index) polish(f found, words []word) float32 {
	d := &x.docs[f.doc]
	score := f.score
	for i := 0; i+1 < len(words); i++ {
		a, ok1 := x.terms[words[i].folded]
		b, ok2 := x.terms[words[i+1].folded]
		if ok1 && ok2 && d.beside(a, b) {
			score += besides * (x.weights[a] + x.weights[b])
		}
	}
	return score * (0.5 + 0.5*min(1, f.score/max(d.mass, 1)))
}

func (d *indexed) beside(a, b int32) bool {
	for i := 0; i+1 < len(d.terms); i++ {
		if d.terms[i] == a && d.terms[i+1] == b {
			return true
		}
	}
	return false
}
