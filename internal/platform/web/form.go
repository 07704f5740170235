// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/ids"
)

// Form reads the fields of a small form and gathers what is wrong with them.
// Text is NFC-normalised and trimmed at this edge, and nowhere else.
type Form struct {
	fault.Checks
	r *http.Request
}

// ReadForm parses the body; one that is too large is a fault.
func ReadForm(r *http.Request) (*Form, error) {
	err := r.ParseForm()
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(1 << 20)
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, err
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "fault.unreadable_form")
	}
	return &Form{r: r}, nil
}

// Raw is the field as sent.
func (f *Form) Raw(name string) string { return f.r.PostFormValue(name) }

// Values is a field that may come several times.
func (f *Form) Values(name string) []string { return f.r.PostForm[name] }

// Text is a line of text of at most max characters.
func (f *Form) Text(name string, max int) string {
	s := CleanLine(f.Raw(name))
	f.limit(name, s, max)
	return s
}

// Area is text of several lines of at most max characters.
func (f *Form) Area(name string, max int) string {
	s := CleanArea(f.Raw(name))
	f.limit(name, s, max)
	return s
}

// Required is Text that must not be empty.
func (f *Form) Required(name string, max int) string {
	s := f.Text(name, max)
	f.Require(s != "", name, "fault.field.required")
	return s
}

func (f *Form) limit(name, s string, max int) {
	if n := utf8.RuneCountInString(s); n > max {
		f.Add(name, "fault.field.too_long", "max", max, "length", n)
	}
}

// Int is a whole number from low to high; an empty field is low.
func (f *Form) Int(name string, low, high int) int {
	s := CleanLine(f.Raw(name))
	if s == "" {
		return low
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		f.Add(name, "fault.field.number", "low", low, "high", high)
		return low
	}
	return n
}

// One is a choice among options.
func (f *Form) One(name string, options ...string) string {
	s := f.Raw(name)
	for _, o := range options {
		if s == o {
			return s
		}
	}
	f.Add(name, "fault.field.choose")
	return ""
}

// Date reads the three boxes name-day, name-month, name-year, or a single ISO
// field called name; it is "" when all are empty.
func (f *Form) Date(name string) string {
	if iso := CleanLine(f.Raw(name)); iso != "" {
		return f.civil(name, iso)
	}
	day, month, year := CleanLine(f.Raw(name+"-day")), CleanLine(f.Raw(name+"-month")), CleanLine(f.Raw(name+"-year"))
	if day+month+year == "" {
		return ""
	}
	d, e1 := strconv.Atoi(day)
	m, e2 := strconv.Atoi(month)
	y, e3 := strconv.Atoi(year)
	if errors.Join(e1, e2, e3) != nil || y < 1000 {
		f.Add(name, "fault.field.date")
		return ""
	}
	return f.civil(name, fmt.Sprintf("%04d-%02d-%02d", y, m, d))
}

func (f *Form) civil(name, iso string) string {
	if !ValidDate(iso) {
		f.Add(name, "fault.field.date")
		return ""
	}
	return iso
}

// Command is the hidden id of one click: sent twice, it is done once.
func (f *Form) Command() string {
	c := f.Raw("command")
	if len(c) > 64 {
		return ""
	}
	return c
}

// NewCommand is the value for the hidden field of a freshly rendered form.
func NewCommand(r *http.Request) string { return ids.New(Now(r)) }

// CleanLine normalises to NFC, drops control characters and folds blanks.
func CleanLine(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(c rune) rune {
		if c < 0x20 || c == 0x7f || c >= 0x200b && c <= 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfeff {
			if c == '\n' || c == '\t' || c == '\r' {
				return ' '
			}
			return -1
		}
		return c
	}, s)
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// CleanArea cleans each line and keeps the line breaks.
func CleanArea(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = CleanLine(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
