// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"sync"
)

//go:embed vneid_page.html vneid.css vneid_vi.json vneid_en.json
var vneidFiles embed.FS

type vneidField struct{ Name, Value string }

// vneidView is what the one template shows; Page picks the part.
type vneidView struct {
	Page    string // index, choose, leave, left, wrong
	Message string // a text key
	Client  string
	People  []VNeIDPerson
	Typed   VNeIDPerson
	Keep    []vneidField
	Back    string // an address that the form may end at

	Lang, Other, Switch, Base string
	T                         map[string]string
}

var vneidTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(vneidFiles, "vneid_page.html"))
})

var vneidTexts = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range []string{"vi", "en"} {
		body, err := vneidFiles.ReadFile("vneid_" + lang + ".json")
		texts := map[string]string{}
		if err == nil {
			err = json.Unmarshal(body, &texts)
		}
		if err != nil {
			panic(err) // the file is part of the program
		}
		all[lang] = texts
	}
	return all
})

func (v *VNeID) index(w http.ResponseWriter, r *http.Request) {
	v.page(w, r, http.StatusOK, vneidView{Page: "index", People: v.cfg.People})
}

func (v *VNeID) style(w http.ResponseWriter, _ *http.Request) {
	body, _ := vneidFiles.ReadFile("vneid.css")
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(body)
}

// page shows the view. The policy lets the form end nowhere but here and, where
// there is one, at the system the person came from.
func (v *VNeID) page(w http.ResponseWriter, r *http.Request, status int, view vneidView) {
	view.Lang, view.Other = "vi", "en"
	if chosen := r.URL.Query().Get("lang"); chosen == "en" || chosen == "" && r.FormValue("lang") == "en" {
		view.Lang, view.Other = "en", "vi"
	}
	view.T = vneidTexts()[view.Lang]
	q := r.URL.Query()
	q.Set("lang", view.Other)
	view.Switch = "?" + q.Encode()
	if u, err := url.Parse(v.cfg.Issuer); err == nil {
		view.Base = u.Path
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", view.Lang)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"+vneidOrigin(view.Back))
	var buf bytes.Buffer
	if err := vneidTemplate().Execute(&buf, view); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes())
}

func vneidOrigin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return " " + u.Scheme + "://" + u.Host
}
