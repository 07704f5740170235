// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

var rooms = []fs.FS{outbox.Schema, audit.Schema, dossier.Schema, Schema}

func citizen(person string) authz.Actor {
	return authz.Actor{Kind: authz.Citizen, ID: person, Person: person, Name: "Lò Thị Hương"}
}

type kit struct {
	*Service
	t   *testing.T
	d   *db.DB
	now *clock.Fake
}

func each(t *testing.T, fn func(k *kit)) {
	testkit.Each(t, rooms, func(t *testing.T, d *db.DB, now *clock.Fake) {
		texts, err := i18n.Load(Texts)
		if err != nil {
			t.Fatal(err)
		}
		box := outbox.New()
		fn(&kit{New(d, box, dossier.New(d, box, dossier.Rooms{Texts: texts})), t, d, now})
	})
}

// file writes a dossier of a person in a state, as the dossier room would have left it.
func (k *kit) file(code, person, agency string, state dossier.State) {
	k.t.Helper()
	err := k.d.Write(k.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO dossier (id, code, version, procedure_code, procedure_version, title, channel, state, step, step_no, holder, receiving, competent,
				person, applicant, applicant_key, number, submitted_at, on_open)
			VALUES ($1, $1, 1, '1.001193', 'v', 'Đăng ký khai sinh', 'online', $2, '', 0, $3, $3, $3, $4, 'Lò Thị Hương', '', '', $5, $6)`,
			code, int(state), agency, person, clock.Format(tx.Now()), state != dossier.Delivered)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO dossier_content (dossier, answers, components) VALUES ($1, '{}', '[]')`, code)
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) refused(actor authz.Actor, in RateInput, kind fault.Kind, key string) {
	k.t.Helper()
	_, err := k.Rate(k.t.Context(), actor, in)
	if !fault.Is(err, kind) || !strings.Contains(err.Error(), key) {
		k.t.Errorf("%v, want %s", err, key)
	}
}

func TestRate(t *testing.T) {
	each(t, func(k *kit) {
		k.file("A-1", "lo", "H52.101", dossier.Delivered)
		k.file("A-2", "lo", "H52.101", dossier.InProcess)
		k.refused(authz.Actor{}, RateInput{Code: "A-1", Score: 5}, fault.NotFound, "not_found")
		k.refused(citizen("other"), RateInput{Code: "A-1", Score: 5}, fault.NotFound, "not_found")
		officer := authz.Actor{Kind: authz.Staff, ID: "o", Person: "lo", Grants: []authz.Grant{{Permission: dossier.PermView, Unit: authz.Everywhere}}}
		k.refused(officer, RateInput{Code: "A-1", Score: 5}, fault.Forbidden, "forbidden")
		k.refused(citizen("lo"), RateInput{Code: "A-2", Score: 5}, fault.Conflict, "satisfaction.fault.not_yet")
		k.refused(citizen("lo"), RateInput{Code: "A-1", Score: 6}, fault.Invalid, "score")
		k.refused(citizen("lo"), RateInput{Code: "A-1", Score: 3, Words: strings.Repeat("ộ", MaxWords+1)}, fault.Invalid, "words")
		x, err := k.Rate(t.Context(), citizen("lo"), RateInput{Code: "A-1", Score: 4, Words: " Nhanh,\r\ncảm ơn ", Command: "one"})
		if err != nil || x.Score != 4 || x.Words != "Nhanh,\ncảm ơn" || x.Agency != "H52.101" || x.Version != 1 {
			t.Fatalf("%+v %v", x, err)
		}
		if x.person == "lo" || x.person == personHash("lo", "A-2") {
			t.Error("the person can be found again")
		}
		k.changes(t)
	})
}

// changes: the same click is done once; for seven days another mind is accepted.
func (k *kit) changes(t *testing.T) {
	again, err := k.Rate(t.Context(), citizen("lo"), RateInput{Code: "A-1", Score: 1, Command: "one"})
	if err != nil || again.Score != 4 || again.Version != 1 {
		t.Errorf("twice: %+v %v", again, err)
	}
	k.now.Advance(6 * 24 * time.Hour)
	x, err := k.Rate(t.Context(), citizen("lo"), RateInput{Code: "A-1", Score: 5, Command: "two"})
	if err != nil || x.Score != 5 || x.Version != 2 || !x.GivenAt.Equal(testkit.Noon) {
		t.Errorf("changed: %+v %v", x, err)
	}
	k.now.Advance(25 * time.Hour)
	k.refused(citizen("lo"), RateInput{Code: "A-1", Score: 1, Command: "three"}, fault.Conflict, "satisfaction.fault.too_late")
	err = k.d.Read(t.Context(), func(r db.Reader) error {
		x, err := k.Of(r, "A-1")
		if x.Score != 5 {
			t.Errorf("stored: %+v", x)
		}
		if none, err := k.Of(r, "A-2"); none.Version != 0 || err != nil {
			t.Errorf("none: %+v %v", none, err)
		}
		n, err2 := db.Value[int](r, `SELECT COUNT(*) FROM outbox_event`)
		if n != 2 || err2 != nil {
			t.Errorf("%d events %v", n, err2)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAverage(t *testing.T) {
	each(t, func(k *kit) {
		for i, s := range []int{5, 4, 2, 5} {
			code, agency := string(rune('A'+i)), []string{"H52.101", "H52.101", "H52.102", "H52.103"}[i]
			k.file(code, "lo", agency, dossier.Delivered)
			if _, err := k.Rate(t.Context(), citizen("lo"), RateInput{Code: code, Score: s, Command: code}); err != nil {
				t.Fatal(err)
			}
		}
		err := k.d.Read(t.Context(), func(r db.Reader) error {
			all, err := k.Average(r, nil, testkit.Noon, testkit.Noon.Add(time.Hour))
			if err != nil || len(all) != 3 || all[0] != (Score{"H52.101", 2, 9, 2}) || all[0].Average() != 450 {
				t.Errorf("%+v %v", all, err)
			}
			some, err := k.Average(r, []string{"H52.102", "H52.103"}, testkit.Noon, testkit.Noon.Add(time.Hour))
			if err != nil || len(some) != 2 || some[0].Happy != 0 {
				t.Errorf("%+v %v", some, err)
			}
			none, err := k.Average(r, nil, testkit.Noon.Add(time.Hour), testkit.Noon.Add(2*time.Hour))
			if len(none) != 0 || (Score{}).Average() != 0 {
				t.Errorf("%+v %v", none, err)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
