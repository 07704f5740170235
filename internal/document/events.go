// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

// Topics of the room's events. The subject of what happened is the draft's or
// dossier's id; that of what is to be done (file_added, …ordered) is the file's or
// paper's own, so that a partner who is away holds up that work alone.
const (
	TopicFileAdded      = "document.file_added"
	TopicFileSettled    = "document.file_settled"
	TopicOrdered        = "document.ordered"
	TopicRendered       = "document.rendered"
	TopicSigningOrdered = "document.signing_ordered"
	TopicSigned         = "document.signed"
	TopicSealingOrdered = "document.sealing_ordered"
	TopicSealed         = "document.sealed"
	TopicVoided         = "document.voided"
)

// FileAdded says that somebody handed in a file.
type FileAdded struct {
	File, Owner string
	State       FileState
}

// FileSettled says that a file that had to wait got its verdict.
type FileSettled struct {
	File, Owner string
	State       FileState
	Reason      string
}

// PaperEvent is the payload of every event about a paper.
type PaperEvent struct {
	Paper, Dossier, Template string
	Agency                   string
	Account                  string `json:",omitempty"` // who is to sign or seal, or did
	Number                   string `json:",omitempty"` // once sealed, or a slip's
	Hash                     string `json:",omitempty"`
}
