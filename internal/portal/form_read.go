// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/web"
)

// readAnswers takes from a form what it holds of the questions, as typed; nothing
// is judged here, so that nothing is lost. communes gives the name of a unit.
func readAnswers(r *http.Request, fields []catalogue.FormField, communes map[string]string) map[string]string {
	out := map[string]string{}
	for _, q := range fields {
		switch q.Kind {
		case catalogue.FieldFile:
		case catalogue.FieldPerson:
			readLine(r, out, q.Key+dossier.PartName)
			readDate(r, out, q.Key+dossier.PartBorn)
			readNumber(r, out, q.Key+dossier.PartNumber)
		case catalogue.FieldDate:
			readDate(r, out, q.Key)
		case catalogue.FieldUnit:
			readUnit(r, out, q.Key, communes)
		case catalogue.FieldTextarea:
			if sent(r, q.Key) {
				out[q.Key] = web.CleanArea(r.PostFormValue(q.Key))
			}
		default:
			readLine(r, out, q.Key)
		}
	}
	return out
}

func sent(r *http.Request, name string) bool { return len(r.PostForm[name]) > 0 }

func readLine(r *http.Request, out map[string]string, name string) {
	if sent(r, name) {
		out[name] = web.CleanLine(r.PostFormValue(name))
	}
}

// readNumber writes a personal number without the blanks that people type.
func readNumber(r *http.Request, out map[string]string, name string) {
	readLine(r, out, name)
	if n, ok := identity.ParseNumber(out[name]); ok {
		out[name] = string(n)
	}
}

// readUnit keeps the name of the commune beside its code; who chose one outside
// the province wrote the name.
func readUnit(r *http.Request, out map[string]string, name string, communes map[string]string) {
	if !sent(r, name) {
		return
	}
	code := web.CleanLine(r.PostFormValue(name))
	out[name], out[name+dossier.PartLabel] = code, communes[code]
	if code == dossier.UnitOutside {
		out[name+dossier.PartLabel] = web.CleanLine(r.PostFormValue(name + dossier.PartLabel))
	}
}

// readDate makes a date of the three boxes; what is none is kept as it was typed,
// 31/2/2026, for the page to show again.
func readDate(r *http.Request, out map[string]string, name string) {
	if !sent(r, name+"-day") {
		return
	}
	day, month, year := web.CleanLine(r.PostFormValue(name+"-day")), web.CleanLine(r.PostFormValue(name+"-month")), web.CleanLine(r.PostFormValue(name+"-year"))
	out[name] = dateFrom(day, month, year)
}

func dateFrom(day, month, year string) string {
	if day+month+year == "" {
		return ""
	}
	d, e1 := strconv.Atoi(day)
	m, e2 := strconv.Atoi(month)
	y, e3 := strconv.Atoi(year)
	if iso := fmt.Sprintf("%04d-%02d-%02d", y, m, d); errors.Join(e1, e2, e3) == nil && y >= 1000 && web.ValidDate(iso) {
		return iso
	}
	return strings.Join([]string{day, month, year}, "/")
}

// boxes is a date as the three boxes show it.
func boxes(value string) (day, month, year string) {
	if web.ValidDate(value) {
		return strings.TrimPrefix(value[8:], "0"), strings.TrimPrefix(value[5:7], "0"), value[:4]
	}
	parts := strings.SplitN(value+"//", "/", 3)
	return parts[0], parts[1], strings.TrimRight(parts[2], "/")
}
