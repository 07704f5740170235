// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/db"
)

// ErrArchive says that an archive is damaged, or none.
var ErrArchive = errors.New("the archive cannot be read")

// Restore fills an empty database from an archive, and a data folder unless it is
// "". The rows go in in one transaction: where anything is wrong, with the last
// byte of the archive too, the database stays empty. With verify the rows are
// read back afterwards.
func Restore(ctx context.Context, d *db.DB, data string, in io.Reader, verify bool) (Manifest, error) {
	r, err := newArchiveReader(in)
	if err != nil {
		return Manifest{}, err
	}
	later, err := r.prepare(ctx, d)
	if err != nil {
		return Manifest{}, err
	}
	tables, err := d.Tables(ctx)
	if err != nil {
		return Manifest{}, err
	}
	r.db, r.tables, r.data = d, inArchiveOrder(tables), data
	err = d.Write(ctx, func(tx *db.Tx) error {
		if err := db.RequireEmpty(tx, tables); err != nil {
			return err
		}
		return r.fill(ctx, tx)
	})
	if err != nil {
		return Manifest{}, err
	}
	if _, err := d.Migrate(ctx, later); err != nil {
		return r.told, err
	}
	if !verify || len(later) > 0 {
		return r.told, nil
	}
	found, err := Sums(ctx, d)
	if err == nil && found.Checksum != r.told.Checksum {
		err = fmt.Errorf("%w: what was stored has the checksum %s, the archive %s", ErrArchive, found.Checksum, r.told.Checksum)
	}
	r.told.Verified = err == nil
	return r.told, err
}

// archiveReader reads an archive line by line and checks it against itself.
type archiveReader struct {
	db     *db.DB
	lines  *bufio.Reader
	head   ArchiveHead
	tables []db.Table
	data   string
	seen   Manifest // as added up
	told   Manifest // as the archive says
}

func newArchiveReader(in io.Reader) (*archiveReader, error) {
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrArchive, err)
	}
	r := &archiveReader{lines: bufio.NewReaderSize(z, 1<<20)}
	l, err := r.next()
	if err != nil {
		return nil, err
	}
	if l.Head == nil || l.Head.Format != archiveFormat {
		return nil, fmt.Errorf("%w: not an archive of motcua", ErrArchive)
	}
	r.head = *l.Head
	return r, nil
}

// longestLine bounds one row or one file in base64.
const longestLine = 512 << 20

func (r *archiveReader) raw() ([]byte, error) {
	var whole []byte
	for {
		part, err := r.lines.ReadSlice('\n')
		if err == nil && whole == nil {
			return part, nil
		}
		whole = append(whole, part...)
		switch {
		case err == nil:
			return whole, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, fmt.Errorf("%w: it ends too early: %w", ErrArchive, err)
		case len(whole) > longestLine:
			return nil, fmt.Errorf("%w: a line is too long", ErrArchive)
		}
	}
}

func (r *archiveReader) next() (l archiveLine, err error) {
	line, err := r.raw()
	if err != nil {
		return l, err
	}
	return l, broken(json.Unmarshal(line, &l))
}

func broken(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	}
	return nil
}

// prepare brings an empty database to where the archive's was, and returns the
// migrations that came after.
func (r *archiveReader) prepare(ctx context.Context, d *db.DB) (later []db.Migration, err error) {
	all, err := db.Migrations(Schemas()...)
	if err != nil {
		return nil, err
	}
	var then []db.Migration
	for _, m := range all {
		switch sum, ok := r.head.Migrations[m.Name]; {
		case !ok:
			later = append(later, m)
		case sum != m.Checksum:
			return nil, fmt.Errorf("%w: %s", db.ErrAltered, m.Name)
		default:
			then = append(then, m)
		}
	}
	if len(then) != len(r.head.Migrations) {
		return nil, fmt.Errorf("%w: it was written by motcua %s, which is newer than this one", ErrArchive, r.head.Version)
	}
	applied, err := d.Applied(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range later {
		if _, ok := applied[m.Name]; ok {
			return nil, fmt.Errorf("the archive is of an older version: restore it into a database that has not been migrated")
		}
	}
	_, err = d.Migrate(ctx, then)
	return later, err
}

// fill reads to the manifest, and holds what it says against what came.
func (r *archiveReader) fill(ctx context.Context, tx *db.Tx) error {
	for {
		l, err := r.next()
		if err != nil {
			return err
		}
		switch {
		case l.Table != nil:
			err = r.table(ctx, tx, *l.Table)
		case l.File != nil:
			err = r.file(ctx, *l.File)
		case l.Manifest != nil:
			return r.check(*l.Manifest)
		default:
			err = fmt.Errorf("%w: a line that says nothing", ErrArchive)
		}
		if err != nil {
			return err
		}
	}
}

const rowsAtOnce = 256

func (r *archiveReader) table(ctx context.Context, tx *db.Tx, a archiveTable) error {
	t, err := r.known(a)
	if err != nil {
		return err
	}
	sum := newRowWriter(t)
	var rows [][]any
	for {
		line, err := r.raw()
		if err != nil {
			return err
		}
		if bytes.HasPrefix(line, []byte("{")) {
			if err := r.db.InsertRows(tx, t, rows); err != nil {
				return err
			}
			return r.end(line, sum.end())
		}
		values, err := parseRow(line, t)
		if err == nil {
			_, err = sum.line(values)
		}
		if err != nil {
			return fmt.Errorf("%w: %s, row %d: %w", ErrArchive, t.Name, sum.rows+1, err)
		}
		if rows = append(rows, values); len(rows) == rowsAtOnce {
			if err := r.db.InsertRows(tx, t, rows); err != nil {
				return err
			}
			if rows = rows[:0]; ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
}

func (r *archiveReader) known(a archiveTable) (db.Table, error) {
	for _, t := range r.tables {
		if t.Name == a.Name {
			return sameColumns(a, t)
		}
	}
	return db.Table{}, fmt.Errorf("%w: this version has no table %q", ErrArchive, a.Name)
}

func (r *archiveReader) end(line []byte, found TableSum) error {
	var l archiveLine
	if err := json.Unmarshal(line, &l); err != nil || l.End == nil {
		return fmt.Errorf("%w: the table %s has no end", ErrArchive, found.Table)
	}
	if *l.End != found {
		return fmt.Errorf("%w: %s has %d rows with the checksum %s, and should have %d with %s", ErrArchive, found.Table, found.Rows, found.SHA256, l.End.Rows, l.End.SHA256)
	}
	r.seen.add(found)
	return nil
}

// file puts one file back; a blob is kept under its checksum, and the key is not
// written over another.
func (r *archiveReader) file(ctx context.Context, f archiveFile) error {
	r.seen.Files++
	r.seen.FileBytes += int64(len(f.Body))
	if blob.Hash(f.Body) != f.SHA256 || !archived(f.Path) {
		return fmt.Errorf("%w: the file %q is not what it should be", ErrArchive, f.Path)
	}
	if r.data == "" {
		return nil
	}
	if f.Path == keyFile {
		return r.key(f.Body)
	}
	store, err := blob.Open(filepath.Join(r.data, "blobs"))
	if err != nil {
		return err
	}
	_, err = store.Put(ctx, f.Body)
	return err
}

func (r *archiveReader) key(body []byte) error {
	path := filepath.Join(r.data, keyFile)
	was, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(was, body):
		return nil
	case err == nil:
		return fmt.Errorf("%s is another installation's key: restore into a folder of its own", path)
	}
	if err := os.MkdirAll(r.data, 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, body, 0o600)
}

func (r *archiveReader) check(told Manifest) error {
	r.seen.seal()
	if told.Checksum != r.seen.Checksum || told.Rows != r.seen.Rows || told.Files != r.seen.Files || told.FileBytes != r.seen.FileBytes {
		return fmt.Errorf("%w: its manifest does not agree with its content", ErrArchive)
	}
	if n, err := io.Copy(io.Discard, r.lines); err != nil || n > 0 { // the last bytes carry gzip's own sum
		return fmt.Errorf("%w: something follows its manifest, or its end is missing (%v)", ErrArchive, err)
	}
	r.told = told
	return nil
}
