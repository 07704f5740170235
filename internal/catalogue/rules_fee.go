// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// FeeRule is an amount per something, with who is relieved of it. Base amounts are of the People's Council or the Ministry of
// Finance: the basis says which.
type FeeRule struct {
	Key     string     `json:"key"`
	Label   Text       `json:"label"`
	Kind    ChargeKind `json:"kind"`
	Amount  int64      `json:"amount"` // whole đồng
	Per     string     `json:"per"`    // dossier, or the key of a number field: per copy
	When    *Condition `json:"when,omitempty"`
	Reliefs []Relief   `json:"reliefs,omitempty"`
	Basis   string     `json:"basis,omitempty"`
}

// Relief takes a share off. Several do not add up: the highest counts (Resolution 66.22/2026/NQ-CP Art. 5).
type Relief struct {
	Key     string     `json:"key"`
	Label   Text       `json:"label"`
	Percent int        `json:"percent"`
	When    *Condition `json:"when,omitempty"`
	Channel Channel    `json:"channel,omitempty"`
	Basis   string     `json:"basis,omitempty"`
}

// Input is what an applicant brings: the channel and the answers to the form.
type Input struct {
	Channel  Channel           `json:"channel"`
	Received string            `json:"received,omitempty"` // 2026-03-03T10:00
	Answers  map[string]string `json:"answers,omitempty"`
}

// FeeLine is one line of the bill, zero lines included: they are said, not left out.
type FeeLine struct {
	Rule     string `json:"rule"`
	Quantity int64  `json:"quantity"`
	Amount   int64  `json:"amount"`
	Relief   string `json:"relief,omitempty"`
}

// Bill works out what is owed.
func Bill(v Version, in Input) (lines []FeeLine, total int64) {
	for _, r := range v.Fees {
		if !r.When.Holds(in.Answers) || !offered(v, in.Channel, r.Key) {
			continue
		}
		l := FeeLine{Rule: r.Key, Quantity: quantity(r, in)}
		percent := 0
		for _, x := range r.Reliefs {
			if x.Percent > percent && (x.Channel == "" || x.Channel == in.Channel) && x.When.Holds(in.Answers) {
				percent, l.Relief = x.Percent, x.Key
			}
		}
		l.Amount = r.Amount * l.Quantity * int64(100-percent) / 100
		lines, total = append(lines, l), total+l.Amount
	}
	return lines, total
}

func offered(v Version, c Channel, rule string) bool {
	for _, o := range v.Channels {
		if o.Channel == c {
			return oneOf(rule, o.Fees)
		}
	}
	return false
}

const mostCopies = 9999

func quantity(r FeeRule, in Input) int64 {
	if r.Per == PerDossier {
		return 1
	}
	n := int64(0)
	for _, c := range in.Answers[r.Per] {
		if c < '0' || c > '9' {
			return 0
		}
		if n = n*10 + int64(c-'0'); n > mostCopies {
			return mostCopies
		}
	}
	return n
}

// PerDossier is the FeeRule.Per of an amount that is owed once.
const PerDossier = "dossier"
