// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"motcua.vn/standards/vntext"
)

// index finds procedures by the words of their names, fields and codes. Words are kept twice: folded, to be found, and with their
// tones, to be ranked first when they were typed with them. It is made once and never changed.
type index struct {
	docs     []indexed
	terms    map[string]int32 // folded word to its place in the lists below
	words    []string         // folded words, sorted, for beginnings
	wordTerm []int32
	postings [][]posting
	weights  []float32        // of terms: rare words say more
	exact    map[string]int32 // words with their tones
}

type indexed struct {
	terms, exact []int32 // of the name, in order
	mass         float32 // the weight of the whole name
}

type posting struct {
	doc, exact int32
	name       bool // in the name, not only in the field
}

func newIndex(all []Summary) *index {
	x := &index{terms: map[string]int32{}, exact: map[string]int32{}, docs: make([]indexed, len(all))}
	for i, s := range all {
		d := &x.docs[i]
		for _, w := range cutWords(s.Name.VI) {
			t, e := x.add(int32(i), w, true)
			d.terms, d.exact = append(d.terms, t), append(d.exact, e)
		}
		for _, w := range cutWords(s.Name.EN) {
			x.add(int32(i), w, true)
		}
		for _, w := range cutWords(s.Field) {
			x.add(int32(i), w, false)
		}
		if _, number, ok := strings.Cut(s.Code, "."); ok {
			x.add(int32(i), word{folded: number, exact: number}, true)
		}
	}
	x.weigh()
	return x
}

func (x *index) add(doc int32, w word, name bool) (term, exact int32) {
	term, ok := x.terms[w.folded]
	if !ok {
		term = int32(len(x.postings))
		x.terms[w.folded] = term
		x.postings = append(x.postings, nil)
	}
	exact, ok = x.exact[w.exact]
	if !ok {
		exact = int32(len(x.exact))
		x.exact[w.exact] = exact
	}
	x.postings[term] = append(x.postings[term], posting{doc, exact, name})
	return term, exact
}

func (x *index) weigh() {
	n := float64(len(x.docs))
	x.weights = make([]float32, len(x.postings))
	for t, ps := range x.postings {
		docs, last := 0, int32(-1)
		for _, p := range ps {
			if p.doc != last {
				docs, last = docs+1, p.doc
			}
		}
		x.weights[t] = float32(math.Log(1 + n/float64(docs)))
	}
	for i := range x.docs {
		d := &x.docs[i]
		for at, t := range d.terms {
			if !slices.Contains(d.terms[:at], t) {
				d.mass += x.weights[t]
			}
		}
	}
	x.words = make([]string, 0, len(x.terms))
	for w := range x.terms {
		x.words = append(x.words, w)
	}
	slices.Sort(x.words)
	x.wordTerm = make([]int32, len(x.words))
	for i, w := range x.words {
		x.wordTerm[i] = x.terms[w]
	}
}

// word is one word of a text: how it is found, and the key under which it is the same word, tone and all, wherever the tone mark
// was put.
type word struct {
	folded, exact string
	toned         bool // it has a diacritic
}

func cutWords(s string) []word {
	var out []word
	for _, w := range strings.FieldsFunc(vntext.Clean(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}) {
		f := vntext.Fold(w)
		if f == "" {
			continue
		}
		out = append(out, word{folded: f, exact: vntext.SortKey(w), toned: f != strings.ToLower(w)})
	}
	return out
}

// variant is a term of the index that stands for a typed word, and how good it is at that.
type variant struct {
	term int32
	good float32
}

const (
	goodBeginning = 0.8
	goodTypo      = 0.55
	mostVariants  = 24
)

// variants: the word itself; the words that begin with it, where it is still being typed or unknown; else those one letter away.
func (x *index) variants(w word, typing bool) []variant {
	var out []variant
	t, known := x.terms[w.folded]
	if known {
		out = append(out, variant{t, 1})
	}
	if !known || typing {
		at, _ := slices.BinarySearch(x.words, w.folded)
		for ; at < len(x.words) && strings.HasPrefix(x.words[at], w.folded) && len(out) < mostVariants; at++ {
			if x.words[at] != w.folded {
				out = append(out, variant{x.wordTerm[at], goodBeginning})
			}
		}
	}
	if len(out) == 0 && len(w.folded) >= 3 {
		for i, y := range x.words {
			if oneAway(w.folded, y) && len(out) < mostVariants {
				out = append(out, variant{x.wordTerm[i], goodTypo})
			}
		}
	}
	return out
}

// oneAway tells whether one letter more, less, other or swapped makes one word the other.
func oneAway(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// split parts a word that was typed without its blank: khaisinh.
func (x *index) split(w word) ([]word, bool) {
	best, at := float32(0), 0
	for i := 1; i < len(w.folded); i++ {
		a, ok1 := x.terms[w.folded[:i]]
		b, ok2 := x.terms[w.folded[i:]]
		if ok1 && ok2 && min(i, len(w.folded)-i) >= 2 {
			if weight := 1 / (x.weights[a] + x.weights[b]); weight > best { // frequent words are likelier meant
				best, at = weight, i
			}
		}
	}
	if at == 0 {
		return nil, false
	}
	return []word{{folded: w.folded[:at], exact: w.folded[:at]}, {folded: w.folded[at:], exact: w.folded[at:]}}, true
}
