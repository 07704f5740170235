// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"io"
	"net/http"
	"time"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

type verifyView struct {
	Verdict    ui.Notification
	Rows       []ui.SummaryRow
	Signatures []ui.SummaryList
	Form       verifyFormView
	ByCode     bool
}

type verifyFormView struct {
	Command  string
	Problems problems
}

// verifyCode answers for the code that a paper carries.
func (p *Pages) verifyCode(w http.ResponseWriter, r *http.Request) error {
	if err := p.allow(r); err != nil {
		return err
	}
	rep, err := p.cfg.Document.Verify(r.Context(), r.PathValue("code"))
	if fault.Is(err, fault.NotFound) {
		t := i18n.From(r.Context()).T
		v := verifyView{ByCode: true, Verdict: ui.Notification{Kind: ui.Failure, Title: t("portal.verify.is.code"), Text: t("portal.verify.means.code")}}
		return p.verifyPage(w, r, http.StatusNotFound, v)
	}
	if err != nil {
		return err
	}
	v := verdictOf(r.Context(), rep)
	v.ByCode = true
	return p.verifyPage(w, r, http.StatusOK, v)
}

func (p *Pages) verifyPage(w http.ResponseWriter, r *http.Request, status int, v verifyView) error {
	v.Form.Command = web.NewCommand(r)
	page := ui.Page{Title: i18n.T(r.Context(), "portal.verify.result"), Back: &ui.Link{Href: pathVerify}}
	return p.show(w, r, status, page, verifyMain(v))
}

// verifyForm asks for a PDF.
func (p *Pages) verifyForm(w http.ResponseWriter, r *http.Request) error {
	return p.askPDF(w, r, problems{})
}

func (p *Pages) askPDF(w http.ResponseWriter, r *http.Request, x problems) error {
	page := ui.Page{Title: i18n.T(r.Context(), "portal.verify.title"), HasErrors: x.Any()}
	return p.show(w, r, x.status(), page, verifyAsk(verifyFormView{Command: web.NewCommand(r), Problems: x}))
}

// verifyUpload looks at a PDF and keeps nothing of it.
func (p *Pages) verifyUpload(w http.ResponseWriter, r *http.Request) error {
	if err := p.allow(r); err != nil {
		return err
	}
	body, err := uploadedPDF(r)
	var rep document.VerificationReport
	if err == nil {
		rep, err = p.cfg.Document.VerifyUpload(r.Context(), body)
	}
	if err != nil {
		f := fault.Of(err)
		if f.Kind != fault.Invalid && f.Kind != fault.TooLarge {
			return err
		}
		var x problems
		x.add("file", i18n.T(r.Context(), f.Key, f.Args...))
		return p.askPDF(w, r, x)
	}
	return p.verifyPage(w, r, http.StatusOK, verdictOf(r.Context(), rep))
}

func uploadedPDF(r *http.Request) ([]byte, error) {
	if _, err := web.ReadForm(r); err != nil {
		return nil, fault.Wrap(err, fault.TooLarge, "portal.verify.too_large")
	}
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }() // nothing is kept
	}
	f, _, err := r.FormFile("file")
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "portal.verify.no_file")
	}
	defer f.Close()
	return io.ReadAll(f)
}

// verdictOf puts a report into plain words.
func verdictOf(ctx context.Context, rep document.VerificationReport) (v verifyView) {
	t := i18n.From(ctx).T
	say := func(kind ui.NoticeKind, name string, args ...any) {
		v.Verdict = ui.Notification{Kind: kind, Title: t("portal.verify.is."+name, args...), Text: t("portal.verify.means."+name, args...)}
	}
	switch {
	case !rep.Known && rep.PDF != nil && len(rep.PDF.Signatures) > 0 && rep.PDF.Verdict == "valid":
		say(ui.Info, "other")
	case !rep.Known:
		say(ui.Failure, "unknown")
	case rep.State == document.Voided:
		say(ui.Failure, "void", "reason", rep.VoidReason)
	case !rep.Genuine:
		say(ui.Failure, "broken")
	case rep.PDF != nil:
		say(ui.Success, "genuine", "agency", rep.AgencyName)
	default:
		say(ui.Success, "issued", "agency", rep.AgencyName)
	}
	v.Rows = reportRows(ctx, rep)
	if rep.PDF != nil {
		for i, s := range rep.PDF.Signatures {
			v.Signatures = append(v.Signatures, signature(ctx, i+1, s))
		}
	}
	return v
}

func reportRows(ctx context.Context, rep document.VerificationReport) (out []ui.SummaryRow) {
	t := i18n.From(ctx).T
	add := func(key, value string) {
		if value != "" {
			out = append(out, ui.SummaryRow{Key: t(key), Text: value})
		}
	}
	if rep.Known {
		title := rep.Title
		if title == "" {
			title = t("document.template." + string(rep.Template))
		}
		add("portal.verify.paper", title)
		add("portal.verify.number", rep.Number)
		add("portal.verify.agency", rep.AgencyName)
		add("portal.verify.holder", rep.Holder)
		add("portal.verify.signer", joined(", ", rep.SignerName, rep.SignerPost))
		out = append(out, dateRow(ctx, t("portal.verify.issued_at"), moment(ctx, rep.IssuedAt)))
	}
	if rep.Hash != "" {
		out = append(out, ui.SummaryRow{Key: t("portal.verify.hash"), Content: ui.CopyCode{Label: t("portal.verify.hash"), Code: rep.Hash}})
	}
	return out
}

// signature is one signature in words.
func signature(ctx context.Context, n int, s document.SignatureLine) ui.SummaryList {
	t := i18n.From(ctx).T
	at := s.Time
	if when, err := time.Parse(time.RFC3339, s.Time); err == nil {
		at = i18n.When(ctx, when)
	}
	stamped := t("portal.verify.stamp_no")
	if s.TimeStamped {
		stamped = t("portal.verify.stamp_yes", "authority", s.TSA)
	}
	changed := t("portal.verify.change." + word(s.Change, "none", "signature", "form-fill", "annotation", "content"))
	return ui.SummaryList{Title: t("portal.verify.signature", "n", n), Rows: []ui.SummaryRow{
		{Key: t("portal.verify.by"), Text: s.Signer},
		{Key: t("portal.verify.at"), Text: at},
		{Key: t("portal.verify.valid"), Content: validTag(ctx, s)},
		{Key: t("portal.verify.trusted"), Text: t("portal.verify.trust." + word(s.Trusted, "yes", "no", "unknown"))},
		{Key: t("portal.verify.stamp"), Text: stamped},
		{Key: t("portal.verify.changes"), Text: changed},
	}}
}

func validTag(ctx context.Context, s document.SignatureLine) ui.StatusTag {
	status := map[string]ui.Status{"valid": ui.StatusDone, "invalid": ui.StatusRefused}[s.Verdict]
	if status == ui.StatusNone {
		status = ui.StatusWaiting
	}
	return ui.StatusTag{Status: status, Text: i18n.T(ctx, "portal.verify.verdict."+word(s.Verdict, "valid", "invalid", "indeterminate"))}
}

// word is one of the known words, as the end of a key; the last where it is none.
func word(s string, known ...string) string {
	for _, k := range known {
		if s == k {
			return map[bool]string{true: "form_fill", false: k}[k == "form-fill"]
		}
	}
	return known[len(known)-1]
}
