// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
	"github.com/xuri/excelize/v2"
)

func tarOf(t *testing.T, w io.Writer, files map[string]string) {
	t.Helper()
	tw := tar.NewWriter(w)
	for n, s := range files {
		if err := tw.WriteHeader(&tar.Header{Name: n, Mode: 0o600, Size: int64(len(s))}); err != nil {
			t.Fatal(err)
		}
		if _, err := tw.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
}

func writeSources(t *testing.T, dir string, files map[string]string) []string {
	t.Helper()
	var plain, gz, x, z bytes.Buffer
	tarOf(t, &plain, files)
	g := gzip.NewWriter(&gz)
	tarOf(t, g, files)
	g.Close()
	xw, err := xz.NewWriter(&x)
	if err != nil {
		t.Fatal(err)
	}
	tarOf(t, xw, files)
	xw.Close()
	zw := zip.NewWriter(&z)
	for n, s := range files {
		w, err := zw.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, s)
	}
	zw.Close()
	var out []string
	for name, b := range map[string][]byte{"a.tar": plain.Bytes(), "a.tar.gz": gz.Bytes(), "a.tgz": gz.Bytes(), "a.tar.xz": x.Bytes(), "a.zip": z.Bytes()} {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func TestEachFile(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"raw/a.json": `{"a":1}`, "raw/deep/b.json": strings.Repeat("b", 5000), "raw/readme.txt": "no"}
	sources := writeSources(t, dir, files)
	for n, s := range files {
		p := filepath.Join(dir, "tree", n)
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range append(sources, filepath.Join(dir, "tree")) {
		var n, size int
		err := EachFile(p, DefaultLimits, func(name string, r io.Reader) error {
			b, err := io.ReadAll(r)
			n, size = n+1, size+len(b)
			return err
		})
		if err != nil || n != 2 || size != 5007 {
			t.Errorf("%s: %d files, %d bytes, %v", filepath.Base(p), n, size, err)
		}
		for _, lim := range []Limits{{Files: 1, File: 1 << 20, Total: 1 << 20}, {Files: 9, File: 4999, Total: 1 << 20}, {Files: 9, File: 1 << 20, Total: 5006}} {
			err := EachFile(p, lim, func(name string, r io.Reader) error { _, err := io.Copy(io.Discard, r); return err })
			if !errors.Is(err, ErrTooLarge) {
				t.Errorf("%s %v: %v", filepath.Base(p), lim, err)
			}
		}
	}
	bad := filepath.Join(dir, "x.rar")
	os.WriteFile(bad, nil, 0o600)
	if err := EachFile(bad, DefaultLimits, nil); !errors.Is(err, ErrSourceType) {
		t.Errorf("%v", err)
	}
	for _, n := range []string{"bad.zip", "bad.tar.gz", "bad.tar.xz", "bad.tar"} {
		p := filepath.Join(dir, n)
		os.WriteFile(p, []byte("this is no archive at all, whatever its name says"), 0o600)
		if err := EachFile(p, DefaultLimits, func(string, io.Reader) error { return nil }); err == nil {
			t.Errorf("%s accepted", n)
		}
	}
}

func sheet(t *testing.T, rows [][]string, merge ...string) *bytes.Buffer {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	if len(merge) == 2 {
		if err := f.MergeCell("Sheet1", merge[0], merge[1]); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestParseList(t *testing.T) {
	head := []string{"Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"}
	l, ps := ParseList(sheet(t, [][]string{{"DANH SÁCH"}, head, {"1.001193", " Khai  sinh", "Bộ Tư pháp", "Ủy ban nhân dân cấp xã\nSở Tư pháp", "Hộ tịch"}, {},
		{"1.1193", "x"}, {"1.001193", "y"}, {"1.001194", ""}}, "A1", "E1"))
	if len(l) != 1 || l[0].Row != 3 || l[0].Name != "Khai sinh" || len(l[0].Performing) != 2 {
		t.Errorf("%+v", l)
	}
	if got := codesOf(ps); got != "list_code_bad code_twice name_missing" || ps[0].Row != 5 {
		t.Errorf("%s %v", got, ps)
	}
	if _, ps := ParseList(sheet(t, [][]string{head, {"1.001193", "a", "c"}, {"1.001194", "b"}}, "C2", "C3")); codesOf(ps) != ProblemListMerged || ps[0].Row != 3 {
		t.Errorf("merged: %v", ps)
	}
	if _, ps := ParseList(sheet(t, [][]string{{"a", "b"}})); codesOf(ps) != ProblemListHeader {
		t.Errorf("no header: %v", ps)
	}
	if _, ps := ParseList(strings.NewReader("no spreadsheet")); codesOf(ps) != ProblemSpreadsheet {
		t.Errorf("no spreadsheet: %v", ps)
	}
}

func TestParseBriefsRefuses(t *testing.T) {
	head := strings.Join(briefColumns, "\t") + "\n"
	row := "1.001193\tKhai sinh\tHộ tịch\tcommune\tpeople_committee\t*\t4\tcitizen\to=1 pd=3wd/5wd\t0/8000/?\tKQ.G15.000031\t3\t1/QĐ\tsource\t"
	if bs, ps := ParseBriefs(strings.NewReader(head + row)); len(ps) > 0 || len(bs) != 1 || len(bs[0].Terms[Post]) != 2 || len(bs[0].Terms[Online]) != 0 || len(bs[0].Fees) != 3 {
		t.Errorf("%+v %v", bs, ps)
	}
	for bad, want := range map[string]string{
		"x": ProblemListHeader, head + "1.001193": ProblemRowShape, head + row + "\n" + row: ProblemCodeTwice,
		head + strings.Replace(row, "commune", "village", 1): ProblemValueUnknown, head + strings.Replace(row, "3wd", "3x", 1): ProblemValueUnknown,
		head + strings.Replace(row, "8000", "-8", 1): ProblemValueUnknown, head + strings.Replace(row, "\t4\t", "\t7\t", 1): ProblemValueUnknown,
	} {
		if _, ps := ParseBriefs(strings.NewReader(bad)); codesOf(ps) != want {
			t.Errorf("%q: %v", bad, ps)
		}
	}
}
