// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"io"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"testing"
)

// The national texts are other people's files; they are read when somebody has them, and never needed.
func shared(t testing.TB, name string) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("MOTCUA_SHARED"), "../../../shared/data", "../../../../shared/data"} {
		p := filepath.Join(dir, name)
		if _, err := os.Stat(p); dir != "" && err == nil {
			return p
		}
	}
	t.Logf("not read: no %s (set MOTCUA_SHARED)", name)
	return ""
}

func readAll(t testing.TB, path string) (raws []Raw, ps []Problem) {
	t.Helper()
	err := EachFile(path, DefaultLimits, func(name string, r io.Reader) error {
		raw, p := ParseJSON(r)
		raws, ps = append(raws, raw), append(ps, p...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return raws, ps
}

// What the 2,642 texts say, counted once by this parser and once by another program written independently (a Python script,
// not kept): both agree on these numbers.
func TestNationalTexts(t *testing.T) {
	p := shared(t, "tthc/chatbot_tthc_raw_2642.tar.xz")
	if p == "" {
		return
	}
	raws, ps := readAll(t, p)
	codes := map[string]bool{}
	rows := 0
	for _, r := range raws {
		codes[r.Code] = true
		rows += len(r.Channels)
	}
	if len(raws) != 2642 || len(codes) != 2642 {
		t.Fatalf("read %d, codes %d", len(raws), len(codes))
	}
	n, procs := CountProblems(ps)
	t.Logf("rows of channels: %d; problems: %v; procedures: %v", rows, n, procs)
	var four []string
	for _, p := range ps {
		if p.Code == ProblemTermAndFee && !oneOf(p.Procedure, four) {
			four = append(four, p.Procedure)
		}
	}
	sort.Strings(four)
	if want := []string{"1.000005", "1.005103", "2.001206", "2.002044"}; !reflect.DeepEqual(four, want) {
		t.Errorf("term and fee run together in %v, want %v", four, want)
	}
	for code, want := range map[string][2]int{
		ProblemTermWithoutUnit: {855, 354},
		ProblemTermAndFee:      {6, 4},
		ProblemTermOrFee:       {98, 52},
		ProblemTermFraction:    {3, 1},
	} {
		if n[code] != want[0] || procs[code] != want[1] {
			t.Errorf("%s: %d in %d procedures, want %v", code, n[code], procs[code], want)
		}
	}
}

func TestNationalLists(t *testing.T) {
	dir := shared(t, "tthc")
	if dir == "" {
		return
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	total := 0
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		l, ps := ParseList(r)
		r.Close()
		if len(l) == 0 || len(ps) > 0 {
			t.Errorf("%s: %d rows, %v", filepath.Base(f), len(l), ps)
		}
		total += len(l)
	}
	t.Logf("%d lists, %d procedures", len(files), total)
	if len(files) != 7 || total != 2642 {
		t.Errorf("%d lists with %d procedures", len(files), total)
	}
}
