// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var zippers = sync.Pool{New: func() any { z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed); return z }}

// Render writes a page that was rendered whole first, so that a failing
// component never leaves half a page.
func Render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer func() { buf.Reset(); buffers.Put(buf) }()
	if err := page.Render(r.Context(), buf); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Content-Language", i18n.Lang(r.Context()))
	h.Add("Vary", "Accept-Encoding, Cookie")
	return write(w, r, status, buf.Bytes())
}

// Page renders with status 200.
func Page(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	return Render(w, r, http.StatusOK, page)
}

func write(w http.ResponseWriter, r *http.Request, status int, body []byte) error {
	if len(body) < 1400 || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, err := w.Write(body)
		return err
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(w)
	if _, err := z.Write(body); err != nil {
		return err
	}
	return z.Close()
}

// File sends bytes under a name, shown in the page or as a download.
func File(w http.ResponseWriter, name, contentType string, inline bool, body []byte) error {
	kind := "attachment"
	if inline {
		kind = "inline"
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", kind+"; filename*=UTF-8''"+pathEscape(name))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "private, no-store")
	_, err := w.Write(body)
	return err
}

func pathEscape(name string) string {
	var b strings.Builder
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + strings.ToUpper(strconv.FormatInt(int64(c)+256, 16)[1:]))
	}
	return b.String()
}

// JSON writes a value.
func JSON(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}

// Problem is RFC 9457 problem details, with the fields that are wrong.
type Problem struct {
	Type     string         `json:"type" doc:"a URN of the text key"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail"`
	Instance string         `json:"instance,omitempty" doc:"the incident code of an internal error"`
	Errors   []ProblemField `json:"errors,omitempty"`
}

// ProblemField is one wrong field.
type ProblemField struct {
	Location string `json:"location"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

// ProblemOf puts a fault into words.
func ProblemOf(l i18n.Localizer, f *fault.Error, incident string) Problem {
	p := Problem{Type: "urn:motcua:" + f.Key, Title: http.StatusText(f.Kind.Status()), Status: f.Kind.Status(), Detail: l.T(f.Key, f.Args...), Instance: incident}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, ProblemField{Location: field.Name, Code: field.Key, Message: l.T(field.Key, field.Args...)})
	}
	return p
}

func writeProblem(w http.ResponseWriter, r *http.Request, f *fault.Error, incident string) {
	body, _ := json.Marshal(ProblemOf(i18n.From(r.Context()), f, incident))
	w.Header().Set("Content-Type", "application/problem+json")
	comeAgain(w.Header(), f.Kind.Status())
	w.WriteHeader(f.Kind.Status())
	_, _ = w.Write(body)
}

// comeAgain says when, where it is worth while.
func comeAgain(h http.Header, status int) {
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "5")
	}
}
