// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/web"
)

// ClaimMap says under which names the provider tells what; the first name that has
// a value counts. The zero value knows the names seen so far, in both spellings.
type ClaimMap struct {
	Number, Name, BirthDate, Sex, Phone, Email, Address []string
	Level                                               []string
}

func (m ClaimMap) withDefaults() ClaimMap {
	fill := func(field *[]string, names ...string) {
		if *field == nil {
			*field = names
		}
	}
	fill(&m.Number, "so_dinh_danh", "SoDinhDanh")
	fill(&m.Name, "ho_va_ten", "HoVaTen", "name")
	fill(&m.BirthDate, "ngay_sinh", "NgayThangNamSinh", "birthdate")
	fill(&m.Sex, "gioi_tinh", "GioiTinh", "gender")
	fill(&m.Phone, "so_dien_thoai", "SoDienThoai", "phone_number")
	fill(&m.Email, "thu_dien_tu", "ThuDienTu", "email")
	fill(&m.Address, "noi_thuong_tru", "ThuongTru")
	fill(&m.Level, "acr", "loAs", "loa", "IAL", "ial")
	return m
}

// usualLevels are the ways in which a provider may name the two levels of Decree
// 69/2024/NĐ-CP.
var usualLevels = map[string]int{
	"1": 1, "2": 2, "loa1": 1, "loa2": 2, "ial1": 1, "ial2": 2,
	"urn:vneid:loa:1": 1, "urn:vneid:loa:2": 2, "low": 1, "substantial": 2, "high": 2,
}

// claims are what a provider says of a person.
type claims map[string]any

func (c claims) first(names []string) string {
	for _, name := range names {
		switch v := c[name].(type) {
		case string:
			if s := web.CleanLine(v); s != "" {
				return s
			}
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return ""
}

// level is the assurance level of the session. What the map does not know counts as
// the lower level: somebody did sign in, and no more is certain.
func (c claims) level(m ClaimMap, levels map[string]int) int {
	if n, ok := levels[strings.ToLower(c.first(m.Level))]; ok {
		return n
	}
	return 1
}

// personOf makes the person the claims speak of. A number that breaks the rule or a
// missing name is an error: nobody may be signed in as nobody.
func personOf(c claims, m ClaimMap) (Person, error) {
	number, ok := ParseNumber(c.first(m.Number))
	if !ok {
		return Person{}, fmt.Errorf("%w: no personal number among the claims", errRefused)
	}
	p := Person{Number: number, Name: c.first(m.Name), Source: FromVNeID, Sex: sexOf(c.first(m.Sex)), BirthDate: birthOf(c.first(m.BirthDate)), Address: c.first(m.Address), Language: language("")}
	if p.Name == "" || len(p.Name) > 400 {
		return Person{}, fmt.Errorf("%w: no name among the claims", errRefused)
	}
	if phone, ok := ParsePhone(c.first(m.Phone)); ok {
		p.Phone = phone
	}
	if email, ok := ParseEmail(c.first(m.Email)); ok {
		p.Email = email
	}
	return p, nil
}

// mergeRule is what becomes of a person we know when VNeID tells of them: name,
// birth and sex are the State's to say; how to reach them is theirs, and only
// filled where it was empty.
func mergeRule(old, said Person) (next Person, changed bool) {
	next = old
	next.Name, next.Source = said.Name, FromVNeID
	keep := func(field *string, said string, always bool) {
		if said != "" && (always || *field == "") {
			*field = said
		}
	}
	keep(&next.BirthDate, said.BirthDate, true)
	keep(&next.Address, said.Address, true)
	keep(&next.Phone, said.Phone, false)
	keep(&next.Email, said.Email, false)
	if said.Sex != "" {
		next.Sex = said.Sex
	}
	return next, next != old
}

func sexOf(s string) Sex {
	switch strings.ToLower(s) {
	case "nam", "male", "m", "1":
		return Male
	case "nữ", "nu", "female", "f", "2", "0":
		return Female
	}
	return ""
}

// birthOf reads the forms of a date that occur: 2001-12-20, 20/12/2001, 20011220
// and 20122001, which cannot be mistaken for each other between 1900 and 2099.
func birthOf(s string) string {
	for _, layout := range []string{clock.DateLayout, "02/01/2006", "20060102", "02012006", "20060102150405"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 {
			return t.Format(clock.DateLayout)
		}
	}
	return ""
}
