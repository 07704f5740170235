// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import "context"

// Status is how a dossier or a step stands against its term.
type Status int

const (
	StatusNone Status = iota
	StatusOnTime
	StatusDueSoon
	StatusLate
	StatusDone
	StatusWaiting // the clock stands: it is the citizen's or another agency's turn
	StatusRefused
	StatusDraft
)

// StatusTag is word, icon and colour together; Text replaces the usual word.
type StatusTag struct {
	Status Status
	Text   string
}

// TimeLeft is the working time left (or gone by, when Minutes is negative), and the due time.
// MinutesPerDay is the length of a working day (480 if zero). Text replaces the computed words.
type TimeLeft struct {
	Status        Status
	Minutes       int
	MinutesPerDay int
	Text          string
	Due           Moment
}

func (s Status) name() string {
	return [...]string{"none", "ontime", "duesoon", "late", "done", "waiting", "refused", "draft"}[s]
}

func (s Status) icon() Icon {
	return [...]Icon{"", IconClock, IconHourglass, IconAlert, IconCheckRing, IconPause, IconStop, IconEdit}[s]
}

func (s StatusTag) text(ctx context.Context) string {
	if s.Text != "" {
		return s.Text
	}
	return T(ctx, s.Status.key())
}

// key is spelled out so that the locale test finds every key in the source.
func (s Status) key() string {
	return [...]string{"ui.status.none", "ui.status.ontime", "ui.status.duesoon", "ui.status.late",
		"ui.status.done", "ui.status.waiting", "ui.status.refused", "ui.status.draft"}[s]
}

func (t TimeLeft) text(ctx context.Context) string {
	if t.Text != "" {
		return t.Text
	}
	day, minutes := t.MinutesPerDay, t.Minutes
	if day <= 0 {
		day = 480
	}
	if minutes < 0 {
		return overdue(ctx, -minutes, day)
	}
	switch {
	case minutes >= day:
		return T(ctx, "ui.timeleft.days", "days", minutes/day, "hours", minutes%day/60)
	case minutes >= 60:
		return T(ctx, "ui.timeleft.hours", "hours", minutes/60, "minutes", minutes%60)
	}
	return T(ctx, "ui.timeleft.minutes", "minutes", minutes)
}

func overdue(ctx context.Context, minutes, day int) string {
	switch {
	case minutes >= day:
		return T(ctx, "ui.timeleft.over_days", "days", minutes/day, "hours", minutes%day/60)
	case minutes >= 60:
		return T(ctx, "ui.timeleft.over_hours", "hours", minutes/60, "minutes", minutes%60)
	}
	return T(ctx, "ui.timeleft.over_minutes", "minutes", minutes)
}
