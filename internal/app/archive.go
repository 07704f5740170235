// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"strings"
	"unicode/utf8"

	"motcua.vn/internal/platform/db"
)

// An archive is gzip over lines of JSON, the same whichever database it came
// from: a head; for each table its name and columns, its rows as arrays in the
// order of the key, and its count and checksum; the files, one a line; and the
// manifest. Rows are what the checksum is of, so that two databases with the same
// content have the same one.
const archiveFormat = "motcua-archive-1"

// archiveLine is any line that is not a row.
type archiveLine struct {
	Head     *ArchiveHead  `json:"head,omitempty"`
	Table    *archiveTable `json:"table,omitempty"`
	End      *TableSum     `json:"end,omitempty"`
	File     *archiveFile  `json:"file,omitempty"`
	Manifest *Manifest     `json:"manifest,omitempty"`
}

// ArchiveHead says what an archive is, before its content.
type ArchiveHead struct {
	Format     string            `json:"format"`
	Version    string            `json:"version"` // of the program that wrote it
	Engine     string            `json:"engine"`
	At         string            `json:"at"`
	Migrations map[string]string `json:"migrations"` // name and checksum
}

type archiveTable struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Types   []string `json:"types"`
}

// TableSum is how many rows a table has, and the checksum of them in order.
type TableSum struct {
	Table  string `json:"table"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// archiveFile is a file of the data folder, by its path there.
type archiveFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Body   []byte `json:"body"` // base64
}

// Manifest ends an archive, and is the answer of the commands that write and read
// one.
type Manifest struct {
	Rows      int64      `json:"rows"`
	Checksum  string     `json:"checksum"` // of all tables
	Tables    []TableSum `json:"tables"`
	Files     int        `json:"files"`
	FileBytes int64      `json:"file_bytes"`
	Verified  bool       `json:"verified,omitempty"` // the rows were read back and have this checksum
}

func (m *Manifest) add(t TableSum) {
	m.Tables = append(m.Tables, t)
	m.Rows += t.Rows
}

// seal makes the checksum of all from those of the tables.
func (m *Manifest) seal() {
	h := sha256.New()
	for _, t := range m.Tables {
		fmt.Fprintf(h, "%s %d %s\n", t.Table, t.Rows, t.SHA256)
	}
	m.Checksum = hex.EncodeToString(h.Sum(nil))
}

// rowWriter puts rows into their portable form and adds them up.
type rowWriter struct {
	table db.Table
	sum   hash.Hash
	rows  int64
	buf   bytes.Buffer
	enc   *json.Encoder
}

func newRowWriter(t db.Table) *rowWriter {
	w := &rowWriter{table: t, sum: sha256.New()}
	w.enc = json.NewEncoder(&w.buf)
	w.enc.SetEscapeHTML(false)
	return w
}

// line is the row as one line, valid until the next.
func (w *rowWriter) line(values []any) ([]byte, error) {
	for i, v := range values {
		if s, ok := v.(string); ok && !utf8.ValidString(s) {
			return nil, fmt.Errorf("%s.%s: row %d is not UTF-8", w.table.Name, w.table.Columns[i].Name, w.rows+1)
		}
	}
	w.buf.Reset()
	if err := w.enc.Encode(values); err != nil {
		return nil, err
	}
	w.rows++
	w.sum.Write(w.buf.Bytes())
	return w.buf.Bytes(), nil
}

func (w *rowWriter) end() TableSum {
	return TableSum{Table: w.table.Name, Rows: w.rows, SHA256: hex.EncodeToString(w.sum.Sum(nil))}
}

// parseRow reads a row's line back into values that a database takes.
func parseRow(line []byte, t db.Table) ([]any, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, err
	}
	if len(raw) != len(t.Columns) {
		return nil, fmt.Errorf("%d values for %d columns", len(raw), len(t.Columns))
	}
	out := make([]any, len(raw))
	for i, v := range raw {
		var err error
		if out[i], err = parseValue(v, t.Columns[i].Type); err != nil {
			return nil, fmt.Errorf("%s: %w", t.Columns[i].Name, err)
		}
	}
	return out, nil
}

func parseValue(raw json.RawMessage, kind string) (any, error) {
	if string(raw) == "null" {
		return nil, nil
	}
	switch kind {
	case "BIGINT":
		return parseAs[int64](raw)
	case "BOOLEAN":
		return parseAs[bool](raw)
	case "BYTEA":
		text, err := parseAs[string](raw)
		if err != nil {
			return nil, err
		}
		body, err := base64.StdEncoding.DecodeString(text.(string))
		return body, err
	}
	return parseAs[string](raw)
}

func parseAs[T any](raw json.RawMessage) (any, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}

// sameColumns tells whether the archive's table is the database's; the order of
// columns is the archive's.
func sameColumns(a archiveTable, t db.Table) (db.Table, error) {
	out := t
	out.Columns = nil
	for i, name := range a.Columns {
		found := false
		for _, c := range t.Columns {
			if c.Name == name && i < len(a.Types) && c.Type == a.Types[i] {
				out.Columns, found = append(out.Columns, c), true
			}
		}
		if !found {
			return out, fmt.Errorf("the table %s has no column %s as in the archive", t.Name, name)
		}
	}
	if len(out.Columns) != len(t.Columns) {
		return out, fmt.Errorf("the archive's table %s has other columns: %s", t.Name, strings.Join(a.Columns, ", "))
	}
	return out, nil
}
