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

// What the 2,642 texts say. The 855 terms without unit in 354 procedures and the four procedures are also what the derived index
// beside the texts counts (INDEX_derived.tsv: "?" and "AMBIGUOUS"), which was made by other people with another program.
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

func BenchmarkNationalTexts(b *testing.B) {
	p := shared(b, "tthc/chatbot_tthc_raw_2642.tar.xz")
	if p == "" {
		return
	}
	for b.Loop() {
		readAll(b, p)
	}
}

// The built-in catalogue was written by another program from the same texts: terms and result codes must agree with this parser.
func TestDemoCatalogueAgreesWithTexts(t *testing.T) {
	p := shared(t, "tthc/chatbot_tthc_raw_2642.tar.xz")
	if p == "" {
		return
	}
	raws, _ := readAll(t, p)
	byCode := map[string]Raw{}
	for _, r := range raws {
		byCode[r.Code] = r
	}
	bs, err := DemoCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, b := range bs {
		if b.Certainty != "source" {
			continue
		}
		r, ok := byCode[b.Code]
		if !ok {
			t.Errorf("%s: no text", b.Code)
			continue
		}
		compared++
		want := map[Channel][]Term{}
		for _, c := range r.Channels {
			ts := want[c.Channel]
			if c.Term.Known() && !oneOf(c.Term, ts) {
				ts = append(ts, c.Term)
			}
			want[c.Channel] = ts
		}
		if len(want) != len(b.Terms) {
			t.Errorf("%s: channels %v, text %v", b.Code, b.Terms, want)
		}
		for c, ts := range want {
			if len(ts) != len(b.Terms[c]) || len(ts) > 0 && !reflect.DeepEqual(ts, b.Terms[c]) {
				t.Errorf("%s %s: terms %v, text %v", b.Code, c, b.Terms[c], ts)
			}
		}
		for _, code := range b.Results {
			found := false
			for _, x := range r.Results {
				found = found || x.Code == code
			}
			if !found {
				t.Errorf("%s: result %s, text %v", b.Code, code, r.Results)
			}
		}
	}
	t.Logf("%d procedures compared", compared)
}
