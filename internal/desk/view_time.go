// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"context"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// soon is from how many working minutes on a term is called near: half a day.
const soon = 4 * 60

func moment(ctx context.Context, t time.Time) ui.Moment {
	if t.IsZero() {
		return ui.Moment{}
	}
	return ui.Moment{Text: i18n.When(ctx, t), ISO: t.In(clock.Vietnam).Format(time.RFC3339)}
}

func shortMoment(now, t time.Time) ui.Moment {
	if t.IsZero() {
		return ui.Moment{}
	}
	return ui.Moment{Text: i18n.Short(now, t), ISO: t.In(clock.Vietnam).Format(time.RFC3339)}
}

// timeLeft says how much working time is left until due, in colour, word and icon.
func timeLeft(ctx context.Context, k *calendar.Compiled, now, due time.Time, waiting bool) ui.TimeLeft {
	if due.IsZero() {
		return ui.TimeLeft{Status: ui.StatusNone}
	}
	left := ui.TimeLeft{Status: ui.StatusOnTime, Due: shortMoment(now, due)}
	var err error
	if left.Minutes, err = calendar.WorkingMinutes(k, now, due); err != nil { // beyond the calendar's years
		left.Status, left.Text = ui.StatusNone, left.Due.Text
		return left
	}
	switch {
	case waiting:
		left.Status = ui.StatusWaiting
	case now.After(due):
		left.Status, left.Minutes = ui.StatusLate, min(left.Minutes, 0)
		if left.Minutes == 0 { // past it, but no working time since
			left.Text = i18n.T(ctx, "desk.time.just_late")
		}
	case left.Minutes <= soon:
		left.Status = ui.StatusDueSoon
	}
	return left
}

// stateTag is the state of a dossier as a tag.
func stateTag(ctx context.Context, s dossier.State, late bool) *ui.StatusTag {
	status := ui.StatusNone
	switch s {
	case dossier.Supplement, dossier.PaymentDue:
		status = ui.StatusWaiting
	case dossier.NotAccepted, dossier.Withdrawn, dossier.Stopped:
		status = ui.StatusRefused
	case dossier.Processed, dossier.Delivered:
		status = ui.StatusDone
	}
	if late {
		status = ui.StatusLate
	}
	return &ui.StatusTag{Status: status, Text: stateText(ctx, s)}
}

// stateText names a state to an officer; the dossier room's own words speak to the
// applicant.
func stateText(ctx context.Context, s dossier.State) string {
	if s == dossier.Supplement {
		return i18n.T(ctx, "desk.state.supplement")
	}
	return i18n.T(ctx, s.Key())
}

func termText(ctx context.Context, t calendar.Term) string {
	return i18n.T(ctx, "dossier.term."+string(t.Unit), "n", t.N)
}
