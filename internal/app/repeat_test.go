// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"motcua.vn/internal/dossier"
)

type summary struct {
	Code    string `json:"code"`
	Version int    `json:"version"`
	State   int    `json:"state"`
	Step    string `json:"step"`
}

type fileOfOne struct {
	summary
	Events []struct {
		Act string `json:"act"`
	} `json:"events"`
}

func (h *house) file(key string) summary {
	h.t.Helper()
	w := h.call(h.offices[0].Officer, http.MethodPost, "/api/v1/dossiers", h.application(), "Idempotency-Key", key)
	if w.Code != http.StatusCreated {
		h.t.Fatalf("filed %s: %d %s", key, w.Code, w.Body)
	}
	return decode[summary](h.t, w)
}

func (h *house) read(code string) fileOfOne {
	h.t.Helper()
	return decode[fileOfOne](h.t, h.get(h.offices[0].Officer, "/api/v1/dossiers/"+code))
}

func TestFilingTwiceWithOneKeyIsFilingOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		one, two := h.file("key-000001"), h.file("key-000001")
		if one != two {
			t.Errorf("%+v, then %+v", one, two)
		}
		if three := h.file("key-000002"); three.Code == one.Code {
			t.Error("another key gave the same dossier")
		}
		other := h.call(h.offices[1].Officer, http.MethodPost, "/api/v1/dossiers", h.application(), "Idempotency-Key", "key-000001")
		if other.Code == http.StatusCreated && decode[summary](t, other).Code == one.Code {
			t.Error("another person's key found this one's dossier")
		}
		codes := make([]string, 12)
		var wg sync.WaitGroup
		for i := range codes {
			wg.Go(func() {
				w := h.call(h.offices[0].Officer, http.MethodPost, "/api/v1/dossiers", h.application(), "Idempotency-Key", "key-at-once")
				if w.Code != http.StatusCreated {
					t.Errorf("%d %s", w.Code, w.Body)
					return
				}
				codes[i] = decode[summary](t, w).Code
			})
		}
		wg.Wait()
		if slices.Sort(codes); len(slices.Compact(codes)) != 1 {
			t.Errorf("filed more than once: %v", slices.Compact(codes))
		}
	})
}

// deed is one act on a dossier, by whom it is done.
type deed struct {
	name string
	who  string
	body any
}

func (h *house) life() []deed {
	o := h.offices[0]
	missing := map[string]any{"missing": []map[string]string{{"what": "bản sao", "why": "thiếu"}}}
	return []deed{
		{"request-supplement", o.Officer, missing}, {"supplement", o.Officer, map[string]any{}}, {"accept", o.Officer, map[string]any{}},
		{"appraise", o.Appraiser, map[string]any{"outcome": "granted"}}, {"return", o.Approver, map[string]any{"note": "xem lại"}}, {"appraise", o.Appraiser, map[string]any{"outcome": "granted"}},
		{"approve", o.Approver, map[string]any{}}, {"stamp", o.Keeper, map[string]any{}}, {"deliver", o.Officer, map[string]any{}},
	}
}

func (h *house) act(code string, d deed, headers ...string) (int, summary) {
	h.t.Helper()
	w := h.call(d.who, http.MethodPost, "/api/v1/dossiers/"+code+"/"+d.name, d.body, headers...)
	if w.Code != http.StatusOK {
		h.fit(d.name, w)
		return w.Code, summary{}
	}
	s := decode[summary](h.t, w)
	if want := fmt.Sprintf("%q", fmt.Sprint(s.Version)); w.Header().Get("ETag") != want {
		h.t.Errorf("%s: ETag %s, version %d", d.name, w.Header().Get("ETag"), s.Version)
	}
	return w.Code, s
}

// TestEveryActIsDoneOnceAndNotOnWhatHasChanged walks the whole life with each key
// sent twice, with and without the version that was read.
func TestEveryActIsDoneOnceAndNotOnWhatHasChanged(t *testing.T) {
	for _, matching := range []bool{true, false} {
		t.Run(fmt.Sprintf("If-Match %v", matching), func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				d := h.file("a-whole-life")
				var keys []string
				for i, deed := range h.life() {
					key := fmt.Sprintf("life-%d", i)
					headers := []string{"Idempotency-Key", key}
					if matching {
						headers = append(headers, "If-Match", fmt.Sprintf("%q", fmt.Sprint(d.Version)))
					}
					if code, _ := h.act(d.Code, deed, "Idempotency-Key", "stale-"+key, "If-Match", `"99"`); code != http.StatusConflict {
						t.Errorf("%s on a version that is not there: %d", deed.name, code)
					}
					if code, _ := h.act(d.Code, deed, "Idempotency-Key", "stale-"+key, "If-Match", `"abc"`); code != http.StatusConflict {
						t.Errorf("%s on a version that is none: %d", deed.name, code)
					}
					code, now := h.act(d.Code, deed, headers...)
					if code != http.StatusOK || now.Version != d.Version+1 {
						t.Fatalf("%s: %d, version %d after %d", deed.name, code, now.Version, d.Version)
					}
					if code, again := h.act(d.Code, deed, headers...); code != http.StatusOK || again != now {
						t.Errorf("%s again: %d %+v, first %+v", deed.name, code, again, now)
					}
					d, keys = now, append(keys, key)
				}
				// An answer that got lost on the way is asked for again much later.
				for i, deed := range h.life() {
					if code, late := h.act(d.Code, deed, "Idempotency-Key", keys[i]); code != http.StatusOK || late.Version != d.Version {
						t.Errorf("%s once more at the end: %d %+v", deed.name, code, late)
					}
				}
				f := h.read(d.Code)
				if len(f.Events) != 1+len(h.life()) || f.State != int(dossier.Delivered) {
					t.Errorf("%d events, state %d", len(f.Events), f.State)
				}
			})
		})
	}
}

// TestAnOldKeyDoesNothingWhenTheSameStepComesBack: after a return the appraisal
// is open again; a repeat of the first one must not do it.
func TestAnOldKeyDoesNothingWhenTheSameStepComesBack(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		d := h.file("comes-back")
		life := h.life()
		for i, deed := range []deed{life[2], life[3], life[4]} { // accept, appraise, return
			if code, _ := h.act(d.Code, deed, "Idempotency-Key", fmt.Sprintf("back-%d", i)); code != http.StatusOK {
				t.Fatalf("%s: %d", deed.name, code)
			}
		}
		before := h.read(d.Code)
		if code, _ := h.act(d.Code, life[3], "Idempotency-Key", "back-1"); code != http.StatusOK {
			t.Errorf("a repeat: %d", code)
		}
		if after := h.read(d.Code); after.Version != before.Version || len(after.Events) != len(before.Events) {
			t.Errorf("the repeat was done again: version %d after %d", after.Version, before.Version)
		}
	})
}

// TestTheWorkListIsPagedWithoutGapOrDouble while dossiers come and go.
func TestTheWorkListIsPagedWithoutGapOrDouble(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		const n = 2*dossier.PageSize + 7
		want := map[string]bool{}
		for i := range n {
			want[h.file(fmt.Sprintf("paged-%04d", i)).Code] = true
		}
		type list struct {
			Items []struct {
				Code  string `json:"code"`
				ActBy string `json:"act_by"`
			} `json:"items"`
			Next string `json:"next"`
		}
		seen, cursor, pages, last := map[string]bool{}, "", 0, ""
		for {
			l := decode[list](t, h.get(h.offices[0].Officer, "/api/v1/work?cursor="+cursor))
			for _, i := range l.Items {
				if seen[i.Code] || i.ActBy < last {
					t.Errorf("%s comes twice or out of order", i.Code)
				}
				seen[i.Code], last = true, i.ActBy
			}
			if pages++; l.Next == "" {
				break
			}
			if pages == 1 { // one is taken away, one comes
				gone := l.Items[0].Code
				if code, _ := h.act(gone, h.life()[2], "Idempotency-Key", "paged"); code != http.StatusOK {
					t.Fatal(code)
				}
				h.file("paged-late")
			}
			cursor = l.Next
		}
		for code := range want {
			if !seen[code] {
				t.Errorf("%s was left out", code)
			}
		}
		if pages != 3 {
			t.Errorf("%d pages", pages)
		}
		for _, bad := range []string{"x", "%2F", "%27", "9999-12-31T00:00:00.000000Z/x", "%00"} {
			w := h.get(h.offices[0].Officer, "/api/v1/work?cursor="+bad)
			h.fit("cursor "+bad, w)
			if w.Code != http.StatusOK && w.Code != http.StatusUnprocessableEntity {
				t.Errorf("cursor %s: %d %s", bad, w.Code, w.Body)
			}
		}
		if other := decode[list](t, h.get(h.offices[1].Officer, "/api/v1/work")); len(other.Items) != 0 {
			t.Errorf("another office sees %d of them", len(other.Items))
		}
		if w := h.get(h.offices[1].Officer, "/api/v1/dossiers/"+anyOf(want)); w.Code != http.StatusNotFound {
			t.Errorf("another office reads it: %d", w.Code)
		}
	})
}

// TestWhatIsHandedInLaterIsCheckedLikeTheRest: the answers with a supplement.
func TestWhatIsHandedInLaterIsCheckedLikeTheRest(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		d, life := h.file("supplemented"), h.life()
		if code, _ := h.act(d.Code, life[0], "Idempotency-Key", "ask"); code != http.StatusOK {
			t.Fatal(code)
		}
		for name, answers := range map[string]map[string]string{
			"nothing where something is needed": {"request": " \n "}, "too long": {"request": strings.Repeat("x", 600)}, "a thousand more": many(1000), "unprintable": {"request": "a\u202eb", "reason": "\U000F0000"},
		} {
			bad := deed{"supplement", life[1].who, map[string]any{"answers": answers}}
			if code, _ := h.act(d.Code, bad, "Idempotency-Key", "bad"); code != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", name, code)
			}
		}
		good := deed{"supplement", life[1].who, map[string]any{"answers": map[string]string{"request": "đã sửa", "reason": "ghi thiếu"}}}
		if code, now := h.act(d.Code, good, "Idempotency-Key", "good"); code != http.StatusOK || now.State != int(dossier.Submitted) {
			t.Errorf("%d %+v", code, now)
		}
	})
}

func many(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprint("k", i)] = "v"
	}
	return out
}

func anyOf(m map[string]bool) string {
	for k := range m {
		return k
	}
	return ""
}

// BenchmarkStart is what an operator waits for: from nothing to the first answer,
// on a database that is there.
func BenchmarkStart(b *testing.B) {
	url := sqlite(b)
	h := newHouse(b, url)
	if err := h.app.Preload(context.Background(), 20_000, BenchProcedure, nil); err != nil {
		b.Fatal(err)
	}
	data := b.TempDir()
	for b.Loop() {
		a, err := Open(context.Background(), Config{DB: url, Data: data})
		if err != nil {
			b.Fatal(err)
		}
		h.handler = a.Handler()
		if w := h.get("", "/api/v1/procedures?q=khai+sinh&limit=10"); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		if w := h.get(h.offices[0].Officer, "/api/v1/work"); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		a.Close()
	}
}
