// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	_ "embed" // the table of synonyms
	"strings"
	"sync"

	"motcua.vn/standards/vntext"
)

//go:embed search/synonyms.tsv
var synonymsTSV string

// synonym says that people say one thing where the law says another. An empty law is a phrase that asks, and names nothing.
type synonym struct{ people, law string }

var synonyms = sync.OnceValue(func() []synonym {
	var out []synonym
	for line := range strings.Lines(synonymsTSV) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		people, law, _ := strings.Cut(line, "\t")
		out = append(out, synonym{strings.Join(vntext.Words(people), " "), law})
	}
	return out
})

// phrasings are the query without the words that only ask, and the same with what the law calls it: at most four.
func phrasings(query string) [][]word {
	words := cutWords(query)
	plain := replace(words, func(s synonym) bool { return s.law == "" })
	if len(plain) == 0 {
		plain = words
	}
	out := [][]word{plain}
	for _, s := range synonyms() {
		if s.law != "" && len(out) < 4 {
			if other, hit := replaceOne(plain, s); hit {
				out = append(out, other)
			}
		}
	}
	return out
}

func replace(words []word, which func(synonym) bool) []word {
	for _, s := range synonyms() {
		if which(s) {
			for hit := true; hit; {
				words, hit = replaceOne(words, s)
			}
		}
	}
	return words
}

func replaceOne(words []word, s synonym) ([]word, bool) {
	people := strings.Split(s.people, " ")
	for i := 0; i+len(people) <= len(words); i++ {
		if matches(words[i:], people) {
			out := append([]word(nil), words[:i]...)
			out = append(out, cutWords(s.law)...)
			return append(out, words[i+len(people):]...), true
		}
	}
	return words, false
}

func matches(words []word, folded []string) bool {
	for i, f := range folded {
		if words[i].folded != f {
			return false
		}
	}
	return true
}
