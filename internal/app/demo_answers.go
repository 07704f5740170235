// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"fmt"
	"strconv"
	"time"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/clock"
)

// answers invents what a person would write into a form.
func (m *demoer) answers(v *catalogue.Version, p identity.Person) map[string]string {
	a := map[string]string{}
	for _, q := range v.Form.Fields {
		if q.When.Holds(a) {
			m.answer(q, p, a)
		}
	}
	if v.Procedure == "1.001193" {
		m.birth(a)
	}
	return a
}

func (m *demoer) answer(q catalogue.FormField, p identity.Person, a map[string]string) {
	switch q.Kind {
	case catalogue.FieldPerson:
		name, born, number := m.name(""), fmt.Sprintf("19%02d-%02d-%02d", 60+m.rng.IntN(39), 1+m.rng.IntN(12), 1+m.rng.IntN(28)), ""
		if q.Source == "applicant" {
			name, born, number = p.Name, p.BirthDate, string(p.Number)
		}
		a[q.Key+dossier.PartName], a[q.Key+dossier.PartBorn], a[q.Key+dossier.PartNumber] = name, born, number
	case catalogue.FieldSelect, catalogue.FieldRadio:
		a[q.Key] = q.Options[m.rng.IntN(len(q.Options))].Value
	case catalogue.FieldDate:
		a[q.Key] = clock.Date(m.clock.Now().AddDate(0, 0, -m.rng.IntN(40)))
	case catalogue.FieldNumber:
		a[q.Key] = strconv.FormatInt(q.Min+int64(m.rng.IntN(3)), 10)
	case catalogue.FieldUnit:
		unit := m.offices[m.rng.IntN(75)].agency
		a[q.Key], a[q.Key+".label"] = unit.Unit, "Sơn La"
	case catalogue.FieldFile:
	default:
		if a[q.Key] = "Sơn La"; q.MaxLen > 0 && q.MaxLen < 6 {
			a[q.Key] = "08:00"[:q.MaxLen]
		}
	}
}

// birth makes the answers about a birth agree with each other.
func (m *demoer) birth(a map[string]string) {
	sex := []string{"m", "f"}[m.rng.IntN(2)]
	a["child_name"], a["child_sex"], a["child_ethnicity"], a["child_origin"] = m.name(sex), sex, "Thái", "Sơn La"
	a["child_birth_place"] = "Bệnh viện Đa khoa tỉnh Sơn La"
	a["child_birth_date"] = clock.Date(m.clock.Now().Add(-time.Duration(2+m.rng.IntN(50)) * 24 * time.Hour))
	a["birth_paper"], a["birth_paper_number"] = "electronic", strconv.Itoa(1000+m.rng.IntN(9000))
	a["mother.name"], a["mother.born"] = m.name("f"), fmt.Sprintf("199%d-05-1%d", m.rng.IntN(10), m.rng.IntN(9))
	a["mother_residence"], a["mother_residence.label"] = "03646", "Phường Tô Hiệu"
	a["parents_married"], a["within_60_days"], a["relation"], a["copies"] = "no", "yes", "mother", "0"
}

// components are the papers as the officer ticked them off.
func components(v *catalogue.Version, a map[string]string) []dossier.ComponentCheck {
	var out []dossier.ComponentCheck
	for _, c := range v.Components {
		if c.When.Holds(a) {
			out = append(out, dossier.ComponentCheck{Key: c.Key, Name: c.Name.VI, Originals: c.Originals, Copies: c.Copies, Seen: true, Files: 1})
		}
	}
	return out
}
