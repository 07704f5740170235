// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

// TopicRated says that a rating was given or changed; the payload is a Rated.
const TopicRated = "satisfaction.rated"

// Rated is the payload of TopicRated; Before is 0 for a first rating.
type Rated struct {
	Dossier   string `json:"dossier"`
	Procedure string `json:"procedure"`
	Agency    string `json:"agency"`
	Score     int    `json:"score"`
	Before    int    `json:"before,omitempty"`
}
