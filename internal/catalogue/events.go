// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// Topics of this room. Imported has the subject "catalogue", the others the procedure's code.
const (
	TopicImported  = "catalogue.imported"
	TopicPublished = "catalogue.published"
	TopicClosed    = "catalogue.closed"
	TopicAssigned  = "catalogue.assigned"
)

// Imported says which procedures were added or got another version, as drafts or in force.
type Imported struct {
	Origin  Origin   `json:"origin"`
	Added   []string `json:"added,omitempty"`
	Amended []string `json:"amended,omitempty"`
}

// PublishedEvent says that a version was announced.
type PublishedEvent struct {
	Procedure string `json:"procedure"`
	Version   string `json:"version"`
	Replaces  string `json:"replaces,omitempty"` // the version that was in force until then
	From      string `json:"from"`
	Decision  string `json:"decision"`
}

// ClosedEvent says that a procedure ends, and which one to use instead.
type ClosedEvent struct {
	Procedure string `json:"procedure"`
	Version   string `json:"version"`
	LastDay   string `json:"last_day"`
	Successor string `json:"successor,omitempty"`
	Decision  string `json:"decision,omitempty"`
}

// Assigned says how far online an agency offers a procedure; level 0 is not at all.
type Assigned struct {
	Procedure string       `json:"procedure"`
	Agency    string       `json:"agency"`
	Level     ServiceLevel `json:"level"`
}
