// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

// keyFile is the installation key, in the data folder and in an archive.
const keyFile = "installation.key"

// Backup writes every row, as they are at one instant, and the files of a data
// folder unless it is "". It holds one row or one file in memory at a time.
func Backup(ctx context.Context, d *db.DB, data string, out io.Writer) (Manifest, error) {
	z, err := gzip.NewWriterLevel(out, gzip.BestSpeed) // files are packed already
	if err != nil {
		return Manifest{}, err
	}
	w := archiveWriter{enc: json.NewEncoder(z), out: z}
	w.enc.SetEscapeHTML(false)
	tables, err := d.Tables(ctx)
	if err != nil {
		return w.Manifest, err
	}
	applied, err := d.Applied(ctx)
	if err != nil {
		return w.Manifest, err
	}
	if err := w.put(archiveLine{Head: &ArchiveHead{Format: archiveFormat, Version: Version, Engine: d.Dialect(), At: clock.Format(d.Clock().Now()), Migrations: applied}}); err != nil {
		return w.Manifest, err
	}
	err = d.Snapshot(ctx, func(r db.Reader) error {
		for _, t := range inArchiveOrder(tables) {
			if err := w.writeTable(d, r, t); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && data != "" {
		err = w.files(ctx, data)
	}
	if err != nil {
		return w.Manifest, err
	}
	w.seal()
	if err := w.put(archiveLine{Manifest: &w.Manifest}); err != nil {
		return w.Manifest, err
	}
	return w.Manifest, z.Close()
}

// inArchiveOrder gives a table the same columns, by name, whichever engine lists
// them and however the table came to be.
func inArchiveOrder(tables []db.Table) []db.Table {
	for _, t := range tables {
		slices.SortFunc(t.Columns, func(a, b db.Column) int { return strings.Compare(a.Name, b.Name) })
	}
	return tables
}

type archiveWriter struct {
	Manifest
	enc *json.Encoder
	out io.Writer
}

func (w *archiveWriter) put(l archiveLine) error { return w.enc.Encode(l) }

func (w *archiveWriter) writeTable(d *db.DB, r db.Reader, t db.Table) error {
	head := archiveTable{Name: t.Name}
	for _, c := range t.Columns {
		head.Columns, head.Types = append(head.Columns, c.Name), append(head.Types, c.Type)
	}
	if err := w.put(archiveLine{Table: &head}); err != nil {
		return err
	}
	rows := newRowWriter(t)
	err := d.EachRow(r, t, func(values []any) error {
		line, err := rows.line(values)
		if err == nil {
			_, err = w.out.Write(line)
		}
		return err
	})
	if err != nil {
		return err
	}
	end := rows.end()
	w.add(end)
	return w.put(archiveLine{End: &end})
}

// files adds the installation key and what the blob store holds. Blobs are only
// ever added, so those that the rows name are all there by now.
func (w *archiveWriter) files(ctx context.Context, data string) error {
	if _, err := os.Stat(data); err != nil {
		return err
	}
	return filepath.WalkDir(data, func(path string, e fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(data, path)
		if err != nil || !archived(filepath.ToSlash(name)) {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sum := blob.Hash(body)
		if base := filepath.Base(path); len(base) == len(sum) && base != sum {
			return fmt.Errorf("%s is damaged on disk", path)
		}
		w.Files++
		w.FileBytes += int64(len(body))
		return w.put(archiveLine{File: &archiveFile{Path: filepath.ToSlash(name), SHA256: sum, Body: body}})
	})
}

// archived tells what of a data folder belongs in an archive: the key, and whole
// blobs under their own names.
func archived(name string) bool {
	if name == keyFile {
		return true
	}
	parts := strings.Split(name, "/")
	if len(parts) != 4 || parts[0] != "blobs" {
		return false
	}
	hash := parts[3]
	return len(hash) == 64 && strings.Trim(hash, "0123456789abcdef") == "" && parts[1] == hash[:2] && parts[2] == hash[2:4]
}

// Sums reads every row and adds it up, as Backup does, and writes nothing.
func Sums(ctx context.Context, d *db.DB) (Manifest, error) {
	var m Manifest
	tables, err := d.Tables(ctx)
	if err != nil {
		return m, err
	}
	err = d.Snapshot(ctx, func(r db.Reader) error {
		for _, t := range inArchiveOrder(tables) {
			rows := newRowWriter(t)
			if err := d.EachRow(r, t, func(values []any) error { _, err := rows.line(values); return err }); err != nil {
				return err
			}
			m.add(rows.end())
		}
		return nil
	})
	m.seal()
	return m, err
}
