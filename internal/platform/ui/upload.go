// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

// FileState is where one file is on its way in.
type FileState int

const (
	FileSending FileState = iota // only the script shows this one
	FileStored
	FileChecking // for viruses, or by a person
	FileRefused
	FileFailed // the line broke: try again
)

// FileUpload takes files: a plain file input without script; with it each file goes up on its own to UploadURL
// (POST multipart, field Name, header X-File-SHA256) with progress and a retry. The answer is JSON
// {"state":"stored|checking|refused","message":"…","size":"…","sha256":"…","href":"…","remove":"value"}.
type FileUpload struct {
	Name, ID, Label, Hint, Error string
	Heading, Optional, Multiple  bool
	Size                         Size
	Accept                       string // ".pdf,.jpg,.png"
	Capture                      bool   // offer the camera on a phone
	UploadURL                    string
	MaxBytes                     int
	MaxText                      string // "20 MB", said when a file is too big
	RemoveName                   string // name of the buttons that remove a file
	Files                        []UploadedFile
}

// UploadedFile is one file as the server knows it.
type UploadedFile struct {
	Name, Size, Message, SHA256 string
	Href                        string
	Thumb                       string // address of a small picture of it
	State                       FileState
	RemoveValue                 string
}

func (f FileUpload) field() field {
	x := newField(f.Name, f.ID, f.Label, f.Hint, f.Error)
	x.heading, x.optional, x.size = f.Heading, f.Optional, f.Size
	return x
}

func (s FileState) name() string {
	return [...]string{"sending", "stored", "checking", "refused", "failed"}[s]
}

func (s FileState) icon() Icon {
	return [...]Icon{IconUpload, IconCheckRing, IconHourglass, IconStop, IconAlert}[s]
}

func (s FileState) key() string {
	return [...]string{"ui.file.sending", "ui.file.stored", "ui.file.checking", "ui.file.refused", "ui.file.failed"}[s]
}

func (f FileUpload) inputAttrs() Attrs {
	a := optionalAttr("accept", f.Accept)
	if f.Multiple {
		a = append(a, Attr("multiple", ""))
	}
	if f.Capture {
		a = append(a, Attr("capture", "environment"))
	}
	return a
}

func (f FileUpload) uploadAttrs() Attrs {
	if f.UploadURL == "" {
		return nil
	}
	a := Attrs{Attr("data-upload", f.UploadURL), Attr("data-remove-name", f.RemoveName)}
	if f.MaxBytes > 0 {
		a = append(a, Attr("data-max-bytes", itoa(f.MaxBytes)))
	}
	return a
}

// shortSum is the part of a checksum that a person may compare.
func shortSum(sum string) string {
	if len(sum) <= 12 {
		return sum
	}
	return sum[:12] + "…"
}

var fileStates = [...]FileState{FileSending, FileStored, FileChecking, FileRefused, FileFailed}
