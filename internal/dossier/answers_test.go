// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"strings"
	"testing"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/platform/fault"
)

func TestCheckAnswers(t *testing.T) {
	yes := &catalogue.Condition{Field: "more", In: []string{"yes"}}
	f := catalogue.Form{Fields: []catalogue.FormField{
		{Key: "name", Kind: catalogue.FieldText, Required: true, MaxLen: 10}, {Key: "where", Kind: catalogue.FieldUnit, Required: true}, {Key: "more"}, {Key: "why", When: yes, Required: true}}}
	good := map[string]string{"name": "Lò Ánh", "where": "03646"}
	if err := CheckAnswers(f, good, "2026-11-16"); err != nil {
		t.Error(err)
	}
	for field, change := range map[string]map[string]string{
		"name: fault.field.required": {"name": ""}, "name: fault.field.too_long": {"name": strings.Repeat("ộ", 11)}, "name: dossier.fault.unprintable": {"name": "Ánh 😀"},
		"where.label: fault.field.required": {"where": UnitOutside}, "why: fault.field.required": {"more": "yes"},
	} {
		answers := map[string]string{}
		for _, m := range []map[string]string{good, change} {
			for k, v := range m {
				answers[k] = v
			}
		}
		if err := CheckAnswers(f, answers, "2026-11-16"); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, fine := range []string{"Ự Ễ Ặ ỳ", "Hmông: Vàng A Pó", "ປະເທດລາວ", "12 m² – 5 %", "Điều 3, khoản 2°"} {
		if what, bad := unprintable(fine); bad {
			t.Errorf("%s: %q", fine, what)
		}
	}
}

func TestAnsweredAndChecklist(t *testing.T) {
	paper := &catalogue.Condition{Field: "how", In: []string{"paper"}}
	f := catalogue.Form{Fields: []catalogue.FormField{{Key: "how"}, {Key: "number", When: paper}, {Key: "who", Kind: catalogue.FieldPerson}}}
	got := Answered(f, map[string]string{"how": "none", "number": "12", "who.name": "Lò", "whole": "x"})
	if len(got) != 2 || got["how"] != "none" || got["who.name"] != "Lò" {
		t.Errorf("%v", got)
	}
	v := &catalogue.Version{Components: []catalogue.Component{{Key: "a", Presentation: catalogue.Submit, Originals: 1, When: paper}, {Key: "b", Presentation: catalogue.Submit, Copies: 1}, {Key: "c", Presentation: catalogue.Show, Originals: 1}}}
	if list := Checklist(v, got, map[string]int{"b": 2}); len(list) != 2 || list[0].Files != 2 {
		t.Errorf("%+v", list)
	}
	if err := CheckPapers(v, got, nil); err == nil || !strings.Contains(err.Error(), PaperField("b")) || strings.Contains(err.Error(), "file-c") {
		t.Error(err)
	}
	if err := CheckPapers(v, got, map[string]int{"b": 1}); err != nil {
		t.Error(err)
	}
}
