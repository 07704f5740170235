// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"motcua.vn/internal/platform/web"
)

// A form that leads through the sign-in to the identity provider is stopped by the
// browser unless the policy names the provider: found by the journey from the poster.
func TestFormsMayEndAtTheIdentityProvider(t *testing.T) {
	for _, x := range []struct {
		targets []string
		want    string
	}{{nil, "form-action 'self'"}, {[]string{"https://vneid.example"}, "form-action 'self' https://vneid.example"}} {
		s := web.NewServer(web.Config{FormTargets: x.targets}, nil)
		s.Handle("GET /x", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x", nil))
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(csp, "; "+x.want) {
			t.Errorf("%v: %s", x.targets, csp)
		}
	}
}
