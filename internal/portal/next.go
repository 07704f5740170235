// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// nextText says what happens next, by when, and who has to do it.
func nextText(ctx context.Context, d dossier.Dossier, holder, receiving string) string {
	t := i18n.From(ctx).T
	due := i18n.When(ctx, d.Times.Due)
	switch d.State {
	case dossier.Submitted:
		return t("portal.next.submitted", "agency", receiving, "when", i18n.When(ctx, d.Times.ActBy))
	case dossier.Accepted, dossier.InProcess:
		return inProcess(ctx, d, holder, due)
	case dossier.Supplement:
		return t("portal.next.supplement", "when", i18n.Day(ctx, d.Times.ActBy))
	case dossier.PaymentDue:
		return t("portal.next.payment", "agency", receiving)
	case dossier.Processed:
		return t("portal.next.processed", "agency", receiving)
	case dossier.Delivered:
		return t("portal.next.delivered", "when", i18n.When(ctx, d.Times.Delivered))
	case dossier.NotAccepted:
		return t("portal.next.not_accepted", "agency", receiving)
	case dossier.Withdrawn:
		return t("portal.next.withdrawn")
	}
	return t("portal.next.stopped", "agency", receiving)
}

func inProcess(ctx context.Context, d dossier.Dossier, holder, due string) string {
	t := i18n.From(ctx).T
	switch d.Step {
	case dossier.StepApprove:
		return t("portal.next.approve", "agency", holder, "when", due)
	case dossier.StepStamp:
		return t("portal.next.stamp", "agency", holder, "when", due)
	}
	return t("portal.next.appraise", "agency", holder, "when", due)
}

// told says how the person will hear of it.
func told(ctx context.Context, a dossier.Applicant) string {
	t := i18n.From(ctx).T
	switch {
	case a.Phone != "" && a.Email != "":
		return t("portal.done.told_both", "phone", a.Phone, "email", a.Email)
	case a.Phone != "":
		return t("portal.done.told_phone", "phone", a.Phone)
	case a.Email != "":
		return t("portal.done.told_email", "email", a.Email)
	}
	return t("portal.done.told_here")
}

// tagOf is the state of a dossier as a tag: the word of its state, coloured by how
// it stands.
func tagOf(ctx context.Context, state dossier.State, late bool) ui.StatusTag {
	s := ui.StatusOnTime
	switch {
	case state == dossier.Supplement || state == dossier.PaymentDue:
		s = ui.StatusWaiting
	case state == dossier.NotAccepted || state == dossier.Stopped:
		s = ui.StatusRefused
	case state == dossier.Delivered || state == dossier.Processed || state == dossier.Withdrawn:
		s = ui.StatusDone
	case late:
		s = ui.StatusLate
	}
	word := i18n.T(ctx, state.Key())
	if s == ui.StatusLate {
		word = i18n.T(ctx, "portal.state.late", "state", word)
	}
	return ui.StatusTag{Status: s, Text: word}
}

// steps is the line of five with dates; by names the agencies.
func steps(ctx context.Context, line []dossier.Stop, state dossier.State, due ui.Moment, late bool, by func(code string) string) ui.Steps {
	out := ui.Steps{Title: i18n.T(ctx, "portal.line.title")}
	for _, s := range line {
		x := ui.Step{Title: i18n.T(ctx, s.Step.Key()), When: moment(ctx, s.At), Who: by(s.By), State: ui.StepNext}
		switch {
		case s.State == "done":
			x.State = ui.StepDone
		case s.State == "now" && state == dossier.Supplement:
			x.State = ui.StepWaiting
		case s.State == "now" && late:
			x.State = ui.StepLate
		case s.State == "now":
			x.State = ui.StepCurrent
		case state.Terminal():
			x.State = ui.StepSkipped
		}
		if s.Step == dossier.StepDeliver && x.State == ui.StepNext && due.Text != "" {
			x.Text = i18n.T(ctx, "portal.line.due", "when", due.Text)
		}
		out.Items = append(out.Items, x)
	}
	return out
}
