// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"

	"motcua.vn/internal/platform/fault"
)

// limits are the bounds of what is taken in.
type limits struct {
	bytes  int64
	pixels int
	pages  int
	types  []FileType
}

// finding is what inspect learned about bytes.
type finding struct {
	Type          FileType
	Pages         int
	Width, Height int
}

// inspect tells what the bytes are, by their content and never by their name, and
// refuses what is empty, too large, of a type not taken, or not whole.
func inspect(body []byte, l limits) (finding, error) {
	switch {
	case len(body) == 0:
		return finding{Type: Unknown}, fault.New(fault.Invalid, "document.fault.empty")
	case int64(len(body)) > l.bytes:
		return finding{Type: Unknown}, fault.New(fault.TooLarge, "document.fault.too_large", "size", megabytes(int64(len(body))), "limit", megabytes(l.bytes))
	}
	f := finding{Type: sniff(body)}
	if f.Type == Unknown || !slices.Contains(l.types, f.Type) {
		return f, fault.New(fault.Invalid, "document.fault.type", "types", typeNames(l.types))
	}
	var err error
	switch f.Type {
	case PDF:
		f.Pages, err = checkPDF(body, l.pages)
	case JPEG, PNG:
		f.Width, f.Height, err = checkImage(body, l.pixels)
		f.Pages = 1
	case DOCX, XLSX:
		err = checkOffice(body)
	}
	return f, err
}

// sniff looks at the beginning of the bytes. A PDF may have up to a kilobyte
// before its header, but not the beginning of something else.
func sniff(body []byte) FileType {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(body, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return sniffOffice(body)
	case bytes.HasPrefix(body, []byte("%PDF-")), looksLikePDF(body):
		return PDF
	}
	return Unknown
}

// looksLikePDF allows a byte order mark and blanks before the header, and nothing
// else: a file that is a picture or a script to one reader and a PDF to another is
// neither to us.
func looksLikePDF(body []byte) bool {
	head := bytes.TrimPrefix(body[:min(len(body), 64)], []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n\x00"), []byte("%PDF-"))
}

func sniffOffice(body []byte) FileType {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return Unknown
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return DOCX
		case "xl/workbook.xml":
			return XLSX
		}
	}
	return Unknown
}

// Bounds of an office file: it is a zip archive, and an archive can be a bomb.
const (
	maxOfficeParts = 5000
	maxOfficeBytes = 300 << 20
)

// checkOffice refuses macros, embedded programs, paths that lead out of the
// archive, and archives that would unpack to more than anybody needs.
func checkOffice(body []byte) error {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "document.fault.corrupt")
	}
	var total uint64
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		total += f.UncompressedSize64
		switch {
		case strings.Contains(name, "..") || strings.HasPrefix(name, "/") || strings.Contains(name, `\`):
			return fault.New(fault.Invalid, "document.fault.corrupt")
		case strings.HasSuffix(name, "vbaproject.bin"), strings.Contains(name, "/activex/"), strings.HasSuffix(name, ".exe"):
			return fault.New(fault.Invalid, "document.fault.macro")
		}
	}
	if len(z.File) > maxOfficeParts || total > maxOfficeBytes {
		return fault.New(fault.Invalid, "document.fault.bomb")
	}
	return nil
}

func typeNames(types []FileType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = strings.ToUpper(string(t))
	}
	return strings.Join(names, ", ")
}

// megabytes writes a size in megabytes with one decimal, as the language of the
// house does.
func megabytes(n int64) string {
	tenths := (n*10 + 1<<20 - 1) >> 20
	whole := digits(tenths / 10)
	if tenths%10 == 0 {
		return whole
	}
	return whole + "," + digits(tenths%10)
}
