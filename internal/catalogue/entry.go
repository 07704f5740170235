// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"motcua.vn/standards/vntext"
)

// State is where a version stands.
type State string

// The states of a version. Closed versions have a last day, which may be still to come.
const (
	Drafted   State = "draft"
	Published State = "published"
	Closed    State = "closed"
)

// Origin is where a version came from.
type Origin string

// The origins: the built-in demo, a national text, a national list, a person.
const (
	FromDemo Origin = "demo"
	FromText Origin = "text"
	FromList Origin = "list"
	FromHand Origin = "hand"
)

// Entry is a version with its place in the history of its procedure.
type Entry struct {
	ID          string       `json:"id"`
	Procedure   string       `json:"procedure"`
	Hash        string       `json:"hash"`
	State       State        `json:"state"`
	Origin      Origin       `json:"origin"`
	Kind        DecisionKind `json:"kind"`
	Decision    string       `json:"decision"`
	Decided     string       `json:"decided,omitempty"`
	From        string       `json:"from,omitempty"`
	To          string       `json:"to,omitempty"`
	Remarks     []string     `json:"remarks,omitempty"`
	CreatedAt   time.Time    `json:"created_at"`
	PublishedAt time.Time    `json:"published_at,omitzero"`
}

// row is an entry with its document, ready to be stored.
type row struct {
	Entry
	v        Version
	sortKey  string
	document string
}

func newRow(v Version, o Origin) row {
	b, err := json.Marshal(v)
	if err != nil { // no field of a Version can fail to marshal
		b = []byte("{}")
	}
	sum := sha256.Sum256(b)
	d := v.Decision
	if d.Kind == "" {
		d.Kind = Add
	}
	return row{Entry: Entry{Procedure: v.Procedure, Hash: hex.EncodeToString(sum[:]), State: Drafted, Origin: o, Kind: d.Kind, Decision: d.Number, Decided: d.Date,
		From: d.From, To: d.To, Remarks: v.Remarks}, v: v, sortKey: vntext.SortKey(v.Name.VI), document: string(b)}
}
