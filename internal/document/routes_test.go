// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/web"
)

// owners lets a citizen reach the draft that bears their name, and nobody else.
type owners struct{}

func (owners) MayRead(_ context.Context, _ db.Reader, a authz.Actor, owner string) error {
	if a.ID != "" && strings.HasSuffix(owner, a.ID) {
		return nil
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

func (o owners) MayChange(ctx context.Context, r db.Reader, a authz.Actor, owner string) error {
	return o.MayRead(ctx, r, a, owner)
}

func serve(t *testing.T, h *house) http.Handler {
	t.Helper()
	h.SetAccess(owners{})
	texts, err := i18n.Load(web.Texts, document.Texts)
	if err != nil {
		t.Fatal(err)
	}
	api := web.NewAPI("test")
	h.Operations(api)
	return web.NewServer(web.Config{
		Texts: texts, Clock: h.now, Log: slog.New(slog.DiscardHandler),
		Authenticate: func(r *http.Request) (authz.Actor, error) {
			if id := r.Header.Get("X-Test-Actor"); id != "" {
				return authz.Actor{Kind: authz.Citizen, ID: id}, nil
			}
			return authz.Actor{}, nil
		},
		ErrorPage: func(_ *http.Request, f *fault.Error, _ string) templ.Component { return templ.Raw(f.Key) },
	}, append(h.Routes(), api.Routes()...))
}

func call(h http.Handler, actor, method, url string, body []byte) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, bytes.NewReader(body))
	r.Header.Set("X-Test-Actor", actor)
	if body != nil {
		r.Header.Set("Content-Type", "application/octet-stream")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestFilesOverHTTP(t *testing.T) {
	now := clock.NewFake(testkit.Noon)
	house := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	h := serve(t, house)
	add := call(h, "binh", "POST", "/api/v1/files?owner=draft-binh&component=c1&name=%E1%BA%A3nh.png", pngOf(50, 40))
	var f document.FileLine
	if err := json.Unmarshal(add.Body.Bytes(), &f); err != nil || add.Code != http.StatusCreated || f.State != "checked" || f.Name != "ảnh.png" || f.SHA256 == "" {
		t.Fatalf("%d %s", add.Code, add.Body)
	}
	if w := call(h, "", "POST", "/api/v1/files?owner=draft-binh&name=x.png", pngOf(5, 5)); w.Code != http.StatusUnauthorized {
		t.Errorf("anonymous adds: %d", w.Code)
	}
	if w := call(h, "binh", "POST", "/api/v1/files?owner=draft-binh&name=x.pdf", []byte("no")); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Không nhận loại tệp") {
		t.Errorf("wrong type: %d %s", w.Code, w.Body)
	}
	if w := call(h, "hoa", "GET", "/api/v1/files?owner=draft-binh", nil); w.Code != http.StatusNotFound {
		t.Errorf("a stranger lists: %d", w.Code)
	}
	if w := call(h, "binh", "GET", "/api/v1/files?owner=draft-binh", nil); w.Code != http.StatusOK || strings.Count(w.Body.String(), `"id"`) != 2 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	get := call(h, "binh", "GET", "/files/"+f.ID, nil)
	head := get.Header()
	if get.Code != http.StatusOK || head.Get("Content-Type") != "image/png" || head.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.Contains(head.Get("Content-Security-Policy"), "sandbox") || !strings.Contains(head.Get("Content-Disposition"), "inline; filename*=UTF-8''%E1%BA%A3nh.png") {
		t.Errorf("%d %v", get.Code, head)
	}
	if w := call(h, "binh", "GET", "/files/"+f.ID+"?download=1", nil); !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", w.Header())
	}
	if w := call(h, "binh", "GET", "/files/"+f.ID+"/thumbnail", nil); w.Code != http.StatusOK {
		t.Errorf("thumbnail: %d", w.Code)
	}
	for _, path := range []string{"/files/" + f.ID, "/files/" + f.ID + "/thumbnail", "/files/none", "/papers/none"} {
		if w := call(h, "hoa", "GET", path, nil); w.Code != http.StatusNotFound {
			t.Errorf("a stranger gets %s: %d", path, w.Code)
		}
		if w := call(h, "", "GET", path, nil); w.Code != http.StatusUnauthorized {
			t.Errorf("anonymous gets %s: %d", path, w.Code)
		}
	}
	if w := call(h, "binh", "DELETE", "/api/v1/files/"+f.ID, nil); w.Code != http.StatusNoContent {
		t.Errorf("removal: %d %s", w.Code, w.Body)
	}
	if w := call(h, "binh", "GET", "/files/"+f.ID, nil); w.Code != http.StatusNotFound {
		t.Errorf("after removal: %d", w.Code)
	}
}

func TestPapersOverHTTP(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	now := clock.NewFake(testkit.Noon)
	house := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	h := serve(t, house)
	p := house.order(t, document.OrderInput{Dossier: "d-binh", DossierCode: code, Step: "accept", Agency: agency, Holder: "Lò Thị Bình", Data: slip()})
	w := call(h, "binh", "GET", "/papers/"+p.ID, nil)
	if w.Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF")) || !strings.Contains(w.Header().Get("Content-Disposition"), code+"-01.pdf") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := call(h, "hoa", "GET", "/papers/"+p.ID, nil); w.Code != http.StatusNotFound {
		t.Errorf("a stranger gets it: %d", w.Code)
	}
	if w := call(h, "binh", "GET", "/api/v1/papers?owner=d-binh", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "01/GTN-TTPVHCC") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	v := call(h, "", "GET", "/api/v1/verify/"+p.Code, nil)
	if v.Code != http.StatusOK || !strings.Contains(v.Body.String(), "Lò T*** B***") || strings.Contains(v.Body.String(), "Thị Bình") || !strings.Contains(v.Body.String(), `"genuine":true`) {
		t.Errorf("%d %s", v.Code, v.Body)
	}
	if w := call(h, "", "GET", "/api/v1/verify/zzzzzzzzzzzz", nil); w.Code != http.StatusNotFound {
		t.Errorf("an unknown code: %d", w.Code)
	}
}

// Every text key in the code has a sentence.
func TestTextsAreComplete(t *testing.T) {
	texts, err := i18n.Load(document.Texts)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range texts.Keys() {
		if !strings.HasPrefix(key, "document.") {
			t.Errorf("%s is not this room's", key)
		}
	}
	for _, tpl := range []document.Template{document.Acceptance, document.Supplement, document.Refusal, document.Apology, document.Stop, document.Control, document.ResultLetter, document.ResultBirth, document.ResultDecision, document.ResultExtract} {
		if !texts.Has("document.template." + string(tpl)) {
			t.Errorf("%s has no name", tpl)
		}
	}
	if names, _ := fs.Glob(document.Schema, "schema/*.sql"); len(names) == 0 {
		t.Error("no schema")
	}
}
