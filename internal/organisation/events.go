// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

// TopicImported is the topic of Imported; its subject is "organisation".
const TopicImported = "organisation.imported"

// Imported says that units, links or agencies were added or amended.
type Imported struct {
	Units    []string `json:"units,omitempty"` // codes of the rows added or amended
	Links    int      `json:"links,omitempty"`
	Agencies []string `json:"agencies,omitempty"`
}
