// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"compress/zlib"
	"io"
	"strconv"

	"motcua.vn/internal/platform/fault"
)

// checkPDF refuses a PDF that is torn, locked, or does something when opened, and
// counts its pages. It reads the objects themselves and not the cross-reference
// table, so that what a table leaves out is seen too; names are decoded first,
// for /J#61vaScript is JavaScript to a viewer.
func checkPDF(body []byte, maxPages int) (int, error) {
	tail := body[max(0, len(body)-4096):]
	if !bytes.Contains(tail, []byte("startxref")) && !bytes.Contains(tail, []byte("%%EOF")) {
		return 0, fault.New(fault.Invalid, "document.fault.corrupt")
	}
	s := pdfScan{src: body, pages: map[int]bool{}}
	s.file()
	pages := 0
	for _, is := range s.pages {
		if is {
			pages++
		}
	}
	switch {
	case s.encrypted:
		return pages, fault.New(fault.Invalid, "document.fault.encrypted_pdf")
	case s.active:
		return pages, fault.New(fault.Invalid, "document.fault.active_pdf")
	case s.bomb || pages > maxPages:
		return pages, fault.New(fault.Invalid, "document.fault.bomb")
	case pages == 0:
		return 0, fault.New(fault.Invalid, "document.fault.corrupt")
	}
	return pages, nil
}

// Bounds of the scan: what object streams may unpack to, each and together.
const (
	maxObjectStream  = 16 << 20
	maxObjectStreams = 64 << 20
)

// activeNames do something beyond showing a page; XFA forms are programs too.
var activeNames = map[string]bool{"JavaScript": true, "JS": true, "Launch": true, "SubmitForm": true, "ImportData": true, "RichMedia": true, "XFA": true}

// pdfScan walks the tokens of a PDF.
type pdfScan struct {
	src      []byte
	at       int
	unpacked int
	pages    map[int]bool // object number → is it a page

	encrypted, active, bomb bool
}

// dict is what the scan remembers of the object it is in.
type dict struct {
	number    int
	kind      string // the value of /Type
	length    int    // a direct /Length, or -1
	first, n  int    // of an object stream
	flate     bool
	lastName  string
	ints      [2]int // the last two integers seen
	anyFilter bool
}

// file walks the top level: objects, and between them tables and trailers.
func (s *pdfScan) file() {
	d := dict{length: -1}
	for {
		kind, tok := s.next()
		switch kind {
		case 0:
			return
		case 'k':
			switch string(tok) {
			case "obj":
				d = dict{number: d.ints[0], length: -1}
			case "stream":
				s.stream(&d)
			case "endobj":
				s.note(&d)
				d = dict{length: -1}
			}
		default:
			s.see(&d, kind, tok)
		}
	}
}

// see takes one token of an object into account.
func (s *pdfScan) see(d *dict, kind byte, tok []byte) {
	switch kind {
	case '/':
		name := string(tok)
		switch {
		case d.lastName == "Type" && d.kind == "":
			d.kind = name
		case d.lastName == "Type" && name == "Page":
			d.kind = name
		case name == "FlateDecode" || name == "Fl":
			d.flate = true
		case name == "Filter":
			d.anyFilter = true
		case name == "Encrypt":
			s.encrypted = true
		}
		s.active = s.active || activeNames[name]
		d.lastName = name
		return
	case 'i':
		n, _ := strconv.Atoi(string(tok))
		d.ints[0], d.ints[1] = d.ints[1], n
		switch d.lastName {
		case "Length":
			d.length = n
		case "First":
			d.first = n
		case "N":
			d.n = n
		}
	}
	if kind == 'R' && d.lastName == "Length" {
		d.length = -1
	}
	if kind != '<' && kind != '[' {
		d.lastName = ""
	}
}

func (s *pdfScan) note(d *dict) {
	if d.number > 0 {
		s.pages[d.number] = d.kind == "Page"
	}
}

// stream skips a stream's bytes, and looks into those that hold objects.
func (s *pdfScan) stream(d *dict) {
	start := s.at
	if start < len(s.src) && s.src[start] == '\r' {
		start++
	}
	if start < len(s.src) && s.src[start] == '\n' {
		start++
	}
	end := -1
	if d.length >= 0 && d.length <= len(s.src)-start {
		after := s.src[start+d.length:]
		if bytes.HasPrefix(bytes.TrimLeft(after[:min(len(after), 16)], "\r\n \t"), []byte("endstream")) {
			end = start + d.length
		}
	}
	if end < 0 {
		i := bytes.Index(s.src[start:], []byte("endstream"))
		if i < 0 {
			s.at = len(s.src)
			return
		}
		end = start + i
	}
	s.at = end
	if d.kind == "ObjStm" {
		s.objects(d, s.src[start:end])
	}
}

// objects scans an object stream.
func (s *pdfScan) objects(d *dict, body []byte) {
	if d.flate {
		z, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			return
		}
		body, _ = io.ReadAll(io.LimitReader(z, maxObjectStream+1))
	} else if d.anyFilter {
		return
	}
	s.unpacked += len(body)
	if len(body) > maxObjectStream || s.unpacked > maxObjectStreams {
		s.bomb = true
		return
	}
	inner := pdfScan{src: body, pages: s.pages}
	var numbers, offsets []int
	for len(offsets) < d.n {
		k1, t1 := inner.next()
		k2, t2 := inner.next()
		if k1 != 'i' || k2 != 'i' {
			break
		}
		number, _ := strconv.Atoi(string(t1))
		offset, _ := strconv.Atoi(string(t2))
		numbers, offsets = append(numbers, number), append(offsets, d.first+offset)
	}
	for i, from := range offsets {
		to := len(body)
		if i+1 < len(offsets) {
			to = offsets[i+1]
		}
		if from < 0 || from > to || to > len(body) {
			from, to = 0, len(body) // the table lies: look at everything
		}
		s.object(numbers[i], body[from:to])
		if from == 0 && to == len(body) && len(offsets) > 1 {
			return
		}
	}
}

func (s *pdfScan) object(number int, body []byte) {
	inner := pdfScan{src: body, pages: s.pages}
	d := dict{number: number, length: -1}
	for {
		kind, tok := inner.next()
		if kind == 0 {
			break
		}
		inner.see(&d, kind, tok)
	}
	s.note(&d)
	s.active = s.active || inner.active
}
