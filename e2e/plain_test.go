// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plain is a browser without script: it follows links and sends forms as they
// stand in the page.
type plain struct {
	t      *testing.T
	client http.Client
	at     *url.URL
	text   string // what the page says
	html   string
	links  []control
	forms  []form
}

// control is a link or something in a form.
type control struct {
	kind, name, value, words, href string
	chosen                         bool
	file                           string
}

type form struct {
	action, method, kind string
	controls             []control
}

func newPlain(t *testing.T, address string) *plain {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return &plain{t: t, client: http.Client{Jar: jar, Timeout: patience}, at: at}
}

func (p *plain) open(path string) {
	p.t.Helper()
	p.answer(p.client.Get(p.to(path)))
}

func (p *plain) to(ref string) string {
	p.t.Helper()
	u, err := p.at.Parse(ref)
	if err != nil {
		p.t.Fatal(err)
	}
	return u.String()
}

func (p *plain) answer(res *http.Response, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.at = res.Request.URL
	p.read(string(body))
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusUnprocessableEntity || strings.Contains(p.html, "⟦") {
		p.t.Fatalf("%s: %d\n%s", p.at, res.StatusCode, p.text)
	}
}

// read takes the page apart into words, links and forms.
func (p *plain) read(page string) {
	p.html, p.text, p.links, p.forms = page, "", nil, nil
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var text strings.Builder
	var open *control // a link, button, textarea or option whose words are being read
	var inForm, skip bool
	list := ""
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch x := token.(type) {
		case xml.StartElement:
			a := attrs(x)
			_, checked := a["checked"]
			_, selected := a["selected"]
			switch tag := x.Name.Local; tag {
			case "form":
				p.forms, inForm = append(p.forms, form{action: a["action"], method: a["method"], kind: a["enctype"]}), true
			case "input":
				p.control(inForm, control{kind: a["type"], name: a["name"], value: a["value"], chosen: checked || a["type"] != "radio" && a["type"] != "checkbox"})
			case "select":
				list = a["name"]
			case "a", "button", "textarea", "option":
				open = &control{kind: tag, name: a["name"], value: a["value"], href: a["href"] + a["formaction"], chosen: selected || tag == "textarea"}
				if tag == "option" {
					open.name = list
				}
			case "template", "style":
				skip = true
			}
		case xml.EndElement:
			switch tag := x.Name.Local; tag {
			case "form":
				inForm = false
			case "a":
				if open != nil {
					p.links, open = append(p.links, *open), nil
				}
			case "button", "textarea", "option":
				if open != nil {
					p.control(inForm, *open)
					open = nil
				}
			case "template", "style":
				skip = false
			}
		case xml.CharData:
			words := strings.Join(strings.Fields(string(x)), " ")
			if skip || words == "" {
				continue
			}
			text.WriteString(words + "\n")
			if open != nil {
				open.words = strings.TrimSpace(open.words + " " + words)
				if open.kind == "textarea" {
					open.value = open.words
				}
			}
		}
	}
	p.text = text.String()
}

func attrs(x xml.StartElement) map[string]string {
	out := map[string]string{}
	for _, a := range x.Attr {
		out[a.Name.Local] = a.Value
	}
	return out
}

func (p *plain) control(inForm bool, c control) {
	if inForm {
		f := &p.forms[len(p.forms)-1]
		f.controls = append(f.controls, c)
	}
}

// says fails unless the page has the words.
func (p *plain) says(all ...string) {
	p.t.Helper()
	for _, w := range all {
		if !strings.Contains(p.text, w) {
			p.t.Fatalf("%s does not say %q:\n%s", p.at, w, p.text)
		}
	}
}

// follow goes where the link with the words leads.
func (p *plain) follow(words string) {
	p.t.Helper()
	for _, l := range p.links {
		if strings.HasPrefix(l.words, words) {
			p.open(l.href)
			return
		}
	}
	p.t.Fatalf("%s: no link %q\n%s", p.at, words, p.text)
}

// press sends the form that has the button, with answers by the names of fields; a
// value that begins with "@" is a file.
func (p *plain) press(words string, answers ...string) {
	p.t.Helper()
	for _, f := range p.forms {
		for _, c := range f.controls {
			if c.kind == "button" && strings.HasPrefix(c.words, words) {
				p.send(f, c, answers)
				return
			}
		}
	}
	p.t.Fatalf("%s: no button %q\n%s", p.at, words, p.text)
}

func (p *plain) send(f form, pressed control, answers []string) {
	p.t.Helper()
	given := map[string]string{}
	for i := 0; i+1 < len(answers); i += 2 {
		given[answers[i]] = answers[i+1]
	}
	var names, values []string
	add := func(n, v string) { names, values = append(names, n), append(values, v) }
	done := map[string]bool{}
	for _, c := range f.controls {
		if c.name == "" || c.kind == "button" {
			continue
		}
		if v, ok := given[c.name]; ok {
			if !done[c.name] {
				add(c.name, v)
			}
			done[c.name] = true
		} else if c.chosen && c.kind != "file" {
			add(c.name, c.value)
		}
	}
	for n := range given {
		if !done[n] {
			p.t.Fatalf("%s asks for no %q", p.at, n)
		}
	}
	if pressed.name != "" {
		add(pressed.name, pressed.value)
	}
	action := f.action
	if pressed.href != "" {
		action = pressed.href
	}
	p.post(p.to(action), f, names, values)
}

func (p *plain) post(to string, f form, names, values []string) {
	p.t.Helper()
	if f.kind == "multipart/form-data" {
		body, kind := p.multipart(names, values)
		p.answer(p.client.Post(to, kind, body))
		return
	}
	q := url.Values{}
	for i, n := range names {
		q.Add(n, values[i])
	}
	if strings.EqualFold(f.method, "post") {
		p.answer(p.client.PostForm(to, q))
		return
	}
	before, _, _ := strings.Cut(to, "?")
	p.answer(p.client.Get(before + "?" + q.Encode()))
}

func (p *plain) multipart(names, values []string) (io.Reader, string) {
	p.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i, n := range names {
		file, ok := strings.CutPrefix(values[i], "@")
		if !ok {
			_ = m.WriteField(n, values[i])
			continue
		}
		body, err := os.ReadFile(file)
		if err != nil {
			p.t.Fatal(err)
		}
		w, _ := m.CreateFormFile(n, filepath.Base(file))
		_, _ = w.Write(body)
	}
	_ = m.Close()
	return &b, m.FormDataContentType()
}
