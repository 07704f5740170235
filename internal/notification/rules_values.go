// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"strings"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/i18n"
)

// Form is a wording's shape: what a template is kept for.
type Form string

// The forms. FormSMS70 is for people who chose diacritics.
const (
	FormSMS    Form = "sms"
	FormSMS70  Form = "sms70"
	FormEmail  Form = "email"
	FormPortal Form = "portal"
)

// Forms lists them.
func Forms() []Form { return []Form{FormSMS, FormSMS70, FormEmail, FormPortal} }

// holeNames are the values that a wording may use.
var holeNames = []string{"code", "procedure", "agency", "officer", "next", "at", "due", "day", "papers", "reason", "amount", "link", "phone", "name"}

// valuesOf writes the arguments of a clean message as the form shows them; an SMS has dates without weekday and no name of the person.
func valuesOf(m Message, form Form, l i18n.Localizer) values {
	a := m.Args
	v := values{
		"code": m.Subject.Code, "procedure": a.Procedure, "agency": a.Agency, "officer": a.Officer, "next": a.Next,
		"papers": a.Papers, "reason": a.Reason, "link": a.Link, "phone": a.Phone, "name": m.To.Name,
		"at": instant(a.At, false, form, l), "due": instant(a.Due, a.DueDay, form, l), "day": instant(a.Due, true, form, l),
	}
	if a.Amount > 0 {
		v["amount"] = l.T("notification.amount", "amount", i18n.Number(a.Amount))
	}
	if a.Amount > 0 && form == FormSMS70 {
		v["amount"] = l.T("notification.amount.short", "amount", i18n.Number(a.Amount))
	}
	if form == FormSMS || form == FormSMS70 {
		v["name"] = ""
		v["phone"] = strings.ReplaceAll(v["phone"], " ", "")
		v["papers"], v["reason"] = strings.TrimRight(v["papers"], " .;,"), strings.TrimRight(v["reason"], " .;,")
	}
	return v
}

func instant(t time.Time, dayOnly bool, form Form, l i18n.Localizer) string {
	if t.IsZero() {
		return ""
	}
	local, ctx := t.In(clock.Vietnam), i18n.With(context.Background(), l)
	switch {
	case form == FormSMS && dayOnly:
		return local.Format("02/01/2006")
	case form == FormSMS:
		return local.Format("15:04 02/01/2006")
	case form == FormSMS70 && dayOnly:
		return local.Format("02/01")
	case form == FormSMS70:
		return local.Format("15:04 02/01")
	case dayOnly:
		return i18n.Day(ctx, t)
	}
	return i18n.When(ctx, t)
}

// facts are the lines that an e-mail and a portal message carry below the words:
// Decree 224/2026 Art. 15 asks for agency, officer and times.
func facts(v values, l i18n.Localizer) string {
	var b strings.Builder
	for _, name := range []string{"code", "procedure", "agency", "officer", "at", "due", "phone", "link"} {
		if v[name] != "" {
			b.WriteString(l.T("notification.fact."+name, "value", v[name]) + "\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
