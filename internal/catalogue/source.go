// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ulikunitz/xz"
)

// Limits bounds what an import reads, so that a small archive cannot become a large problem.
type Limits struct {
	Files int   // at most so many files
	File  int64 // bytes of one file
	Total int64 // bytes of all files together, unpacked
}

// DefaultLimits fit the whole national catalogue.
var DefaultLimits = Limits{Files: 50_000, File: 64 << 20, Total: 2 << 30}

// ErrTooLarge says that a source is beyond its limits.
var ErrTooLarge = errors.New("catalogue: the source is larger than its limits")

// ErrSourceType says that a source is neither a directory nor one of .json .xlsx .zip .tar .tar.gz .tgz .tar.xz.
var ErrSourceType = errors.New("catalogue: unknown kind of source")

// EachFile calls do for every .json and .xlsx file of a source: a single file, a directory, or an archive. Archives inside
// archives are not opened. The reader is valid during the call only.
func EachFile(path string, lim Limits, do func(name string, r io.Reader) error) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	w := walker{lim: lim, do: do}
	if info.IsDir() {
		return filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			return w.open(p)
		})
	}
	low := strings.ToLower(path)
	switch {
	case wanted(low):
		return w.open(path)
	case strings.HasSuffix(low, ".zip"):
		return w.zip(path)
	case strings.HasSuffix(low, ".tar"), strings.HasSuffix(low, ".tar.gz"), strings.HasSuffix(low, ".tgz"), strings.HasSuffix(low, ".tar.xz"):
		return w.tarFile(path, low)
	}
	return ErrSourceType
}

type walker struct {
	lim   Limits
	do    func(string, io.Reader) error
	files int
	total int64
}

func wanted(name string) bool {
	low := strings.ToLower(name)
	return strings.HasSuffix(low, ".json") || strings.HasSuffix(low, ".xlsx")
}

func (w *walker) open(path string) error {
	if !wanted(path) {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return w.file(path, f)
}

// file counts while it reads: sizes that an archive claims are not believed.
func (w *walker) file(name string, r io.Reader) error {
	if !wanted(name) {
		return nil
	}
	if w.files++; w.files > w.lim.Files {
		return ErrTooLarge
	}
	c := &counter{r: r, left: w.lim.File, total: &w.total, most: w.lim.Total}
	if err := w.do(name, c); err != nil {
		return err
	}
	if c.over {
		return ErrTooLarge
	}
	return nil
}

type counter struct {
	r     io.Reader
	left  int64
	total *int64
	most  int64
	over  bool
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.left -= int64(n)
	*c.total += int64(n)
	if c.left < 0 || *c.total > c.most {
		c.over = true
		return 0, ErrTooLarge
	}
	return n, err
}

func (w *walker) zip(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, e := range z.File {
		if !e.Mode().IsRegular() || !wanted(e.Name) {
			continue
		}
		if err := w.zipEntry(e); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) zipEntry(e *zip.File) error {
	r, err := e.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return w.file(e.Name, r)
}

func (w *walker) tarFile(path, low string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = bufio.NewReaderSize(f, 64<<10)
	switch {
	case strings.HasSuffix(low, "gz"):
		if r, err = gzip.NewReader(r); err != nil {
			return err
		}
	case strings.HasSuffix(low, ".xz"):
		if r, err = xz.NewReader(r); err != nil {
			return err
		}
	}
	return w.tar(tar.NewReader(r))
}

func (w *walker) tar(t *tar.Reader) error {
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := w.file(h.Name, t); err != nil {
			return err
		}
	}
}
