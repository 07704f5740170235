// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"time"
	"unicode/utf8"

	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/web"
)

// FileState is how far a file has come.
type FileState string

// The states of a file. A received file waits for the virus scanner and is not
// given out; a refused one keeps its reason and no bytes.
const (
	FileReceived FileState = "received"
	FileChecked  FileState = "checked"
	FileRefused  FileState = "refused"
)

// TextKey is the key of the state in words.
func (s FileState) TextKey() string { return "document.file_state." + string(s) }

// FileType is what a file is, by its content.
type FileType string

// The types that can be told apart.
const (
	PDF     FileType = "pdf"
	JPEG    FileType = "jpeg"
	PNG     FileType = "png"
	DOCX    FileType = "docx"
	XLSX    FileType = "xlsx"
	Unknown FileType = "unknown"
)

var mediaTypes = map[FileType]string{
	PDF: "application/pdf", JPEG: "image/jpeg", PNG: "image/png",
	DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// MediaType is the type's name on the wire.
func (t FileType) MediaType() string {
	if m, ok := mediaTypes[t]; ok {
		return m
	}
	return "application/octet-stream"
}

// File is one file that somebody handed in.
type File struct {
	ID        string
	Owner     string // the draft's or dossier's id
	Component string // the procedure's component it is meant for
	Name      string
	Type      FileType
	Size      int64
	Hash      string // SHA-256 of the bytes, hexadecimal
	Pages     int    // 0 where that has no meaning
	Width     int    // pixels, images only
	Height    int
	Thumbnail string // blob of a small PNG, images only
	State     FileState
	Reason    string // text key of a refusal
	AddedBy   string
	AddedAt   time.Time
	CheckedAt time.Time
}

// Usable tells whether the file may be read and relied upon.
func (f File) Usable() bool { return f.State == FileChecked }

// maxName is the longest file name kept, in characters.
const maxName = 150

// newFile makes a file that was just received. It fails where the name or the
// owner say nothing; what the bytes are is inspect's question.
func newFile(id, by string, now time.Time, in AddFileInput) (File, error) {
	f := File{
		ID: id, Owner: strings.TrimSpace(in.Owner), Component: web.CleanLine(in.Component), Name: cleanName(in.Name),
		Type: Unknown, Size: int64(len(in.Body)), Hash: blob.Hash(in.Body), State: FileReceived, AddedBy: by, AddedAt: now,
	}
	var checks fault.Checks
	checks.Require(f.Owner != "", "owner", "fault.field.required")
	checks.Require(f.Name != "", "name", "fault.field.required")
	checks.Require(utf8.RuneCountInString(f.Component) <= 200, "component", "fault.field.too_long", "max", 200, "length", utf8.RuneCountInString(f.Component))
	return f, checks.Err()
}

// cleanName keeps the last part of a path, in NFC and without characters that
// mean something to a file system; a name too long loses its middle.
func cleanName(s string) string {
	s = web.CleanLine(s)
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	s = strings.Map(func(c rune) rune {
		if strings.ContainsRune(`<>:"|?*`, c) {
			return '_'
		}
		return c
	}, s)
	s = strings.TrimLeft(strings.TrimSpace(s), ".")
	runes := []rune(s)
	if len(runes) > maxName {
		return string(runes[:maxName-20]) + "…" + string(runes[len(runes)-19:])
	}
	return s
}
