// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/standards/vntext"
)

func TestSearchRelevance(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		read(t, d, func(r db.Reader) error {
			for query, want := range map[string]string{
				"khai sinh":                          "1.001193",
				"Đăng ký khai sinh":                  "1.001193",
				"dang ky khai sinh":                  "1.001193",
				norm.NFD.String("đăng ký khai sinh"): "1.001193",
				"khaisinh":                           "1.001193",
				"dang ki khai sinh":                  "1.001193",
				"dang ky khai si":                    "1.001193",
				"làm giấy khai sinh cho con thì cần những gì": "1.001193",
				"khai tử":             "1.000656",
				"khai tu":             "1.000656",
				"kết hôn":             "1.000894",
				"ket hon":             "1.000894",
				"giấy độc thân":       "1.004873",
				"tinh trang hon nhan": "1.004873",
				"1.001193":            "1.001193",
				"mở quán":             "1.001612",
				"ho kinh doanh":       "1.001612",
			} {
				hits, _, err := s.Search(r, query, Filter{}, "", 3)
				if err != nil || len(hits) == 0 {
					t.Errorf("%q: nothing (%v)", query, err)
					continue
				}
				at := -1
				for i, h := range hits {
					if h.Code == want {
						at = i
					}
				}
				if at != 0 {
					t.Errorf("%q: %s at %d; %v", query, want, at, names(hits))
				}
			}
			return nil
		})
	})
}

func names(hits []Hit) (out []string) {
	for _, h := range hits {
		out = append(out, h.Code+" "+h.Name.VI)
	}
	return out
}

// Filters and pages: every procedure once, in order, whatever the size of the page.
func TestSearchPages(t *testing.T) {
	demo(t, func(t *testing.T, d *db.DB, s *Service, _ *clock.Fake) {
		read(t, d, func(r db.Reader) error {
			for _, f := range []Filter{{}, {Level: LevelCommune}, {Agency: "H52.102.01"}, {Service: Full}, {Fileable: true}, {Agency: "H52.03"}, {Field: "Hộ tịch"}} {
				seen, cursor, last := map[string]bool{}, "", ""
				for {
					hits, next, err := s.Search(r, "", f, cursor, 200)
					if err != nil {
						return err
					}
					for _, h := range hits {
						if k := vntext.SortKey(h.Name.VI); seen[h.Code] || k < last {
							t.Fatalf("%+v: %s twice or out of order", f, h.Code)
						} else {
							last = k
						}
						seen[h.Code] = true
					}
					if cursor = next; next == "" {
						break
					}
				}
				t.Logf("%+v: %d", f, len(seen))
				if len(seen) == 0 {
					t.Errorf("%+v: nothing", f)
				}
			}
			_, _, err := s.Search(r, "x", Filter{Agency: "H99"}, "", 1)
			if err == nil {
				t.Error("an agency that is not there was taken")
			}
			return nil
		})
	})
}

// A name finds itself, typed with its diacritics or without.
func TestNamesFindThemselves(t *testing.T) {
	sh := demoShelf(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(sh.all).Draw(t, "procedure")
		query := s.Name.VI
		if rapid.Bool().Draw(t, "folded") {
			query = vntext.Fold(query)
		}
		for i, f := range sh.ranked(query) {
			if sh.all[f.doc].Code == s.Code {
				return
			}
			if i > 60 {
				break
			}
		}
		t.Fatalf("%q does not find %s", query, s.Code)
	})
}

// Whatever is typed, a search ends, its scores fall, and nothing comes twice.
func TestSearchAnything(t *testing.T) {
	sh := demoShelf(t)
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.OneOf(rapid.String(), rapid.StringMatching("([a-zđăâêôơư]{1,7} ){0,6}[0-9.]{0,9}")).Draw(t, "query")
		seen, last := map[int]bool{}, float32(1e9)
		for _, f := range sh.ranked(q) {
			if seen[f.doc] || f.score > last {
				t.Fatalf("%q: %+v", q, f)
			}
			seen[f.doc], last = true, f.score
		}
	})
}

func demoShelf(t testing.TB) *shelf {
	t.Helper()
	d := testkit.SQLite(t, clock.NewFake(testkit.Noon), rooms...)
	s := newService(t, d)
	if _, err := s.ImportDemo(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	var sh *shelf
	read(t, d, func(r db.Reader) (err error) {
		sh, err = s.kept.Get(r)
		return err
	})
	return sh
}

// The questions that people asked of the national portal's assistant, against the texts it was made from.
func TestCitizensQuestions(t *testing.T) {
	questions := shared(t, "tthc/egovbot_dvc_faq_qa.jsonl")
	list := shared(t, "tthc/INDEX_derived.tsv")
	if questions == "" || list == "" {
		return
	}
	var all []Summary
	titles := map[string]bool{}
	for i, line := range lines(t, list) {
		if c := strings.Split(line, "\t"); i > 0 && len(c) > 5 {
			all = append(all, Summary{Code: c[0], Name: Text{VI: c[1]}, Field: c[5], Service: Full})
			titles[vntext.SortKey(c[1])] = true
		}
	}
	x := newIndex(all)
	sh := &shelf{all: all, byCode: map[string]int{}, index: func() *index { return x }}
	asked, found3 := 0, 0
	for _, line := range lines(t, questions) {
		var q struct {
			Question string
			Expected string `json:"expected_procedure_title"`
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if !titles[vntext.SortKey(q.Expected)] {
			continue // repealed or renamed since
		}
		asked++
		hits := sh.ranked(q.Question)
		ok := false
		for _, f := range hits[:min(3, len(hits))] {
			ok = ok || vntext.SortKey(all[f.doc].Name.VI) == vntext.SortKey(q.Expected)
		}
		if ok {
			found3++
		} else {
			t.Logf("not in 3: %q, expected %q", q.Question, q.Expected)
		}
	}
	t.Logf("recall@3: %d of %d whose procedure is in the list", found3, asked)
	if asked > 0 && found3*10 < asked*8 {
		t.Errorf("recall@3 %d/%d", found3, asked)
	}
}

func lines(t testing.TB, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		out = append(out, sc.Text())
	}
	return out
}

func BenchmarkSearch(b *testing.B) {
	d := testkit.SQLite(b, clock.NewFake(testkit.Noon), rooms...)
	s := newService(b, d)
	if _, err := s.ImportDemo(b.Context(), system); err != nil {
		b.Fatal(err)
	}
	for name, q := range map[string]string{"two": "khai sinh", "long": "thủ tục đăng ký biến động quyền sử dụng đất quyền sở hữu tài sản gắn liền với đất", "typing": "d", "browse": ""} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			read(b, d, func(r db.Reader) error {
				for b.Loop() {
					if _, _, err := s.Search(r, q, Filter{}, "", 20); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
}

func BenchmarkVersion(b *testing.B) {
	d := testkit.SQLite(b, clock.NewFake(testkit.Noon), rooms...)
	s := newService(b, d)
	if _, err := s.ImportDemo(b.Context(), system); err != nil {
		b.Fatal(err)
	}
	read(b, d, func(r db.Reader) error {
		id, _, err := s.Current(r, "1.001193", "")
		b.Run("version", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = s.Version(r, id)
			}
		})
		b.Run("current", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _, _ = s.Current(r, "1.001193", "")
			}
		})
		return err
	})
}
