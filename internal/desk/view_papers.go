// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// papersView is the list of papers, and the form that adds one.
type papersView struct {
	Items   []paperView
	Issued  []viewItem
	Upload  string // where a file goes; "" when none may be added
	Choices []ui.Option
	Error   string
	Command string
}

// paperView is one paper of the dossier with its files.
type paperView struct {
	Name, Count string
	Seen        bool
	Files       []viewItem
}

// viewItem is a file or paper that the viewer can show.
type viewItem struct {
	ID, Name, Meta, Hash, Problem string
	Href                          string // shows it in the viewer
	Source, Thumb                 string // addresses of the thing itself
	Image, PDF, Current           bool
}

// viewerView is the pane on the right.
type viewerView struct {
	Items   []viewItem
	Current *viewItem
	Next    string
	First   bool // what a narrow screen shows
}

func (p *Pages) papersView(r *http.Request, x loaded, l look) papersView {
	ctx, lang := r.Context(), i18n.Lang(r.Context())
	var v papersView
	seen := checkedAt(x.File)
	known := map[string]bool{}
	for _, c := range x.File.Content.Components {
		known[c.Key] = true
		item := paperView{Name: componentName(x.Version, c, lang), Count: countOf(ctx, c), Seen: c.Seen || slices.Contains(seen, c.Key)}
		item.Files = filesOf(ctx, x, l, func(f document.File) bool { return f.Component == c.Key })
		v.Items = append(v.Items, item)
		v.Choices = append(v.Choices, ui.Option{Value: c.Key, Text: item.Name})
	}
	if rest := filesOf(ctx, x, l, func(f document.File) bool { return !known[f.Component] }); len(rest) > 0 {
		v.Items = append(v.Items, paperView{Name: i18n.T(ctx, "desk.papers.others"), Files: rest})
	}
	v.Issued = issued(ctx, x, l)
	if x.File.Open && mayReceive(r, x.File.Dossier) {
		v.Upload, v.Command = l.Filter.href(pathDossier+escape(l.Code)+"/files"), web.NewCommand(r)
		v.Choices = append(v.Choices, ui.Option{Text: i18n.T(ctx, "desk.papers.others"), Selected: len(v.Choices) == 0})
	}
	if l.Upload != nil {
		v.Error = i18n.From(ctx).Fault(l.Upload)
	}
	return v
}

// checkedAt is what the receiving officer ticked.
func checkedAt(f dossier.File) []string {
	var out []string
	for _, e := range f.Events {
		out = append(out, e.Detail.Checked...)
	}
	return out
}

func filesOf(ctx context.Context, x loaded, l look, want func(document.File) bool) []viewItem {
	var out []viewItem
	for _, f := range x.Files {
		if want(f) {
			out = append(out, fileItem(ctx, f, l))
		}
	}
	return out
}

func fileItem(ctx context.Context, f document.File, l look) viewItem {
	t := i18n.From(ctx).T
	v := viewItem{ID: "f:" + f.ID, Name: f.Name, Hash: f.Hash, Source: "/files/" + f.ID, Image: f.Type == document.JPEG || f.Type == document.PNG, PDF: f.Type == document.PDF}
	v.Meta = dotted(t("document.file_state."+string(f.State)), sizeText(f.Size), strings.ToUpper(string(f.Type)))
	if f.Pages > 0 {
		v.Meta = dotted(v.Meta, t("desk.viewer.pages", "count", f.Pages))
	}
	if f.Thumbnail != "" && f.Usable() {
		v.Thumb = v.Source + "/thumbnail"
	}
	if f.State == document.FileRefused {
		v.Problem = t(f.Reason)
	}
	if !f.Usable() {
		v.Image, v.PDF, v.Source = false, false, ""
	}
	v.Href = l.href("view", v.ID, "pane", "viewer")
	return v
}

// sizeText is a size with one figure behind the comma: 1,2 MB.
func sizeText(n int64) string {
	if n < 1000 {
		return i18n.Number(n) + " B"
	}
	unit, value := "kB", n/100
	if n >= 1_000_000 {
		unit, value = "MB", n/100_000
	}
	text := i18n.Number(value / 10)
	if value%10 != 0 {
		text += "," + i18n.Number(value%10)
	}
	return text + " " + unit
}

// issued are the papers that the administration wrote.
func issued(ctx context.Context, x loaded, l look) []viewItem {
	t := i18n.From(ctx).T
	var out []viewItem
	for _, p := range x.Papers {
		v := viewItem{ID: "p:" + p.ID, Name: t("document.template." + string(p.Template)), Meta: dotted(t("document.state."+string(p.State)), p.FullNumber(), i18n.When(ctx, p.CreatedAt)), Hash: p.Hash()}
		if p.Hash() != "" {
			v.Source, v.PDF = "/papers/"+p.ID, true
		}
		v.Href = l.href("view", v.ID, "pane", "viewer")
		out = append(out, v)
	}
	return out
}

// preview is the name of the result as it would be, in the viewer.
const preview = "preview"

func (p *Pages) viewerView(r *http.Request, x loaded, l look) viewerView {
	ctx := r.Context()
	var v viewerView
	if x.File.Step == dossier.StepApprove && len(x.Version.Results) > 0 && web.Actor(r).Can(dossier.PermApprove, x.File.Holder) {
		v.Items = append(v.Items, viewItem{ID: preview, Name: i18n.T(ctx, "desk.viewer.preview"), Meta: i18n.T(ctx, "desk.viewer.preview_meta"),
			Href: l.href("view", preview, "pane", "viewer"), Source: pathDossier + escape(l.Code) + "/preview.pdf", PDF: true})
	}
	papers := issued(ctx, x, l)
	slices.Reverse(papers)
	files := filesOf(ctx, x, l, func(document.File) bool { return true })
	if x.File.Step == dossier.StepStamp || x.File.Step == dossier.StepDeliver || !x.File.Open {
		v.Items = append(append(v.Items, papers...), files...) // the result first
	} else {
		v.Items = append(append(v.Items, files...), papers...)
	}
	v.choose(l.View)
	v.First = l.Viewer
	return v
}

// choose shows what was asked for, else the first thing that can be shown.
func (v *viewerView) choose(id string) {
	at := slices.IndexFunc(v.Items, func(i viewItem) bool { return i.ID == id })
	if at < 0 {
		at = slices.IndexFunc(v.Items, func(i viewItem) bool { return i.Source != "" })
	}
	if at < 0 {
		return
	}
	v.Items[at].Current = true
	v.Current = &v.Items[at]
	if len(v.Items) > 1 {
		v.Next = v.Items[(at+1)%len(v.Items)].Href
	}
}
