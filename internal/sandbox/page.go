// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"bytes"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
)

// perPage is how many entries a page shows.
const perPage = 50

// page shows what the outside world received. Its links are relative, so that it
// may stand under any address.
type page struct {
	s     *Sandbox
	views map[string]*template.Template
	style []byte
	mux   *http.ServeMux
}

// view is what the template gets.
type view struct {
	Lang   string
	Tab    string // "sms", "mails", "stamps", "mail"
	Phone  string
	SMS    []SMS
	Mails  []Mail
	Stamps []Stamp
	Mail   Mail
	More   string // the link to older entries, or ""
	Other  string // the link to this page in the other language
	S      *Sandbox
}

func newPage(s *Sandbox, texts *i18n.Catalogue) (*page, error) {
	p := &page{s: s, views: map[string]*template.Template{}, mux: http.NewServeMux()}
	for _, lang := range []string{i18n.Vietnamese, i18n.English} {
		l := texts.In(lang)
		t, err := template.New("page.html").Funcs(template.FuncMap{
			"T":    func(key string, args ...any) string { return l.T("sandbox."+key, args...) },
			"When": func(t time.Time) string { return t.In(clock.Vietnam).Format("02/01/2006 15:04:05") },
			"Join": strings.Join,
		}).ParseFS(pageFiles, "page/page.html")
		if err != nil {
			return nil, err
		}
		p.views[lang] = t
	}
	var err error
	if p.style, err = fs.ReadFile(pageFiles, "page/style.css"); err != nil {
		return nil, err
	}
	p.mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "sms"+suffix(url.Values{}, language(r))) // relative: the page may stand under a prefix
		w.WriteHeader(http.StatusFound)
	})
	p.mux.HandleFunc("GET /sms", p.sms)
	p.mux.HandleFunc("GET /mails", p.mails)
	p.mux.HandleFunc("GET /mail", p.mail)
	p.mux.HandleFunc("GET /stamps", p.stamps)
	p.mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(p.style)
	})
	return p, nil
}

func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	p.mux.ServeHTTP(w, r)
}

func (p *page) sms(w http.ResponseWriter, r *http.Request) {
	v := view{Tab: "sms", Phone: strings.TrimSpace(r.FormValue("to"))}
	digits := phoneDigits(v.Phone)
	list, next := p.s.sms.page(cursor(r), perPage, func(e SMS) bool { return strings.HasSuffix(e.To, digits) })
	v.SMS = list
	p.show(w, r, v, next)
}

// phoneDigits is how a number ends, however it is written: the page filters by it.
func phoneDigits(s string) string {
	d := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
	return strings.TrimPrefix(strings.TrimPrefix(d, "00"), "0")
}

func (p *page) mails(w http.ResponseWriter, r *http.Request) {
	list, next := p.s.mails.page(cursor(r), perPage, func(Mail) bool { return true })
	p.show(w, r, view{Tab: "mails", Mails: list}, next)
}

func (p *page) mail(w http.ResponseWriter, r *http.Request) {
	seq, _ := strconv.ParseInt(r.FormValue("seq"), 10, 64)
	list, _ := p.s.mails.page(seq+1, 1, func(m Mail) bool { return m.Seq == seq })
	if seq < 1 || len(list) == 0 {
		http.NotFound(w, r)
		return
	}
	p.show(w, r, view{Tab: "mail", Mail: list[0]}, 0)
}

func (p *page) stamps(w http.ResponseWriter, r *http.Request) {
	list, next := p.s.stamps.page(cursor(r), perPage, func(Stamp) bool { return true })
	p.show(w, r, view{Tab: "stamps", Stamps: list}, next)
}

func cursor(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.FormValue("before"), 10, 64)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

func language(r *http.Request) string {
	if r.FormValue("lang") == i18n.English {
		return i18n.English
	}
	return i18n.Vietnamese
}

func suffix(q url.Values, lang string) string {
	q.Set("lang", lang)
	return "?" + q.Encode()
}

func (p *page) show(w http.ResponseWriter, r *http.Request, v view, next int64) {
	v.Lang, v.S = language(r), p.s
	v.Other = suffix(r.URL.Query(), map[string]string{i18n.Vietnamese: i18n.English, i18n.English: i18n.Vietnamese}[v.Lang])
	if next > 0 {
		q := url.Values{"before": {strconv.FormatInt(next, 10)}}
		if v.Phone != "" {
			q.Set("to", v.Phone)
		}
		v.More = v.Tab + suffix(q, v.Lang)
	}
	var buf bytes.Buffer
	if err := p.views[v.Lang].Execute(&buf, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(buf.Bytes())
}
