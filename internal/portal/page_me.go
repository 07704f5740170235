// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/notification"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type meView struct {
	Name     string
	Drafts   []ui.Card
	Dossiers []ui.Card
	Older    string
	Newest   string
	Notices  []noticeView
	OlderN   string
	Command  string
}

type noticeView struct {
	ID, Title, Body, Href, When string
	New                         bool
}

// noticeRows is how many messages the page shows at once.
const noticeRows = 10

// me is what is one's own: what was begun, what is under way, what one was told.
func (p *Pages) me(w http.ResponseWriter, r *http.Request) error {
	actor := web.Actor(r)
	var drafts []dossier.Draft
	var items []dossier.Item
	var sent []notification.Sent
	var next, nextNotice string
	titles := map[string]string{}
	v := meView{Name: actor.Name, Command: web.NewCommand(r)}
	ctx := r.Context()
	err := p.read(r, func(q db.Reader) (err error) {
		if drafts, err = p.cfg.Dossier.Drafts(q, actor); err != nil {
			return err
		}
		for _, d := range drafts {
			version, err := p.cfg.Catalogue.Version(q, d.ProcedureVersion)
			if err != nil {
				return err
			}
			titles[d.ID] = text(ctx, version.Name)
		}
		if items, next, err = p.cfg.Dossier.ForPerson(q, actor.Person, r.URL.Query().Get("before")); err != nil {
			return err
		}
		for _, x := range items {
			v.Dossiers = append(v.Dossiers, dossierCard(ctx, x, x.Late(q.Now())))
		}
		sent, nextNotice, err = notification.Inbox(q, actor.Person, r.URL.Query().Get("notices"), noticeRows)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range drafts {
		v.Drafts = append(v.Drafts, draftCard(ctx, d, titles[d.ID]))
	}
	for _, m := range sent {
		v.Notices = append(v.Notices, noticeOf(ctx, m))
	}
	if next != "" {
		v.Older = pathMe + "?" + url.Values{"before": {next}}.Encode()
	}
	if r.URL.Query().Get("before") != "" {
		v.Newest = pathMe
	}
	if nextNotice != "" {
		v.OlderN = pathMe + "?" + url.Values{"notices": {nextNotice}}.Encode() + "#notices"
	}
	return p.show(w, r, http.StatusOK, ui.Page{Title: i18n.T(ctx, "portal.me.title")}, meMain(v))
}

func draftCard(ctx context.Context, d dossier.Draft, title string) ui.Card {
	return ui.Card{Title: title, Href: "/apply/" + d.ID, Level: 3,
		Text: i18n.T(ctx, "portal.me.draft", "saved", i18n.When(ctx, d.UpdatedAt), "until", i18n.Day(ctx, d.ExpiresAt)), Foot: ui.StatusTag{Status: ui.StatusDraft}}
}

func dossierCard(ctx context.Context, x dossier.Item, late bool) ui.Card {
	line := i18n.T(ctx, "portal.me.filed", "when", i18n.Day(ctx, x.Submitted))
	if !x.Due.IsZero() && x.Finished.IsZero() {
		line = i18n.T(ctx, "portal.me.due", "when", i18n.When(ctx, x.Due))
	}
	return ui.Card{Title: x.Title, Href: "/me/d/" + x.Code, Level: 3, Meta: ui.Text(x.Code), Text: line, Foot: tagOf(ctx, x.State, late)}
}

func noticeOf(ctx context.Context, m notification.Sent) noticeView {
	body := ""
	if lines := paragraphs(m.Body); len(lines) > 0 {
		body = joined(" ", lines[:min(2, len(lines))]...)
	}
	n := noticeView{ID: m.ID, Title: m.Title, Body: body, When: i18n.When(ctx, m.CreatedAt), New: m.ReadAt.IsZero()}
	if m.Subject.Kind == "dossier" && m.Subject.Code != "" {
		n.Href = "/me/d/" + m.Subject.Code
	}
	return n
}

// readNotice notes that a message was read.
func (p *Pages) readNotice(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if err := p.cfg.Notification.MarkRead(r.Context(), web.Actor(r), form.Raw("id")); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return web.SeeOther(w, r, pathMe+"#notices")
}

type contactView struct {
	Phone, Email, Language string
	Diacritics             []ui.Option
	Languages              []ui.Option
	Version                int
	Next                   string
	Command                string
	Problems               problems
}

// ownPage is a page of the portal that a form may lead back to.
func ownPage(next string) string {
	if next = web.LocalPath(next); strings.HasPrefix(next, "/apply/") || strings.HasPrefix(next, "/me/") {
		return next
	}
	return pathMe
}
