// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/testkit"
)

const smallText = `{"ma_thu_tuc":"1.009999","ten_thu_tuc":"Cấp giấy thử nghiệm","cap_thuc_hien":"Cấp xã","linh_vuc":"Thử","so_quyet_dinh":"1/QĐ",
"cach_thuc_thuc_hien":"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến5 Ngày làm việcMiễn phíTrực tiếp7Miễn phí"}`

func TestImportFiles(t *testing.T) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s := newService(t, d)
		dir := t.TempDir()
		put := func(name, text string) string {
			p := filepath.Join(dir, name)
			if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			return p
		}
		file := put("a.json", smallText)
		put("b.json", "{")
		one, err := s.ImportFiles(t.Context(), system, dir)
		if err != nil || one.Files != 2 || one.Read != 1 || one.Added != 1 || one.TermsWithoutUnit != 1 {
			t.Fatalf("%+v %v", one, err)
		}
		texts, err := i18n.Load(Texts)
		if err != nil {
			t.Fatal(err)
		}
		if one.Tell(texts.In("vi")); len(one.Problems) != len(one.Found) || one.Problems[0].Message == "" {
			t.Errorf("%+v", one.Problems)
		}
		now.Advance(time.Minute)
		if two, err := s.ImportFiles(t.Context(), system, file); err != nil || two.Unchanged != 1 || two.Added+two.Amended > 0 {
			t.Errorf("twice: %+v %v", two, err)
		}
		put("a.json", smallText[:len(smallText)-2]+` một lần"}`)
		if three, err := s.ImportFiles(t.Context(), system, file); err != nil || three.Amended+three.Unchanged != 1 {
			t.Errorf("another text: %+v %v", three, err)
		}
		read(t, d, func(r db.Reader) error {
			es, err := s.Versions(r, "1.009999")
			if len(es) != 1 || es[0].State != Drafted {
				t.Errorf("drafts pile up: %+v", es)
			}
			if _, _, err := s.Current(r, "1.009999", ""); !fault.Is(err, fault.Conflict) {
				t.Errorf("a draft is in force: %v", err)
			}
			rep, err2 := s.Report(r, "thu nghiem", 5)
			if err2 != nil || len(rep.Hits) != 1 || !rep.Hits[0].Draft {
				t.Errorf("%+v %v", rep, err2)
			}
			if hits, _, _ := s.Search(r, "thu nghiem", Filter{}, "", 5); len(hits) > 0 {
				t.Error("people see a draft")
			}
			return err
		})
		if _, err := s.ImportFiles(t.Context(), authz.Actor{Kind: authz.Staff, ID: "a"}, file); !fault.Is(err, fault.Forbidden) {
			t.Errorf("without the right: %v", err)
		}
		if rep, err := s.ImportFiles(t.Context(), system, put("x.txt", "")); err != nil || rep.Counts[ProblemArchiveType] != 1 {
			t.Errorf("%+v %v", rep, err)
		}
	})
}

func TestImportNationalTexts(t *testing.T) {
	archive, dir := shared(t, "tthc/chatbot_tthc_raw_2642.tar.xz"), shared(t, "tthc")
	if archive == "" {
		return
	}
	lists, _ := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		s := newService(t, d)
		began := clock.System().Now()
		rep, err := s.ImportFiles(t.Context(), system, append(lists, archive)...)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d procedures of %d files in %v: added %d, terms without unit %d, run together %v", rep.Read, rep.Files, clock.System().Now().Sub(began), rep.Added,
			rep.TermsWithoutUnit, rep.RunTogether)
		if rep.TermsWithoutUnit != 855 || !slices.Equal(rep.RunTogether, []string{"1.000005", "1.005103", "2.001206", "2.002044"}) || rep.Added != 2642 {
			t.Errorf("%+v", rep.Counts)
		}
		now.Advance(time.Minute)
		two, err := s.ImportFiles(t.Context(), system, archive)
		if err != nil || two.Unchanged != 2642 {
			t.Errorf("twice: %d unchanged, %d added, %d amended, %v", two.Unchanged, two.Added, two.Amended, err)
		}
		read(t, d, func(r db.Reader) error {
			began := clock.System().Now()
			for _, q := range []string{"khai sinh", "dang ky kinh doanh", "giay phep xay dung nha o"} {
				if _, err := s.Report(r, q, 20); err != nil {
					return err
				}
			}
			t.Logf("three searches, the index made on the way: %v", clock.System().Now().Sub(began))
			return nil
		})
	})
}
