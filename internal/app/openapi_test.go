// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// TestTheDescriptionIsValidAndComplete reads it with somebody else's program.
func TestTheDescriptionIsValidAndComplete(t *testing.T) {
	h := newHouse(t, sqlite(t))
	w := h.get("", "/api/v1/openapi.json")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("version %s", doc.OpenAPI)
	}
	described := 0
	for _, route := range h.app.Routes() {
		if !strings.HasPrefix(route.Pattern, "/api/v1/") {
			continue
		}
		item := doc.Paths.Find(route.Pattern)
		if item == nil || item.GetOperation(route.Method) == nil {
			t.Errorf("%s %s is not described", route.Method, route.Pattern)
			continue
		}
		described++
		h.describes(route.Method+" "+route.Pattern, item.GetOperation(route.Method))
	}
	total := 0
	for _, item := range doc.Paths.Map() {
		total += len(item.Operations())
	}
	if total != described {
		t.Errorf("%d operations are described, %d are served", total, described)
	}
}

// describes checks that an operation has a name, words and its errors.
func (h *house) describes(what string, o *openapi3.Operation) {
	h.t.Helper()
	if o.OperationID == "" || o.Summary == "" || len(o.Tags) == 0 {
		h.t.Errorf("%s has no id, summary or tag", what)
	}
	for status, res := range o.Responses.Map() {
		code, err := strconv.Atoi(status)
		if err != nil || code < 400 {
			continue
		}
		media := res.Value.Content["application/problem+json"]
		if media == nil || media.Schema == nil {
			h.t.Errorf("%s: %s is no problem document", what, status)
			continue
		}
		for _, field := range []string{"type", "title", "status", "detail", "instance", "errors"} {
			if media.Schema.Value.Properties[field] == nil {
				h.t.Errorf("%s: a problem without %s", what, field)
			}
		}
	}
	for _, always := range []int{http.StatusInternalServerError, http.StatusServiceUnavailable} {
		if o.Responses.Status(always) == nil {
			h.t.Errorf("%s: does not say that it may answer %d", what, always)
		}
	}
}

// TestDocumentedErrorsAreWhatIsAnswered provokes each sort of error.
func TestDocumentedErrorsAreWhatIsAnswered(t *testing.T) {
	h := newHouse(t, sqlite(t))
	o := h.offices[0]
	body := h.application()
	cases := []struct {
		what, who, method, path string
		body                    any
		code                    int
		headers                 []string
	}{
		{"no token", "", http.MethodPost, "/api/v1/dossiers", body, 401, []string{"Idempotency-Key", "12345678"}},
		{"not theirs to do", o.Appraiser, http.MethodPost, "/api/v1/dossiers", body, 403, []string{"Idempotency-Key", "12345678"}},
		{"a permission they do not hold", o.Officer, http.MethodPost, "/api/v1/dossiers/x/approve", map[string]any{}, 403, nil},
		{"no such dossier", o.Officer, http.MethodGet, "/api/v1/dossiers/H52.1-000000-0000", nil, 404, nil},
		{"no such unit", "", http.MethodGet, "/api/v1/units/99999", nil, 404, nil},
		{"no such agency", "", http.MethodGet, "/api/v1/agencies/nope", nil, 404, nil},
		{"no such procedure", "", http.MethodGet, "/api/v1/procedures/9.999999", nil, 404, nil},
		{"no such version", "", http.MethodGet, "/api/v1/versions/x", nil, 404, nil},
		{"no such code", "", http.MethodGet, "/api/v1/verify/ABCDEFGH", nil, 404, nil},
		{"no key", o.Officer, http.MethodPost, "/api/v1/dossiers", body, 422, nil},
		{"a short key", o.Officer, http.MethodPost, "/api/v1/dossiers", body, 422, []string{"Idempotency-Key", "1"}},
		{"no body", o.Officer, http.MethodPost, "/api/v1/dossiers", nil, 400, []string{"Idempotency-Key", "12345678"}},
		{"a bad limit", "", http.MethodGet, "/api/v1/units?limit=0", nil, 422, nil},
		{"a limit that is none", "", http.MethodGet, "/api/v1/units?limit=many", nil, 422, nil},
		{"a bad date", "", http.MethodGet, "/api/v1/units?on=yesterday", nil, 422, nil},
		{"a choice that is none", "", http.MethodGet, "/api/v1/agencies?kind=palace", nil, 422, nil},
		{"a missing answer", o.Officer, http.MethodPost, "/api/v1/dossiers", with(body, "answers", map[string]string{}), 422, []string{"Idempotency-Key", "12345678"}},
		{"no such procedure to file", o.Officer, http.MethodPost, "/api/v1/dossiers", with(body, "procedure", "9.999999"), 404, []string{"Idempotency-Key", "12345678"}},
		{"no such agency to file at", o.Officer, http.MethodPost, "/api/v1/dossiers", with(body, "competent", "H52.9"), 422, []string{"Idempotency-Key", "12345678"}},
		{"a type nobody asked for", "", http.MethodGet, "/api/v1/units", nil, 200, []string{"Accept", "image/png"}},
	}
	for _, c := range cases {
		for _, lang := range []string{"vi", "en"} {
			w := h.call(c.who, c.method, c.path, c.body, append([]string{"Cookie", "lang=" + lang}, c.headers...)...)
			if w.Code != c.code {
				t.Errorf("%s: %d, want %d: %s", c.what, w.Code, c.code, w.Body)
			}
			h.fit(c.what, w)
		}
	}
}

func with(body map[string]any, key string, value any) map[string]any {
	out := map[string]any{}
	for k, v := range body {
		out[k] = v
	}
	out[key] = value
	return out
}
