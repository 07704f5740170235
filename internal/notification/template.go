// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/standards/vntext"
)

// Template is a wording. Version 0 is that of the locale files.
type Template struct {
	Kind    Kind
	Form    Form
	Lang    string
	Version int64
	Title   string // Email and Portal
	Body    string
	Reason  string // why it was changed
	Author  string
	At      time.Time
}

// builtin is the wording of the locale files. E-mail and portal share one.
func (s *Service) builtin(kind Kind, form Form, lang string) Template {
	t := Template{Kind: kind, Form: form, Lang: lang}
	key := "notification." + string(kind) + "."
	if form == FormSMS || form == FormSMS70 {
		t.Body = s.texts.Text(lang, key+string(form))
		return t
	}
	t.Title, t.Body = s.texts.Text(lang, key+"title"), s.texts.Text(lang, key+"body")
	return t
}

// templates are the wordings in force for a kind in a language.
func (s *Service) templates(r db.Reader, kind Kind, lang string) (map[Form]Template, error) {
	out := map[Form]Template{}
	for _, f := range Forms() {
		out[f] = s.builtin(kind, f, lang)
	}
	changed, err := currentTemplates(r, kind, lang)
	for _, t := range changed {
		if t.Body == "" { // back to the locale files
			b := out[t.Form]
			t.Title, t.Body = b.Title, b.Body
		}
		out[t.Form] = t
	}
	return out, err
}

// Templates lists the wordings in force for a kind in a language, by form.
func (s *Service) Templates(r db.Reader, kind Kind, lang string) ([]Template, error) {
	byForm, err := s.templates(r, kind, lang)
	if err != nil {
		return nil, err
	}
	var out []Template
	for _, f := range Forms() {
		out = append(out, byForm[f])
	}
	return out, nil
}

// History lists the versions of a wording, newest first.
func (s *Service) History(r db.Reader, kind Kind, form Form, lang string) ([]Template, error) {
	return templateVersions(r, kind, form, lang)
}

// TemplateInput is a new wording. An empty Body goes back to the locale files'.
type TemplateInput struct {
	Kind   Kind   `json:"kind"`
	Form   Form   `json:"form"`
	Lang   string `json:"lang"`
	Title  string `json:"title"`
	Body   string `json:"body"`
	Reason string `json:"reason"`
	// Version is the version that the author saw.
	Version int64 `json:"version"`
}

// SetTemplate puts a new version of a wording in force. Messages already written
// keep theirs.
func (s *Service) SetTemplate(ctx context.Context, actor authz.Actor, in TemplateInput) (Template, error) {
	var out Template
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		last, err := lastTemplateVersion(tx, in.Kind, in.Form, in.Lang)
		if err != nil {
			return err
		}
		if err := authz.Require(actor, PermTemplates, authz.Everywhere); err != nil {
			return err
		}
		if err := templateRule(last, in); err != nil {
			return err
		}
		out = Template{Kind: in.Kind, Form: in.Form, Lang: in.Lang, Version: last + 1, Title: in.Title, Body: in.Body,
			Reason: in.Reason, Author: actor.Name, At: tx.Now()}
		if err := storeTemplate(tx, out); err != nil {
			return err
		}
		id := strings.Join([]string{string(in.Kind), string(in.Form), in.Lang}, ".")
		return audit.Record(tx, actor, "notification.template", audit.Subject{Kind: "notification_template", ID: id}, in)
	})
	if db.IsUnique(err) {
		err = fault.New(fault.Conflict, "notification.fault.stale")
	}
	return out, err
}

// Longest wordings of e-mails and portal messages, in characters.
const (
	maxTitle = 200
	maxBody  = 4000
)

func templateRule(last int64, in TemplateInput) error {
	var c fault.Checks
	c.Require(slices.Contains(Kinds(), in.Kind), "kind", "fault.field.choose")
	c.Require(slices.Contains(Forms(), in.Form), "form", "fault.field.choose")
	c.Require(in.Lang == i18n.Vietnamese || in.Lang == i18n.English, "lang", "fault.field.choose")
	c.Require(strings.TrimSpace(in.Reason) != "", "reason", "fault.field.required")
	if in.Body != "" {
		checkWording(&c, in)
	}
	if err := c.Err(); err != nil {
		return err
	}
	if in.Version != last {
		return fault.New(fault.Conflict, "notification.fault.stale")
	}
	return nil
}

func checkWording(c *fault.Checks, in TemplateInput) {
	for name, text := range map[string]string{"title": in.Title, "body": in.Body} {
		if h, ok := unknownHole(text); !ok {
			c.Add(name, "notification.fault.hole", "hole", h, "known", strings.Join(holeNames, ", "))
		}
		c.Require(balanced(text), name, "notification.fault.bracket")
	}
	sms := in.Form == FormSMS || in.Form == FormSMS70
	c.Require(sms || in.Title != "", "title", "fault.field.required")
	c.Require(utf8.RuneCountInString(in.Title) <= maxTitle, "title", "fault.field.too_long", "length", utf8.RuneCountInString(in.Title), "max", maxTitle)
	c.Require(utf8.RuneCountInString(in.Body) <= maxBody, "body", "fault.field.too_long", "length", utf8.RuneCountInString(in.Body), "max", maxBody)
	if !sms {
		return
	}
	c.Require(strings.Contains(in.Body, "{code}"), "body", "notification.fault.code")
	if n, limit := leastUnits(in.Body, in.Form == FormSMS); n > limit {
		c.Add("body", "fault.field.too_long", "length", n, "max", limit)
	}
}

// sampleCode is as long as a national dossier code gets.
const sampleCode = "000.00.00.H52-261116-000001"

// leastUnits is the length of a wording whose clauses have all given way.
func leastUnits(template string, plain bool) (units, limit int) {
	v := values{}
	for _, h := range holeNames {
		v[h] = strings.Repeat("x", leastCut)
	}
	v["code"], v["at"], v["due"], v["day"] = sampleCode, "15:04 02/01", "15:04 02/01", "02/01"
	var required []clause
	for _, c := range clauses(template) {
		if !c.optional {
			required = append(required, c)
		}
	}
	n := vntext.CountSMS(shape(render(required, v), plain))
	if n.Encoding == vntext.GSM {
		return n.Units, 160
	}
	return n.Units, 70
}

func unknownHole(text string) (string, bool) {
	for _, h := range holes(text) {
		if !slices.Contains(holeNames, h) {
			return h, false
		}
	}
	return "", true
}

func balanced(text string) bool {
	depth := 0
	for _, c := range text {
		switch c {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth < 0 || depth > 1 {
			return false
		}
	}
	return depth == 0 && strings.Count(text, "{") == strings.Count(text, "}")
}
